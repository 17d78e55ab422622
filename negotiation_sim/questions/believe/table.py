"""What one would have to believe, as a tidy table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .between.least_sets import Between
from .nearest.nearest_world import NearestWorld

if TYPE_CHECKING:
    import pandas as pd


def table(answer: Sequence[NearestWorld] | Between) -> "pd.DataFrame":
    """One row per measure and assumption that moves; or one per least set of differences."""
    if isinstance(answer, Between):
        return answer.table
    import pandas as pd

    rows = [
        {
            "measure": nearest.measure,
            "assumption": moved.entry.name,
            "old": moved.old,
            "new": moved.new,
            "widths": moved.widths,
            "outside_range": moved.outside,
        }
        for nearest in answer
        for moved in nearest.moved
    ]
    return pd.DataFrame(rows, columns=["measure", "assumption", "old", "new", "widths", "outside_range"])
