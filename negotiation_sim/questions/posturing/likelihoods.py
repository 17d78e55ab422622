"""Likelihoods are opinions with ranges: between which beliefs they leave the receiver after what was seen."""

from fractions import Fraction
from typing import Any

from ...case.scenario import Scenario
from ...games.signalling import Exact, Range, bayes, exactly
from ...language.expression import Name, Node, Number
from ...language.interval import Interval, operate
from ...worlds.posturing_cells import Signals


def belief_ranges(made: Signals) -> tuple[Range, ...]:
    """The least and the greatest belief in the claim, each likelihood at the ends of its range; the prior stands."""
    lowest = highest = made.game.prior
    ranges = [(lowest[made.claim], highest[made.claim])]
    for sign in made.sender.evidence:
        ends = [_ends(_over(rule.node, made.scenario)) for rule in sign.likelihoods.values()]
        against = [low if t == made.claim else high for t, (low, high) in enumerate(ends)]
        in_favour = [high if t == made.claim else low for t, (low, high) in enumerate(ends)]
        lowest, highest = _after(lowest, against), _after(highest, in_favour)
        ranges.append((lowest[made.claim], highest[made.claim]))
    return tuple(ranges)


def _after(belief: Exact, likelihoods: list[Fraction]) -> Exact:
    """The belief after something was seen; as before where at these ends nobody could have shown it."""
    return bayes(belief, likelihoods) if any(b * each for b, each in zip(belief, likelihoods, strict=True)) else belief


def _ends(value: Any) -> Range:
    """The ends of a chance: what a rule gives, kept between 0 and 1."""
    low, high = (value.low, value.high) if isinstance(value, Interval) else (value, value)
    return exactly(min(max(float(low), 0.0), 1.0)), exactly(min(max(float(high), 0.0), 1.0))


def _over(node: Node, scenario: Scenario) -> Any:
    """What a rule gives where assumptions may lie anywhere in their ranges.

    A value of one's own outside its range widens it so far.
    """
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        value, entry = scenario.values[node.name], scenario.case.register[node.name]
        return Interval(min(entry.low, value), max(entry.high, value))
    return operate(node.symbol, *(_over(argument, scenario) for argument in node.arguments))
