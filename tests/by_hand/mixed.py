"""Mixed, quantal and correlated play read out loud: loops over profiles, bisection, a dense programme.

A game is `table[profile] = (payoff of player 0, ...)` with `counts[i]` strategies, as in `solving.py`; a mixed profile
is a list of lists of probabilities.
"""

import math
from itertools import product

from scipy.optimize import linprog

from .solving import with_move


def profiles(counts: tuple) -> list[tuple]:
    return list(product(*(range(count) for count in counts)))


def strategy_payoff(table: dict, counts: tuple, mixed: list, i: int, strategy: int) -> float:
    """What player i expects from a strategy when the others mix."""
    total = 0.0
    for profile in profiles(counts):
        if profile[i] == strategy:
            chance = math.prod(mixed[j][profile[j]] for j in range(len(counts)) if j != i)
            total += chance * table[profile][i]
    return total


def logit_response(payoffs: list, precision: float) -> list:
    weights = [math.exp(precision * (payoff - max(payoffs))) for payoff in payoffs]
    return [weight / sum(weights) for weight in weights]


def logit_gap(table: dict, counts: tuple, mixed: list, precision: float) -> float:
    """How far a mixed profile is from the logit response to itself: 0 at a logit equilibrium."""
    gap = 0.0
    for i, count in enumerate(counts):
        response = logit_response([strategy_payoff(table, counts, mixed, i, k) for k in range(count)], precision)
        gap = max(gap, *(abs(a - b) for a, b in zip(mixed[i], response, strict=True)))
    return gap


def logit_equilibrium(table: dict, counts: tuple, precision: float, rounds: int = 400) -> list:
    """The logit equilibrium at small lambda, where responding again and again from uniform play settles."""
    mixed = [[1.0 / count] * count for count in counts]
    for _ in range(rounds):
        mixed = [
            logit_response([strategy_payoff(table, counts, mixed, i, k) for k in range(count)], precision)
            for i, count in enumerate(counts)
        ]
    return mixed


def staged_logit(table: dict, counts: tuple, order: tuple, precision: float, played: dict | None = None) -> dict:
    """The chance of every profile from a node on in the agent logit equilibrium, by recursion over histories.

    With several movers, the node's game has as payoffs what is expected after each of their joint moves.
    """
    played = played or {}
    if not order:
        return {tuple(played[i] for i in range(len(counts))): 1.0}
    movers = order[0]
    own_counts = tuple(counts[i] for i in movers)
    after = {
        moves: staged_logit(table, counts, order[1:], precision, {**played, **dict(zip(movers, moves, strict=True))})
        for moves in profiles(own_counts)
    }
    stage = {
        moves: tuple(sum(chance * table[end][i] for end, chance in ends.items()) for i in movers)
        for moves, ends in after.items()
    }
    mixed = logit_equilibrium(stage, own_counts, precision)
    found: dict = {}
    for moves, ends in after.items():
        chance = math.prod(mixed[x][move] for x, move in enumerate(moves))
        for end, later in ends.items():
            found[end] = found.get(end, 0.0) + chance * later
    return found


def incentives(table: dict, counts: tuple, coarse: bool) -> list[list[float]]:
    """One row for each rule of disobeying, one column a profile: what the rule gains where the profile is drawn."""
    rows = []
    for i, count in enumerate(counts):
        for other in range(count):
            heard = [None] if coarse else [k for k in range(count) if k != other]
            for told in heard:
                rows.append(
                    [
                        table[with_move(profile, i, other)][i] - table[profile][i]
                        if told is None or profile[i] == told
                        else 0.0
                        for profile in profiles(counts)
                    ]
                )
    return rows


def best_correlated(table: dict, counts: tuple, worth: list, coarse: bool = False) -> float:
    """The greatest sum of chance x worth over all correlated (or coarse) equilibria, as the textbook writes it."""
    rows = incentives(table, counts, coarse)
    size = len(worth)
    found = linprog(
        [-value for value in worth], rows or None, [0.0] * len(rows) or None, [[1.0] * size], [1.0], method="highs-ds"
    )
    return -found.fun
