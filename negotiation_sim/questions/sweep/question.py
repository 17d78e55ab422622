"""The declaration of `sweep`."""

from pathlib import Path
from typing import Annotated

from ..declaration import Asked, Help, Question


class SweepAsked(Asked):
    """Runs a grid or a sample over assumptions, sets and scenarios into one DuckDB file.

    It may be interrupted; `resume` goes on. A chunk of draws is written whole or not at all, so whatever ends the
    program, at most the chunks under way are lost. The finished table is the same whatever the workers and however
    often it was resumed.
    """

    file: Annotated[Path, Help("The sweep, a .toml file.", by_place=True)]
    into: Annotated[Path | None, Help("The DuckDB file; default: the sweep's name here.")] = None
    resume: Annotated[bool, Help("Go on with a file that was begun.")] = False
    workers: Annotated[int, Help("How many processes; 1: this one.")] = 1
    cluster: Annotated[str | None, Help("A Dask scheduler, as in tcp://host:8786.")] = None
    patience: Annotated[float, Help("Seconds that a cluster may be without any worker.", ge=1, le=86_400)] = 60


QUESTION = Question(
    title="Millions of draws into a file",
    group="On which assumptions it rests",
    place=7,
    asks=SweepAsked,
    examples=(
        "scenarios/kosovo/sweeps/hinges.toml",
        "scenarios/kosovo/sweeps/hinges.toml into=results.duckdb resume workers=2",
        "scenarios/kosovo/sweeps/hinges.toml cluster=tcp://127.0.0.1:8786",
    ),
    keys={
        "title": "the sweep's title",
        "hash": "of all that the table depends on",
        "seed": "of the sample; null for a grid",
        "chunks": "how many chunks the finished table has",
        "negotiation_sim": "the version of this package that began the file",
        "python": "the version of Python that began it",
        "numpy": "the version of NumPy that began it",
        "duckdb": "the version of DuckDB that began it",
        "created": "when the file was begun",
        "plan": "the sweep as data, the title aside",
        "file": "the DuckDB file",
        "complete": "whether nothing is left to do",
        "chunks_complete": "how many chunks are done",
        "rows": "how many rows they have",
        "table_hash": "of the rows",
        "results": "for each set and scenario: `assumptions`, `scenario`, `draws`, `share_of_draws` (conclusion = "
        "share), `mean_equilibria`",
    },
    long=True,
    table=None,
    written="answer:written",
    remarks="answer:remarks",
)
