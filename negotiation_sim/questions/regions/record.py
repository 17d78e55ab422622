"""A map of two assumptions as plain dictionaries."""

from ...present.conclusions import binding_record, capital, conclusion_record, scenarios_of
from ...present.records import Record, number, stamped
from .answer import Regions, SetOnMap
from .boundary import Boundary
from .sentences import along, sentence
from .words import METHOD


def record(answer: Regions) -> Record:
    """What must hold, the two axes, the boundary part by part, and every assumption set."""
    return {
        **stamped(scenarios_of(answer.links)),
        "conclusion": conclusion_record(answer.links),
        "x": axis(answer, 0),
        "y": axis(answer, 1),
        "sentence": sentence(answer),
        "share_of_the_ranges": number(answer.share),
        "exact": answer.exact,
        "complete": answer.complete,
        "boundaries": [_boundary(answer, part) for part in answer.boundaries],
        "sets": [_set(placed) for placed in answer.sets],
        "method": METHOD,
    }


def axis(answer: Regions, which: int) -> Record:
    """The assumption of an axis (0: x, 1: y), its present value, and the ends of the map."""
    entry, (first, last) = (answer.x, answer.y)[which], (answer.strips[0], answer.strips[-1])
    ends = (first.edges[0], first.edges[-1]) if which == 0 else (first.y, last.y)
    return {
        "assumption": entry.name,
        "unit": entry.unit,
        "value": number(answer.present[which]),
        "range": [number(entry.low), number(entry.high)],
        "shown": [number(float(end)) for end in ends],
    }


def _boundary(answer: Regions, part: Boundary) -> Record:
    return {
        "points": [[number(value) for value in place] for place in part.places],
        "binds": [binding_record(binding) for binding in part.bindings],
        "words": capital(along(answer, part)),
    }


def _set(placed: SetOnMap) -> Record:
    return {
        "name": placed.assumptions.name,
        "x": number(placed.x),
        "y": number(placed.y),
        "map_holds": placed.map_holds,
        "own_holds": placed.own_holds,
    }
