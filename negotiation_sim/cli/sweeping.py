"""The command that runs a sweep, and the one that takes its table out: sweep FILE.toml, sweep export FILE.duckdb."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from ..errors import InputError
from .options import JsonOption, say_written, show

if TYPE_CHECKING:
    from ..questions.sweep.summary import Summary

INTERRUPTED = 130


class RunUnlessNamed(TyperGroup):
    """A group whose first argument need not be a command: `sweep FILE.toml` is `sweep run FILE.toml`."""

    def parse_args(self, ctx, args):  # type: ignore[no-untyped-def]  # the context's type differs between versions
        if args and args[0] not in {*self.commands, "-h", "--help"}:
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    name="sweep",
    cls=RunUnlessNamed,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Runs a grid or a sample over assumptions, sets and scenarios into one DuckDB file; takes the table out.\n\n"
    "Examples:\n\n"
    "  negotiation-sim sweep scenarios/kosovo/sweeps/hinges.toml\n\n"
    "  negotiation-sim sweep scenarios/kosovo/sweeps/hinges.toml --resume --workers 2\n\n"
    "  negotiation-sim sweep export hinges.duckdb --parquet hinges.parquet",
)


@app.command()
def run(
    file: Annotated[Path, typer.Argument(help="The sweep, a .toml file.")],
    into: Annotated[
        Path | None, typer.Option("--into", help="The DuckDB file; default: the sweep's name here.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a file that was begun.")] = False,
    workers: Annotated[int, typer.Option("--workers", help="How many processes; 1: this one.")] = 1,
    cluster: Annotated[str | None, typer.Option("--cluster", help="A Dask scheduler, as in tcp://host:8786.")] = None,
    json: JsonOption = False,
) -> None:
    """Runs a sweep (the default: `sweep FILE.toml`). Ctrl-C ends it (exit code 130); --resume goes on.

    A chunk of draws is written whole or not at all, so whatever ends the program, at most the chunks under way are
    lost. The finished table is the same whatever the workers and however often it was resumed.

    Examples:

      negotiation-sim sweep scenarios/kosovo/sweeps/hinges.toml --into results.duckdb

      negotiation-sim sweep scenarios/kosovo/sweeps/hinges.toml --into results.duckdb --resume

      negotiation-sim sweep scenarios/kosovo/sweeps/hinges.toml --cluster tcp://127.0.0.1:8786
    """
    from ..questions.sweep import words as sweeping
    from ..questions.sweep.reading import read_plan
    from ..questions.sweep.run import InterruptedSweepError, sweep

    plan = read_plan(file)
    target = into or Path(f"{plan.name}.duckdb")
    if resume and not target.exists():
        typer.echo(f"{target}: there is no such file, so nothing to resume; the sweep starts anew.", err=True)
    try:
        with sweeping.progress(plan.name) as report:
            written = sweep(plan, target, resume, workers, cluster, report)
    except InterruptedSweepError as stopped:
        typer.echo(f"\n{stopped}", err=True)
        raise typer.Exit(INTERRUPTED) from None
    found = _summary(target)
    show(lambda: sweeping.table(found), lambda: sweeping.record(found), None, json, False)
    if written:
        say_written([target])
    else:
        typer.echo(f"{target}: was complete already; nothing was left to do.", err=True)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The DuckDB file that a sweep wrote.")],
    parquet: Annotated[Path | None, typer.Option("--parquet", help="Write the table to this Parquet file.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the table to this CSV file.")] = None,
) -> None:
    """Writes a sweep's table as Parquet or CSV, ordered, and beside it what it comes from as JSON.

    Examples:

      negotiation-sim sweep export hinges.duckdb --parquet hinges.parquet

      negotiation-sim sweep export hinges.duckdb --csv hinges.csv
    """
    from contextlib import closing

    from ..questions.sweep.export import check_targets
    from ..questions.sweep.export import export as written
    from ..questions.sweep.store import read
    from ..questions.sweep.summary import summary

    targets = [(target, suffix) for target, suffix in ((parquet, ".parquet"), (csv, ".csv")) if target]
    if not targets:
        raise InputError("nothing was written: name a file with --parquet FILE or --csv FILE.")
    check_targets(file, [target for target, _ in targets])
    with closing(read(file)) as store:
        if not (found := summary(store)).complete:
            typer.echo(f"{file}: {found.chunks} of {found.inputs['chunks']} chunks are complete so far.", err=True)
        paths = [path for target, suffix in targets for path in written(store, target, suffix)]
    say_written(list(dict.fromkeys(paths)))


def _summary(path: Path) -> "Summary":
    from contextlib import closing

    from ..questions.sweep.store import read
    from ..questions.sweep.summary import summary

    with closing(read(path)) as store:
        return summary(store)
