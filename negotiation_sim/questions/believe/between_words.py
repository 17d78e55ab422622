"""Which few differences between two assumption sets decide a conclusion: in words, as tables, as a record, as files."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...files import write_whole
from ...present.conclusions import capital
from ...present.phrases import listed, plural
from ...present.records import Record, number, stamped
from ...present.tables import footer, table_of
from ...present.terminal import plain
from .between import Between, Direction

if TYPE_CHECKING:
    import pandas as pd

MOST = 20
LIMITS = (
    "A least set turns the answer over when its values, and no others, are taken from the other assumption set, and none "
    "of its parts does. Each that is listed was solved anew as one game."
)


def between(found: Between) -> Group:
    """The answer both ways, and how often each difference is in a least set."""
    parts: list[RenderableType] = [Text(f"'{found.conclusion.words}'", style="bold"), Text()]
    parts += [Text("\n".join([*agreed(found), ""]))] if found.agree else []
    for way in (found.forth, found.back) if not idle(found) else ():
        parts += [Text(sentence(way)), *([_flips(way)] if way.flips else []), Text()]
    return Group(*parts, _differences(found), Text(LIMITS), footer([found.forth.start, found.forth.towards]))


def sentences(found: Between) -> Iterator[str]:
    """Whether the two agree, then the answer from either side; once where nothing changes it from either."""
    yield from agreed(found)
    if not idle(found):
        yield from (sentence(way) for way in (found.forth, found.back))


def idle(found: Between) -> bool:
    """Whether the two agree, and no difference that was looked at changes that."""
    return found.agree and not (found.forth.flips or found.back.flips)


def agreed(found: Between) -> Iterator[str]:
    """That both give the same answer, where they do, and what was looked at to change it."""
    first, second = found.forth.start.assumptions.name, found.back.start.assumptions.name
    if not found.agree:
        return
    yield f"{first} and {second} give the same answer: it {'holds' if found.forth.holds else 'does not hold'} under both."
    if idle(found):
        yield f"Nothing taken over from the other changes that, either way: {looked_at(found)}."


def looked_at(found: Between) -> str:
    """Of how many differences which sets were tried."""
    searched, count = min(found.forth.searched, found.back.searched), len(found.names)
    if count == 1:
        return f"they differ in one value, {found.names[0]}, and it was tried"
    tried = "all sets of them were tried" if searched == count else f"all sets of up to {searched} of them were tried"
    return f"they differ in {count} values, and {tried}"


def sentence(way: Direction) -> str:
    """From whose values to whose, what holds before, and how few differences turn it over."""
    start, towards = way.start.assumptions.name, way.towards.assumptions.name
    opening = f"Under {start} it {'holds' if way.holds else 'does not hold'}."
    if not way.flips:
        return f"{opening} Nothing that {towards} believes changes that, in sets of up to {_values(way.searched)}."
    fewest, larger = len(way.smallest[0]), len(way.flips) - len(way.smallest)
    sets = "set does" if len(way.smallest) == 1 else "sets do"
    values = "one value" if fewest == 1 else f"{fewest} values together"
    more = (
        f"; so {'does' if larger == 1 else 'do'} {plural(larger, 'larger least set', 'larger least sets')}"
        if larger
        else ""
    )
    return (
        f"{opening} Of what {towards} believes, it takes {values} to make it {'fail' if way.holds else 'hold'}: "
        f"{len(way.smallest)} such {sets}{more} (all of up to {_values(way.searched)} were looked at)."
    )


def _values(count: int) -> str:
    return plural(count, "value", "values")


def _flips(way: Direction) -> Table:
    table = table_of(f"From {way.start.assumptions.name} to {way.towards.assumptions.name}", "Values", "Taken over together",
                     right=("Values",))  # fmt: skip
    for own in way.flips[:MOST]:
        table.add_row(str(len(own)), listed(own))
    if len(way.flips) > MOST:
        table.add_row("", f"and {len(way.flips) - MOST} more; --csv lists all")
    return table


def _differences(found: Between) -> Table:
    first, second = found.forth.start, found.back.start
    heads = (first.assumptions.name, second.assumptions.name, "In sets forth", "In sets back")
    count = capital(plural(len(found.names), "value differs", "values differ"))
    table = table_of(f"{count}: in how many least sets each is", "Assumption", *heads, right=heads)
    for name, forth, back in counted(found):
        table.add_row(name, f"{first.values[name]:g}", f"{second.values[name]:g}", str(forth), str(back))
    return table


def counted(found: Between) -> list[tuple[str, int, int]]:
    """Every difference, in how many least sets it is from either side, the most used first."""
    forth, back = (Counter(name for own in way.flips for name in own) for way in (found.forth, found.back))
    return [(name, forth[name], back[name]) for name in sorted(found.names, key=lambda name: -forth[name] - back[name])]


def table(found: Between) -> "pd.DataFrame":
    """One row per least set."""
    import pandas as pd

    rows = [
        {
            "from": way.start.assumptions.name,
            "towards": way.towards.assumptions.name,
            "holds_before": way.holds,
            "values": len(own),
            "assumptions": " ".join(own),
        }
        for way in (found.forth, found.back)
        for own in way.flips
    ]
    return pd.DataFrame(rows, columns=["from", "towards", "holds_before", "values", "assumptions"])


def record(found: Between) -> Record:
    reached = found.conclusion
    first, second = found.forth.start, found.back.start
    return {
        **stamped([first, second]),
        "scenario": first.name,
        "conclusion": {"holds": reached.condition.text, "concept": reached.sense},
        "differences": {name: [number(first.values[name]), number(second.values[name])] for name in found.names},
        "words": list(sentences(found)),
        "directions": [_record(way) for way in (found.forth, found.back)],
        "limits": LIMITS,
    }


def _record(way: Direction) -> Record:
    return {
        "from": way.start.assumptions.name,
        "towards": way.towards.assumptions.name,
        "holds_before": way.holds,
        "searched_up_to": way.searched,
        "solved": way.solved,
        "confirmed": way.confirmed,
        "least_sets": [list(own) for own in way.flips],
        "words": sentence(way),
    }


def write(found: Between, folder: Path) -> list[Path]:
    """between_table.txt, .json and .csv, and the least sets as a picture where there are any."""
    from ...present import canvas
    from . import between_pictures as figure

    data = json.dumps(record(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    canvas.drop("between", folder)
    return [
        write_whole(folder / "between_table.txt", plain(between(found))),
        write_whole(folder / "between_table.json", data),
        write_whole(folder / "between_table.csv", table(found).to_csv(index=False, lineterminator="\n")),
        *canvas.save([figure.picture(found)] if found.forth.flips or found.back.flips else [], folder),
    ]
