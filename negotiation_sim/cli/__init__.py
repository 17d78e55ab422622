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
from .output import cannot_be_printed, for_answers_alone, in_utf_8, tell, to_nowhere
from .remarks import remarks_shown
from .serving import NAME as SERVE
from .serving import SUMMARY, serve_command

INTERRUPTED = 130


class Commands(TyperGroup):
    """The commands, each made when it is asked for; listed under what they answer, with their first sentences."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The first words of all names, each once, in the order in which people see the questions."""
        return [*dict.fromkeys(name.partition(" ")[0] for name in questions()), SERVE]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that first word; None where no question begins with it, and the names it may have meant."""
        if cmd_name == SERVE:
            return serve_command()
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
        with formatter.section("All of it in a browser"):
            formatter.write_dl([(SERVE, SUMMARY)])


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
    in_utf_8()
    for_answers_alone()
    try:
        with remarks_shown():
            _run()
    except InputError as error:
        tell(f"Error: {error}")
        sys.exit(2)
    except InterruptedWorkError as stopped:
        tell(f"\n{stopped}")
        sys.exit(INTERRUPTED)


def _run() -> None:
    """Runs the command. Raises InputError where a help page, which the command line prints itself, cannot be."""
    try:
        app()
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):  # the reader of a help page has seen enough
            to_nowhere(sys.stdout)
            sys.exit(0)
        raise
    except OSError as error:
        if error.filename is not None:  # of a file, and none of ours to catch
            raise
        to_nowhere(sys.stdout)
        raise cannot_be_printed(error.strerror) from None
