"""The concepts of known answers about one demand under private cost; see `concepts.py`."""

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np

from ...case.document import Section
from ...games.demand import best_demand, best_demand_of_many
from .catalogue import numbers, whole
from .inputs import KnownConcept, KnownInputs

MOST_COSTS = 2_000
"""Each cost is tried against each: so many take a second."""


def _inputs(section: Section) -> tuple[float, float, float, float]:
    """The table `demand`: the chance of winning, the cost of who demands, and the other's cost, anywhere in a range."""
    section.allow("winning", "cost", "costs")
    with section.placing("costs"):
        low, high = pair if len(pair := numbers(section, "costs")) == 2 else (np.nan, np.nan)
    if not low <= high:
        raise section.fault("costs", "needs two numbers, [lowest, highest].")
    return section.number("winning"), section.number("cost"), low, high


def _in_closed_form(inputs: KnownInputs) -> dict[str, float]:
    section = inputs.case.section("demand")
    given = _inputs(section)
    with section.placing(None):
        return asdict(best_demand(*given))


def _among_many(inputs: KnownInputs) -> dict[str, float]:
    """The costs are the middles of so many equal parts of the range."""
    section, count = inputs.case.section("demand"), whole(inputs.given, "parts", 1, MOST_COSTS)
    winning, cost, low, high = _inputs(section)
    costs = low + (np.arange(count) + 0.5) * (high - low) / count
    with section.placing(None):
        return asdict(best_demand_of_many(winning, cost, costs.tolist()))


OF_DEMANDS: Mapping[str, KnownConcept] = {
    "best_demand": KnownConcept(_in_closed_form, ("demand",)),
    "best_demand_of_many": KnownConcept(_among_many, ("demand",), ("parts",)),
}
