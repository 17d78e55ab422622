"""Which few differences between two assumption sets decide a conclusion: in words, as tables, as a record, as files."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..analyse.between import Between, Direction
from ..files import write_whole
from .records import Record, number, stamped
from .tables import footer, table_of
from .terminal import plain
from .words import listed, plural

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
    for way in (found.forth, found.back):
        parts += [Text(sentence(way)), _flips(way), Text()] if way.flips else [Text(sentence(way)), Text()]
    return Group(*parts, _differences(found), Text(LIMITS), footer([found.forth.start, found.forth.towards]))


def sentence(way: Direction) -> str:
    """From whose values to whose, what holds before, and how few differences turn it over."""
    start, towards = way.start.assumptions.name, way.towards.assumptions.name
    opening = f"Under {start} it {'holds' if way.holds else 'does not hold'}."
    if not way.flips:
        return f"{opening} No set of up to {way.searched} values taken from {towards} changes that."
    fewest = len(way.smallest[0])
    sets = "set does" if len(way.smallest) == 1 else "sets do"
    values = "one value" if fewest == 1 else f"{fewest} values together"
    more = (
        f"; {len(way.flips) - len(way.smallest)} larger least sets do too" if len(way.flips) > len(way.smallest) else ""
    )
    return (
        f"{opening} Of what {towards} believes, it takes {values} to make it {'fail' if way.holds else 'hold'}: "
        f"{len(way.smallest)} such {sets}{more} (all of up to {way.searched} values were looked at)."
    )


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
    forth, back = (Counter(name for own in way.flips for name in own) for way in (found.forth, found.back))
    heads = (first.assumptions.name, second.assumptions.name, "In sets forth", "In sets back")
    count = plural(len(found.names), "value differs", "values differ")
    table = table_of(f"{count}: in how many least sets each is", "Assumption", *heads, right=heads)
    for name in sorted(found.names, key=lambda name: -forth[name] - back[name]):
        table.add_row(name, f"{first.values[name]:g}", f"{second.values[name]:g}", str(forth[name]), str(back[name]))
    return table


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
        "conclusion": {"holds": reached.condition.text, "concept": reached.concept},
        "differences": {name: [number(first.values[name]), number(second.values[name])] for name in found.names},
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
    """between.txt, .json and .csv."""
    data = json.dumps(record(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return [
        write_whole(folder / "between.txt", plain(between(found))),
        write_whole(folder / "between.json", data),
        write_whole(folder / "between.csv", table(found).to_csv(index=False, lineterminator="\n")),
    ]
