"""Commands in commands: a question whose name has two words is a sub-command of what its first word names.

Where the first word alone names a question too, that is what is asked unless a sub-command is named.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from ..questions.declaration import Question
from ..spelling import spelled
from .commands import command_of, examples_of, summary_of

HELP = {"help_option_names": ["-h", "--help"]}
"""How help is asked for."""

ITSELF = "run"
"""The sub-command that asks the question which is named as the whole is; the word may be left out."""


class ItselfUnlessNamed(TyperGroup):
    """A command whose first argument need not be a sub-command: `NAME ARGUMENT` is `NAME run ARGUMENT`."""

    def parse_args(self, ctx, args):  # type: ignore[no-untyped-def]  # the context's type differs between versions
        """Puts the word that may be left out in front of arguments that begin with no sub-command."""
        if ITSELF in self.commands and args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = [ITSELF, *args]
        return super().parse_args(ctx, args)


def _showing_an_example(question: Question) -> type[TyperCommand]:
    """A command that shows, where something is missing or too much, an example beside how it is used."""

    class Command(TyperCommand):
        def get_usage(self, ctx):  # type: ignore[no-untyped-def]  # the context's type differs between versions
            """How the command is used, the first example, and what each option is that cannot be left out."""
            examples = [f"\nExample: {example}" for example in examples_of(question)]
            return "".join([super().get_usage(ctx), *examples[:1], *_needed(question)])

    return Command


def _needed(question: Question) -> Iterator[str]:
    """Each option that cannot be left out, with its help: whoever gave its value by place sees where it belongs."""
    for field in question.fields:
        if field.required and not field.help.by_place:
            yield f"\nNeeded: --{field.spelled}: {spelled(field.help.text)}"


def command_named(name: str, members: Sequence[Question]) -> Any:
    """The command of that name, made of the questions whose names begin with it."""
    app = typer.Typer(rich_markup_mode=None, context_settings=HELP)
    app.callback()(lambda: None)
    if [question.name for question in members] == [name]:
        app.command(name, cls=_showing_an_example(members[0]))(command_of(members[0]))
    else:
        app.add_typer(_with_sub_commands(name, members))
    return get_command(app).commands[name]  # type: ignore[attr-defined]


def _with_sub_commands(name: str, members: Sequence[Question]) -> typer.Typer:
    group = typer.Typer(
        name=name, cls=ItselfUnlessNamed, no_args_is_help=True, rich_markup_mode=None, help=_help_of(name, members)
    )
    for question in members:
        word = question.name.removeprefix(name).strip() or ITSELF
        group.command(word, cls=_showing_an_example(question))(command_of(question))
    return group


def _help_of(name: str, members: Sequence[Question]) -> str:
    """What the first of the questions is in short, and examples of all of them."""
    short = [f"The word {ITSELF} may be left out."] if any(question.name == name for question in members) else []
    examples = [f"  {example}" for question in members for example in examples_of(question)]
    return "\n\n".join([summary_of(members[0]), *short, "Examples:", *examples])
