"""In which form an answer is given: printed as text, JSON or CSV, and written into a folder. Declared once, for all."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from inspect import Parameter
from pathlib import Path
from typing import Any

import typer

from ..errors import InputError
from ..questions.asking import Answered
from ..questions.declaration import Question
from .spelling import spelled


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
    for place in (out, *out.parents) if out else ():
        if os.path.exists(place) and not os.path.isdir(place):
            raise InputError(f"{place}: is a file; --out takes a folder. Choose another name.")


def show(answered: Answered, forms: Mapping[str, Any]) -> None:
    """Prints the answer in the form that was asked for, and writes it into the folder if one was named."""
    from ..present.writer import json_text

    question = answered.question
    if forms.get("form_json"):
        typer.echo(json_text(answered.record))
    elif forms.get("form_csv"):
        typer.echo(answered.table.to_csv(index=False), nl=False)
    elif question.text:
        from ..present.terminal import console

        terminal = console()
        text = answered.full if forms.get("form_full") else answered.on_a_screen(terminal)
        with terminal.capture() as printed:
            if text is not None:
                terminal.print(text)
        typer.echo(spelled(printed.get()), nl=False)
    for remark in question.load("remarks")(answered.answer) if question.remarks else ():
        typer.echo(spelled(remark), err=True)
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
        typer.echo(f"wrote {sentence}", err=True)
