"""The sections of a report that let others speak: the critics, and the sources of both sides."""

from collections.abc import Iterator

from ...case.assumptions import Change
from ...case.claims import cited
from ...present.documents.blocks import Block, Bullets, Document, Paragraph, Section, Table, table_of_rows
from ...present.phrases import capital, listed, plural
from .answer import Report
from .critics import Critic, claims_behind
from .front import first_words, quoted

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
    yield Paragraph(_verdicts(answer))
    heads = ("Set", "Whose", "As of", "The conclusion", "What it says")
    rows = [(each.set.title, each.set.author, each.set.as_of, VERDICTS[each.verdict], first_words(each.set.about, 2))
            for each in answer.critics]  # fmt: skip
    yield table_of_rows("The rival sets", heads, rows)
    if differing := [row for each in answer.critics for row in _differing(each)]:
        heads = ("Set", "Number", "Their value", "Why", "Source")
        yield table_of_rows("Where they put the numbers on which it rests", heads, differing, ("Their value",))
    if answer.decisive:
        yield Paragraph(_silent(answer))


def _verdicts(answer: Report) -> str:
    """Whether the conclusion holds here, and under which rival sets it holds, holds at some equilibrium, and fails."""
    here = answer.concluded is not None and answer.concluded.holds
    parts = [f"The conclusion {'holds' if here else 'fails'} here."]
    for verdict, opening in (
        ("holds", "It holds too under" if here else "It holds under"),
        ("beside", "It holds at one equilibrium and fails at another under"),
        ("fails", "It fails under" if here else "It fails too under"),
    ):
        titles = [quoted(each.set.title) for each in answer.critics if each.verdict == verdict]
        if titles:
            parts.append(f"{opening} {plural(len(titles), 'rival set', 'rival sets')}: {listed(titles)}.")
    own = " Each is taken with its own numbers, without what is changed here." if answer.scenario.overrides else ""
    return " ".join(parts) + own


def _silent(answer: Report) -> str:
    """How many sets say nothing of the numbers on which the conclusion rests, and what stands under them."""
    silent, every = sum(each.silent for each in answer.critics), len(answer.critics)
    what, them = ("the number", "it") if len(answer.decisive) == 1 else ("these numbers", "them")
    same = sum(not each.silent and not each.differs for each in answer.critics)
    stand = f" {capital(plural(same, 'puts', 'put'))} {what} as here." if same else ""
    if not silent:
        return f"Each of the {every} rival sets says something of {what}.{stand}"
    count = f"All {every} rival sets" if silent == every else f"{silent} of the {every} rival sets"
    say, leave = ("says", "leaves") if silent == 1 else ("say", "leave")
    return f"{count} {say} nothing of {what} and {leave} {them} as the register has {them}.{stand}"


def _differing(each: Critic) -> Iterator[tuple[str, ...]]:
    for k, (entry, change) in enumerate(each.differs):
        yield each.set.title if k == 0 else "", entry.label, f"{change.value:g}", _why(change), change.source


def _why(change: Change) -> str:
    """The reason for a value, and whether the author says what it follows."""
    words = f"Said there: {change.said}" if change.said else f"Not said there: {change.needed}" if change.needed else ""
    return ". ".join(filter(None, (change.why.rstrip("."), words)))


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
