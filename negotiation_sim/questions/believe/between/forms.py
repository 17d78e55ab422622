"""Which few differences between two assumption sets decide a conclusion: in sentences, in tables, as a record."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ....present import labels
from ....present.conclusions import reached_record
from ....present.phrases import capital, listed, plural
from ....present.records import Record, number, stamped
from ....present.tables import footer, table_of
from .least_sets import Between, Direction

MOST = 20
"""Least sets that are shown in each direction, at most; the table has all."""

LIMITS = (
    "A least set turns the answer over when its values, and no others, are taken from the other assumption set, and "
    "none of its parts does. Each that is listed was solved anew as one game."
)


def sentences(answer: Between) -> Iterator[str]:
    """Whether the two agree, then the answer from either side; once where nothing changes it from either."""
    yield from agreed(answer)
    if not idle(answer):
        yield from (sentence(way) for way in answer.ways)
    yield from unsaid(answer)


def unsaid(answer: Between) -> Iterator[str]:
    """Of how many of the differences a set itself says nothing, so that they are not its word."""
    for which, way in enumerate(answer.ways):
        if count := len(answer.silent(which)):
            yield (
                f"Of {plural(len(answer.names), 'difference', 'differences')} {labels.author(way.start.assumptions)} "
                f"says nothing of {count}: under it the register's value stands there."
            )


def idle(answer: Between) -> bool:
    """Whether the two agree, and no difference that was looked at changes that."""
    return answer.agree and not (answer.forth.flips or answer.back.flips)


def agreed(answer: Between) -> Iterator[str]:
    """That both give the same answer, where they do, and what was looked at to change it."""
    if not answer.agree:
        return
    first, second = (labels.author(way.start.assumptions) for way in answer.ways)
    verb = "holds" if answer.forth.holds else "does not hold"
    yield f"{first} and {second} give the same answer: it {verb} under both."
    if idle(answer):
        yield f"Nothing taken over from the other changes that, either way: {looked_at(answer)}."


def looked_at(answer: Between) -> str:
    """Of how many differences which sets were tried."""
    searched, count = min(way.searched for way in answer.ways), len(answer.names)
    if count == 1:
        return f"they differ in one value, {shown(answer, answer.names)[0]}, and it was tried"
    tried = "all sets of them were tried" if searched == count else f"all sets of up to {searched} of them were tried"
    return f"they differ in {count} values, and {tried}"


def sentence(way: Direction) -> str:
    """From whose values to whose, what holds before, and how few differences turn it over."""
    start, towards = labels.author(way.start.assumptions), labels.author(way.towards.assumptions)
    opening = f"Under {start} it {'holds' if way.holds else 'does not hold'}."
    if not way.flips:
        return f"{opening} No value under {towards} changes that, in sets of up to {_values(way.searched)}."
    fewest, larger = len(way.smallest[0]), len(way.flips) - len(way.smallest)
    sets = "set does" if len(way.smallest) == 1 else "sets do"
    values = "one value" if fewest == 1 else f"{fewest} values together"
    others = f"{'does' if larger == 1 else 'do'} {plural(larger, 'larger least set', 'larger least sets')}"
    more = f"; so {others}" if larger else ""
    return (
        f"{opening} Of the values under {towards}, it takes {values} to make it {'fail' if way.holds else 'hold'}: "
        f"{len(way.smallest)} such {sets}{more} (all of up to {_values(way.searched)} were looked at)."
    )


def _values(count: int) -> str:
    return plural(count, "value", "values")


def shown(answer: Between, names: Iterable[str]) -> list[str]:
    """Each of the named differences as people read it."""
    return labels.assumptions(answer.forth.start.case.register, names)


def counted(answer: Between) -> list[tuple[str, int, int]]:
    """Every difference, in how many least sets it is from either side, the most used first."""
    forth, back = (Counter(name for least in way.flips for name in least) for way in answer.ways)
    most_used = sorted(answer.names, key=lambda name: -forth[name] - back[name])
    return [(name, forth[name], back[name]) for name in most_used]


def text(answer: Between) -> Group:
    """The answer both ways, and how often each difference is in a least set."""
    parts: list[RenderableType] = [
        Text(f"'{labels.conclusion(answer.forth.start.case, answer.conclusion)}'", style="bold"),
        Text(),
    ]
    parts += [Text("\n".join([*agreed(answer), ""]))] if answer.agree else []
    for way in answer.ways if not idle(answer) else ():
        parts += [Text(sentence(way)), *([_flips(answer, way)] if way.flips else []), Text()]
    return Group(
        *parts,
        _differences(answer),
        *map(Text, unsaid(answer)),
        Text(LIMITS),
        footer([answer.forth.start, answer.forth.towards]),
    )


def _flips(answer: Between, way: Direction) -> Table:
    heading = f"From {labels.author(way.start.assumptions)} to {labels.author(way.towards.assumptions)}"
    table = table_of(heading, "Values", "Taken over together", right=("Values",))
    for least in way.flips[:MOST]:
        table.add_row(str(len(least)), listed(shown(answer, least)))
    if len(way.flips) > MOST:
        table.add_row("", f"and {len(way.flips) - MOST} more; the CSV table lists all")
    return table


def _differences(answer: Between) -> Table:
    first, second = answer.forth.start, answer.back.start
    heads = (first.assumptions.name, second.assumptions.name, "In sets forth", "In sets back")
    count = capital(plural(len(answer.names), "value differs", "values differ"))
    table = table_of(f"{count}: in how many least sets each is", "Assumption", *heads, right=heads)
    for name, forth, back in counted(answer):
        values = (_value(answer, which, name) for which in (0, 1))
        table.add_row(*shown(answer, [name]), *values, str(forth), str(back))
    return table


def _value(answer: Between, which: int, name: str) -> str:
    """The value under one of the two sets; marked where the set says nothing of it."""
    unsaid_here = name in answer.silent(which)
    return f"{answer.ways[which].start.values[name]:g}{' (register)' if unsaid_here else ''}"


def record(answer: Between) -> Record:
    """The differences, the answer in words, and the least sets from either side."""
    reached = answer.conclusion
    first, second = answer.forth.start, answer.back.start
    return {
        **stamped([first, second]),
        "scenario": first.name,
        "conclusion": reached_record(reached),
        "differences": {name: [number(first.values[name]), number(second.values[name])] for name in answer.names},
        "silent": {way.start.assumptions.name: list(answer.silent(which)) for which, way in enumerate(answer.ways)},
        "words": list(sentences(answer)),
        "directions": [_way_record(way) for way in answer.ways],
        "limits": LIMITS,
    }


def _way_record(way: Direction) -> Record:
    return {
        "from": way.start.assumptions.name,
        "towards": way.towards.assumptions.name,
        "holds_before": way.holds,
        "searched_up_to": way.searched,
        "solved": way.solved,
        "confirmed": way.confirmed,
        "least_sets": [list(least) for least in way.flips],
        "words": sentence(way),
    }
