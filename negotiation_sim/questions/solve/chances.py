"""Chances over the profiles of a game, in tables, records and frames; `solved` is None for a game read from a file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import RenderableType
from rich.text import Text

from ...games.normal_form import Array, Game, Profile
from ...present.phrases import listed, words
from ...present.records import Record, number, stamped
from ...present.tables import footer, table_of
from ...worlds.solved import Solved
from .headline_chances import headline_chances

if TYPE_CHECKING:
    import pandas as pd

ROWS = 12
LEAST = 0.005
MODEL_PLAY = "Chances are shares of play in the model under these assumptions, not the probability of an event."


def profiles_table(
    heading: str, game: Game, solved: Solved | None, drawn: Sequence[tuple[Profile, float]]
) -> RenderableType:
    free = [i for i, own in enumerate(game.strategies) if len(own) > 1]
    table = table_of(heading, "Chance", *(name_of(game.players[i], solved) for i in free), right=("Chance",))
    for profile, chance in drawn[:ROWS]:
        table.add_row(f"{chance:.3f}", *(words(game.strategies[i][profile[i]]) for i in free))
    if len(drawn) > ROWS:
        table.add_row(
            f"{sum(chance for _, chance in drawn[ROWS:]):.3f}",
            f"{len(drawn) - ROWS} more, in --csv",
            *[""] * (len(free) - 1),
        )
    return table


def headlines(solved: Solved, chances: Array, where: str) -> list[RenderableType]:
    found = headline_chances(solved, chances)
    if not found:
        return []
    table = table_of(f"What happens, {where}", "Question", "Answer", "Chance", right=("Chance",))
    for title, answers in found.items():
        for k, (said, chance) in enumerate(answer for answer in answers[:5] if answer[1] >= LEAST):
            table.add_row(title if k == 0 else "", said, f"{chance:.3f}")
    return [table]


def headline_record(solved: Solved, chances: Array) -> dict[str, Any]:
    answers = headline_chances(solved, chances)
    return {title: {said: number(chance) for said, chance in own if chance > 0} for title, own in answers.items()}


def profiles_frame(game: Game, drawn: Sequence[tuple[Profile, float]]) -> "pd.DataFrame":
    """One row per profile: its chance and everybody's move."""
    import pandas as pd

    return pd.DataFrame([{"chance": chance, **game.moves(profile)} for profile, chance in drawn])


def likeliest(chances: Array, least: float = LEAST) -> list[tuple[Profile, float]]:
    """The profiles with at least this chance, the likeliest first; one at least."""
    flat = chances.ravel()
    order = np.argsort(-flat, kind="stable")
    kept = order[: max(1, int((flat > least).sum()))]
    rows = np.stack(np.unravel_index(kept, chances.shape), axis=1).tolist()
    return [(tuple(row), float(flat[k])) for row, k in zip(rows, kept, strict=True)]


def head(game: Game, solved: Solved | None) -> Record:
    return {**stamped([solved.scenario]), "scenario": solved.scenario.name} if solved else {"title": game.title}


def title_of(game: Game, solved: Solved | None) -> str:
    return solved.scenario.title if solved else game.title or f"A game of {listed(game.players)}"


def name_of(player: str, solved: Solved | None) -> str:
    return solved.scenario.case.players[player].name if solved else player


def stamp_of(solved: Solved | None) -> list[RenderableType]:
    return [Text(), footer([solved.scenario])] if solved else []


def sentence(said: str) -> str:
    return said[:1].upper() + said[1:]
