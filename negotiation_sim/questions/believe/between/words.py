"""Which few differences between two assumption sets decide a conclusion, as the terminal shows it."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ....present.conclusions import capital
from ....present.phrases import listed, plural
from ....present.tables import footer, table_of
from .least_sets import Between, Direction
from .sentences import LIMITS, MOST, agreed, counted, idle, sentence


def text(answer: Between) -> Group:
    """The answer both ways, and how often each difference is in a least set."""
    parts: list[RenderableType] = [Text(f"'{answer.conclusion.words}'", style="bold"), Text()]
    parts += [Text("\n".join([*agreed(answer), ""]))] if answer.agree else []
    for way in answer.ways if not idle(answer) else ():
        parts += [Text(sentence(way)), *([_flips(way)] if way.flips else []), Text()]
    return Group(*parts, _differences(answer), Text(LIMITS), footer([answer.forth.start, answer.forth.towards]))


def _flips(way: Direction) -> Table:
    heading = f"From {way.start.assumptions.name} to {way.towards.assumptions.name}"
    table = table_of(heading, "Values", "Taken over together", right=("Values",))
    for least in way.flips[:MOST]:
        table.add_row(str(len(least)), listed(least))
    if len(way.flips) > MOST:
        table.add_row("", f"and {len(way.flips) - MOST} more; the CSV table lists all")
    return table


def _differences(answer: Between) -> Table:
    first, second = answer.forth.start, answer.back.start
    heads = (first.assumptions.name, second.assumptions.name, "In sets forth", "In sets back")
    count = capital(plural(len(answer.names), "value differs", "values differ"))
    table = table_of(f"{count}: in how many least sets each is", "Assumption", *heads, right=heads)
    for name, forth, back in counted(answer):
        table.add_row(name, f"{first.values[name]:g}", f"{second.values[name]:g}", str(forth), str(back))
    return table
