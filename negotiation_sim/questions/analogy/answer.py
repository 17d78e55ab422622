"""What an exchange of elements between two cases turns: each element alone, then all together, in both directions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from ...case.analogy import OTHER, SIDES, Analogy, Proof, Side
from ...case.analogy_file import analogy_between
from ...case.parts import Headline
from ...case.scenario import Case, Scenario
from ...present.frames import Frame, frame
from ...solve.staged import RULES, Rule, staged_outcomes
from ...worlds.advance import Watch, unwatched
from ...worlds.tables import tables
from .question import AnalogyAsked

ALL = "all together"
RULE: Rule = "best_joint"
"""The selection rule of which the sentences speak."""
Hinges = Mapping[tuple[str, Rule], bool | None]
"""Whether each hinge holds at the staged outcome under each rule; None where the rule leads to no outcome."""


@dataclass(frozen=True, eq=False)
class Exchange:
    """An element put into one case: the scenario that comes of it, and its hinges before and after.

    `elements` are the names of what is put in: one, two, or none of them for all together.
    """

    elements: tuple[str, ...]
    label: str
    side: Side
    scenario: Scenario
    before: Hinges
    after: Hinges

    def turned(self, hinge: str, rule: Rule = RULE) -> bool:
        """Whether the exchange gives the hinge another answer."""
        return self.before[hinge, rule] != self.after[hinge, rule]


@dataclass(frozen=True, eq=False)
class Exchanged:
    """An analogy with the scenarios of its two cases as they are, and every exchange between them.

    `pairs` are every two elements that turn a hinge together which neither of them turns alone, under best joint.
    """

    analogy: Analogy
    scenarios: Mapping[Side, Scenario]
    hinges: Mapping[Side, Hinges]
    exchanges: tuple[Exchange, ...]
    pairs: tuple[Exchange, ...]

    def case(self, side: Side) -> Case:
        """The case on that side."""
        return self.scenarios[side].case

    def hinge(self, side: Side, name: str) -> Headline:
        """A hinge as the case on that side has it."""
        return next(hinge for hinge in self.case(side).hinges if hinge.name == name)

    @property
    def hinge_names(self) -> tuple[str, ...]:
        """The names of the hinges, which both cases share, in their order."""
        return tuple(hinge.name for hinge in self.case("here").hinges)

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The name and the label of every element, then of all together, which has no name."""
        return (*((each.name, each.label) for each in self.analogy.elements.values()), ("", ALL))

    def exchange(self, element: str, side: Side) -> Exchange | None:
        """An element put into a case, all together for ""; None where it has no counterpart there."""
        names = (element,) if element else ()
        return next((each for each in self.exchanges if (each.elements, each.side) == (names, side)), None)

    def into(self, side: Side) -> tuple[Exchange, ...]:
        """Every element put into a case alone."""
        return tuple(each for each in self.exchanges if each.side == side and each.elements)

    def shows(self, proof: Proof) -> bool:
        """Whether what would show that the analogy holds is so, at the staged outcome under best joint."""
        if proof.answer is not None:
            return proof.answer
        if proof.element:
            swaps = [self.exchange(proof.element, side) for side in SIDES]
            return all(swap is not None and swap.turned(proof.hinge) for swap in swaps)
        return not any(each.turned(proof.hinge) for each in (*self.exchanges, *self.pairs))

    @cached_property
    def table(self) -> Frame:
        """A line for each element, case, hinge and rule: the answer before and after, and whether it turned."""
        return frame(list(self._lines()))

    def _lines(self) -> Iterator[dict[str, object]]:
        for each in self.exchanges:
            for (hinge, rule), before in each.before.items():
                yield {
                    "element": " and ".join(each.elements) or "all",
                    "label": each.label,
                    "into": each.scenario.case.name,
                    "scenario": each.scenario.name,
                    "assumptions": each.scenario.assumptions.name,
                    "hinge": hinge,
                    "rule": rule,
                    "before": before,
                    "after": each.after[hinge, rule],
                    "turned": each.turned(hinge, rule),
                    "scenario_hash": each.scenario.digest,
                }

    @property
    def map_table(self) -> Frame:
        """A line for each row of the structure map."""
        here, there = (self.case(side).name for side in SIDES)
        return frame(
            {
                "title": row.title,
                here: row.here,
                there: row.there,
                "judged": row.judged,
                "hinges": "; ".join(row.hinges),
                "element": row.element,
                "source": row.source,
            }
            for row in self.analogy.rows
        )


def answer(asked: AnalogyAsked, watch: Watch = unwatched) -> Exchanged:
    """Every exchange. Raises InputError for an unknown case or set, and for a fault in the analogy's file."""
    analogy, placed = analogy_between(asked.first, asked.second)
    sets = (asked.assume_first, asked.assume_second)
    scenarios: dict[Side, Scenario] = {
        side: case.scenario(analogy.scenarios[side], assumed)
        for (side, case), assumed in zip(placed, sets, strict=True)
    }
    return exchanged(analogy, scenarios, watch)


def exchanged(analogy: Analogy, scenarios: Mapping[Side, Scenario], watch: Watch = unwatched) -> Exchanged:
    """Every element put into the case that it is written for: alone, two at a time and all together."""
    before = {side: hinges_of(scenarios[side]) for side in SIDES}
    names = {side: [name for name, each in analogy.elements.items() if side in each.puts] for side in SIDES}
    chosen = [
        (side, put) for side in SIDES for put in (*((name,) for name in names[side]), *combinations(names[side], 2))
    ]
    everything = [(side, ()) for side in SIDES if names[side]]
    made: dict[tuple[Side, tuple[str, ...]], Exchange] = {}
    with watch("Exchanging", len(chosen) + len(everything)) as advance:
        for side, elements in (*chosen, *everything):
            made[side, elements] = _exchange(analogy, scenarios, before[side], side, elements)
            advance(1)
    pairs = (each for (side, both), each in made.items() if len(both) == 2 and _only_together(each, both, side, made))
    return Exchanged(
        analogy, scenarios, before, tuple(each for each in made.values() if len(each.elements) < 2), tuple(pairs)
    )


def _exchange(
    analogy: Analogy, scenarios: Mapping[Side, Scenario], before: Hinges, side: Side, elements: tuple[str, ...]
) -> Exchange:
    put = analogy.into(side, *elements) if elements else analogy.all_into(side)
    scenario = put.into(scenarios[side], scenarios[OTHER[side]])
    label = ", and ".join(analogy.elements[name].label for name in elements) or ALL
    return Exchange(elements, label, side, scenario, before, hinges_of(scenario))


def _only_together(
    each: Exchange, both: tuple[str, ...], side: Side, made: Mapping[tuple[Side, tuple[str, ...]], Exchange]
) -> bool:
    """Whether two elements turn a hinge that neither of them turns alone."""
    return any(
        each.turned(hinge) and not any(made[side, (name,)].turned(hinge) for name in both)
        for hinge, rule in each.before
        if rule == RULE
    )


def hinges_of(scenario: Scenario) -> Hinges:
    """Whether each hinge holds at the staged outcome of a scenario, by hinge and rule."""
    evaluated = tables(scenario)
    staged = staged_outcomes(evaluated.game(), scenario.order or ())
    ends = {rule: staged.path(rule).profile for rule in RULES}
    return {
        (hinge.name, rule): bool(evaluated.holds(hinge.holds)[end]) if hinge.holds and end is not None else None
        for hinge in scenario.case.hinges
        for rule, end in ends.items()
    }
