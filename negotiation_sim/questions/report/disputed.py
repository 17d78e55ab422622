"""The sections of a report that let others speak: the critics, the counter-report, and the sources of both sides."""

from collections.abc import Iterator

from ...case.claims import cited
from ...present.documents.blocks import Block, Bullets, Document, Paragraph, Section, Table, table_of_rows
from ...present.phrases import listed, plural
from ..believe.nearest.nearest_world import Moved
from ..believe.sentences import sentences as nearest_sentences
from ..believe.sentences import size, value
from ..compare.sentences import free_moves
from .answer import Report
from .conclusion import led_to
from .critics import Critic, claims_behind
from .front import first_words, unnamed

VERDICTS = {"holds": "holds", "beside": "holds beside another outcome", "fails": "fails"}


def critics(answer: Report) -> Section:
    """The argument's own claims behind the numbers, then every rival set, those for and those against alike."""
    return Section("What others say", tuple(_critics(answer)))


def _critics(answer: Report) -> Iterator[Block]:
    if answer.rests:
        behind = [(claim.id, claim.paragraph, claim.paraphrase, entry.label)
                  for claim, entry in claims_behind(answer.scenario, answer.rests)]  # fmt: skip
        if behind:
            yield table_of_rows(
                "Claims of the argument that carry these numbers",
                ("Claim", "Paragraph", "What it says", "Number"),
                behind,
            )
    if not answer.critics:
        return
    for verdict, opening in (
        ("holds", "The conclusion holds too under"),
        ("beside", "It holds beside another outcome under"),
        ("fails", "It fails under"),
    ):
        titles = [each.set.title for each in answer.critics if each.verdict == verdict]
        if titles:
            yield Paragraph(f"{opening} {plural(len(titles), 'rival set', 'rival sets')}: {listed(_quoted(titles))}.")
    heads = ("Set", "Whose", "As of", "The conclusion", "What it says")
    rows = [(each.set.title, each.set.author, each.set.as_of, VERDICTS[each.verdict], first_words(each.set.about, 2))
            for each in answer.critics]  # fmt: skip
    yield table_of_rows("The rival sets", heads, rows)
    if differing := [row for each in answer.critics for row in _differing(each)]:
        heads = ("Set", "Number", "Their value", "Why", "Source")
        yield table_of_rows("Where they put the numbers on which it rests", heads, differing, ("Their value",))


def _quoted(titles: list[str]) -> list[str]:
    return [f"\u201c{title}\u201d" for title in titles]


def _differing(each: Critic) -> Iterator[tuple[str, ...]]:
    for k, (entry, number, why, source) in enumerate(each.differs):
        yield each.set.title if k == 0 else "", entry.label, f"{number:g}", why, source


def counter(answer: Report) -> Section:
    """The strongest opposite conclusion: the one that the fewest beliefs lead to."""
    return Section("The counter-report", tuple(_counter(answer)))


def _counter(answer: Report) -> Iterator[Block]:
    if answer.counter is None or answer.concluded is None or answer.counter.nearest.already:
        return
    nearest, register = answer.counter.nearest, answer.scenario.case.register
    end = "holds" if nearest.goal.make else "fails"
    if nearest.world is None or answer.counter.solved is None:
        yield Paragraph(f"No beliefs were found with which the conclusion {end}.")
        yield Bullets(tuple(unnamed(each, register) for each in nearest_sentences(nearest)))
        return
    yield Paragraph(
        "The strongest case for the opposite, the one that asks for the fewest beliefs, needs "
        f"{plural(len(nearest.moved), 'belief', 'beliefs')}. Whoever holds "
        f"{'it' if len(nearest.moved) == 1 else 'them'}, and agrees with all else, must conclude that "
        f"{answer.concluded.title} {end}.",
    )
    result = led_to(answer.counter.solved, answer.asked.sense)
    if result is not None:
        yield Paragraph(f"{answer.scenario.title} then leads to this: {free_moves(answer.counter.solved, result)}.")
    yield _beliefs(answer)
    told = [unnamed(each, register) for each in nearest_sentences(nearest)[1:]]
    yield Bullets(tuple(told)) if told else Paragraph(f"Size of the change: {size(nearest)}.")


def _beliefs(answer: Report) -> Table:
    assert answer.counter
    rows = [_belief(answer, moved) for moved in answer.counter.nearest.moved]
    heads = ("Number", "Here", "Believe", "Range", "Of range", "Who goes so far")
    return table_of_rows("What one would have to believe", heads, rows, ("Here", "Believe", "Of range"))


def _belief(answer: Report, moved: Moved) -> tuple[str, ...]:
    entry, outside = moved.entry, " (outside)" if moved.outside else ""
    bounds = f"{entry.low:g} to {entry.high:g}"
    return (
        entry.label,
        f"{moved.old:g}",
        value(moved) + outside,
        bounds,
        f"{moved.widths:+.0%}",
        _held_by(answer, moved),
    )


def _held_by(answer: Report, moved: Moved) -> str:
    """The rival sets that put a number at least so far in that direction."""
    name, way = moved.entry.name, moved.new - moved.old
    return "; ".join(each.set.title for each in answer.critics if (each.scenario.values[name] - moved.new) * way >= 0)


def sources(answer: Report, made: Document) -> Section:
    """Every numbered source that the report's tables cite, and the text that the case is after."""
    case = answer.scenario.case
    text = " ".join(cell for section in made.parts for block in section.blocks if isinstance(block, Table)
                    for row in block.rows for cell in row)  # fmt: skip
    numbers = sorted({*cited(text)[1]} & {*case.sources}, key=list(case.sources).index)
    items = [f"The case: {case.source}."] if case.source else []
    for number in numbers:
        source = case.sources[number]
        address = f" {source.address}" if source.address and source.address not in source.text else ""
        items.append(f"{number}: {source.text}{address}")
    return Section("Sources", (Bullets(tuple(items)),) if items else ())
