"""Quantal play as tables, records and tidy frames; `solved` is None for a game read from a file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group, RenderableType
from rich.text import Text

from ...games.normal_form import Array
from ...present.phrases import points, words
from ...present.records import Record, at_profile, labelled, number
from ...present.tables import table_of
from ...solve.agent_quantal import AgentQuantal
from ...solve.quantal import Branch
from ...worlds.solved import Solved
from .chances import (
    LEAST,
    MODEL_PLAY,
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
from .headline_chances import joint

if TYPE_CHECKING:
    import pandas as pd


def quantal(found: Branch, solved: Solved | None) -> Group:
    """How each player's play changes along the branch, and what it tends to."""
    game, shown = found.game, _milestones(found)
    limit = found.limit
    heads = [f"lambda {_precision(found.lambdas[k])}" for k in shown] + ["limit"] * (limit is not None)
    table = table_of(
        f"{title_of(game, solved)}: more precise play, from uniform on", "Player", "Move", *heads, right=heads
    )
    for i, player in enumerate(game.players):
        for k, label in enumerate(game.strategies[i]):
            if len(game.strategies[i]) > 1:
                cells = [found.play[i][point, k] for point in shown] + ([] if limit is None else [limit[i][k]])
                table.add_row(name_of(player, solved) if k == 0 else "", words(label), *(f"{p:.3f}" for p in cells))
    parts: list[RenderableType] = [table, Text(sentence(found.reason))]
    parts += [Text(f"Note: {said}") for said in found.solution.warnings]
    if solved:
        profile = found.end if limit is None else limit
        parts += headlines(solved, joint(profile), "in the limit" if limit is not None else "at the last point")
    return Group(*parts, Text(MODEL_PLAY), *stamp_of(solved))


def agent_quantal(found: AgentQuantal, solved: Solved | None) -> Group:
    """The likeliest profiles and, over all of them, what the headlines say and what each player does."""
    game = found.game
    likely = likeliest(found.probabilities)
    heading = f"{title_of(game, solved)}: play in stages at lambda {found.precision:g}"
    parts: list[RenderableType] = [profiles_table(heading, game, solved, likely)]
    rest = 1.0 - sum(chance for _, chance in likely)
    if rest > LEAST:
        parts.append(Text(f"All other profiles together: {rest:.3f}."))
    table = table_of("Over all profiles", "Player", "Moves", "Expected payoff", right=("Expected payoff",))
    for i, player in enumerate(game.players):
        if len(game.strategies[i]) > 1:
            table.add_row(
                name_of(player, solved), _mixture(game.strategies[i], found.play(player)), points(found.expected[i])
            )
    parts += [table, *(headlines(solved, found.probabilities, "over all profiles") if solved else [])]
    parts += [Text(sentence(found.reason))]
    if found.turned:
        parts.append(
            Text(f"Note: at {found.turned} nodes the branch turns back, so that node has several logit equilibria.")
        )
    return Group(*parts, Text(MODEL_PLAY), *stamp_of(solved))


def quantal_record(found: Branch, solved: Solved | None) -> Record:
    game, solution = found.game, found.solution
    branch = [
        {
            "lambda": number(found.lambdas[k]),
            "regret": number(found.regrets[k]),
            "profile": labelled(game, tuple(own[k] for own in found.play)),
        }
        for k in range(len(found.lambdas))
    ]
    return {
        **head(game, solved),
        "method": solution.method,
        "converged": found.converged,
        "reason": found.reason,
        "warnings": list(solution.warnings),
        "turning_points": found.turns,
        "limit": labelled(game, found.limit) if found.limit else None,
        "end": labelled(game, found.end),
        "regret": number((solution.regret or solution.end_regret)[0]),
        "branch": branch,
    }


def agent_quantal_record(found: AgentQuantal, solved: Solved | None) -> Record:
    game = found.game
    return {
        **head(game, solved),
        "lambda": number(found.precision),
        "order": [list(stage) for stage in found.order],
        "converged": found.converged,
        "reason": found.reason,
        "expected": {player: number(value) for player, value in zip(game.players, found.expected, strict=True)},
        "play": {
            player: {label: number(p) for label, p in zip(own, found.play(player), strict=True)}
            for player, own in zip(game.players, game.strategies, strict=True)
        },
        "headlines": headline_record(solved, found.probabilities) if solved else {},
        "profiles": [
            {"chance": number(chance), **at_profile(game, profile)}
            for profile, chance in likeliest(found.probabilities)
        ],
    }


def quantal_frame(found: Branch) -> "pd.DataFrame":
    """One row per point of the branch, player and strategy."""
    import pandas as pd

    game = found.game
    return pd.DataFrame(
        [
            (k, found.lambdas[k], found.regrets[k], player, label, found.play[i][k, m])
            for k in range(len(found.lambdas))
            for i, player in enumerate(game.players)
            for m, label in enumerate(game.strategies[i])
        ],
        columns=["point", "lambda", "regret", "player", "strategy", "probability"],
    )


def agent_quantal_frame(found: AgentQuantal) -> "pd.DataFrame":
    """One row per profile: its chance and everybody's move."""
    return profiles_frame(found.game, likeliest(found.probabilities, 0.0))


def _precision(value: float) -> str:
    """Three digits, but for large numbers, whose whole part is said."""
    return f"{value:,.0f}" if 1000 <= value < 1e7 else f"{value:.3g}"


def _milestones(found: Branch, count: int = 5) -> list[int]:
    """Some points of the branch, its ends among them, evenly by the number of steps."""
    return sorted({round(k) for k in np.linspace(0, len(found.lambdas) - 1, count)})


def _mixture(strategies: Sequence[str], chances: Array) -> str:
    order = sorted(range(len(strategies)), key=lambda k: -chances[k])
    return ", ".join(f"{words(strategies[k])} {chances[k]:.3f}" for k in order if chances[k] >= LEAST)
