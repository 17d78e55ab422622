"""What drives a result, and the box in which a conclusion holds, as tables and sentences for the terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..analyse.boxes import Box, Fit
from ..analyse.discovery import Discovery
from ..analyse.sensitivity import MADE_UP, Influence, Sensitivity
from ..case.assumptions import Assumption
from .tables import table_of
from .uncertain import SENSES, foot
from .words import listed, plural, points, words

ROWS = 12
METHODS = {
    "regional": "Distance: how far apart the assumption's values lie where it holds and where it does not "
    "(Kolmogorov-Smirnov distance, 0 to 1)",
    "rank": "Rank correlation: Spearman's, -1 to 1",
    "pawn": "PAWN: how far the distribution moves when the assumption is known to a tenth of its draws",
    "sobol": "Sobol indices: the share of the variance that stays when all else is known (total) and that goes when it "
    "alone is known (first)",
    "morris": "Morris: what moving the assumption alone across its draws changes, on average over walks",
}
MEASURES = {
    "distance": "Distance",
    "shift": "Favoured by",
    "rank_correlation": "Rank correlation",
    "median": "Median distance",
    "maximum": "Greatest distance",
    "total": "Total index",
    "total_bootstrap": "+- (bootstrap)",
    "first": "First index",
    "first_bootstrap": "+- (bootstrap) ",
    "mean_size": "Mean size",
    "mean_size_bootstrap": "+- (bootstrap)",
    "mean": "Mean",
    "spread": "Spread",
}


def sensitivity(found: Sensitivity) -> Group:
    """For each output and method the strongest assumptions."""
    parts: list[RenderableType] = []
    for influence in found.influences:
        parts += [_influence(found, influence), Text(f"{METHODS[influence.method]}. {noise_said(influence)}"), Text()]
    designs = [one for one in found.influences if one.method in ("sobol", "morris")]
    note = "+- (bootstrap): half the width of the 95 % bootstrap interval of the estimate, from resampling the draws."
    return Group(*parts, *([Text(note)] if designs else []), foot(found.sampling, [found.scenario]))


def _influence(found: Sensitivity, influence: Influence) -> Table:
    register = found.scenario.case.register
    heads = [MEASURES[name] for name in influence.measures]
    table = table_of(f"What drives it: {outcome_words(influence)}", "Assumption", *heads, "Range", "Unit", right=heads)
    for k, name in enumerate(influence.names[:ROWS]):
        entry = register[name]
        cells = [_measure(measure, float(values[k])) for measure, values in influence.measures.items()]
        table.add_row(name, *cells, f"{entry.low:g} to {entry.high:g}", entry.unit)
    return table


def _measure(name: str, value: float) -> str:
    if name == "shift":
        return "high values" if value > 0 else "low values"
    return f"{value + 0.0:.3f}"


def outcome_words(influence: Influence) -> str:
    """The output, and how it came out over the method's draws."""
    title, reached = influence.output.title, influence.output.reached
    if reached is None:
        rule = words(influence.output.rule or "")
        return f"{title}, staged under {rule} (mean {points(influence.average)})"
    where = SENSES[reached.concept]
    solved = "points of the method's own design" if influence.method in ("sobol", "morris") else "draws"
    return f"{title}, {where} (in {100 * influence.average:.1f} % of {influence.draws:,} {solved})"


def noise_said(influence: Influence) -> str:
    """How many assumptions stand out from made-up ones; nothing for methods with a design of their own."""
    shown, count = min(ROWS, len(influence.names)), len(influence.names)
    if influence.noise != influence.noise:
        return f"The {shown} strongest of {count} assumptions."
    above = int((influence.strength > influence.noise).sum())
    return (
        f"The {shown} strongest of {count}. Of {MADE_UP} made-up assumptions, on which nothing depends, the strongest reaches "
        f"{influence.noise:.3f}: {plural(above, 'assumption exceeds', 'assumptions exceed')} it. What does not cannot be told "
        "from noise with so many draws."
    )


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
    sense = SENSES[reached.concept] if reached else ""
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
