"""The equilibria of a game: pure, mixed, and those on which no coalition improves."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
from rich.console import Group, RenderableType
from rich.text import Text

from ....games.normal_form import AnyProfile, MixedProfile, Profile
from ....present.frames import Frame, frame
from ....present.phrases import capital, listed, payoffs, plural
from ....present.records import Record, labelled, solutions, strategy
from ....present.screen import SCREEN, WARNING, Brief, brief_of
from ....present.tables import MOST_ROWS, table_of
from ....solve.solution import Solution
from ....worlds.solved import Solved
from ..inputs import Equilibria
from ..titles import gained, head, move_of, name_of, opening, shown_title, stamp_of

MOST_IN_SHORT = 8
"""So many moves of a mixed strategy are shown on one screen at most."""


def text(answer: Equilibria, solved: Solved | None, most: int | None = None, rows: int = MOST_ROWS) -> Group:
    """The pure equilibria, and of those sought as mixed the ones that are not among them.

    `most`: of a mixed strategy so many moves are shown at most, those played most often; None: all. `rows`: so many
    equilibria of each kind are shown at most.
    """
    game, pure, mixed = answer.game, answer.pure, answer.mixed
    size = f"{plural(len(game.players), 'player', 'players')}, {game.profiles:,} profile{'s' * (game.profiles != 1)}."
    parts: list[RenderableType] = [opening(shown_title(game.title, "Game"), pure.reason), Text(capital(size))]
    numbered = dict(enumerate(pure.equilibria, 1))
    parts += [_profiles(answer, "Pure equilibria", numbered, solved, None, rows), *_warned(pure)]
    if mixed:
        again = {
            k: played for k, played in numbered.items() if any(_is(profile, played) for profile in mixed.equilibria)
        }
        others = [profile for profile in mixed.equilibria if not any(_is(profile, played) for played in again.values())]
        after = dict(enumerate(others, len(numbered) + 1))
        parts += [_profiles(answer, "Mixed equilibria", after, solved, most, rows), Text(_sought(mixed, list(again)))]
        parts += _warned(mixed)
    return Group(*(part for part in parts if part), *stamp_of(solved))


def brief(answer: Equilibria, solved: Solved | None) -> Brief:
    """The same in short: of mixed strategies of very many moves the moves played most often."""
    return brief_of(text(answer, solved, MOST_IN_SHORT, SCREEN))


def _profiles(
    answer: Equilibria,
    title: str,
    numbered: Mapping[int, AnyProfile],
    solved: Solved | None,
    most: int | None,
    rows: int,
) -> RenderableType:
    """A row for each profile, up to `rows`: everybody's strategy and payoffs, and its number where mixed ones are
    spoken of too.
    """
    if not numbered:
        return ""
    number = [""] if answer.mixed else []
    names = [name_of(player, solved) for player in answer.game.players]
    shown = table_of(title, *number, *names, "Payoffs")
    for k, profile in islice(numbered.items(), rows):
        moves = (_shown(player, part, solved, most) for player, part in labelled(answer.game, profile).items())
        shown.add_row(*([str(k)] if answer.mixed else []), *moves, gained(names, payoffs(answer.game, profile)))
    hidden = len(numbered) - rows
    if rows < MOST_ROWS:
        shown.more = max(hidden, 0)
        return shown
    return Group(shown, Text(f"{hidden:,} more are not shown; `csv` lists all.")) if hidden > 0 else shown


def _shown(player: str, part: object, solved: Solved | None, most: int | None) -> str:
    """A strategy in words; of one that mixes more than `most` moves those, and how many more there are."""
    name = partial(_move, player, solved)
    if most is None or not isinstance(part, dict) or len(part) <= most:
        return strategy(part, name)
    oftenest = sorted(part, key=lambda move: -part[move])[: most - 1]
    return f"{strategy({move: part[move] for move in oftenest}, name)}\nand {len(part) - len(oftenest)} more"


def _move(player: str, solved: Solved | None, move: str) -> str:
    return move_of(player, move, solved)


def _is(profile: MixedProfile, pure: Profile) -> bool:
    """Whether a mixed profile is a pure one, written as one."""
    return all(part[k] > 0 and np.count_nonzero(part) == 1 for part, k in zip(profile, pure, strict=True))


def _sought(mixed: Solution[MixedProfile], again: Sequence[int]) -> str:
    """How mixed equilibria were sought, and which of those found are listed as pure already."""
    if mixed.reason in mixed.warnings:
        return ""
    if not again:
        above = ""
    elif len(mixed.equilibria) == 1:
        above = f" It is pure, and listed above as {again[0]}."
    else:
        numbers, verb = listed([str(k) for k in again]), "are" if len(again) > 1 else "is"
        above = f" Of these, {numbers} {verb} pure, and listed above."
    return f"Mixed ones were sought too: {mixed.reason}{above}"


def _warned(solution: Solution[Any]) -> list[Text]:
    return [Text(f"Warning: {warning}", style=WARNING) for warning in solution.warnings]


def record(answer: Equilibria, solved: Solved | None) -> Record:
    """The equilibria with their payoffs and regret, pure and mixed."""
    return {**solutions(answer.game, answer.pure, answer.mixed), **head(answer.game, solved)}


def table(answer: Equilibria) -> Frame:
    """One row per equilibrium, player and strategy that it plays; the pure ones first, then those sought as mixed."""
    rows = []
    mixed = answer.mixed.equilibria if answer.mixed else ()
    kinds: dict[str, Sequence[AnyProfile]] = {"pure": answer.pure.equilibria, "mixed": mixed}
    for kind, profiles in kinds.items():
        for k, profile in enumerate(profiles, 1):
            for player, part in labelled(answer.game, profile).items():
                played = part if isinstance(part, dict) else {part: 1.0}
                rows += [(kind, k, player, strategy, chance) for strategy, chance in played.items()]
    return frame(rows, columns=["kind", "equilibrium", "player", "strategy", "probability"])
