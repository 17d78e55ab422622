"""A map of two assumptions as the terminal shows it: the sentence, the boundary part by part, the assumption sets."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...present.conclusions import conclusion_in_words, scenarios_of, value_in_words
from ...present.tables import footer, table_of
from .answer import Regions
from .sentences import along, corners, map_says, place_in_words, sentence, set_says

METHOD = (
    "Rows along the first assumption are solved for all of its values at once and laid closer together where the "
    "boundary bends; between them it is drawn straight. A region smaller than a thirtieth of the map may be missed."
)
OTHERS = "Sets stand at their own two values; the map keeps every other assumption as named below."


def text(answer: Regions) -> Group:
    """The sentence, the boundary part by part, and the assumption sets."""
    parts: list[RenderableType] = [
        Text(sentence(answer), style="bold"),
        Text(conclusion_in_words(answer.links)),
        Text(),
    ]
    parts += [_boundary(answer) if answer.boundaries else Text("There is no boundary on this map."), Text()]
    return Group(*parts, _sets(answer), Text(), Text(f"{METHOD} {OTHERS}"), footer(scenarios_of(answer.links)))


def _boundary(answer: Regions) -> Table:
    heading = f"The boundary, as points ({answer.x.name}, {answer.y.name})"
    table = table_of(heading, "From, over, to", "Along it")
    for part in answer.boundaries:
        way = " - ".join(place_in_words(answer, place) for place in corners(part))
        table.add_row(way, along(answer, part))
    return table


def _sets(answer: Regions) -> Table:
    axes = (answer.x.name, answer.y.name)
    table = table_of("The assumption sets", "Set", *axes, "The map there", "The set's own answer", right=axes)
    for placed in answer.sets:
        x, y = value_in_words(placed.x, answer.x), value_in_words(placed.y, answer.y)
        table.add_row(placed.assumptions.name, x, y, map_says(placed), set_says(placed))
    return table
