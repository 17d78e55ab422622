"""The parts of a case: its players, what a comparison says in headlines, and scenarios as they are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..language.expression import Expression
from .assumptions import Change, in_words

Stages = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Player:
    """`strategies` are in order: the first listed is the one that the cautious rule stays with.

    `means[strategy]` says what the player does in a sentence ("waits"), `labels[strategy]` names the strategy where it
    stands alone, in a table or on an axis ("the treaty signed"). Both may lack strategies.
    `default` is the strategy at which it is held wherever a scenario does not say that it plays; None for a player who
    always plays. `optional` strategies are open only where a scenario says so.
    """

    id: str
    name: str
    strategies: tuple[str, ...]
    means: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    optional: tuple[str, ...] = ()

    def label(self, strategy: str) -> str:
        """What people read for a strategy: its label, or its name in words."""
        return self.labels.get(strategy, in_words(strategy))


@dataclass(frozen=True)
class Headline:
    """What a comparison says of a result in words: `who` lists players, `holds` answers `yes` or `no`."""

    name: str
    title: str
    who: Mapping[str, Expression] = field(default_factory=dict)
    holds: Expression | None = None
    yes: str = "yes"
    no: str = "no"

    @property
    def stated(self) -> str:
        """What is so where the condition holds: the title, with the word for yes where that says more."""
        return self.title if self.yes == "yes" else f"{self.title}: {self.yes}"


@dataclass(frozen=True)
class ScenarioFile:
    """A scenario as written, what its bases say included: only what differs from the case.

    `plays`: players who are not held at their default here, and optional strategies that are open, `player.strategy`.
    `remembers`: what is optional in the state of the years and carried here.
    `outside`: whether the file lies outside the case's folder; `built_in_changes` are those of the case's own files.
    """

    name: str
    title: str
    meaning: str = ""
    fixes: Mapping[str, str] = field(default_factory=dict)
    order: str | None = None
    changes: Mapping[str, Change] = field(default_factory=dict)
    plays: tuple[str, ...] = ()
    outside: bool = False
    built_in_changes: Mapping[str, Change] = field(default_factory=dict)
    remembers: tuple[str, ...] = ()
