"""The command line: made from the questions. Everything it can do, the package can do without it."""

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from ..errors import InputError, InterruptedWorkError
from ..questions import questions
from ..questions.declaration import GROUPS
from .nesting import add_commands
from .spelling import spelled

INTERRUPTED = 130


class InGroups(TyperGroup):
    """Lists the commands under the question that they answer, each with the first sentence of its help."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        for title in GROUPS:
            commands = [command for command in self.commands.values() if command.rich_help_panel == title]  # type: ignore[attr-defined]
            with formatter.section(title):
                formatter.write_dl([(command.name, command.get_short_help_str(200)) for command in commands])


app = typer.Typer(
    cls=InGroups,
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
    '  negotiation-sim breakeven recognition_first --holds "count(holdouts.yes) == 4"\n\n'
    "  negotiation-sim new my_case",
)

add_commands(app, questions())


def main() -> None:
    """Runs the command line. Exit code 2, with one message, for anything the user can mend."""
    try:
        app()
    except InputError as error:
        typer.echo(f"Error: {spelled(str(error))}", err=True)
        sys.exit(2)
    except InterruptedWorkError as stopped:
        typer.echo(f"\n{spelled(str(stopped))}", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()
        sys.exit(0)
