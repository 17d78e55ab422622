"""Chances over the profiles of a game, in tables, records and frames; `solved` is None for a game read from a file."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from rich.console import RenderableType

from ...games.normal_form import Array, Game, Profile
from ...present.frames import Frame, frame
from ...present.phrases import words
from ...present.records import number
from ...present.tables import table_of
from ...worlds.solved import Solved
from .headline_chances import headline_chances
from .titles import name_of

ROWS = 12
LEAST = 0.005
MODEL_PLAY = "Chances are shares of play in the model under these assumptions, not the probability of an event."


def shown_profiles(
    heading: str, game: Game, solved: Solved | None, drawn: Sequence[tuple[Profile, float]]
) -> RenderableType:
    """The first ROWS profiles with their chances, and what the rest come to."""
    free = [i for i, m in enumerate(game.shape) if m > 1]
    table = table_of(heading, "Chance", *(name_of(game.players[i], solved) for i in free), right=("Chance",))
    for profile, chance in drawn[:ROWS]:
        table.add_row(f"{chance:.3f}", *(words(game.strategies[i][profile[i]]) for i in free))
    if len(drawn) > ROWS:
        table.add_row(
            f"{sum(chance for _, chance in drawn[ROWS:]):.3f}",
            f"{len(drawn) - ROWS} more, in `csv`",
            *[""] * (len(free) - 1),
        )
    return table


def shown_headlines(solved: Solved, chances: Array, where: str) -> list[RenderableType]:
    """How likely each answer of each headline is; nothing where the case has none."""
    by_title = headline_chances(solved, chances)
    if not by_title:
        return []
    table = table_of(f"What happens, {where}", "Question", "Answer", "Chance", right=("Chance",))
    for title, answers in by_title.items():
        for k, (answer, chance) in enumerate(each for each in answers[:5] if each[1] >= LEAST):
            table.add_row(title if k == 0 else "", answer, f"{chance:.3f}")
    return [table]


def headline_record(solved: Solved, chances: Array) -> dict[str, Any]:
    return {
        title: {answer: number(chance) for answer, chance in answers if chance > 0}
        for title, answers in headline_chances(solved, chances).items()
    }


def profiles_table(game: Game, drawn: Sequence[tuple[Profile, float]]) -> Frame:
    """One row per profile: its chance and everybody's move."""
    return frame([{"chance": chance, **game.moves(profile)} for profile, chance in drawn])


def likeliest(chances: Array, least: float = LEAST) -> list[tuple[Profile, float]]:
    """The profiles with at least this chance, the likeliest first; one at least."""
    flat = chances.ravel()
    order = np.argsort(-flat, kind="stable")
    kept = order[: max(1, int((flat > least).sum()))]
    rows = np.stack(np.unravel_index(kept, chances.shape), axis=1).tolist()
    return [(tuple(row), float(flat[k])) for row, k in zip(rows, kept, strict=True)]
