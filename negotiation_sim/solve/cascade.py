"""How a cascade runs: each joins once enough others have."""

from collections.abc import Sequence


def cascade(thresholds: Sequence[float]) -> tuple[int, ...]:
    """How many have joined after each round, from 0 on, until nobody more joins (Granovetter 1978).

    Whoever's threshold is at most the number already in joins; nobody leaves. It is the best-response path of the game
    in which joining pays exactly from that number on, and its end is the least equilibrium. Each actor's threshold
    matters, not their mean: one changed threshold can stop the cascade.

    >>> cascade([0, 1, 2, 3]), cascade([0, 2, 2, 3])
    ((0, 1, 2, 3, 4), (0, 1))
    """
    joined = [0]
    while (following := sum(threshold <= joined[-1] for threshold in thresholds)) > joined[-1]:
        joined.append(following)
    return tuple(joined)
