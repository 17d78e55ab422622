"""Tidy tables: what CSV files hold, and what people go on computing with."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = "pd.DataFrame"


def frame(rows: Iterable[Any], columns: list[str] | None = None) -> Frame:
    """A table with a line for each of the dictionaries, or for each of the tuples under these columns.

    Pandas is half of the start-up time, and most answers need no table: it is loaded when the first one is made.
    """
    import pandas as pd

    return pd.DataFrame(rows, columns=columns)
