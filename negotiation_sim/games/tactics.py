"""Named tactics of a negotiator: how much it asks for in each turn, seen from its own gains alone.

A tactic gives a target, the least own gain that its next offer has. Targets fall with time (boulware late, conceder
early, linear evenly, with exponents of 0.2, 5 and 1) or with what the other has conceded (tit_for_tat), as in Faratin,
Sierra and Jennings (1998), Robotics and Autonomous Systems 24, 159; or they move towards what is offered (aspiration, a
level that moves towards what one gets: Karandikar, Mookherjee, Ray and Vega-Redondo 1998, Journal of Economic Theory
80, 292). A hardliner never moves.
"""

from collections.abc import Callable, Mapping, Sequence

Tactic = Callable[[float, Sequence[float], float], float]
"""From the most that it can gain, its own gains in all that was offered to it so far, and the time from 0 to 1."""

HABIT = 0.8
"""The share of the aspiration level that stays in each turn."""


def _by_time(exponent: float) -> Tactic:
    def target(most: float, offered: Sequence[float], time: float) -> float:
        return most * (1.0 - float(time ** (1 / exponent)))

    return target


def _tit_for_tat(most: float, offered: Sequence[float], time: float) -> float:
    """The other's concessions, in what they mean to oneself, are given back in one's own gains."""
    conceded = max(offered) - offered[0] if offered else 0.0
    return min(max(most - conceded, 0.0), most)


def _aspiration(most: float, offered: Sequence[float], time: float) -> float:
    level = most
    for gain in offered:
        level = HABIT * level + (1 - HABIT) * gain
    return max(level, 0.0)


TACTICS: Mapping[str, Tactic] = {
    "boulware": _by_time(0.2),
    "linear": _by_time(1.0),
    "conceder": _by_time(5.0),
    "tit_for_tat": _tit_for_tat,
    "aspiration": _aspiration,
    "hardliner": lambda most, offered, time: most,
}
"""A tactic by its name."""

MEANINGS: Mapping[str, str] = {
    "boulware": "gives way late, just before the end",
    "linear": "gives way evenly over time",
    "conceder": "gives way early",
    "tit_for_tat": "gives back what the other has conceded",
    "aspiration": "lowers what it hopes for towards what it is offered",
    "hardliner": "never gives way",
}
