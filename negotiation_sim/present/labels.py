"""How people read what a case names: its written label first, its name in brackets where one may have to type it.

Without a label a name stands as it is. CSV and JSON keep names; what is labelled has its label beside them.
"""

import textwrap
from collections.abc import Iterable, Mapping

from ..case.assumptions import Assumption, AssumptionSet, Register
from ..case.conclusions import Conclusion
from ..case.parts import Player
from ..case.scenario import Case
from ..language.expression import Expression

ROW = 28
"""As many characters of a label stand on a line beside a row of a picture."""
AXIS = 52
"""As many stand on a line along an axis."""
LINE, GAP = 0.165, 0.07
"""Inches of height of a line beside a row, and between two labels."""
WHOLE = "\xa0"
"""A blank at which no line is broken."""


def assumption(entry: Assumption) -> str:
    """`Washington's credibility (us_cred)`; the name alone where no label is written."""
    return f"{entry.written_label} ({entry.name})" if entry.written_label else entry.name


def author(assumed: AssumptionSet) -> str:
    """Whose assumptions these are: `“The op-ed's own assumptions” (op_ed)`."""
    return f"{author_in_title(assumed)} ({assumed.name})"


def author_in_title(assumed: AssumptionSet) -> str:
    """The same where the name stands elsewhere beside it, as below a picture."""
    return f"\u201c{assumed.title}\u201d"


def assumptions(register: Register, names: Iterable[str]) -> list[str]:
    """Each of the named assumptions as `assumption` has it."""
    return [assumption(register[name]) for name in names]


def named(case: Case, name: str) -> str:
    """Whatever a case names, its written label first and the name in brackets; the name alone where none is written."""
    return f"{case.label_of(name)} ({name})" if name in _written(case) else name


def row(entry: Assumption, more: str = "") -> str:
    """What stands beside a row of a picture: the assumption, and `more` after it; a long label on several lines."""
    if not entry.written_label:
        return f"{entry.name}{more}"
    return textwrap.fill(f"{assumption(entry)} {WHOLE.join(more.split())}", ROW, break_long_words=False)


def room(rows: Iterable[str], least: float) -> float:
    """Inches of height that every row of a picture needs, so that no label of several lines touches its neighbours."""
    return max([least, *(LINE * (1 + label.count("\n")) + GAP for label in rows)])


def axis(entry: Assumption) -> str:
    """What stands along an axis: the assumption and its unit; with a long label on several lines."""
    shown = f"{assumption(entry)}: {entry.unit}"
    return textwrap.fill(shown, AXIS, break_long_words=False) if entry.written_label else shown


def strategy(players: Mapping[str, Player], player: str, move: str) -> str:
    """What people read for a move of a player."""
    return players[player].label(move)


def condition(case: Case, written: Expression) -> str:
    """What the moves and outcomes in a condition are called, where they have a label: ` (share = the votes won)`."""
    named = [name for name in sorted(written.names()) if name in _written(case)]
    return f" ({'; '.join(f'{name} = {case.label_of(name)}' for name in named)})" if named else ""


def number(case: Case, of: str, name: str) -> str:
    """What a number of a kind of result besides the game is, its name in brackets: `packages in the zone (zone)`."""
    return f"{case.other_kinds[of].numbers[name]} ({name})"


def conclusion(case: Case, reached: Conclusion) -> str:
    """The title of a conclusion; or its condition as written, with the labels of what it names; and in which sense."""
    if reached.title:
        return reached.words
    if reached.of == "game":
        return f"{reached.words}{condition(case, reached.condition)}"
    numbers = case.other_kinds[reached.of].numbers
    named = "; ".join(f"{name} = {numbers[name]}" for name in sorted(reached.condition.names()))
    return f"{reached.words}{f' ({named})' * bool(named)}"


def titled(case: Case, title: str, written: Expression) -> str:
    """A title; where it is the condition as written, with the labels of what that names."""
    return f"{title}{condition(case, written)}" if title == " ".join(written.text.split()) else title


def beside(register: Register, name: str) -> dict[str, str]:
    """A column or a key `label` beside an assumption's name; nothing in a case that labels no assumption."""
    written = any(entry.written_label for entry in register.values())
    return {"label": register[name].label if name in register else ""} if written else {}


def beside_move(players: Mapping[str, Player], player: str, move: str) -> dict[str, str]:
    """A column or a key `label` beside a move's name; nothing in a case that labels no move."""
    written = any(each.labels for each in players.values())
    return {"label": strategy(players, player, move)} if written else {}


def beside_criterion(case: Case, criterion: str) -> dict[str, str]:
    """A column or a key `label` beside a criterion's name; nothing in a case that labels no criterion."""
    return {"label": case.labels.of_criterion(criterion)} if case.labels.criteria else {}


def every(case: Case) -> dict[str, dict[str, str]]:
    """The key `labels` of a record: every label that the case writes, by name; nothing where there is none."""
    written = {**case.labels.criteria, **_written(case)}
    return {"labels": written} if written else {}


def _written(case: Case) -> dict[str, str]:
    """The labels that the files of a case write for what a condition may name, by that name."""
    moves = ((player.id, move, label) for player in case.players.values() for move, label in player.labels.items())
    return {
        **{name: entry.written_label for name, entry in case.register.items() if entry.written_label},
        **{f"{player}.{move}": label for player, move, label in moves},
        **{name: case.label_of(name) for name in case.labels.outcomes},
    }
