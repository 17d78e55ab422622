"""A finite-horizon stochastic game over a finite state space, played in turns, year by year.

In each year turns are taken in their order. At a turn the state s goes to leads[k, s] by option k: chance picks the
option, or one player does, who sees all earlier turns. u(s) is a player's payoff of a year that ends in s, undivided.
A player chooses by logit (McKelvey and Palfrey 1998, agents): option k with a chance in proportion to

    exp(precision * w_k),   w_k = u(leads[k, s])                 looking at this year alone, all else as it stands
                            w_k = E[ sum_t patience^t part * u(s_t) | leads[k, s] ]    looking ahead,

where s_t is the state at the end of the t-th year from this one, found by backward induction over (state, year). Where
several choose in one turn, each weighs w_k by what the others then choose: see years_at_once.py.
Arrays carry a last axis of draws, so that many games of one shape are played together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from .arrays import Array, Index
from .years_at_once import at_once

Chances = Array
"""Of a turn: how likely each option is in each state, shape (options, states, draws), 0 where it is not open."""


@dataclass(frozen=True, eq=False)
class Turn:
    """One turn of a year. `leads[option, state]` is the state that follows, -1 where the option is not open.

    `mover` is the index of who chooses, None where chance does; `chances` is what it then is, as `Chances`.
    """

    leads: Index
    mover: int | None = None
    chances: Chances | None = None

    @cached_property
    def moves(self) -> bool:
        """Whether it can lead anywhere: false where chance leaves every state as it is."""
        if self.chances is None:
            return True
        elsewhere = self.leads != np.arange(self.leads.shape[1])
        return bool((self.chances * elsewhere[..., None]).any())

    @property
    def maps(self) -> tuple[Any, ...]:
        """For each option the sparse matrix [state, state that follows] of zeros and ones."""
        count = self.leads.shape[1]
        rows = (np.flatnonzero(lead >= 0) for lead in self.leads)
        return tuple(
            sparse.csr_array((np.ones(len(row)), (row, lead[row])), shape=(count, count))
            for lead, row in zip(self.leads, rows, strict=True)
        )


@dataclass(frozen=True, eq=False)
class Joint(Turn):
    """A turn in which several choose at once. `leads[option, state]` is of joint options, the last player's fastest.

    `movers` are the indices of those who choose, `sizes` how many options each has.
    """

    movers: tuple[int, ...] = ()
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class YearsGame:
    """`payoffs[player, state, draw]` of a whole year's game, and for each year its turns.

    `part` is how much of `payoffs` a year brings, `patience[player, draw]` what a year later counts for.
    """

    payoffs: Array
    years: tuple[tuple[Turn, ...], ...]
    part: Array
    patience: Array


Plan = tuple[tuple[Chances, ...], ...]
"""The chances of every turn of every year."""


def logit(worth: Array, leads: Index, precision: Array) -> Chances:
    """The logit chances of the options, shape (options, states, draws), from their worths of that shape.

    >>> logit(np.array([[[0.0]], [[np.log(3)]]]), np.array([[0], [0]]), np.array([1.0])).ravel().round(9).tolist()
    [0.25, 0.75]
    """
    scaled = np.where(leads[..., None] >= 0, precision * worth, -np.inf)
    weights = np.exp(scaled - scaled.max(axis=0))
    return np.asarray(weights / weights.sum(axis=0))


def chosen(turn: Turn, worth: Array, precision: Array) -> Chances:
    """The chances of a turn where `worth[player, state, draw]` is what the states after it are worth."""
    if turn.chances is not None:
        return turn.chances
    if isinstance(turn, Joint):
        return at_once(worth[list(turn.movers)], turn.leads, turn.sizes, precision)
    return logit(worth[turn.mover][turn.leads], turn.leads, precision)


def this_year(game: YearsGame, precision: Array) -> Plan:
    """Everybody chooses by this year's payoff alone, all else as it stands; `precision` of shape (draws,)."""
    known: dict[int, Chances] = {}

    def chances(turn: Turn) -> Chances:
        if turn.chances is not None:
            return turn.chances
        if id(turn) not in known:  # a turn that comes again in the next year is the same object
            known[id(turn)] = chosen(turn, game.payoffs, precision)
        return known[id(turn)]

    return tuple(tuple(map(chances, turns)) for turns in game.years)


def looking_ahead(game: YearsGame, precision: Array) -> Plan:
    """Everybody chooses by all years to come, by backward induction; `precision` of shape (draws,)."""
    later = np.zeros_like(game.payoffs)
    plan: list[tuple[Chances, ...]] = []
    for turns in reversed(game.years):
        worth = game.part * game.payoffs + game.patience[:, None] * later
        year: list[Chances] = []
        for turn in reversed(turns):
            chances = chosen(turn, worth, precision)
            worth = expected(worth, turn, chances)
            year.insert(0, chances)
        plan.insert(0, tuple(year))
        later = worth
    return tuple(plan)


def expected(worth: Array, turn: Turn, chances: Chances) -> Array:
    """What is worth so much after a turn, seen from before it; shape (..., states, draws)."""
    options = zip(turn.leads, chances, strict=True)
    return np.asarray(sum(chance * worth[..., lead, :] for lead, chance in options))


def values(game: YearsGame, plan: Plan) -> Array:
    """Everybody's expected discounted payoff over all years from each state, shape (players, states, draws)."""
    later = np.zeros_like(game.payoffs)
    for turns, chosen in zip(reversed(game.years), reversed(plan), strict=True):
        later = game.part * game.payoffs + game.patience[:, None] * later
        for turn, chances in zip(reversed(turns), reversed(chosen), strict=True):
            later = expected(later, turn, chances)
    return later


def best_reply(game: YearsGame, plan: Plan, mover: int) -> tuple[Array, tuple[tuple[Array, ...], ...]]:
    """What a player can expect at most who chooses best at every turn of its own while all else goes by the plan.

    First from each state at the start, shape (states, draws); then for each year and each of its turns at which the
    player moves what each option is worth, shape (options, states, draws), -inf where it is not open.
    """
    worth = np.zeros_like(game.payoffs[mover])
    by_year: list[tuple[Array, ...]] = []
    for turns, chosen in zip(reversed(game.years), reversed(plan), strict=True):
        worth = game.part * game.payoffs[mover] + game.patience[mover] * worth
        options: list[Array] = []
        for turn, chances in zip(reversed(turns), reversed(chosen), strict=True):
            if turn.mover == mover:
                options.insert(0, np.where(turn.leads[..., None] >= 0, worth[turn.leads], -np.inf))
                worth = options[0].max(axis=0)
            else:
                worth = expected(worth, turn, chances)
        by_year.insert(0, tuple(options))
    return worth, tuple(by_year)


def shares(game: YearsGame, plan: Plan, start: Array) -> Iterator[Array]:
    """The chance of each state at the start, then at the end of each year, each of shape (states, draws).

    They are carried forward exactly: no history is drawn.
    """
    held, known = start, dict[int, tuple[Any, ...]]()
    yield held
    for turns, chosen in zip(game.years, plan, strict=True):
        for turn, chances in zip(turns, chosen, strict=True):
            maps = known.setdefault(id(turn), turn.maps) if id(turn) not in known else known[id(turn)]
            held = sum(step.T @ (held * chance) for step, chance in zip(maps, chances, strict=True))
        yield held


def transition(turns: Sequence[Turn], chosen: Sequence[Chances], draw: int = 0) -> Any:
    """The sparse matrix [state, state at the end of the year] of one year in one draw; its rows sum to one."""
    matrix = sparse.eye_array(turns[0].leads.shape[1], format="csr")
    for turn, chances in zip(turns, chosen, strict=True):
        step = sum(sparse.diags_array(chance[:, draw]) @ each for each, chance in zip(turn.maps, chances, strict=True))
        matrix = (matrix @ step).tocsr()
    return matrix


def histories(game: YearsGame, plan: Plan, start: Index, *, rng: np.random.Generator, draw: int = 0) -> Index:
    """Simulated histories of one draw: the state at the start and after every turn, shape (histories, 1 + turns).

    `start` holds the state in which each begins.
    """
    states = [start]
    for turns, chosen in zip(game.years, plan, strict=True):
        for turn, chances in zip(turns, chosen, strict=True):
            here = states[-1]
            reached = np.cumsum(chances[:, here, draw], axis=0)
            option = (rng.random(len(here)) * reached[-1] >= reached).sum(axis=0)
            states.append(turn.leads[option, here])
    return np.stack(states, axis=1)
