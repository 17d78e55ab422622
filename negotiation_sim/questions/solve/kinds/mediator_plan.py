"""A mediator's plan."""

import math
from dataclasses import replace
from functools import reduce

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ....games.measured import MIXED, rounded_to_known
from ....games.normal_form import Array
from ....present.frames import Frame
from ....present.phrases import SUMMED, capital, payoff
from ....present.records import Record, number
from ....present.screen import Brief, brief_of
from ....present.tables import table_of
from ....solve.correlated import Correlated
from ....worlds.solved import Solved
from ..chances import headline_record, profile_records, profiles_table, shown_headlines, shown_profiles
from ..inputs import MediatorPlan
from ..titles import head, name_of, stamp_of, title_of

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


def text(plan: MediatorPlan, solved: Solved | None) -> Group:
    """The plan, the payoffs it gives, and what the pure equilibria give for the same purpose."""
    equilibrium, game = plan.equilibrium, plan.equilibrium.game
    parts: list[RenderableType] = []
    if equilibrium.chances:
        drawn = sorted(equilibrium.chances.items(), key=lambda item: -item[1])
        heading = f"{title_of(game, solved)}: the {_kind(equilibrium)} with {plan.objective.words}"
        parts += [*shown_profiles(heading, game, solved, drawn), _payoffs(plan, solved)]
        parts += [Text(f"Least and greatest: over every {_kind(equilibrium)}.")] if plan.bounds else []
        parts += shown_headlines(solved, dense(equilibrium), "over the plan")
        parts += [Text(_compared(plan))]
    parts += [Text(capital(equilibrium.reason))]
    parts += [Text(SUMMED)] if plan.objective.sums else []
    parts += [Text(_meaning(plan))] if equilibrium.obeyed else []
    return Group(*parts, *stamp_of(solved))


def brief(plan: MediatorPlan, solved: Solved | None) -> Brief:
    """Which plan it is, what it comes to, and what it asks of a forum; the plan and the payoffs."""
    short = brief_of(text(plan, solved))
    if not plan.equilibrium.chances:
        return short
    title = f"{title_of(plan.equilibrium.game, solved)}: the {_kind(plan.equilibrium)} with {plan.objective.words}."
    meaning = [_meaning(plan)] if plan.equilibrium.obeyed else []
    return replace(short, sentences=(title, _compared(plan), *meaning))


def _meaning(plan: MediatorPlan) -> str:
    """What the plan asks of a forum; nothing where it is a Nash equilibrium, pure or mixed."""
    equilibrium = plan.equilibrium
    profile, chance = max(equilibrium.chances.items(), key=lambda item: item[1])
    if chance < 1 - CERTAIN or not equilibrium.game.is_equilibrium(profile):
        return INDEPENDENT if _independent(equilibrium) else COMMITTED if equilibrium.coarse else MEDIATOR
    if len(plan.pure) == 1:
        return f"{ALONE} It is the only one."
    return f"{ALONE} Which of the {len(plan.pure)} it is to be is all that somebody would have to say."


def _independent(equilibrium: Correlated) -> bool:
    """Whether the moves are drawn independently of one another, each with chances that are a Nash equilibrium."""
    alone = tuple(equilibrium.recommended(player) for player in equilibrium.game.players)
    product = reduce(np.multiply.outer, alone)
    return bool(np.abs(product - dense(equilibrium)).max() < CERTAIN) and equilibrium.game.is_equilibrium(alone)


def _kind(equilibrium: Correlated) -> str:
    return "coarse correlated equilibrium" if equilibrium.coarse else "correlated equilibrium"


def _payoffs(plan: MediatorPlan, solved: Solved | None) -> Table:
    equilibrium, bounds = plan.equilibrium, plan.bounds
    ends = ("Least", "Greatest") if bounds else ()
    expected = table_of("Payoffs", "Player", "Expected", *ends, right=("Expected", *ends))
    for i, player in enumerate(equilibrium.game.players):
        of_all, ends_of_all = equilibrium.game.payoffs[i], [bounds.low[i], bounds.high[i]] if bounds else []
        values = np.array([equilibrium.expected[i], *ends_of_all])
        known = rounded_to_known(values, np.full(values.shape, MIXED * float(np.abs(of_all).max())))
        expected.add_row(name_of(player, solved), *(payoff(value, of_all) for value in known))
    return expected


def _compared(plan: MediatorPlan) -> str:
    """What the plan comes to beside the pure equilibria."""
    equilibrium, pure = plan.equilibrium, plan.pure
    what = "The chance" if plan.objective.condition else "It"
    comes_to = f"{what} comes to {equilibrium.value:.4g}."
    if not pure:
        return f"{comes_to} The game has no pure equilibrium to compare it with."
    low, high = min(pure), max(pure)
    if len(pure) == 1 or math.isclose(low, high):
        only = "the only pure equilibrium comes" if len(pure) == 1 else f"each of the {len(pure)} pure equilibria comes"
        return f"{comes_to} Without a mediator, {only} to {high:.4g}."
    return f"{comes_to} Without a mediator, the {len(pure)} pure equilibria come to {low:.4g} to {high:.4g}."


def record(plan: MediatorPlan, solved: Solved | None) -> Record:
    """What the plan is best for and comes to, the payoffs it gives, and its chances."""
    equilibrium, game, bounds = plan.equilibrium, plan.equilibrium.game, plan.bounds
    ends = {
        player: {"least": number(bounds.low[i]), "greatest": number(bounds.high[i])} if bounds else None
        for i, player in enumerate(game.players)
    }
    return {
        **head(game, solved),
        "objective": plan.objective.words,
        "value": number(equilibrium.value),
        "pure_equilibria_come_to": [number(value) for value in plan.pure],
        "obeyed": equilibrium.obeyed,
        "gain_from_disobeying": number(equilibrium.gain),
        "reason": equilibrium.reason,
        "expected": {player: number(value) for player, value in zip(game.players, equilibrium.expected, strict=True)},
        "bounds": ends if bounds else None,
        "headlines": headline_record(solved, dense(equilibrium)),
        "profiles": profile_records(game, equilibrium.chances.items()),
    }


def table(plan: MediatorPlan) -> Frame:
    """One row per profile of the plan: its chance and everybody's move."""
    return profiles_table(plan.equilibrium.game, list(plan.equilibrium.chances.items()))


def dense(equilibrium: Correlated) -> Array:
    """The chance of every profile, an array of the game's shape."""
    chances = np.zeros(equilibrium.game.shape)
    for profile, chance in equilibrium.chances.items():
        chances[profile] = chance
    return chances
