"""Terms as people and as programs read them."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from ...present.phrases import listed, plural
from ...present.records import Record
from .answer import Glossary

IN_FULL = 8
"""Up to so many terms are explained; of more only the names are listed."""


def text(answer: Glossary) -> Group:
    """Each term with its meaning, those of the case first; of many the names alone, on one screen."""
    if len(answer.of_case) + len(answer.of_tool) > IN_FULL:
        return Group(*_names(answer))
    return Group(*_meanings(answer.of_case), *_meanings(answer.of_tool))


def _meanings(terms: Mapping[str, str]) -> Iterator[Text]:
    yield from (Text.assemble((term, "bold"), f": {meaning}") for term, meaning in terms.items())


def _names(answer: Glossary) -> Iterator[RenderableType]:
    count = plural(len(answer.of_case) + len(answer.of_tool), "term", "terms")
    yield Text(f"{count}. Name one, or a part of one, to read what it means.", style="bold")
    if answer.of_case:
        yield Text(f"{answer.title}: {listed(list(answer.of_case))}.")
    if answer.of_tool:
        yield Text(f"In every case: {listed(list(answer.of_tool))}.")


def record(answer: Glossary) -> Record:
    """Each term with its meaning; of a term of the case the title of the case."""
    of_case = [{"term": term, "means": meaning, "case": answer.title} for term, meaning in answer.of_case.items()]
    return {"terms": [*of_case, *({"term": term, "means": meaning} for term, meaning in answer.of_tool.items())]}
