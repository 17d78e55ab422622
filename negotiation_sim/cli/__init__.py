"""The command line: parses, calls, prints. Everything it can do, the package can do without it."""

import sys

import typer

from ..errors import InputError
from . import analyses, beliefs, conflict, data, powers, sweeping, uncertain, validating

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turns a policy argument into a game: what it implies, on which assumptions, and for whom.\n\n"
    "Examples:\n\n"
    "  negotiation-sim compare\n\n"
    "  negotiation-sim compare --assume op_ed --assume sceptic\n\n"
    "  negotiation-sim run recognition_first --set dialogue_offset=0.3\n\n"
    "  negotiation-sim new my_case",
)

for command in (
    analyses.compare,
    analyses.run,
    analyses.matrix,
    analyses.explain,
    analyses.thresholds,
    beliefs.breakeven,
    beliefs.regions,
    uncertain.uncertainty,
    uncertain.sensitivity,
    uncertain.discover,
    conflict.stability,
    conflict.coalitions,
    conflict.path,
    data.assumptions,
    data.sets,
    data.scenarios,
    data.cases,
    data.cite,
    data.new,
    data.export,
    data.solve,
    powers.power,
    validating.validate,
):
    app.command()(command)
app.add_typer(sweeping.app, name="sweep")


def main() -> None:
    """Runs the command line. Exit code 2, with one message, for anything the user can mend."""
    try:
        app()
    except InputError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()
        sys.exit(0)
