"""Quantal and correlated play as tables, records and tidy frames; `solved` is None for a game read from a file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group, RenderableType
from rich.text import Text

from ..analyse.compare import Solved
from ..analyse.likely import joint
from ..game.game import Array
from ..solve.agent_quantal import AgentQuantal
from ..solve.correlated import Bounds, Correlated
from ..solve.quantal import Branch
from .played import (
    LEAST,
    head,
    headline_record,
    headlines,
    likeliest,
    name_of,
    profiles_frame,
    profiles_table,
    sentence,
    stamped_footer,
    title_of,
)
from .records import Record, at_profile, labelled, number
from .tables import table_of
from .words import points, words

if TYPE_CHECKING:
    import pandas as pd

MEDIATOR = (
    "To be read as a mediator's plan: a row is drawn with these chances and each player is told only its own move. "
    "A forum that all attend, such as a dialogue, can be such a mediator."
)
MODEL_PLAY = "Chances are shares of play in the model under these assumptions, not the probability of an event."


def quantal(found: Branch, solved: Solved | None) -> Group:
    """How each player's play changes along the branch, and what it tends to."""
    game, shown = found.game, _milestones(found)
    limit = found.solution.equilibria[0] if found.solution.equilibria else None
    heads = [f"lambda {found.lambdas[k]:.3g}" for k in shown] + ["limit"] * (limit is not None)
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
    return Group(*parts, Text(MODEL_PLAY), *stamped_footer(solved))


def agent_quantal(found: AgentQuantal, solved: Solved) -> Group:
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
    parts += [table, *headlines(solved, found.probabilities, "over all profiles"), Text(sentence(found.reason))]
    if found.turned:
        parts.append(
            Text(f"Note: at {found.turned} nodes the branch turns back, so that node has several logit equilibria.")
        )
    return Group(*parts, Text(MODEL_PLAY), *stamped_footer(solved))


def correlated(
    found: Correlated, purpose: str, pure: Sequence[float], bounds: Bounds | None, solved: Solved | None
) -> Group:
    """The plan, the payoffs it gives, what the best pure equilibrium gives for the same purpose; `pure`: their worths."""
    game = found.game
    kind = "coarse correlated" if found.coarse else "correlated"
    drawn = sorted(found.chances.items(), key=lambda item: -item[1])
    table = table_of(
        "Payoffs",
        "Player",
        "Expected",
        *(["Least", "Greatest"] if bounds else []),
        right=("Expected", "Least", "Greatest"),
    )
    for i, player in enumerate(game.players):
        ends = [points(bounds.low[i]), points(bounds.high[i])] if bounds else []
        table.add_row(name_of(player, solved), points(found.expected[i]), *ends)
    heading = f"{title_of(game, solved)}: the {kind} equilibrium with {purpose}"
    parts: list[RenderableType] = [profiles_table(heading, game, solved, drawn), table]
    parts += [Text(f"Least and greatest: over all {kind} equilibria.")] if bounds else []
    if solved and found.chances:
        parts += headlines(solved, _dense(found), "over the plan")
    parts += [Text(_compared(found, pure)), Text(sentence(found.reason)), Text(MEDIATOR)]
    return Group(*parts, *stamped_footer(solved))


def _compared(found: Correlated, pure: Sequence[float]) -> str:
    value = (
        f"It comes to {found.value:.4g}; the most that anybody gains by disobeying is {found.gain:.2g} payoff points."
    )
    if not pure:
        return f"{value} The game has no pure equilibrium to compare it with."
    return f"{value} The pure equilibria come to {min(pure):.4g} to {max(pure):.4g}."


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
        "concept": "quantal",
        "method": solution.method,
        "converged": found.converged,
        "reason": found.reason,
        "warnings": list(solution.warnings),
        "turning_points": found.turns,
        "limit": labelled(game, solution.equilibria[0]) if solution.equilibria else None,
        "regret": number((solution.regret or solution.end_regret)[0]),
        "branch": branch,
    }


def agent_quantal_record(found: AgentQuantal, solved: Solved) -> Record:
    game = found.game
    return {
        **head(game, solved),
        "concept": "agent_quantal",
        "lambda": number(found.precision),
        "order": [list(stage) for stage in found.order],
        "converged": found.converged,
        "reason": found.reason,
        "expected": {player: number(value) for player, value in zip(game.players, found.expected, strict=True)},
        "play": {
            player: {label: number(p) for label, p in zip(own, found.play(player), strict=True)}
            for player, own in zip(game.players, game.strategies, strict=True)
        },
        "headlines": headline_record(solved, found.probabilities),
        "profiles": [
            {"chance": number(chance), **at_profile(game, profile)}
            for profile, chance in likeliest(found.probabilities)
        ],
    }


def correlated_record(found: Correlated, purpose: str, bounds: Bounds | None, solved: Solved | None) -> Record:
    game = found.game
    ends = {
        player: {"least": number(bounds.low[i]), "greatest": number(bounds.high[i])} for i, player in enumerate(game.players)
    } if bounds else None  # fmt: skip
    return {
        **head(game, solved),
        "concept": "coarse_correlated" if found.coarse else "correlated",
        "objective": purpose,
        "value": number(found.value),
        "obeyed": found.obeyed,
        "gain_from_disobeying": number(found.gain),
        "reason": found.reason,
        "expected": {player: number(value) for player, value in zip(game.players, found.expected, strict=True)},
        "bounds": ends,
        "headlines": headline_record(solved, _dense(found)) if solved else {},
        "profiles": [
            {"chance": number(chance), **at_profile(game, profile)} for profile, chance in found.chances.items()
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
    return profiles_frame(found.game, likeliest(found.probabilities, 0.0))


def _milestones(found: Branch, count: int = 5) -> list[int]:
    """Some points of the branch, its ends among them, evenly by the number of steps."""
    return sorted({round(k) for k in np.linspace(0, len(found.lambdas) - 1, count)})


def _mixture(strategies: Sequence[str], chances: Array) -> str:
    order = sorted(range(len(strategies)), key=lambda k: -chances[k])
    return ", ".join(f"{words(strategies[k])} {chances[k]:.3f}" for k in order if chances[k] >= LEAST)


def _dense(found: Correlated) -> Array:
    chances = np.zeros(found.game.shape)
    for profile, chance in found.chances.items():
        chances[profile] = chance
    return chances
