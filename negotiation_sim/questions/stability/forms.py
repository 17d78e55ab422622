"""The answer of `stability` in words and tables, and as plain dictionaries."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ...case.scenario import Scenario
from ...present import states
from ...present.patterns import Pattern, patterns
from ...present.phrases import listed
from ...present.records import Record
from ...present.screen import Brief
from ...present.tables import Headed, table_of
from ...solve.stability import StabilityName
from ...worlds.dispute import Dispute
from .answer import Stabilities

MEANS: dict[StabilityName, str] = {
    "nash": "no player has a state it likes better one move away",
    "gmr": "opponents can answer each improvement so that it does not pay",
    "smr": "opponents can answer each improvement so that it does not pay, and no further move of the improver mends "
    "that",
    "seq": "opponents can answer each improvement so that it does not pay, by moves that they like themselves",
}
NAMED = 3
"""So many lines of states a sentence names."""
SANCTIONS = {
    "single": "Sanctions are single: one move of one opponent.",
    "any": "Sanctions are any legal sequence of opponents' moves, nobody twice running. The more players, the more of "
    "them there are: that a state is stable in this sense says little where nearly all are.",
}


def text(answer: Stabilities) -> Group:
    """How many states are stable for all under each concept, and which; a scenario's pure equilibria are marked."""
    dispute = answer.dispute
    parts: list[RenderableType] = [_counts(answer), Text(), *([_states(answer)] if answer.states else [])]
    hidden = sum(len(line.states) for line in _lines(answer)[states.ROWS :])
    parts += states.not_shown(hidden, "states that are stable for all in some sense")
    parts += [Text(sentence) for sentence in sentences(answer)]
    parts += [*states.irreversible(dispute), states.stable_against_coalitions(dispute, answer.coalition)]
    return Group(*parts, states.foot(dispute))


def brief(answer: Stabilities) -> Brief:
    """In how many states nobody moves, and which of them no coalition leaves; the counts, and the states."""
    count, size = len(answer.stable.equilibria(answer.names[0])), len(answer.dispute.graph.states)
    held = [line for line in _lines(answer) if _marks(answer, line.states[0])[0] == "yes"]
    stay = f"{count:,} of {size:,} states stays" if count == 1 else f"{count:,} of {size:,} states stay"
    first = f"{stay} in the sense of {_title(answer.names[0])}: {MEANS[answer.names[0]]}."
    coalition = states.stable_against_coalitions(answer.dispute, answer.coalition).plain
    tables = [_counts(answer), *([_states(answer)] if answer.states else [])]
    told = (first, *([_listed(held)] if 0 < len(held) <= NAMED else []), coalition, *sentences(answer))
    return Brief(told, tuple(tables), states.foot(answer.dispute))


def _listed(held: Sequence[Pattern]) -> str:
    """Which states stay, in a sentence: several with a number before each."""
    if len(held) == 1:
        return f"It is: {_counted(held[0])}." if len(held[0].states) == 1 else f"They are: {_counted(held[0])}."
    return f"They are: {listed([f'({k}) {_counted(line)}' for k, line in enumerate(held, 1)])}."


def _counted(line: Pattern) -> str:
    """The states of a line, and how many they are where they are several."""
    return f"{line.words} ({len(line.states):,} states)" if len(line.states) > 1 else line.words


def _counts(answer: Stabilities) -> Headed:
    size, right = len(answer.dispute.graph.states), ("Stable for all", "Share")
    heading = f"{answer.dispute.title}: which states stay"
    table = table_of(heading, "Concept", *right, "That is", right=right)
    for name in answer.names:
        count = len(answer.stable.equilibria(name))
        table.add_row(_title(name), f"{count:,} of {size:,}", f"{100 * count / size:.1f} %", MEANS[name])
    return table


def _states(answer: Stabilities) -> Headed:
    dispute, lines = answer.dispute, _lines(answer)
    counted = ["States"] if any(len(line.states) > 1 for line in lines) else []
    marked = ["Pure equilibrium"] if dispute.game else []
    heads = [*counted, *map(_title, answer.names), "No coalition leaves", *marked]
    table = table_of("States that are stable for all", "State", *heads, right=counted)
    for line in lines[: states.ROWS]:
        count = [f"{len(line.states):,}"] if counted else []
        table.add_row(line.words, *count, *_marks(answer, line.states[0]))
    return table


def _lines(answer: Stabilities) -> list[Pattern]:
    """The states in lines: those of a game of which all marks are the same together where they are alike."""
    dispute = answer.dispute
    if dispute.game is None or not isinstance(dispute.origin, Scenario):
        return [Pattern((state,), states.brief(dispute, state)) for state in answer.states]
    alike: dict[tuple[str, ...], list[int]] = {}
    for state in answer.states:
        alike.setdefault(_marks(answer, state), []).append(state)
    return [line for same in alike.values() for line in patterns(dispute.origin.case, dispute.game, same)]


def _marks(answer: Stabilities, state: int) -> tuple[str, ...]:
    """In which senses the state stays, whether no coalition leaves it and, of a game, which pure equilibrium it is."""
    held = [*(bool(answer.stable.stable[name][:, state].all()) for name in answer.names), state in answer.coalition]
    pure = [_pure(answer.dispute, state)] if answer.dispute.game else []
    return (*("yes" if holds else "-" for holds in held), *pure)


def sentences(answer: Stabilities) -> list[str]:
    """What opponents can do to sanction, and under which concepts no state at all is stable for all players."""
    empty = " or ".join(_title(name) for name in answer.empty)
    none = [f"No state is stable for all players in the sense of {empty}."] if empty else []
    return [SANCTIONS[answer.stable.sanctions], *none]


def _title(name: StabilityName) -> str:
    return "Nash" if name == "nash" else name.upper()


def _pure(dispute: Dispute, state: int) -> str:
    """Which pure equilibrium the state is, of how many."""
    return f"{dispute.pure.index(state) + 1} of {len(dispute.pure)}" if state in dispute.pure else "-"


def record(answer: Stabilities) -> Record:
    """The states that are stable for all under each concept, against coalitions, and as pure equilibria."""
    dispute, stable = answer.dispute, answer.stable
    return {
        **states.opening(dispute),
        "sanctions": stable.sanctions,
        "states": len(dispute.graph.states),
        "stable": {name: [states.record(dispute, state) for state in stable.equilibria(name)] for name in answer.names},
        "stable_against_coalitions": [states.record(dispute, state) for state in answer.coalition],
        "pure_equilibria": [states.record(dispute, state) for state in dispute.pure],
        "reason": " ".join(sentences(answer)),
    }
