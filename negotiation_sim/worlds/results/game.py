"""What the game says of a conclusion: whether it leads there, and by what margin.

The game is a kind of result (see result.py): `truths`, `holds` and `margin` are what each kind has.
"""

import numpy as np

from ...case.conclusions import Conclusion
from ...case.scenario import Scenario
from ...games.arrays import Mask
from ...games.normal_form import Game
from ...language.expression import Expression, Number
from ...solve.pure import pure_equilibria
from ...solve.staged import Rule, selected_in
from ..draws import Drawn, solve_draws
from ..tables import Draws, tables
from .margins import pure_margin, staged_margin


def always(scenario: Scenario, condition: Expression) -> bool | None:
    """Whether every profile of the scenario meets a condition (True) or none does (False); else None."""
    met = tables(scenario).holds(condition)
    return True if met.all() else False if not met.any() else None


def settled(scenario: Scenario, rule: Rule | None) -> bool:
    """Whether the scenario has a pure equilibrium, or under a selection rule one at every node."""
    anything = Expression("1", Number(1.0))
    name = next(iter(scenario.values))
    draws = {name: np.array([scenario.values[name]])}
    return bool(truths(scenario, Conclusion(anything, rule or "some"), draws)[0])


def truths(scenario: Scenario, reached: Conclusion, draws: Draws) -> Mask:
    """For every draw of some assumptions' values, whether the conclusion holds. Shape (draws,)."""
    rules = (reached.rule,) if reached.rule else ()
    return holding(solve_draws(scenario, draws, rules, pure=reached.rule is None), reached)


def holding(drawn: Drawn, reached: Conclusion) -> Mask:
    """For every draw that was solved, whether the conclusion holds. Shape (draws,)."""
    if reached.rule is None:
        holds = drawn.holds(reached.condition, drawn.draw, drawn.profile)
        some, fails = (np.bincount(drawn.draw[which], minlength=drawn.count) for which in (holds, ~holds))
        return some > 0 if reached.sense == "some" else (some > 0) & (fails == 0)
    ends = drawn.staged[reached.rule]
    holds = drawn.holds(reached.condition, np.arange(drawn.count), np.maximum(ends, 0))
    return (ends >= 0) & holds


def holds(scenario: Scenario, reached: Conclusion) -> bool:
    """Whether the conclusion holds at the scenario's own values: its one game is solved, on no path of many draws."""
    game, met, stages = _world(scenario, reached)
    if reached.rule is None:
        ends = [bool(met[profile]) for profile in pure_equilibria(game).equilibria]
        return any(ends) and (reached.sense == "some" or all(ends))
    end = selected_in(game, stages, reached.rule)
    return end >= 0 and bool(met.flat[end])


def margin(scenario: Scenario, reached: Conclusion) -> float:
    """By what the conclusion holds (above 0) or fails (below 0), in payoff points; 0 where it hangs on a tie.

    While every difference between two payoffs of one player changes by less than the size of the margin, the answer
    stays (while every payoff changes by less than half of it). The condition itself is taken as it stands. Infinite
    where no payoffs could turn the answer. How it is found in each sense: see margins.py.
    """
    game, met, stages = _world(scenario, reached)
    if reached.rule is None:
        return pure_margin(game, met, every=reached.sense == "every")
    return staged_margin(game, met, stages, reached.rule)


def _world(scenario: Scenario, reached: Conclusion) -> tuple[Game, Mask, tuple[tuple[int, ...], ...]]:
    """The scenario's game, at which profiles the condition is met, and the order of moves as player indices."""
    evaluated = tables(scenario)
    game = evaluated.game()
    met = evaluated.holds(reached.condition)
    stages = tuple(tuple(game.player(player) for player in stage) for stage in scenario.order or ())
    return game, met, stages
