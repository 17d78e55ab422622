"""A map of two assumptions in sentences: how much it covers, what is true along its boundary, where the sets lie."""

from collections.abc import Sequence

from ...case.scenario import Case
from ...present.conclusions import value_in_words, who_in_words
from ...present.phrases import listed, words
from ...worlds.along.binding import Binding
from .answer import Regions, SetOnMap
from .boundary import Boundary
from .strips import Place


def sentence(answer: Regions) -> str:
    """How much of the two ranges the conclusion covers, and which sets lie where it does not hold."""
    scenario = answer.links[0].scenario
    changed = " with your changes" if scenario.overrides else ""
    opening = (
        f"With {answer.x.name} and {answer.y.name} both within their ranges, and everything else as under "
        f"{scenario.assumptions.name}{changed}, the conclusion holds on {covered(answer.share)} of their rectangle"
    )
    outside = [each.assumptions.name for each in answer.sets if not each.map_holds]
    some = 0 < len(outside) < len(answer.sets)
    who = f"{listed(outside)} {'puts' if len(outside) == 1 else 'put'}" if some else "every assumption set puts"
    return f"{opening}; {who} these two where it {'does not hold' if outside else 'holds'}."


def covered(share: float) -> str:
    """A share of the map: `none` and `all` only where it is exactly that."""
    if share in (0.0, 1.0):
        return "all" if share else "none"
    return "less than 1%" if share < 0.01 else "more than 99%" if share > 0.99 else f"{share:.0%}"


def along(answer: Regions, boundary: Boundary) -> str:
    """What is true along a part of the boundary."""
    case = answer.links[0].scenario.case
    reasons = dict.fromkeys(indifferent(case, binding) for binding in boundary.bindings)
    return "; ".join(reasons) or "who binds could not be told"


def indifferent(case: Case, binding: Binding) -> str:
    """What is true where this binds: `Spain is indifferent between yes and no`."""
    names, before = who_in_words(case, binding)
    off = f", if {before}" if before else ""
    match binding.kind:
        case "deviation":
            return f"{names} is indifferent between {words(binding.move)} and {words(binding.other)}{off}"
        case "joint":
            return f"two equilibria have equal joint payoffs for {names}{off}"
        case "no equilibrium":
            return "beyond it some node has no pure equilibrium"
        case "condition":
            return "the condition itself changes"


def place_in_words(answer: Regions, place: Place) -> str:
    return f"({value_in_words(place[0], answer.x)}, {value_in_words(place[1], answer.y)})"


def corners(boundary: Boundary) -> Sequence[Place]:
    """The ends of a boundary and, of a curve, its middle."""
    places = boundary.places
    return (places[0], places[-1]) if len(places) < 3 else (places[0], places[len(places) // 2], places[-1])


def map_says(placed: SetOnMap) -> str:
    """The map's answer at the set's place."""
    return "holds" if placed.map_holds else "does not hold"


def set_says(placed: SetOnMap) -> str:
    """The set's own full answer, and whether the map's at its place is the same."""
    answer = "holds" if placed.own_holds else "does not hold"
    return f"{answer} too" if placed.own_holds == placed.map_holds else f"{answer}: the set's other values differ"
