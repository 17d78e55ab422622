"""Terms as people and as programs read them."""

from collections.abc import Mapping

from rich.console import Group
from rich.text import Text

from ...present.phrases import listed, plural
from ...present.records import Record

IN_FULL = 8
"""Up to so many terms are explained; of more only the names are listed."""


def text(answer: Mapping[str, str]) -> Group:
    """Each term with its meaning; of many the names alone, on one screen."""
    if len(answer) > IN_FULL:
        head = f"{plural(len(answer), 'term', 'terms')}. Name one, or a part of one, to read what it means."
        return Group(Text(head, style="bold"), Text(), Text(f"{listed(list(answer))}."))
    return Group(*(Text.assemble((term, "bold"), f": {meaning}") for term, meaning in answer.items()))


def record(answer: Mapping[str, str]) -> Record:
    """Each term with its meaning."""
    return {"terms": [{"term": term, "means": meaning} for term, meaning in answer.items()]}
