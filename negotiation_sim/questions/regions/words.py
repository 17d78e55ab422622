"""Regions of two assumptions in words, as a table, as a record, and as files."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from ...case.scenario import Case
from ...files import write_whole
from ...present.conclusions import bound, capital, conclusion_in_words, scenarios_of, shown
from ...present.phrases import listed, words
from ...present.records import Record, number, stamped
from ...present.tables import footer, table_of
from ...present.terminal import plain
from ...worlds.along.binding import Binding
from .answer import Mark, Regions
from .boundary import Boundary
from .strips import Point

METHOD = (
    "Rows along the first assumption are solved for all of its values at once and laid closer together where the "
    "boundary bends; between them it is drawn straight. A region smaller than a thirtieth of the map may be missed."
)
OTHERS = "Sets stand at their own two values; the map keeps every other assumption as named below."


def sentence(found: Regions) -> str:
    """How much of the two ranges the conclusion covers, and which sets lie where it does not hold."""
    x, y = found.x.name, found.y.name
    changed = " with your changes" if found.links[0].scenario.own else ""
    opening = (
        f"With {x} and {y} both within their ranges, and everything else as under "
        f"{found.links[0].scenario.assumptions.name}{changed}, the conclusion holds on {covered(found.share)} of their rectangle"
    )
    outside = [mark.assumptions.name for mark in found.marks if not mark.map_holds]
    if len(outside) == len(found.marks):
        return f"{opening}; every assumption set puts these two where it does not hold."
    if outside:
        verb = "puts" if len(outside) == 1 else "put"
        return f"{opening}; {listed(outside)} {verb} these two where it does not hold."
    return f"{opening}; every assumption set puts these two where it holds."


def covered(share: float) -> str:
    """A share of the map: `none` and `all` only where it is exactly that."""
    if share in (0.0, 1.0):
        return "all" if share else "none"
    return "less than 1%" if share < 0.01 else "more than 99%" if share > 0.99 else f"{share:.0%}"


def indifferent(case: Case, binding: Binding) -> str:
    """What is true along a boundary: `Spain is indifferent between yes and no`."""
    names = listed([case.players[player].name for player in binding.players]) if binding.players else ""
    were = [f"{case.players[player].name} played {words(move)}" for player, move in binding.were]
    off = f", if {listed(were)} instead" if were else ""
    match binding.kind:
        case "deviation":
            return f"{names} is indifferent between {words(binding.move)} and {words(binding.other)}{off}"
        case "joint":
            return f"two equilibria have equal joint payoffs for {names}{off}"
        case "no equilibrium":
            return "beyond it some node has no pure equilibrium"
        case "condition":
            return "the condition itself changes"


def along(found: Regions, boundary: Boundary) -> str:
    case = found.links[0].scenario.case
    said = list(dict.fromkeys(indifferent(case, one) for one in boundary.bindings))
    return "; ".join(said) or "who binds could not be told"


def place(found: Regions, point: Point) -> str:
    return f"({shown(point[0], found.x)}, {shown(point[1], found.y)})"


def corners(found: Regions, boundary: Boundary) -> Sequence[Point]:
    """The ends of a boundary and, of a curve, its middle."""
    points = boundary.points
    return (points[0], points[-1]) if len(points) < 3 else (points[0], points[len(points) // 2], points[-1])


def own_answer(mark: Mark) -> str:
    """Whether the set's own full answer agrees with the map's at its place."""
    answer = "holds" if mark.own_holds else "does not hold"
    if mark.own_holds == mark.map_holds:
        return f"{answer} too"
    return f"{answer}: the set's other values differ"


def regions(found: Regions) -> Group:
    """The sentence, the boundary part by part, and the assumption sets."""
    boundary = table_of(f"The boundary, as points ({found.x.name}, {found.y.name})", "From, over, to", "Along it")
    for part in found.boundaries:
        boundary.add_row(" - ".join(place(found, point) for point in corners(found, part)), along(found, part))
    sets = table_of("The assumption sets", "Set", found.x.name, found.y.name, "The map there", "The set's own answer",
                    right=(found.x.name, found.y.name))  # fmt: skip
    for mark in found.marks:
        here = "holds" if mark.map_holds else "does not hold"
        sets.add_row(mark.assumptions.name, shown(mark.x, found.x), shown(mark.y, found.y), here, own_answer(mark))
    parts: list[RenderableType] = [Text(sentence(found), style="bold"), Text(conclusion_in_words(found.links)), Text()]
    parts += [boundary, Text()] if found.boundaries else [Text("There is no boundary on this map."), Text()]
    return Group(*parts, sets, Text(), Text(f"{METHOD} {OTHERS}"), footer(scenarios_of(found.links)))


def record(found: Regions) -> Record:
    return {
        **stamped(scenarios_of(found.links)),
        "conclusion": [
            {"scenario": link.scenario.name, "holds": link.reached.condition.text, "concept": link.reached.sense}
            for link in found.links
        ],
        "x": axis(found, 0),
        "y": axis(found, 1),
        "sentence": sentence(found),
        "share_of_the_ranges": number(found.share),
        "exact": found.exact,
        "complete": found.complete,
        "boundaries": [
            {
                "points": [[number(value) for value in point] for point in part.points],
                "binds": [bound(one) for one in part.bindings],
                "words": capital(along(found, part)),
            }
            for part in found.boundaries
        ],
        "sets": [
            {
                "name": mark.assumptions.name,
                "x": number(mark.x),
                "y": number(mark.y),
                "map_holds": mark.map_holds,
                "own_holds": mark.own_holds,
            }
            for mark in found.marks
        ],
        "method": METHOD,
    }


def axis(found: Regions, which: int) -> Record:
    entry = (found.x, found.y)[which]
    ends = (found.rows[0].edges[0], found.rows[0].edges[-1]) if which == 0 else (found.rows[0].y, found.rows[-1].y)
    return {
        "assumption": entry.name,
        "unit": entry.unit,
        "value": number(found.present[which]),
        "range": [number(entry.low), number(entry.high)],
        "shown": [number(float(end)) for end in ends],
    }


def write_regions(found: Regions, folder: Path) -> list[Path]:
    """regions_table.txt, .json and .csv (the exact rows), and the map."""
    from ...present import canvas
    from . import pictures as figure

    data = json.dumps(record(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return [
        write_whole(folder / "regions_table.txt", plain(regions(found))),
        write_whole(folder / "regions_table.json", data),
        write_whole(folder / "regions_table.csv", found.table.to_csv(index=False, lineterminator="\n")),
        *canvas.save([figure.picture(found)], folder),
    ]
