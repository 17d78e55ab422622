"""The concepts of known answers whose inputs are a voting body or a coalitional game; see `concepts.py`."""

from collections.abc import Callable, Mapping
from typing import Any

from ...solve import core, power
from ...solve.power import Power
from .inputs import Asked, Concept


def _of_members(asked: Asked, values: Any) -> dict[str, float]:
    return {member: float(value) for member, value in zip(asked.rule.members, values, strict=True)}


def _of_groups(asked: Asked) -> dict[str, float]:
    shares = _of_members(asked, power.power(asked.rule).shapley_shubik)
    return {group.id: sum(shares[member] for member in group.members) for group in asked.body.groups}


def _core(asked: Asked) -> list[list[float]]:
    found = core.core(asked.coalitional)
    return [found.low.tolist(), found.high.tolist()]


def _of_rule(of: Callable[[Power], Any]) -> Concept:
    """What each member has of it, by the body's rule."""
    return Concept(lambda asked: _of_members(asked, of(power.power(asked.rule))), ("body",))


def _of_worths(compute: Callable[[Asked], Any]) -> Concept:
    return Concept(compute, ("coalitional", "body"), ("estate",))


OF_COALITIONS: Mapping[str, Concept] = {
    "shapley_shubik": _of_rule(lambda found: found.shapley_shubik),
    "shapley_shubik_of_groups": Concept(_of_groups, ("body",)),
    "banzhaf": _of_rule(lambda found: found.banzhaf),
    "banzhaf_normalised": _of_rule(lambda found: found.banzhaf_normalised),
    "swings": _of_rule(lambda found: found.total_swings),
    "all_swings": Concept(lambda asked: sum(power.power(asked.rule).total_swings), ("body",)),
    "shapley_value": _of_worths(lambda asked: power.shapley_value(asked.coalitional).tolist()),
    "core_ranges": _of_worths(_core),
    "least_core": _of_worths(lambda asked: core.core(asked.coalitional).epsilon),
    "nucleolus": _of_worths(lambda asked: core.nucleolus(asked.coalitional).division.tolist()),
}
