"""Dynamics as tables, records and tidy frames; `solved` is None for a game read from a file."""

from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group, RenderableType
from rich.text import Text

from ...present.phrases import words
from ...present.records import Record, at_profile, labelled, number
from ...present.tables import table_of
from ...worlds.solved import Solved
from .chances import (
    LEAST,
    head,
    headline_record,
    headlines,
    likeliest,
    name_of,
    profiles_frame,
    profiles_table,
    sentence,
    stamp_of,
    title_of,
)
from .dynamics import Learned, Visits

if TYPE_CHECKING:
    import pandas as pd

END = (
    "Where a dynamic ends depends on where it began; it is an equilibrium only where the sentence above says so, and its "
    "time is no calendar."
)
SHARES = "Shares of time in the model under these assumptions, not the probability of an event."
COLUMNS = 7


def learned(found: Learned, solved: Solved | None) -> Group:
    """Everybody's play at some moments, and what the last one is."""
    game, shown = found.game, _shown(len(found.moments))
    heads = [f"{found.moments[k]:.4g}" for k in shown]
    table = table_of(
        f"{title_of(game, solved)}: {found.method}, after {found.unit}", "Player", "Move", *heads, right=heads
    )
    for i, player in enumerate(game.players):
        for k, label in enumerate(game.strategies[i]):
            if len(game.strategies[i]) > 1:
                cells = [f"{found.play[i][moment, k]:.3f}" for moment in shown]
                table.add_row(name_of(player, solved) if k == 0 else "", words(label), *cells)
    parts: list[RenderableType] = [table, Text(sentence(found.end.reason))]
    if found.cycle:
        parts.append(Text(f"These {len(found.cycle)} profiles repeat for ever:"))
        parts += [
            Text("  " + ", ".join(words(move) for move in game.moves(profile).values())) for profile in found.cycle
        ]
    return Group(*parts, Text(END), *stamp_of(solved))


def visits(found: Visits, solved: Solved | None) -> Group:
    """The profiles at which noisy revision spends most time, and how often each headline is true."""
    heading = f"{title_of(found.game, solved)}: logit dynamics at lambda {found.precision:g}"
    parts: list[RenderableType] = [profiles_table(heading, found.game, solved, likeliest(found.shares))]
    rest = 1.0 - sum(share for _, share in likeliest(found.shares))
    parts += [Text(f"All other profiles together: {rest:.3f}.")] if rest > LEAST else []
    parts += headlines(solved, found.shares, "over time") if solved else []
    return Group(*parts, Text(sentence(found.reason)), Text(SHARES), *stamp_of(solved))


def learned_record(found: Learned, solved: Solved | None) -> Record:
    game = found.game
    (end,) = found.end.equilibria or found.end.end_states
    return {
        **head(game, solved),
        "method": found.method,
        "equilibrium": bool(found.end.equilibria),
        "reason": found.end.reason,
        "regret": number((found.end.regret or found.end.end_regret)[0]),
        "unit": found.unit,
        "moments": number(found.moments[-1]),
        "end": labelled(game, end),
        "cycle": [game.moves(profile) for profile in found.cycle],
    }


def visits_record(found: Visits, solved: Solved | None) -> Record:
    return {
        **head(found.game, solved),
        "lambda": number(found.precision),
        "exact": found.exact,
        "reason": found.reason,
        "headlines": headline_record(solved, found.shares) if solved else {},
        "profiles": [
            {"share": number(share), **at_profile(found.game, profile)} for profile, share in likeliest(found.shares)
        ],
    }


def learned_frame(found: Learned) -> "pd.DataFrame":
    """One row per moment, player and strategy."""
    import pandas as pd

    game = found.game
    return pd.DataFrame(
        [
            (found.moments[t], player, label, found.play[i][t, k])
            for t in range(len(found.moments))
            for i, player in enumerate(game.players)
            for k, label in enumerate(game.strategies[i])
        ],
        columns=["moment", "player", "strategy", "share"],
    )


def visits_frame(found: Visits) -> "pd.DataFrame":
    """One row per profile that is visited: its share of time and everybody's move."""
    return profiles_frame(found.game, likeliest(found.shares, 0.0)).rename(columns={"chance": "share"})


def _shown(count: int) -> list[int]:
    """Some moments, the first and last among them, denser at the beginning."""
    if count <= COLUMNS:
        return list(range(count))
    return sorted({0, *(round(k) for k in np.geomspace(1, count - 1, COLUMNS - 1))})
