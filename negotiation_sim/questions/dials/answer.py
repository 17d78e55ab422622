"""The numbers that carry the argument, each with who puts it where, and what every scenario turns to along it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...case.assumptions import Assumption, AssumptionSet, Change
from ...case.choosing import Choice
from ...case.positions import position
from ...case.scenario import Case, Scenario
from ...present import labels
from ...present.frames import Frame, frame
from ...present.outcomes import sides_of, turn_in_words
from ...worlds.advance import Watch
from ...worlds.along.outcomes import Flip, OutcomesAlong, outcomes_along
from .question import DialsAsked
from .ranking import dials_of


@dataclass(frozen=True)
class Tick:
    """Where an assumption set of the case puts a number that the base set puts elsewhere."""

    set: AssumptionSet
    change: Change

    @property
    def value(self) -> float:
        """The value that it gives."""
        return self.change.value


@dataclass(frozen=True, eq=False)
class Dial:
    """A number that can be moved: the author's value, the present one, the critics' ticks, its flips by scenario."""

    entry: Assumption
    author: float
    value: float
    ticks: tuple[Tick, ...]
    along: tuple[OutcomesAlong, ...]

    @property
    def flips(self) -> tuple[tuple[OutcomesAlong, Flip], ...]:
        """Every flip with its scenario's outcomes, the nearest first."""
        pairs = [(along, flip) for along in self.along for flip in along.flips]
        return tuple(sorted(pairs, key=lambda pair: pair[0].share(pair[1])))

    @property
    def inside(self) -> bool:
        """Whether an outcome flips inside the range."""
        return any(self.entry.allows(flip.value) for _, flip in self.flips)

    @property
    def ticks_beyond(self) -> tuple[Tick, ...]:
        """The ticks at which a scenario ends otherwise than at the present value, this number moved alone."""
        return tuple(tick for tick in self.ticks if any(along.at(tick.value) != along.now for along in self.along))


@dataclass(frozen=True, eq=False)
class Dials:
    """The dials of a case under its assumptions; `named`: by the case or by who asked, else they are ranked.

    `quick`: where outcomes flip was not looked for.
    """

    case: Case
    scenarios: tuple[Scenario, ...]
    dials: tuple[Dial, ...]
    named: bool
    quick: bool = False

    @property
    def table(self) -> Frame:
        """One row per dial, scenario and flip; with empty cells where an outcome does not flip."""
        return frame(row for dial in self.dials for along in dial.along for row in _rows(self, dial, along))


def _rows(answer: Dials, dial: Dial, along: OutcomesAlong) -> Iterator[dict[str, object]]:
    nan = float("nan")
    for flip in along.flips_by_distance or (None,):
        yield {
            "assumption": dial.entry.name,
            **labels.beside(answer.case.register, dial.entry.name),
            "unit": dial.entry.unit,
            "low": dial.entry.low,
            "high": dial.entry.high,
            "author_value": dial.author,
            "value": dial.value,
            "scenario": along.scenario.name,
            "flip": flip.value if flip else nan,
            "share_of_range": along.share(flip) if flip else nan,
            "inside_range": dial.entry.allows(flip.value) if flip else None,
            "method": ("exact" if flip.exact else "bracketed") if flip else "",
            "turns_to": turn_in_words(along.scenario, *sides_of(along, flip)) if flip else "",
        }


def answer(asked: DialsAsked, watch: Watch) -> Dials:
    """The dials that are asked for. Raises InputError for what is unknown, and for more than one set."""
    choice = asked.chosen()
    names = dials_of(choice.case, asked.dial, asked.count, watch)
    scenarios = choice.scenarios()
    moved = () if asked.quick else scenarios
    with watch("Looking for flips", len(names) * len(moved)) as advance:
        dials = []
        for name in names:
            dials.append(_dial(choice, name, moved))
            advance(len(moved))
    return Dials(choice.case, scenarios, tuple(dials), bool(asked.dial or choice.case.dials), asked.quick)


def _dial(choice: Choice, name: str, scenarios: Sequence[Scenario]) -> Dial:
    case = choice.case
    entry = case.under(choice.set).register[name]
    author, present = case.values()[name], case.values(choice.set, choice.values)[name]
    positions = ((each, position(case, each, name)) for each in case.sets.values())
    ticks = tuple(Tick(each, change) for each, change in positions if change is not None and change.value != author)
    return Dial(entry, author, present, ticks, tuple(outcomes_along(scenario, entry) for scenario in scenarios))
