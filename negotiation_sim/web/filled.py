"""The templates of the pages, and what they may call to show a record: filters and functions, by their names there."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from ..present.phrases import points, signed
from ..spelling import spelled
from ..version import __version__
from .address import asked_under, slug, written
from .asked import address_to, address_with, changed
from .bars import in_percent, influences, shares, without_equilibrium
from .beliefs import beliefs, beyond, fewest, ways
from .carrying import takes_values
from .forms import main_axes
from .markup import escaped
from .outcome_grid import outcome_grid
from .paragraphs import nearest_flips, paragraphs
from .region_map import region_map
from .side_by_side import side_by_side
from .themes import cited, shelves
from .turning import turning
from .zone_map import biggest, solution_letter, solution_name, zone_map

SHORT_LIST = 6
"""So many options to tick are all in sight."""


def in_sight(options: Mapping[str, str], ticked: Collection[str], at_hand: Collection[str]) -> set[str]:
    """Which options of a long list are shown at once: what is ticked or always at hand; of a short list all."""
    return {name for name in options if len(options) <= SHORT_LIST or name in ticked or name in at_hand}


def without(changes: Iterable[str], *names: str) -> tuple[str, ...]:
    """The changes (`NAME=VALUE`) of other numbers than these."""
    return tuple(change for change in changes if change.partition("=")[0].strip() not in names)


FILTERS: Mapping[str, Callable[..., Any]] = {
    **{each.__name__: each for each in (
        paragraphs, nearest_flips, in_sight, outcome_grid, region_map, without, shares, influences, without_equilibrium,
        beliefs, ways, fewest, beyond, turning, zone_map, solution_name, solution_letter, biggest, shelves, cited,
    )},
    "axes": main_axes,
    "percent": in_percent,
    "exact": written,
    "titles": lambda sets: {name: each["title"] for name, each in sets.items()},
    "labels": lambda register: {name: each["label"] or name for name, each in register.items()},
    "equals": lambda values: tuple(f"{name}={value!r}" for name, value in values.items()),
    "equations": lambda named: tuple(f"{name}={value}" for name, value in named.items()),
    "pair": lambda text: text.partition("=")[::2],
    "number": lambda value: f"{value:.6g}",
    "points": lambda value: "-" if value is None else points(value),
    "signed": lambda value: "-" if value is None else signed(value),
    "sentence": lambda text: f"{text[:1].upper()}{text[1:]}",
    "marked": lambda text: Markup(escaped(spelled(text))),
}  # fmt: skip
"""What a template may make of a value, by the name after the bar."""

FUNCTIONS: Mapping[str, Any] = {
    "version": __version__,
    "dict": dict,
    "changed": changed,
    "address_of": address_with,
    "address_to": address_to,
    "side_by_side": side_by_side,
    "takes_values": takes_values,
    "asked_under": asked_under,
    "slug_of": slug,
}
"""What a template may call."""


def environment() -> Environment:
    """The templates: what is put into them is text, unless a worker made it as HTML."""
    loader = PackageLoader("negotiation_sim.web", "templates")
    made = Environment(loader=loader, autoescape=select_autoescape(default=True), undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    made.filters |= FILTERS
    made.globals |= FUNCTIONS
    return made
