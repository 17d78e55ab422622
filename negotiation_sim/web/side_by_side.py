"""What a strategy leads to before and after a change, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

NOTHING = ("", "")


@dataclass(frozen=True)
class Row:
    """A line of the outcome: what it is about, what was told there before, and after; `turned`: something new is."""

    title: str
    before: str
    after: str
    turned: bool


def side_by_side(scenario: Mapping[str, Any]) -> tuple[Row, ...]:
    """A row for each line of the longer of both outcomes; equilibria stand in their order, with nothing beside some."""
    before, after = (_lines(scenario, scenario[when]) for when in ("before", "after"))
    return tuple(_row(was, now, before) for was, now in zip_longest(before, after, fillvalue=NOTHING))


def _lines(scenario: Mapping[str, Any], world: Mapping[str, Any]) -> Sequence[Sequence[str]]:
    """The lines of an outcome; the whole of one end is one line beside several equilibria."""
    beside_several = scenario["turned"]["lines"] and world["equilibria"] < 2
    return [["", world["outcome"]]] if beside_several else world["lines"]


def _row(was: Sequence[str], now: Sequence[str], before: Sequence[Sequence[str]]) -> Row:
    title = now[0] if was[0] == now[0] else ""
    return Row(title or "Outcome", was[1], now[1], bool(now[1]) and now not in before)
