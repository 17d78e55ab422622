"""A command made of a question's declaration: its arguments and options, its help, and in which form it answers."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import Parameter, Signature
from pathlib import Path
from typing import Any

import typer

from ..errors import InputError
from ..questions.asking import Answered, answered
from ..questions.declaration import Question
from ..questions.fields import Field
from ..spelling import command_line, spelled
from .output import give, give_data, tell
from .progress import watched

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
    if field.type in READERS:
        reader, kind = READERS[field.type]
        return typer.Option(default, f"--{field.spelled}", help=help_, metavar=kind, parser=reader, **limits)
    metavar = f"<{field.type.__name__}>" if field.many else None
    return typer.Option(default, f"--{field.spelled}", help=help_, metavar=metavar, **limits)


def _whole(text: str | int) -> int:
    """A whole number as it is typed: the digits 0 to 9, as everywhere."""
    if not re.fullmatch(r"[+-]?[0-9]+", str(text)):
        raise typer.BadParameter(f"{text!r} is not a valid integer.")
    return int(text)


def _decimal(text: str | float) -> float:
    """A number as it is typed, read as everywhere."""
    from ..formats.text import number

    if (value := number(str(text))) is None:
        raise typer.BadParameter(f"{text!r} is not a valid float.")
    return value


READERS: Mapping[type, tuple[Callable[[Any], Any], str]] = {int: (_whole, "<int>"), float: (_decimal, "<float>")}
"""How the numbers of options are read, and what stands for them in the help."""


def form_parameters(question: Question) -> Iterator[Parameter]:
    """The options for the forms that the question's answer has."""
    for form in question.forms:
        default: Any = False if form.type is bool else None
        kind: Any = form.type if form.type is bool else form.type | None
        option = typer.Option(default, f"--{form.name}", help=form.text)
        yield Parameter(f"form_{form.name}", Parameter.KEYWORD_ONLY, annotation=kind, default=option)


def check_forms(forms: Mapping[str, Any]) -> None:
    """Refuses, before any work, two forms at once and what can be no folder."""
    if forms.get("form_json") and forms.get("form_csv"):
        raise InputError("--json and --csv are two forms of one answer; leave one of them out.")
    out = forms.get("form_out")
    is_workbook = out and out.suffix.lower() == ".xlsx" and not os.path.isdir(out)
    for place in (() if is_workbook else (out,)) + tuple(out.parents) if out else ():
        if os.path.exists(place) and not os.path.isdir(place):
            raise InputError(f"{place}: is a file; --out takes a folder. Choose another name.")


def show(answered: Answered, forms: Mapping[str, Any]) -> None:
    """Prints the answer in the form that was asked for, and writes it into the folder if one was named."""
    from ..present.writer import json_text

    question = answered.question
    if forms.get("form_json"):
        give_data(json_text(answered.record) + "\n")
    elif forms.get("form_csv"):
        give_data(answered.csv)
    elif question.text:
        from ..present.terminal import for_standard_output

        shown = for_standard_output(
            lambda terminal: answered.full if forms.get("form_full") else answered.on_a_screen(terminal)
        )
        give(spelled(shown))
    for remark in question.load("remarks")(answered.answer) if question.remarks else ():
        tell(remark)
    if answered.saved:
        say_written([answered.saved])
    if question.written:
        say_written(question.load("written")(answered.answer))
    if forms.get("form_out"):
        say_written(answered.write(forms["form_out"]))


def say_written(paths: Sequence[Path]) -> None:
    """Each file where they are few, else how many went to each folder."""
    if len(paths) <= 6:
        sentences = [str(path) for path in paths]
    else:
        counts = Counter(path.parent for path in paths)
        sentences = [f"{count} file{'s' * (count > 1)} to {folder}" for folder, count in counts.items()]
    for sentence in sentences:
        tell(f"wrote {sentence}")
