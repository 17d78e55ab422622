"""What one would have to believe, as plain dictionaries."""

from collections.abc import Sequence

from ...case.scenario import Scenario
from ...present.records import Record, number, stamped
from .between import forms as between_forms
from .between.least_sets import Between
from .comparisons_in_words import constraints, moves_in
from .nearest.nearest_world import NearestWorld
from .nearest.prices import PricedComparison
from .sentences import sentences
from .words import LIMITS


def record(answer: Sequence[NearestWorld] | Between) -> Record:
    """What was to become so, and an answer for each measure; or what decides between two assumption sets."""
    if isinstance(answer, Between):
        return between_forms.record(answer)
    first = answer[0]
    reached = first.goal.conclusion
    return {
        **stamped([first.scenario]),
        "scenario": first.scenario.name,
        "conclusion": {"holds": reached.condition.text, "concept": reached.sense},
        "to": "holds" if first.goal.make else "fails",
        "already": first.already,
        "free": list(first.free),
        "answers": [_in_measure(nearest) for nearest in answer],
        "limits": LIMITS,
    }


def _in_measure(nearest: NearestWorld) -> Record:
    finite = nearest.distance < float("inf")
    return {
        "measure": nearest.measure,
        "found": nearest.world is not None,
        "distance": number(nearest.distance) if finite else None,
        "at_least": number(nearest.at_least),
        "exact": nearest.exact,
        "inside_ranges": nearest.inside is None,
        "impossible_inside_proved": bool(nearest.inside and nearest.inside.proved),
        "impossible_beyond_proved": bool(nearest.beyond and nearest.beyond.proved),
        "confirmed_as_one_game": nearest.world is not None,
        "profile": moves_in(nearest.scenario, nearest.profile) if nearest.profile else None,
        "values": {moved.entry.name: moved.new for moved in nearest.moved},
        "widths": {moved.entry.name: number(moved.widths) for moved in nearest.moved},
        "outside_range": [moved.entry.name for moved in nearest.moved if moved.outside],
        "binding": _comparisons(nearest.scenario, nearest.tight),
        "words": sentences(nearest),
    }


def _comparisons(scenario: Scenario, comparisons: Sequence[PricedComparison]) -> list[Record]:
    return [
        {
            "players": list(comparison.players),
            "better": moves_in(scenario, comparison.better),
            "worse": moves_in(scenario, comparison.worse),
            "price": None if comparison.price is None else number(comparison.price),
            "buys": {purchase.entry.name: number(purchase.points) for purchase in comparison.buys},
            "words": sentence,
        }
        for comparison, sentence in zip(comparisons, constraints(scenario, comparisons), strict=True)
    ]
