"""A command made of a question's declaration: its arguments and options, its help, and what it does when called."""

from collections.abc import Callable, Iterator
from inspect import Parameter, Signature
from typing import Any

import typer

from ..questions.asking import answered
from ..questions.declaration import Field, Question
from .forms import check_forms, form_parameters, show
from .progress import watched
from .spelling import command_line, spelled

FAILED = 1
"""The exit code where the answer is a bad one, unless it names another."""


def command_of(question: Question) -> Callable[..., None]:
    """A function for typer, with the signature that the declaration gives."""

    def command(**given: Any) -> None:
        forms = {name: given.pop(name) for name in list(given) if name.startswith("form_")}
        check_forms(forms)
        answer = answered(question, _named(question, given), watched)
        show(answer, forms)
        if question.failed and (failed := question.load("failed")(answer.answer)):
            raise typer.Exit(failed if isinstance(failed, int) else FAILED)

    parameters = [*(_parameter(field) for field in question.fields), *form_parameters(question)]
    command.__name__ = question.name
    command.__doc__ = help_of(question)
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


def help_of(question: Question) -> str:
    """What the question is, and examples of it."""
    examples = [f"  {example}" for example in examples_of(question)]
    head = ["Examples:" if len(examples) > 1 else "Example:"] if examples else []
    return "\n\n".join([spelled(question.about), *head, *examples])


def summary_of(question: Question) -> str:
    """What the question is, in its first sentence."""
    return spelled(question.about.partition("\n\n")[0])


def examples_of(question: Question) -> Iterator[str]:
    """The examples as they are typed; those of Python, which begin with a path, as they stand."""
    for example in question.examples:
        yield example if example.startswith("./") else command_line(question, example)


def _named(question: Question, given: dict[str, Any]) -> dict[str, Any]:
    """What was given, without what was left out of a list."""
    return {
        field.name: given[field.name]
        for field in question.fields
        if not ((field.many or field.size) and not given[field.name])
    }


def _parameter(field: Field) -> Parameter:
    default = ... if field.required else None if field.many or field.size else field.default
    kind: Any = field.type
    if field.many:
        kind = list[field.type]  # type: ignore[name-defined]
    elif field.size:
        kind = tuple[(field.type,) * field.size]  # type: ignore[misc]
    if field.optional or default is None:
        kind = kind | None
    return Parameter(field.name, Parameter.KEYWORD_ONLY, annotation=kind, default=_info(field, default))


def _info(field: Field, default: Any) -> Any:
    limits: dict[str, Any] = {"min": field.help.ge, "max": field.help.le}
    help_ = spelled(field.help.text)
    if field.help.by_place:
        return typer.Argument(default, help=help_, **limits)
    metavar = f"<{field.type.__name__}>" if field.many else None
    return typer.Option(default, f"--{field.spelled}", help=help_, metavar=metavar, **limits)
