"""The declaration of `sweep export`."""

from pathlib import Path
from typing import Annotated

from ..declaration import Asked, Help, Question


class SweepExportAsked(Asked):
    """Writes a sweep's table as Parquet or CSV, ordered, and beside it what it comes from as JSON."""

    file: Annotated[Path, Help("The DuckDB file that a sweep wrote.", by_place=True)]
    parquet: Annotated[Path | None, Help("Write the table to this Parquet file.")] = None
    csv: Annotated[Path | None, Help("Write the table to this CSV file.")] = None


QUESTION = Question(
    title="A sweep's draws as a table",
    group="On which assumptions it rests",
    place=8,
    asks=SweepExportAsked,
    examples=("hinges.duckdb parquet=hinges.parquet", "hinges.duckdb csv=hinges.csv"),
    text=None,
    record=None,
    table=None,
    written="answer:written",
    remarks="answer:remarks",
)
