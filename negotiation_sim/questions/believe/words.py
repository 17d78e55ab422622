"""What one would have to believe, as the terminal shows it."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...present.tables import footer, table_of
from .between import forms as between_forms
from .between.least_sets import Between
from .nearest.nearest_world import NearestWorld
from .sentences import MEASURES, alone, question, shared, size, value

LIMITS = (
    "Changes are measured in widths of each assumption's range. Every answer was solved anew as one game, at all "
    "digits (JSON has them; rounded values may fall on the other side). Under a selection rule, and where assumptions "
    "multiply, the search is a local one: another answer may lie nearer, as far as no bound rules it out."
)


def text(answer: Sequence[NearestWorld] | Between) -> Group:
    """The question, and for each measure the new values, what binds, what was proved; or what decides between two."""
    if isinstance(answer, Between):
        return between_forms.text(answer)
    of_all = shared(answer)
    parts: list[RenderableType] = [Text(question(answer[0]), style="bold"), Text(), *_bulleted(of_all)]
    for nearest in answer:
        parts += [_changes(nearest), Text()] if nearest.moved else []
        parts += _bulleted(alone(nearest, of_all))
    return Group(*parts, Text(LIMITS), footer([answer[0].scenario]))


def _bulleted(sentences: Sequence[str]) -> list[Text]:
    return [*(Text(f"- {sentence}") for sentence in sentences), Text()] if sentences else []


def _changes(nearest: NearestWorld) -> Table:
    heads = ("Now", "Believe", "Widths")
    outside = " (* outside its range)" if any(moved.outside for moved in nearest.moved) else ""
    heading = f"{MEASURES[nearest.measure]}: {size(nearest)}{outside}"
    table = table_of(heading, "Assumption", *heads, "Range", "Unit", right=heads)
    for moved in nearest.moved:
        entry = moved.entry
        mark = " *" if moved.outside else ""
        table.add_row(entry.name, f"{moved.old:g}", value(moved.new, entry) + mark, f"{moved.widths:+.3f}",
                      f"{entry.low:g} to {entry.high:g}", entry.unit)  # fmt: skip
    return table
