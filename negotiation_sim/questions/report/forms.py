"""The report as a document, and as the terminal shows it."""

from dataclasses import replace

from rich.console import Group

from ...present.documents.blocks import Block, Document, Figure, Paragraph
from ...present.documents.on_terminal import on_terminal
from ...present.screen import Brief
from ...present.tables import footer
from ..compare import forms as compare
from . import disputed, sections
from .answer import Report
from .counter import counter
from .front import how_to_cite, in_short, sentences
from .numbers import assumptions
from .pictures import picture, title


def document(answer: Report) -> Document:
    """The first page and the sections, those without data left out."""
    case = answer.comparison.case
    who = " · ".join(part for part in (answer.asked.by, answer.asked.date) if part)
    below = (f"A report under {in_short(answer)}", *([who] if who else []))
    made = Document(
        f"{case.title}: {answer.scenario.title}",
        below,
        tuple(_first(answer)),
        (
            assumptions(answer),
            sections.comparison(answer),
            sections.deviating(answer),
            sections.rests(answer),
            disputed.critics(answer),
            counter(answer),
            sections.limits(answer),
            sections.repeated(answer),
        ),
        answer.asked.by or "",
    )
    return replace(made, sections=(*made.sections, disputed.sources(answer, made)))


def _first(answer: Report) -> list[Block]:
    first, *more = sentences(answer)
    drawn = picture(answer)
    return [
        Paragraph(first, strong=True),
        *map(Paragraph, more),
        *([Figure(drawn, f"{title(answer)}.")] if drawn else []),
        Paragraph(f"How to cite: {how_to_cite(answer)}"),
    ]


def text(answer: Report) -> Group:
    """The whole report, its figures in words."""
    return on_terminal(document(answer))


def brief(answer: Report) -> Brief:
    """The first page: the three sentences, and what happens in each scenario."""
    shown = compare.brief(answer.comparison).shown
    return Brief(sentences(answer), shown[:1], footer([answer.scenario]))
