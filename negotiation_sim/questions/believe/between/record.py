"""Which few differences between two assumption sets decide a conclusion, as plain dictionaries."""

from ....present.records import Record, number, stamped
from .least_sets import Between, Direction
from .sentences import LIMITS, sentence, sentences


def record(answer: Between) -> Record:
    """The differences, the answer in words, and the least sets from either side."""
    reached = answer.conclusion
    first, second = answer.forth.start, answer.back.start
    return {
        **stamped([first, second]),
        "scenario": first.name,
        "conclusion": {"holds": reached.condition.text, "concept": reached.sense},
        "differences": {name: [number(first.values[name]), number(second.values[name])] for name in answer.names},
        "words": list(sentences(answer)),
        "directions": [_record(way) for way in answer.ways],
        "limits": LIMITS,
    }


def _record(way: Direction) -> Record:
    return {
        "from": way.start.assumptions.name,
        "towards": way.towards.assumptions.name,
        "holds_before": way.holds,
        "searched_up_to": way.searched,
        "solved": way.solved,
        "confirmed": way.confirmed,
        "least_sets": [list(least) for least in way.flips],
        "words": sentence(way),
    }
