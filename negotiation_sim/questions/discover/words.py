"""The answer of `discover` in words and tables."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.assumptions import Assumption
from ...present.draws import SENSES, foot
from ...present.phrases import listed
from ...present.tables import table_of
from .answer import Discovery
from .prim import Box, Fit


def discovery(found: Discovery) -> Group:
    """The box in words, how well it fits on the draws it was found on and on fresh ones, and the boxes beside it."""
    parts: list[RenderableType] = [
        Text(sentence, style="bold" if not k else "") for k, sentence in enumerate(told(found))
    ]
    if found.boxes[found.chosen].restricted:
        parts += [Text(), _demands(found)]
    parts += [Text(), _tried(found)]
    note = (
        "Coverage: of the draws in which it holds, the share inside the box. Density: of the draws inside the box, the "
        "share in which it holds. Support: the share of all draws inside the box. Found by a greedy search (PRIM): one "
        "simple description, not the only one."
    )
    return Group(*parts, Text(note), foot(found.observed.sampling, [found.observed.scenario]))


def told(found: Discovery) -> Iterator[str]:
    """What was found, in sentences."""
    box, here, fresh = found.boxes[found.chosen], found.fits[found.chosen], found.fresh[found.chosen]
    reached = found.output.reached
    sense = SENSES[reached.sense] if reached else ""
    yield (
        f"{found.output.title} ({sense}): in {_share(found.share)} of all draws, and in {_share(here.density)} of those in "
        f"which {box_words(found, box)}."
    )
    if not found.found:
        yield f"No box of at most {len(found.boxes)} assumptions reaches {_share(found.wanted)}; this is the densest found."
    yield (
        f"Inside lie {_share(here.coverage)} of the draws in which it holds. On {found.observed.sampling.count:,} fresh "
        f"draws it holds in {_share(fresh.density)} of those inside, which are {_share(fresh.coverage)} of those in "
        f"which it holds."
    )
    if found.found and fresh.density < found.wanted:
        yield f"There it falls short of {_share(found.wanted)}: the box fits its own draws too well. Take more draws."


def box_words(found: Discovery, box: Box) -> str:
    """`us_cred is at least 0.85 and reprisal at most 0.24`; `nothing is asked` for the box of everything."""
    said = [f"{entry.name} is {bounds(low, high)}" for entry, low, high in found.demands(box)]
    return listed(said) if said else "nothing is asked"


def bounds(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{low:.3g} to {high:.3g}"
    return f"at least {low:.3g}" if low is not None else f"at most {high:.3g}"


def _demands(found: Discovery) -> Table:
    table = table_of("The box", "Assumption", "Must be", "Value now", "Range", "Unit", right=("Value now",))
    for entry, low, high in found.demands(found.boxes[found.chosen]):
        now = found.observed.scenario.values[entry.name]
        table.add_row(entry.name, bounds(low, high), _now(entry, now, low, high), _range(entry), entry.unit)
    return table


def _now(entry: Assumption, now: float, low: float | None, high: float | None) -> str:
    inside = (low is None or now >= low) and (high is None or now <= high)
    return f"{now:g}" + ("" if inside else " (outside the box)")


def _range(entry: Assumption) -> str:
    return f"{entry.low:g} to {entry.high:g}"


def _tried(found: Discovery) -> Table:
    columns = ("Density", "Coverage", "Support", "Fresh density", "Fresh coverage")
    table = table_of("Boxes by the number of assumptions allowed (* chosen)", "Allowed", *columns, "Box", right=columns)
    for k, (box, here, fresh) in enumerate(zip(found.boxes, found.fits, found.fresh, strict=True)):
        mark = "*" if k == found.chosen else ""
        table.add_row(f"{k + 1}{mark}", *_fits(here, fresh), box_words(found, box))
    return table


def _fits(here: Fit, fresh: Fit) -> list[str]:
    return [_share(one) for one in (here.density, here.coverage, here.support, fresh.density, fresh.coverage)]


def _share(value: float) -> str:
    return "-" if value != value else f"{100 * value:.1f} %"
