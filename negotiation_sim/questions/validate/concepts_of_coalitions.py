"""The concepts of known answers whose inputs are a voting body or a coalitional game; see `concepts.py`."""

from collections.abc import Callable, Mapping
from typing import Any

from ...solve import core, power
from ...solve.power import Power
from .inputs import KnownConcept, KnownInputs


def _of_members(inputs: KnownInputs, values: Any) -> dict[str, float]:
    return {member: float(value) for member, value in zip(inputs.rule.members, values, strict=True)}


def _of_groups(inputs: KnownInputs) -> dict[str, float]:
    shares = _of_members(inputs, power.power(inputs.rule).shapley_shubik)
    return {group.id: sum(shares[member] for member in group.members) for group in inputs.body.groups}


def _core(inputs: KnownInputs) -> list[list[float]]:
    found = core.core(inputs.coalitional)
    return [found.low.tolist(), found.high.tolist()]


def _of_rule(of: Callable[[Power], Any]) -> KnownConcept:
    """What each member has of it, by the body's rule."""
    return KnownConcept(lambda inputs: _of_members(inputs, of(power.power(inputs.rule))), ("body",))


def _of_worths(compute: Callable[[KnownInputs], Any]) -> KnownConcept:
    return KnownConcept(compute, ("coalitional", "body"), ("estate",))


OF_COALITIONS: Mapping[str, KnownConcept] = {
    "shapley_shubik": _of_rule(lambda found: found.shapley_shubik),
    "shapley_shubik_of_groups": KnownConcept(_of_groups, ("body",)),
    "banzhaf": _of_rule(lambda found: found.banzhaf),
    "banzhaf_normalised": _of_rule(lambda found: found.banzhaf_normalised),
    "swings": _of_rule(lambda found: found.total_swings),
    "all_swings": KnownConcept(lambda inputs: sum(power.power(inputs.rule).total_swings), ("body",)),
    "shapley_value": _of_worths(lambda inputs: power.shapley_value(inputs.coalitional).tolist()),
    "core_ranges": _of_worths(_core),
    "least_core": _of_worths(lambda inputs: core.core(inputs.coalitional).epsilon),
    "nucleolus": _of_worths(lambda inputs: core.nucleolus(inputs.coalitional).division.tolist()),
}
