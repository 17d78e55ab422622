"""Profiles and shares of play as tables, records and frames, for all concepts alike.

`solved` is None for a game read from a file, which has neither names nor headlines.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Group, RenderableType
from rich.text import Text

from ..analyse.compare import Solved
from ..analyse.likely import headline_chances
from ..files import write_whole
from ..game.game import Array, Game, Profile
from .records import Record, at_profile, number, stamped
from .tables import footer, table_of
from .terminal import plain
from .words import listed, points, words

if TYPE_CHECKING:
    import pandas as pd

ROWS = 12
LEAST = 0.005


def profiles(concept: str, game: Game, found: Sequence[Profile], reason: str, solved: Solved | None) -> Group:
    """Pure profiles that a concept selects, with everybody's payoffs, and its sentence."""
    free = [i for i, own in enumerate(game.strategies) if len(own) > 1]
    heading = f"{title_of(game, solved)}: {words(concept)}"
    table = table_of(heading, *(name_of(game.players[i], solved) for i in free))
    for profile in found[:ROWS]:
        table.add_row(
            *(f"{words(game.strategies[i][profile[i]])} ({points(game.payoffs[(i, *profile)])})" for i in free)
        )
    more = [Text(f"{len(found) - ROWS} more, in --csv.")] if len(found) > ROWS else []
    shown: list[RenderableType] = [table, Text("In brackets: the player's payoff."), *more] if found else []
    return Group(*shown, Text(sentence(reason)), *stamped_footer(solved))


def profiles_record(concept: str, game: Game, found: Sequence[Profile], reason: str, solved: Solved | None) -> Record:
    held = [at_profile(game, profile) for profile in found]
    return {**head(game, solved), "concept": concept, "reason": reason, "profiles": held}


def profiles_table(
    heading: str, game: Game, solved: Solved | None, drawn: Sequence[tuple[Profile, float]], share: str = "Chance"
) -> RenderableType:
    """The profiles with what each is drawn with, the first ROWS of them one by one."""
    free = [i for i, own in enumerate(game.strategies) if len(own) > 1]
    table = table_of(heading, share, *(name_of(game.players[i], solved) for i in free), right=(share,))
    for profile, chance in drawn[:ROWS]:
        table.add_row(f"{chance:.3f}", *(words(game.strategies[i][profile[i]]) for i in free))
    if len(drawn) > ROWS:
        table.add_row(
            f"{sum(chance for _, chance in drawn[ROWS:]):.3f}",
            f"{len(drawn) - ROWS} more, in --csv",
            *[""] * (len(free) - 1),
        )
    return table


def headlines(solved: Solved, chances: Array, where: str, share: str = "Chance") -> list[RenderableType]:
    """What each headline of the case says, and over how much of the play."""
    found = headline_chances(solved, chances)
    if not found:
        return []
    table = table_of(f"What happens, {where}", "Question", "Answer", share, right=(share,))
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


def moves_frame(game: Game, found: Sequence[Profile]) -> "pd.DataFrame":
    """One row per profile: everybody's move."""
    import pandas as pd

    return pd.DataFrame([game.moves(profile) for profile in found], columns=list(game.players))


def write(name: str, shown: RenderableType, record: Record, frame: "pd.DataFrame", folder: Path) -> list[Path]:
    """The same result as NAME.txt, NAME.json and NAME.csv."""
    text = json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return [
        write_whole(folder / f"{name}.txt", plain(shown)),
        write_whole(folder / f"{name}.json", text),
        write_whole(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n")),
    ]


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


def stamped_footer(solved: Solved | None) -> list[RenderableType]:
    return [Text(), footer([solved.scenario])] if solved else []


def sentence(said: str) -> str:
    return said[:1].upper() + said[1:]
