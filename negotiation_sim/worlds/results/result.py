"""A conclusion asked of the result that it is about: does it hold, and by what margin, in one world and in many.

`KINDS` has a module for every kind of result that a case may name conclusions of (`of`). Whoever asks takes the kind
from here; a new kind is a file beside game.py, an entry of `KINDS`, and a reader of conditions in case/conclusions.py.
Draws that are solved once for many conclusions are asked by `truths_on`: a kind that reads the solved games themselves
says so by a function `holding`, every other kind is asked by its `truths`. What happens along one assumption
(worlds/along) and the nearest world (questions/believe) read the payoffs of a game; of kinds that are `numbered` they
try values, bracket what changes and search. Who asks for a condition on moves alone (paths, coalitions) is refused
other kinds by `Case.condition`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol, runtime_checkable

from ...case.conclusions import Conclusion, sense_of
from ...case.scenario import Case, Scenario
from ...games.arrays import Array, Mask
from ..draws import Drawn
from ..tables import Draws
from . import game, posturing, table, years
from .on_numbers import NumberedKind


class ResultKind(Protocol):
    """What every kind of result answers."""

    def truths(self, scenario: Scenario, reached: Conclusion, draws: Draws) -> Mask:
        """For every draw of some assumptions' values, whether the conclusion holds. Shape (draws,)."""

    def holds(self, scenario: Scenario, reached: Conclusion) -> bool:
        """Whether the conclusion holds at the scenario's own values."""

    def margin(self, scenario: Scenario, reached: Conclusion) -> float:
        """By what the conclusion holds (above 0) or fails (below 0); what is measured, and in what, the kind says."""


@runtime_checkable
class ReadsDraws(Protocol):
    """What a kind has besides where it reads the games of draws that are solved already."""

    def holding(self, drawn: Drawn, reached: Conclusion) -> Mask:
        """For every draw that was solved, whether the conclusion holds. Shape (draws,)."""


KINDS: Mapping[str, ResultKind] = {
    "game": game,
    "table": NumberedKind(table.numbers),
    "posturing": NumberedKind(posturing.numbers),
    "years": NumberedKind(years.numbers),
}
"""A kind of result by the word that stands in `of`."""


def conclusion(case: Case, text: str, sense: str | None = None, word: str = "concept") -> Conclusion:
    """The conclusion of the case that bears this name, or the condition read as a conclusion about the game.

    `table: zone > 0` is a condition about another kind of result that the case has, by the word of `of`. A condition of
    a headline or a hinge has its title.
    `sense` stands over the one that the case gives; None: that, or for a condition best_joint, and every where the case
    has no order of moves. `word` is what the sense is called where it was asked for. Raises InputError for a
    condition that cannot be read, an unknown sense, and a selection rule without an order of moves.
    """
    stated = case.stated(text)
    if isinstance(stated, Conclusion):
        return stated if sense is None else replace(stated, sense=sense_of(sense, case.name, case.orders, word))
    of, condition = stated
    title = case.other_kinds[of].title(condition) if of in case.other_kinds else case.title_of(condition)
    return Conclusion(condition, sense_of(sense, case.name, case.orders, word), of, title=title)


def numbered(reached: Conclusion) -> NumberedKind | None:
    """The kind of result that a conclusion is about, where that is numbers; None where it is the game."""
    kind = KINDS[reached.of]
    return kind if isinstance(kind, NumberedKind) else None


def truths(scenario: Scenario, reached: Conclusion, draws: Draws) -> Mask:
    """For every draw of some assumptions' values, whether the conclusion holds. Shape (draws,)."""
    return KINDS[reached.of].truths(scenario, reached, draws)


def reads_draws(reached: Conclusion) -> bool:
    """Whether the conclusion is read off the solved games of draws, so that they must be solved for it."""
    return isinstance(KINDS[reached.of], ReadsDraws)


def truths_on(drawn: Drawn, reached: Conclusion) -> Mask:
    """For every draw, whether the conclusion holds; off the games where its kind reads them. Shape (draws,).

    What its rule needs (pure equilibria, or the rule's staged outcomes) must have been solved where `reads_draws`.
    """
    kind = KINDS[reached.of]
    if isinstance(kind, ReadsDraws):
        return kind.holding(drawn, reached)
    return kind.truths(drawn.scenario, reached, drawn.draws)


def numbers_on(drawn: Drawn, asked: Conclusion) -> Array:
    """For every draw the value of what a condition about a kind that is numbers states, NaN where there is none.

    A condition may be a number alone. Shape (draws,).
    """
    kind = numbered(asked)
    assert kind is not None
    return kind.values(drawn.scenario, asked, drawn.draws)


def holds(scenario: Scenario, reached: Conclusion) -> bool:
    """Whether the conclusion holds at the scenario's own values."""
    return KINDS[reached.of].holds(scenario, reached)


def margin(scenario: Scenario, reached: Conclusion) -> float:
    """By what the conclusion holds (above 0) or fails (below 0) at the scenario's own values; see its kind's."""
    return KINDS[reached.of].margin(scenario, reached)
