"""Shares and influences as bars: what is drawn of the answers over many draws of opinions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..present.phrases import percent

Record = Mapping[str, Any]
SENSES = ("best_joint", "some")
"""In which sense an outcome is counted for its bar: where the stages lead; possible, where there are no stages."""
MOST_BARS = 8
"""Assumptions that stand in a picture at once."""
HOW = {
    "regional": "how far apart its values lie where it is so and where it is not, 0 to 1",
    "rank": "how closely the two go together, -1 to 1. To the right: both rise together; to the left: as one rises, "
    "the other falls",
}
"""What a bar's length is, by the method."""
TITLES = {"regional": "where its values lie apart", "rank": "in which direction", "pawn": "by PAWN",
          "sobol": "by Sobol", "morris": "by Morris"}  # fmt: skip
"""What the bars of a method stand under, behind what is driven."""


@dataclass(frozen=True)
class Share:
    """An outcome, in which share of the draws it comes about, and between which bounds (possible and guaranteed)."""

    title: str
    share: float
    possible: float | None
    guaranteed: float | None

    @property
    def never(self) -> bool:
        """Whether it comes about in no draw, in no sense."""
        return not any((self.share, self.possible, self.guaranteed))


def shares(scenario: Record) -> tuple[Share, ...]:
    """The outcomes of a scenario in the order of the record."""
    listed = []
    for each in scenario["outcomes"].values():
        sense = next(sense for sense in SENSES if sense in each)
        bounds = [each[sense]["share"] if sense in each else None for sense in ("some", "every")]
        listed.append(Share(each["title"], each[sense]["share"], *bounds))
    return tuple(listed)


def without_equilibrium(scenario: Record) -> float:
    """The share of the draws in which there is no pure equilibrium: there nothing is possible, and nothing certain."""
    return float(scenario["without"]["some"]["share"])


def in_percent(share: float) -> str:
    """A share in per cent: 0 % and 100 % only where it is exactly that.

    >>> [in_percent(share) for share in (0.0, 0.004, 0.25, 0.996, 1.0)]
    ['0 %', 'less than 1 %', '25 %', 'more than 99 %', '100 %']
    """
    if share in (0.0, 1.0):
        return percent(share)
    return "less than 1 %" if share < 0.01 else "more than 99 %" if share > 0.99 else percent(share)


@dataclass(frozen=True)
class Bar:
    """An assumption and how much it drives the result, at the scale of the strongest; `clear`: more than noise.

    `start` and `length` are hundredths of the width: where bars go both ways they begin in the middle.
    """

    name: str
    label: str
    value: float
    start: float
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
    def title(self) -> str:
        """What is driven, and by which method that is looked at."""
        method = str(self.record["method"])
        return f"{self.record['output']}: {TITLES.get(method, method)}"

    @property
    def both_ways(self) -> bool:
        """Whether some bars go to the left."""
        return any(bar.value < 0 for bar in self.bars)

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
    both_ways = any(value < 0 for _, _, value in listed)
    noise = result["noise"] or 0.0
    return tuple(
        Bar(name, each.get("label") or name, value, *_place(value / longest, both_ways), abs(value) > noise)
        for name, each, value in listed
    )


def _place(part: float, both_ways: bool) -> tuple[float, float]:
    """Where a bar begins and how long it is, in hundredths of the width; `part`: of the longest, -1 to 1."""
    if not both_ways:
        return 0.0, round(100 * part, 2)
    return round(50 + min(0.0, 50 * part), 2), round(50 * abs(part), 2)


def _measure(measures: Record) -> float:
    """The first number that the method gives, by which the record is ordered."""
    return float(next(value for key, value in measures.items() if key != "label"))
