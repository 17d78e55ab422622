"""The nearest world as an answer: what moves how far, what only just holds, and what was proved."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from ....case.assumptions import Assumption
from ....case.scenario import Scenario
from ....games.normal_form import Profile
from .certificate import Impossible
from .goals import Goal
from .prices import AtEnd, PricedComparison
from .programmes import Measure

BESIDE = 1e-6
"""Widths. What stands nearer to a round value than this stands just beside it."""


@dataclass(frozen=True)
class Moved:
    """An assumption that has to move, and how far in widths of its range.

    `no_value`: the new value stands beside its round value because there a rule is no finite number; `apart`: because
    there the goal is not reached, as at a tie.
    """

    entry: Assumption
    old: float
    new: float
    no_value: bool = False
    apart: bool = False

    @property
    def round_value(self) -> float:
        """The new value rounded to about four digits of its range."""
        step = 10.0 ** (floor(log10(self.entry.high - self.entry.low)) - 3)
        return round(self.new / step) * step

    @property
    def beside(self) -> float:
        """How far the new value stands from its round value, in widths of the range."""
        return abs(self.new - self.round_value) / (self.entry.high - self.entry.low)

    @property
    def widths(self) -> float:
        """How far it moves, in widths of its range; below 0 where it falls."""
        return (self.new - self.old) / (self.entry.high - self.entry.low)

    @property
    def outside(self) -> bool:
        """Whether it ends outside its range."""
        return not self.entry.allows(self.new)


@dataclass(frozen=True, eq=False)
class Miss:
    """Why a box holds no answer. `proved`: it certainly holds none; else none was found.

    `proof`: the one by bounds on slopes; without it a proof rests on the programmes, none of which has a solution.
    `points` and `hardest`: with a proof, what fails everywhere, where that is least, and by how much it fails at least;
    else the comparisons that are in the way at the point that comes nearest, and by how much the worst fails there.
    """

    proved: bool
    points: float | None
    hardest: tuple[PricedComparison, ...]
    proof: Impossible | None = None


@dataclass(frozen=True, eq=False)
class NearestWorld:
    """The answer in one measure. `world` None: nothing was found. `distance` is in the measure.

    `at_least`: a distance below which it is proved that there is none. `exact`: no nearer world reaches the goal.
    `tight`: the comparisons that only just hold. `at_ends`: the assumptions
    that would go further. `inside` None: the answer lies inside the ranges; else why nothing there will do, and the
    answer lies outside; `beyond`: why not there either. `alone`: the free assumptions that reach the goal alone (None:
    not looked at). `stopped`: time was up before the search had tried all that it tries.
    """

    scenario: Scenario
    goal: Goal
    measure: Measure
    free: tuple[str, ...]
    world: Scenario | None = None
    profile: Profile | None = None
    moved: tuple[Moved, ...] = ()
    distance: float = float("inf")
    at_least: float = 0.0
    exact: bool = False
    tight: tuple[PricedComparison, ...] = ()
    at_ends: tuple[AtEnd, ...] = ()
    inside: Miss | None = None
    beyond: Miss | None = None
    alone: tuple[str, ...] | None = None
    stopped: bool = False

    def __post_init__(self) -> None:
        assert self.at_least <= self.distance, "a distance is proved impossible that a world has"

    @property
    def already(self) -> bool:
        """Whether nothing has to move: the goal is reached at the present values."""
        return self.world is self.scenario


def change_length(moved: Sequence[Moved], measure: Measure) -> float:
    """How long the changes are together, in the measure; the width of a range is the unit of each."""
    sizes = [abs(each.widths) for each in moved]
    return float(len(sizes)) if measure == "count" else sum(sizes) if measure == "total" else max(sizes, default=0.0)
