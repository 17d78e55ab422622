"""A mediator's plan as a table and a record; `solved` is None for a game read from a file."""

import math
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...games.normal_form import Array
from ...present.phrases import SUMMED, payoff
from ...present.records import Record, at_profile, number
from ...present.tables import table_of
from ...solve.correlated import Correlated
from ...worlds.solved import Solved
from .chances import (
    head,
    headline_record,
    headlines,
    name_of,
    profiles_frame,
    profiles_table,
    sentence,
    stamp_of,
    title_of,
)
from .inquiry import Plan

if TYPE_CHECKING:
    import pandas as pd

DRAWN = "A mediator's plan: a row is drawn with these chances and each player is told its own move only."
MEDIATOR = (
    f"{DRAWN} Obeying is best if all others do. A forum that all attend, such as a dialogue, can be such a mediator: "
    "what it adds is that moves go together which nobody would make on a guess about the others."
)
COMMITTED = (
    f"{DRAWN} Nobody gains by refusing beforehand to listen; having heard its move, a player may gain by another. So a "
    "forum, such as a dialogue, needs here that those who attend are bound by what it says."
)
ALONE = (
    "The plan is one pure equilibrium, played for certain: no mediator is needed. If all expect it, nobody gains by "
    "another move."
)
INDEPENDENT = (
    "The plan is a mixed equilibrium: every player's move is drawn by itself, and no mediator is needed. If all expect "
    "it, nobody gains by choosing with other chances."
)
CERTAIN = 1e-6


def plan(answer: Plan, solved: Solved | None) -> Group:
    """The plan, the payoffs it gives, and what the pure equilibria give for the same purpose."""
    found, game = answer.found, answer.found.game
    parts: list[RenderableType] = []
    if found.chances:
        drawn = sorted(found.chances.items(), key=lambda item: -item[1])
        heading = f"{title_of(game, solved)}: the {_kind(found)} with {answer.objective.words}"
        parts += [profiles_table(heading, game, solved, drawn), _payoffs(answer, solved)]
        parts += [Text(f"Least and greatest: over every {_kind(found)}.")] if answer.bounds else []
        parts += headlines(solved, dense(found), "over the plan") if solved else []
        parts += [Text(_compared(answer))]
    parts += [Text(sentence(found.reason))]
    parts += [Text(SUMMED)] if answer.objective.sums else []
    parts += [Text(_meaning(answer))] if found.obeyed else []
    return Group(*parts, *stamp_of(solved))


def _meaning(answer: Plan) -> str:
    """What the plan asks of a forum; nothing where it is a Nash equilibrium, pure or mixed."""
    found = answer.found
    profile, chance = max(found.chances.items(), key=lambda item: item[1])
    if chance < 1 - CERTAIN or not found.game.is_equilibrium(profile):
        return INDEPENDENT if _independent(found) else COMMITTED if found.coarse else MEDIATOR
    if len(answer.pure) == 1:
        return f"{ALONE} It is the only one."
    return f"{ALONE} Which of the {len(answer.pure)} it is to be is all that somebody would have to say."


def _independent(found: Correlated) -> bool:
    """Whether the moves are drawn independently of one another, each with chances that are a Nash equilibrium."""
    own = tuple(found.recommended(player) for player in found.game.players)
    product = reduce(np.multiply.outer, own)
    return bool(np.abs(product - dense(found)).max() < CERTAIN) and found.game.is_equilibrium(own)


def _kind(found: Correlated) -> str:
    return "coarse correlated equilibrium" if found.coarse else "correlated equilibrium"


def _payoffs(answer: Plan, solved: Solved | None) -> Table:
    found, bounds = answer.found, answer.bounds
    ends = ("Least", "Greatest") if bounds else ()
    table = table_of("Payoffs", "Player", "Expected", *ends, right=("Expected", *ends))
    for i, player in enumerate(found.game.players):
        values = [found.expected[i], *([bounds.low[i], bounds.high[i]] if bounds else [])]
        table.add_row(name_of(player, solved), *(payoff(value, found.game.payoffs[i]) for value in values))
    return table


def _compared(answer: Plan) -> str:
    """What the plan comes to beside the pure equilibria."""
    found, pure = answer.found, answer.pure
    what = "The chance" if answer.objective.condition else "It"
    said = f"{what} comes to {found.value:.4g}."
    if not pure:
        return f"{said} The game has no pure equilibrium to compare it with."
    low, high = min(pure), max(pure)
    if len(pure) == 1 or math.isclose(low, high):
        only = "the only pure equilibrium comes" if len(pure) == 1 else f"each of the {len(pure)} pure equilibria comes"
        return f"{said} Without a mediator, {only} to {high:.4g}."
    return f"{said} Without a mediator, the {len(pure)} pure equilibria come to {low:.4g} to {high:.4g}."


def plan_record(answer: Plan, solved: Solved | None) -> Record:
    found, game, bounds = answer.found, answer.found.game, answer.bounds
    ends = {
        player: {"least": number(bounds.low[i]), "greatest": number(bounds.high[i])} if bounds else None
        for i, player in enumerate(game.players)
    }
    return {
        **head(game, solved),
        "objective": answer.objective.words,
        "value": number(found.value),
        "pure_equilibria_come_to": [number(value) for value in answer.pure],
        "obeyed": found.obeyed,
        "gain_from_disobeying": number(found.gain),
        "reason": found.reason,
        "expected": {player: number(value) for player, value in zip(game.players, found.expected, strict=True)},
        "bounds": ends if bounds else None,
        "headlines": headline_record(solved, dense(found)) if solved else {},
        "profiles": [
            {"chance": number(chance), **at_profile(game, profile)} for profile, chance in found.chances.items()
        ],
    }


def plan_frame(answer: Plan) -> "pd.DataFrame":
    """One row per profile of the plan: its chance and everybody's move."""
    return profiles_frame(answer.found.game, list(answer.found.chances.items()))


def dense(found: Correlated) -> Array:
    """The chance of every profile, an array of the game's shape."""
    chances = np.zeros(found.game.shape)
    for profile, chance in found.chances.items():
        chances[profile] = chance
    return chances
