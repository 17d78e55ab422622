"""Kinds of result that are numbers, such as how many packages are in a zone: a conclusion is a condition on them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ...case.conclusions import Conclusion
from ...case.scenario import Scenario
from ...games.arrays import Array, Mask
from ...language.expression import Expression, Node, Operation, evaluate
from ...language.expression import holds as met
from ..tables import Draws

Numbers = Mapping[str, Array]
NumbersOf = Callable[[Scenario, Conclusion, Draws], Numbers]

BLOCK = 4096
"""So many draws are asked for together at most."""


@dataclass(frozen=True)
class NumberedKind:
    """A kind of result by what makes its numbers: for each draw one value of each, shape (draws,).

    A number that does not exist in a draw is NaN there, and no condition on it holds.
    """

    numbers: NumbersOf

    def truths(self, scenario: Scenario, reached: Conclusion, draws: Draws) -> Mask:
        """For every draw of some assumptions' values, whether the conclusion holds. Shape (draws,)."""
        return self.answers(scenario, reached, draws)[0]

    def margins(self, scenario: Scenario, reached: Conclusion, draws: Draws) -> Array:
        """For every draw by what the conclusion holds or fails, shape (draws,); see `margin_on`."""
        return self.answers(scenario, reached, draws)[1]

    def answers(self, scenario: Scenario, reached: Conclusion, draws: Draws) -> tuple[Mask, Array]:
        """For every draw whether the conclusion holds, and its margin: both of shape (draws,), from the same numbers.

        Draws are taken BLOCK at a time, so memory does not grow with their number.
        """
        count = len(next(iter(draws.values())))
        blocks = ({name: part[k : k + BLOCK] for name, part in draws.items()} for k in range(0, max(count, 1), BLOCK))
        truths, margins = zip(*(self._answers(scenario, reached, block) for block in blocks), strict=True)
        return np.concatenate(truths), np.concatenate(margins)

    def _answers(self, scenario: Scenario, reached: Conclusion, draws: Draws) -> tuple[Mask, Array]:
        count, numbers = len(next(iter(draws.values()))), self.numbers(scenario, reached, draws)
        truths = np.broadcast_to(met(evaluate(reached.condition.node, numbers)), count)
        return truths, np.broadcast_to(margin_on(reached.condition, numbers), count)

    def values(self, scenario: Scenario, reached: Conclusion, draws: Draws) -> Array:
        """For every draw the value of the condition, which may be a number alone; shape (draws,)."""
        count, numbers = len(next(iter(draws.values()))), self.numbers(scenario, reached, draws)
        return np.broadcast_to(np.asarray(evaluate(reached.condition.node, numbers), dtype=float), count)

    def turning(self, scenario: Scenario, reached: Conclusion, draws: Draws) -> Numbers:
        """The numbers of those parts of the condition whose answers differ among the draws; one value of each a draw.

        All that the condition asks for where no part by itself does.
        """
        count, numbers = len(next(iter(draws.values()))), self.numbers(scenario, reached, draws)
        parts = [_names(part) for part in _parts(reached.condition.node) if _differs(part, numbers)]
        names = set().union(*parts) or reached.condition.names()
        return {name: np.broadcast_to(numbers[name], count) for name in sorted(names)}

    def holds(self, scenario: Scenario, reached: Conclusion) -> bool:
        """Whether the conclusion holds at the scenario's own values."""
        return bool(self.truths(scenario, reached, _as_one_draw(scenario))[0])

    def margin(self, scenario: Scenario, reached: Conclusion) -> float:
        """By what the conclusion holds (above 0) or fails (below 0), in the unit of the numbers that are compared."""
        return float(self.margins(scenario, reached, _as_one_draw(scenario))[0])


def margin_on(condition: Expression, numbers: Numbers) -> Array:
    """By what a condition on numbers holds (above 0) or fails (below 0), an array as the numbers are.

    Of `a > b` it is a - b, of `and` the least and of `or` the greatest of the parts'. A number alone is a truth: it
    holds or fails by infinity. Minus infinity where a number that is asked for does not exist.
    """
    margin = np.asarray(_margin(condition.node, numbers), dtype=float)
    return np.where(np.isnan(margin), -np.inf, margin)


def _margin(node: Node, numbers: Numbers) -> Array:
    if isinstance(node, Operation):
        if node.symbol in ("and", "or"):
            parts = [_margin(argument, numbers) for argument in node.arguments]
            return np.asarray((np.minimum if node.symbol == "and" else np.maximum).reduce(parts))
        if node.symbol == "not":
            return -_margin(node.arguments[0], numbers)
        if node.symbol in ("<", "<=", ">", ">=", "==", "!="):
            left, right = (np.asarray(evaluate(argument, numbers), dtype=float) for argument in node.arguments)
            if node.symbol in ("==", "!="):
                return np.asarray(np.abs(left - right) if node.symbol == "!=" else -np.abs(left - right))
            return np.asarray(left - right if node.symbol in (">", ">=") else right - left)
    value = np.asarray(evaluate(node, numbers), dtype=float)
    return np.where(np.isnan(value), np.nan, np.where(value != 0, np.inf, -np.inf))


def is_single(condition: Expression) -> bool:
    """Whether a condition has one part alone, so that nothing else of it can turn its answer."""
    return len(list(_parts(condition.node))) == 1


def _parts(node: Node) -> Iterator[Node]:
    """What `and`, `or` and `not` join in a condition."""
    if isinstance(node, Operation) and node.symbol in ("and", "or", "not"):
        for argument in node.arguments:
            yield from _parts(argument)
    else:
        yield node


def _names(node: Node) -> frozenset[str]:
    return Expression("", node).names()


def _differs(node: Node, numbers: Numbers) -> bool:
    answers = np.asarray(met(evaluate(node, numbers)))
    return bool(answers.any() and not answers.all())


def _as_one_draw(scenario: Scenario) -> Draws:
    name = next(iter(scenario.values))
    return {name: np.array([scenario.values[name]])}
