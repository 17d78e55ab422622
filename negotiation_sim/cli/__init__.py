"""The command line: made from the questions. Everything it can do, the package can do without it."""

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from ..errors import InputError, InterruptedWorkError
from ..questions import questions, questions_of
from ..questions.declaration import GROUPS
from .commands import summary_of
from .nesting import HELP, command_named
from .spelling import spelled

INTERRUPTED = 130


class Commands(TyperGroup):
    """The commands, each made when it is asked for; listed under what they answer, with their first sentences."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The first words of all names, each once, in the order in which people see the questions."""
        return list(dict.fromkeys(name.partition(" ")[0] for name in questions()))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that first word; None where no question begins with it, and the names it may have meant."""
        if named := questions_of(cmd_name):
            return command_named(cmd_name, named)
        names: dict[str, Any] = dict.fromkeys(self.list_commands(ctx))
        self.commands = names  # what a mistyped name is compared with
        return None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Writes the list of commands: those of one word, under the heading of their group."""
        for title in GROUPS:
            with formatter.section(title):
                listed = [question for question in questions().values() if question.group == title]
                formatter.write_dl(
                    [(question.name, summary_of(question)) for question in listed if " " not in question.name]
                )


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=HELP,
    help="Turns a policy argument into a game: what it implies, on which assumptions, and for whom.\n\n"
    "Examples:\n\n"
    "  negotiation-sim compare\n\n"
    "  negotiation-sim compare --assume op_ed --assume sceptic\n\n"
    "  negotiation-sim run recognition_first --set dialogue_offset=0.3\n\n"
    '  negotiation-sim breakeven recognition_first --holds "count(holdouts.yes) == 4"\n\n'
    "  negotiation-sim new my_case",
)


@app.callback()
def stands_for_all() -> None:
    """Stands for all commands: they are made when they are asked for."""


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
