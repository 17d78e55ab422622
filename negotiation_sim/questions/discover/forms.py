"""The answer of `discover` in words and tables, and as plain dictionaries."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...present import labels
from ...present.draws import SENSES, sampling_footer, sampling_record
from ...present.phrases import listed
from ...present.records import Record, number, stamped
from ...present.screen import Brief
from ...present.tables import table_of
from .answer import Discovery
from .prim import Box, Fit


def text(answer: Discovery) -> Group:
    """The box in words, how well it fits on the draws it was found on and on fresh ones, and the boxes beside it."""
    parts: list[RenderableType] = [
        Text(sentence, style="bold" if not k else "") for k, sentence in enumerate(sentences(answer))
    ]
    if answer.boxes[answer.chosen].restricted:
        parts += [Text(), _demands(answer)]
    parts += [Text(), _tried(answer)]
    note = (
        "Coverage: of the draws in which it holds, the share inside the box. Density: of the draws inside the box, the "
        "share in which it holds. Support: the share of all draws inside the box. Found by a greedy search (PRIM): one "
        "simple description, not the only one."
    )
    return Group(*parts, Text(note), sampling_footer(answer.observed.sampling, [answer.observed.scenario]))


def brief(answer: Discovery) -> Brief:
    """How well the box fits, and the box; how many assumptions buy how much."""
    demands = [_demands(answer)] if answer.boxes[answer.chosen].restricted else []
    foot = sampling_footer(answer.observed.sampling, [answer.observed.scenario])
    return Brief(tuple(sentences(answer)), tuple(demands), foot)


def sentences(answer: Discovery) -> Iterator[str]:
    """What was found, in sentences."""
    box, here, fresh = answer.boxes[answer.chosen], answer.fits[answer.chosen], answer.fresh[answer.chosen]
    reached = answer.output.reached
    sense = SENSES[reached.sense] if reached else ""
    case, title = answer.observed.scenario.case, answer.output.title
    title = labels.titled(case, title, reached.condition) if reached else title
    yield (
        f"{title} ({sense}): in {_share(answer.share)} of all draws, and in {_share(here.density)} of "
        f"those in which {box_words(answer, box)}."
    )
    if not answer.dense_enough:
        most, wanted = len(answer.boxes), _share(answer.wanted)
        yield f"No box of at most {most} assumptions reaches {wanted}; this is the densest found."
    yield (
        f"Inside lie {_share(here.coverage)} of the draws in which it holds. On {answer.observed.sampling.count:,} "
        f"fresh draws it holds in {_share(fresh.density)} of those inside, which are {_share(fresh.coverage)} of those "
        f"in which it holds."
    )
    if answer.dense_enough and fresh.density < answer.wanted:
        yield f"There it falls short of {_share(answer.wanted)}: the box fits its own draws too well. Take more draws."


def box_words(answer: Discovery, box: Box) -> str:
    """`us_cred is at least 0.85 and reprisal at most 0.24`; `nothing is asked` for the box of everything."""
    demands = [f"{labels.assumption(entry)} is {bounds(low, high)}" for entry, low, high in answer.demands(box)]
    return listed(demands) if demands else "nothing is asked"


def bounds(low: float | None, high: float | None) -> str:
    """`0.2 to 0.5`, `at least 0.2` or `at most 0.5`; one side at least is bounded."""
    if low is not None and high is not None:
        return f"{low:.3g} to {high:.3g}"
    return f"at least {low:.3g}" if low is not None else f"at most {high:.3g}"


def _demands(answer: Discovery) -> Table:
    table = table_of("The box", "Assumption", "Must be", "Value now", "Range", "Unit", right=("Value now",))
    for entry, low, high in answer.demands(answer.boxes[answer.chosen]):
        now = answer.observed.scenario.values[entry.name]
        inside = (low is None or now >= low) and (high is None or now <= high)
        value = f"{now:g}" if inside else f"{now:g} (outside the box)"
        table.add_row(
            labels.assumption(entry), bounds(low, high), value, f"{entry.low:g} to {entry.high:g}", entry.unit
        )
    return table


def _tried(answer: Discovery) -> Table:
    columns = ("Density", "Coverage", "Support", "Fresh density", "Fresh coverage")
    table = table_of("Boxes by the number of assumptions allowed (* chosen)", "Allowed", *columns, "Box", right=columns)
    for k, (box, here, fresh) in enumerate(zip(answer.boxes, answer.fits, answer.fresh, strict=True)):
        mark = "*" if k == answer.chosen else ""
        if k and box is answer.boxes[k - 1]:
            table.add_row(f"{k + 1}{mark}", "", "", "", "", "", "the same box")
            continue
        fits = (here.density, here.coverage, here.support, fresh.density, fresh.coverage)
        table.add_row(f"{k + 1}{mark}", *map(_share, fits), box_words(answer, box))
    return table


def _share(value: float) -> str:
    return "-" if value != value else f"{100 * value:.1f} %"


def record(answer: Discovery) -> Record:
    """How the draws were made, and every box with its bounds and how well it fits."""
    scenario, conclusion = answer.observed.scenario, answer.output.reached
    return {
        **stamped([scenario]),
        "scenario": scenario.name,
        "sampling": sampling_record(answer.observed.sampling, [scenario]),
        "conclusion": conclusion.words if conclusion else None,
        "share": number(answer.share),
        "density_wanted": number(answer.wanted),
        "found": answer.dense_enough,
        "chosen": answer.chosen,
        "boxes": [_box(answer, k) for k in range(len(answer.boxes))],
    }


def _box(answer: Discovery, k: int) -> Record:
    register = answer.observed.scenario.case.register
    return {
        "allowed": k + 1,
        "bounds": {
            entry.name: {
                **labels.beside(register, entry.name),
                "low": number(low),
                "high": number(high),
                "unit": entry.unit,
            }
            for entry, low, high in answer.demands(answer.boxes[k])
        },
        "fit": _fit(answer.fits[k]),
        "fresh": _fit(answer.fresh[k]),
    }


def _fit(fit: Fit) -> Record:
    return {"coverage": number(fit.coverage), "density": number(fit.density), "support": number(fit.support)}
