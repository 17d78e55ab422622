"""What one would have to believe, as a tidy table."""

from collections.abc import Sequence

from ...present.frames import Frame, frame
from .between.least_sets import Between
from .nearest.nearest_world import NearestWorld

BETWEEN = ["from", "towards", "holds_before", "values", "assumptions"]
MOVES = ["measure", "assumption", "old", "new", "widths", "outside_range"]


def table(answer: Sequence[NearestWorld] | Between) -> Frame:
    """One row per measure and assumption that moves; or one per least set of differences."""
    if isinstance(answer, Between):
        least_sets = [
            (way.start.assumptions.name, way.towards.assumptions.name, way.holds, len(least), " ".join(least))
            for way in answer.ways
            for least in way.flips
        ]
        return frame(least_sets, BETWEEN)
    moves = [
        (nearest.measure, moved.entry.name, moved.old, moved.new, moved.widths, moved.outside)
        for nearest in answer
        for moved in nearest.moved
    ]
    return frame(moves, MOVES)
