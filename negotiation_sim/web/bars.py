"""Shares and influences as bars: what is drawn of the answers over many draws of opinions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
SENSES = ("best_joint", "some")
"""In which sense an outcome is counted for its bar: where the stages lead; possible, where there are no stages."""
MOST_BARS = 8
"""Assumptions that stand in a picture at once."""
HOW = {
    "regional": "how far apart its values lie where it is so and where it is not, 0 to 1",
    "rank": "how closely the two rise together, -1 to 1",
}
"""What a bar's length is, by the method."""


@dataclass(frozen=True)
class Share:
    """An outcome, in which share of the draws it comes about, and between which bounds (possible and guaranteed)."""

    title: str
    share: float
    possible: float | None
    guaranteed: float | None


def shares(scenario: Record) -> tuple[Share, ...]:
    """The outcomes of a scenario in the order of the record."""
    listed = []
    for each in scenario["outcomes"].values():
        sense = next(sense for sense in SENSES if sense in each)
        bounds = [each[sense]["share"] if sense in each else None for sense in ("some", "every")]
        listed.append(Share(each["title"], each[sense]["share"], *bounds))
    return tuple(listed)


@dataclass(frozen=True)
class Bar:
    """An assumption and how much it drives the result, at the scale of the strongest; `clear`: more than noise."""

    name: str
    label: str
    value: float
    length: float
    clear: bool


@dataclass(frozen=True)
class Influences:
    """What drives one output by one method, the strongest first."""

    record: Record
    bars: tuple[Bar, ...]

    @property
    def how(self) -> str:
        """What a bar's length is."""
        method = str(self.record["method"])
        return HOW.get(method, method)

    @property
    def clear(self) -> tuple[Bar, ...]:
        """Those that can be told from noise."""
        return tuple(bar for bar in self.bars if bar.clear)


def influences(record: Record) -> tuple[Influences, ...]:
    """What drives each output, method by method."""
    return tuple(Influences(each, _bars(each)) for each in record["results"])


def _bars(result: Record) -> tuple[Bar, ...]:
    listed = [(name, each, _measure(each)) for name, each in list(result["assumptions"].items())[:MOST_BARS]]
    longest = max((abs(value) for _, _, value in listed), default=0.0) or 1.0
    noise = result["noise"] or 0.0
    return tuple(
        Bar(name, each.get("label") or name, value, round(100 * abs(value) / longest, 2), abs(value) > noise)
        for name, each, value in listed
    )


def _measure(measures: Record) -> float:
    """The first number that the method gives, by which the record is ordered."""
    return float(next(value for key, value in measures.items() if key != "label"))
