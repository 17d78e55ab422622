"""A map of two assumptions in sentences, as the terminal shows it, and as plain dictionaries."""

from collections.abc import Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from ...case.assumptions import Assumption
from ...present import conclusions, labels
from ...present.phrases import capital, listed, percent
from ...present.records import Record, number, stamped
from ...present.screen import Brief
from ...present.tables import footer, table_of
from ...worlds.along.bracketed import PARTS
from ...worlds.results.chain import of_numbers
from .answer import Regions, SetOnMap
from .boundary import Boundary
from .strips import Place, Strip


def sentence(answer: Regions) -> str:
    """How much of the two ranges the conclusion covers, and which sets lie where it does not hold."""
    scenario = answer.links[0].scenario
    changed = " with your changes" if scenario.overrides else ""
    both = listed([labels.assumption(answer.x), labels.assumption(answer.y)])
    opening = (
        f"With {both} both within their ranges, and everything else as under "
        f"{labels.author(scenario.assumptions)}{changed}, "
        f"the conclusion holds on {covered(answer.share)} of their rectangle"
    )
    outside = [labels.author_in_title(each.assumptions) for each in answer.placed if not each.map_holds]
    some = 0 < len(outside) < len(answer.placed)
    who = f"{listed(outside)} {'puts' if len(outside) == 1 else 'put'}" if some else "every set that gives one puts"
    return f"{opening}; {who} these two where it {'does not hold' if outside else 'holds'}.{silent(answer)}"


def silent(answer: Regions) -> str:
    """How many sets leave both as the register has them, so that they are not drawn; "" where none does."""
    count = len(answer.sets) - len(answer.placed)
    if not count:
        return ""
    leave = "set leaves" if count == 1 else "sets leave"
    return f" {count} other {leave} both as the register has them."


def covered(share: float) -> str:
    """A share of the map: `none` and `all` only where it is exactly that."""
    if share in (0.0, 1.0):
        return "all" if share else "none"
    return "less than 1 %" if share < 0.01 else "more than 99 %" if share > 0.99 else percent(share)


def along(answer: Regions, boundary: Boundary) -> str:
    """What is true along a part of the boundary."""
    case = answer.links[0].scenario.case
    reasons = dict.fromkeys(conclusions.indifferent_in_words(case, binding) for binding in boundary.bindings)
    return "; ".join(reasons) or "who binds could not be told"


def place_in_words(answer: Regions, place: Place) -> str:
    """The two values in brackets, x first, four digits each."""
    return f"({conclusions.value_in_words(place[0], answer.x)}, {conclusions.value_in_words(place[1], answer.y)})"


def corners(boundary: Boundary) -> Sequence[Place]:
    """The ends of a boundary and, of a curve, its middle."""
    places = boundary.places
    return (places[0], places[-1]) if len(places) < 3 else (places[0], places[len(places) // 2], places[-1])


def map_says(placed: SetOnMap) -> str:
    """The map's answer at the set's place."""
    return "holds" if placed.map_holds else "does not hold"


def set_says(placed: SetOnMap) -> str:
    """The set's own full answer, and whether the map's at its place is the same."""
    answer = "holds" if placed.own_holds else "does not hold"
    return f"{answer} too" if placed.own_holds == placed.map_holds else f"{answer}: the set's other values differ"


METHOD = (
    "Rows along the first assumption are solved for all of its values at once and laid closer together where the "
    "boundary bends; between them it is drawn straight. A region smaller than a thirtieth of the map may be missed."
)
BRACKETED = (
    "A conclusion about another kind of result than the game is tried at values on each row, and each change between "
    f"two of them is bracketed: changes nearer to each other than 1/{PARTS} of a range may be missed."
)
LEFT = "-"
OTHERS = (
    "Sets stand at their own two values (-: as in the register, the set says nothing of it); the map keeps every other "
    "assumption as named below."
)


def text(answer: Regions) -> Group:
    """The sentence, the boundary part by part, and the assumption sets."""
    opening = Text(sentence(answer), style="bold"), Text(conclusions.conclusion_in_words(answer.links)), Text()
    boundary = _boundary(answer) if answer.boundaries else Text("There is no boundary on this map.")
    return Group(
        *opening,
        boundary,
        Text(),
        _sets(answer),
        Text(),
        Text(f"{method(answer)} {OTHERS}"),
        footer(conclusions.scenarios_of(answer.links)),
    )


def method(answer: Regions) -> str:
    """How the map was drawn, and what it may miss."""
    return f"{METHOD} {BRACKETED}" if of_numbers(answer.links) else METHOD


def brief(answer: Regions) -> Brief:
    """How much of the map it holds on; the boundary, and the assumption sets."""
    tables = [_boundary(answer)] if answer.boundaries else []
    words = sentence(answer), conclusions.conclusion_in_words(answer.links)
    return Brief(words, (*tables, _sets(answer)), footer(conclusions.scenarios_of(answer.links)))


def _boundary(answer: Regions) -> Table:
    heading = f"The boundary, as points ({labels.assumption(answer.x)}, {labels.assumption(answer.y)})"
    table = table_of(heading, "From, over, to", "Along it")
    for part in answer.boundaries:
        way = " - ".join(place_in_words(answer, place) for place in corners(part))
        table.add_row(way, along(answer, part))
    return table


def _sets(answer: Regions) -> Table:
    axes = (labels.assumption(answer.x), labels.assumption(answer.y))
    table = table_of("The assumption sets", "Set", *axes, "The map there", "The set's own answer", right=axes)
    for placed in answer.sets:
        x, y = (_by(placed, entry, value) for entry, value in ((answer.x, placed.x), (answer.y, placed.y)))
        there = map_says(placed) if placed.spoken else LEFT
        own = set_says(placed) if placed.spoken else "holds" if placed.own_holds else "does not hold"
        table.add_row(placed.assumptions.name, x, y, there, own)
    return table


def _by(placed: SetOnMap, entry: Assumption, value: float) -> str:
    """The set's own value of an assumption; a dash where it gives none."""
    return conclusions.value_in_words(value, entry) if entry.name in placed.spoken else LEFT


def record(answer: Regions) -> Record:
    """What must hold, the two axes, the boundary part by part, and every assumption set."""
    return {
        **stamped(conclusions.scenarios_of(answer.links)),
        "conclusion": conclusions.conclusion_record(answer.links),
        "x": axis(answer, 0),
        "y": axis(answer, 1),
        "sentence": sentence(answer),
        "holds_at_present": answer.holds_at_present,
        "share_of_the_ranges": number(answer.share),
        "exact": answer.exact,
        "complete": answer.complete,
        "rows": [{"y": number(strip.y), "holds": _pieces(strip)} for strip in answer.strips],
        "boundaries": [_boundary_record(answer, part) for part in answer.boundaries],
        "sets": [_set(placed) for placed in answer.sets],
        "method": method(answer),
    }


def axis(answer: Regions, which: int) -> Record:
    """The assumption of an axis (0: x, 1: y), its present value, and the ends of the map."""
    entry, (first, last) = (answer.x, answer.y)[which], (answer.strips[0], answer.strips[-1])
    ends = (first.edges[0], first.edges[-1]) if which == 0 else (first.y, last.y)
    return {
        "assumption": entry.name,
        **labels.beside(answer.links[0].scenario.case.register, entry.name),
        "unit": entry.unit,
        "value": number(answer.present[which]),
        "range": [number(entry.low), number(entry.high)],
        "shown": [number(float(end)) for end in ends],
    }


def _pieces(strip: Strip) -> list[list[float | None]]:
    """Where on a row the conclusion holds: from, to."""
    ends = zip(strip.edges, strip.edges[1:], strip.holds, strict=False)
    return [[number(float(start)), number(float(end))] for start, end, holds in ends if holds]


def _boundary_record(answer: Regions, part: Boundary) -> Record:
    return {
        "points": [[number(value) for value in place] for place in part.places],
        "binds": [conclusions.binding_record(binding) for binding in part.bindings],
        "words": capital(along(answer, part)),
    }


def _set(placed: SetOnMap) -> Record:
    return {
        "name": placed.assumptions.name,
        "x": number(placed.x),
        "y": number(placed.y),
        "spoken": list(placed.spoken),
        "map_holds": placed.map_holds,
        "own_holds": placed.own_holds,
    }
