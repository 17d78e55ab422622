"""Conclusions about several scenarios that must hold together: a chain of links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ...case.conclusions import Conclusion
from ...case.scenario import Scenario
from ...errors import InputError
from ...games.arrays import Array, Mask
from ..tables import Draws
from .on_numbers import NumberedKind
from .result import conclusion, numbered, truths


@dataclass(frozen=True)
class Link:
    """One link of a chain: a scenario and what it must lead to. A chain holds where all its links hold.

    `held` are values over the scenario's of a link about numbers: what is worked out for a scenario serves them all.
    """

    scenario: Scenario
    reached: Conclusion
    held: Mapping[str, float] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What must hold in which scenario, by its title."""
        return f"{self.scenario.title}: {self.reached.words}"

    @property
    def numbered(self) -> NumberedKind | None:
        """The kind of result that it is about, where that is numbers; None where it is the game."""
        return numbered(self.reached)

    def holds(self, name: str, values: npt.ArrayLike) -> Mask:
        """By solving the game, or asking the other kind of result, at each value of an assumption."""
        return truths(self.scenario, self.reached, self.draws(name, np.array(values, dtype=float, ndmin=1)))

    def draws(self, name: str, values: Array) -> Draws:
        """The values of an assumption as draws, with what is held over the scenario's own values."""
        return {**{other: np.full(len(values), value) for other, value in self.held.items()}, name: values}


Chain = tuple[Link, ...]


def chain(scenario: Scenario, condition: str, more: Iterable[tuple[str, str]] = (), sense: str | None = None) -> Chain:
    """A scenario and its condition, and more pairs of a scenario's name and its condition under the same assumptions.

    `sense` (default: best_joint; every where the case has no order of moves) is that of all links. Raises InputError
    for unknown names and conditions that cannot be read.
    """
    case = scenario.case
    scenarios = [scenario, *(case.scenario(name, scenario.assumptions, scenario.overrides) for name, _ in more)]
    texts = [condition, *(text for _, text in more)]
    return tuple(Link(each, conclusion(case, text, sense)) for each, text in zip(scenarios, texts, strict=True))


def kinds_of(links: Chain) -> frozenset[str]:
    """The kinds of result that the links of a chain are about, as words of `of`."""
    return frozenset(link.reached.of for link in links)


def of_numbers(links: Chain) -> bool:
    """Whether a link is about a kind of result that is numbers, so that its changes are bracketed by trying values."""
    return any(link.numbered for link in links)


def changed(links: Chain, values: dict[str, float]) -> Chain:
    """The same chain with some assumptions at other values in every scenario."""
    return tuple(
        Link(link.scenario, link.reached, {**link.held, **values})
        if link.numbered
        else Link(link.scenario.with_values(values), link.reached)
        for link in links
    )


def links_of(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of a scenario's name and its condition, from texts SCENARIO:CONDITION. Raises InputError for others."""
    pairs = []
    for text in texts:
        name, colon, condition = (part.strip() for part in text.partition(":"))
        if not (name and colon and condition):
            raise InputError(f"'{text}': write SCENARIO:CONDITION, for example status_quo:serbia.stall.")
        pairs.append((name, condition))
    return tuple(pairs)
