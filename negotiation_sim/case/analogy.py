"""An analogy between two cases: what corresponds to what, and which elements of one can be put into the other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import combinations
from typing import Literal, get_args

from ..language.expression import Expression, evaluate
from .parts import Stages
from .scenario import Scenario

Side = Literal["here", "there"]
SIDES: tuple[Side, ...] = get_args(Side)
"""`here` is the case in whose folder the analogy lies, `there` is the other one."""
OTHER: Mapping[Side, Side] = {"here": "there", "there": "here"}
Judged = Literal["same", "differs", "reversed"]
ORDER = "the order of moves"
PUT_ORDER = "put here by the analogy"
"""The name of an order of moves that the file of an analogy writes out, stage by stage."""


@dataclass(frozen=True)
class MapRow:
    """One row of the structure map: an element, what it is in each case, and on which hinges it bears.

    `element` names the element of the exchange that stands for the row; "" where no number does.
    """

    title: str
    here: str
    there: str
    judged: Judged
    hinges: tuple[str, ...] = ()
    element: str = ""
    source: str = ""


@dataclass(frozen=True)
class Put:
    """What is put into a case in place of its own: an element of the other case.

    `take[name]`: the assumption `name` gets what the expression says in the other case, of its assumptions alone;
    `values[name]`: it gets this number. `fixes` holds players to a move. `order` is an order of moves of the case, by
    its name, or `stages` are written out; both None where the case keeps its own.
    """

    take: Mapping[str, Expression] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)
    fixes: Mapping[str, str] = field(default_factory=dict)
    order: str | None = None
    stages: Stages | None = None

    def and_then(self, later: "Put") -> "Put":
        """Both together; where both say something of the same thing, what `later` says."""
        kept = {name: what for name, what in self.take.items() if name not in later.values}
        numbers = {name: value for name, value in self.values.items() if name not in later.take}
        moves = later if later.order or later.stages else self
        return Put(
            {**kept, **later.take},
            {**numbers, **later.values},
            {**self.fixes, **later.fixes},
            moves.order,
            moves.stages,
        )

    @property
    def places(self) -> set[str]:
        """Where it says something: the names of assumptions and players, and the order of moves."""
        return {*self.take, *self.values, *self.fixes, *({ORDER} if self.order or self.stages else ())}

    def content(self, place: str) -> object:
        """What it puts in that place."""
        if place in self.take:
            return self.take[place].text
        return self.values.get(place, self.fixes.get(place, self.order or self.stages))

    def only(self, places: Collection[str]) -> "Put":
        """What it says of these places alone."""
        take = {name: what for name, what in self.take.items() if name in places}
        values = {name: value for name, value in self.values.items() if name in places}
        fixes = {player: move for player, move in self.fixes.items() if player in places}
        return Put(take, values, fixes, *((self.order, self.stages) if ORDER in places else ()))

    def into(self, scenario: Scenario, giver: Scenario) -> Scenario:
        """The scenario with this put into it; `giver` is the other case's, whose numbers are taken."""
        taken = {name: float(evaluate(expression.node, giver.values)) for name, expression in self.take.items()}
        changed = scenario.with_values({**taken, **self.values}).fixing(self.fixes)
        if self.stages is not None:
            orders = {**scenario.case.orders, PUT_ORDER: self.stages}
            return replace(
                changed, case=replace(changed.case, orders=orders), file=replace(changed.file, order=PUT_ORDER)
            )
        return replace(changed, file=replace(changed.file, order=self.order)) if self.order else changed


@dataclass(frozen=True)
class Element:
    """An element that can be exchanged. `puts[side]` is what is put into that case; a side may have no counterpart."""

    name: str
    label: str
    puts: Mapping[Side, Put]
    why: str = ""
    source: str = ""


@dataclass(frozen=True)
class Proof:
    """What would show that the analogy holds.

    With a `hinge` and no `element` it holds where the hinge keeps its answer in both cases, whatever is exchanged; with
    an `element` where that element turns the hinge in both cases. With neither, `answer` says what the record says.
    """

    title: str
    hinge: str = ""
    element: str = ""
    answer: bool | None = None
    why: str = ""
    source: str = ""


@dataclass(frozen=True)
class Analogy:
    """An analogy as it is written; `scenarios` are the names of the two that are compared.

    `fairness` says in a sentence what its author did not claim. `together[side]` is what stands in that case where
    elements are put into it together and two of them disagree.
    """

    title: str
    about: str
    fairness: str
    source: str
    scenarios: Mapping[Side, str]
    rows: tuple[MapRow, ...]
    elements: Mapping[str, Element]
    together: Mapping[Side, Put]
    shown_by: tuple[Proof, ...]

    def into(self, side: Side, *names: str) -> Put:
        """These elements together, put into one case, in which each of them has a counterpart."""
        puts = [self.elements[name].puts[side] for name in names]
        twice = {place for a, b in combinations(puts, 2) for place in clashes(a, b)}
        return reduce(Put.and_then, puts, Put()).and_then(self.together.get(side, Put()).only(twice))

    def all_into(self, side: Side) -> Put:
        """All elements that have a counterpart in one case, put into it together."""
        return self.into(side, *(name for name, element in self.elements.items() if side in element.puts))


def clashes(a: Put, b: Put) -> list[str]:
    """The places in which two puts say something different."""
    return [place for place in sorted(a.places & b.places) if a.content(place) != b.content(place)]
