"""What a case says of the years: a state that is remembered, what moves it by chance, and who chooses each year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..language.expression import Expression
from .other_kinds import Shorthand

EVERYBODY = "everybody"
PAYOFF = "payoff"
"""The first part of the names of mean payoffs, `payoff.serbia`."""
RECORD = "record"
"""The number that says how far out the record lies; the first part of the names of those of its parts."""
OUTSIDE = 0.05
"""The record lies outside the paths in a year where fewer histories than this share are at least as far out."""


@dataclass(frozen=True)
class Variable:
    """One remembered quantity. `levels` are a player's moves, `player`, or numbers as they are written.

    `start` gives the level of the first year where it is a number; a player starts as the scenario has it. `says` is
    what is told where the level is reached, a sentence; of a move in place of what the player's `means` says it does.
    What is `optional` stays at its start, unless a scenario lists it under `remembers`.
    """

    name: str
    label: str
    levels: tuple[str, ...]
    player: str = ""
    start: Expression | None = None
    says: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False

    @property
    def numbers(self) -> tuple[float, ...]:
        """The levels as numbers; of moves their places."""
        return tuple(range(len(self.levels))) if self.player else tuple(map(float, self.levels))


@dataclass(frozen=True)
class Chance:
    """A turn of chance: how likely each level of a variable is next, by rules over the state, sums of one.

    Where `mean` is given there are no `chances`: the variable goes to what the rule gives, and where that lies between
    two levels to one of the two by chance, so that its mean is kept. `sets` is as that of a `Choice`.
    """

    name: str
    label: str
    variable: str
    chances: Mapping[str, Expression]
    mean: Expression | None = None
    sets: Mapping[str, Mapping[str, Expression]] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[Expression, ...]:
        """The rules that say where it leads."""
        return (*self.chances.values(), *((self.mean,) if self.mean else ()))


@dataclass(frozen=True)
class Choice:
    """A turn of a player, who keeps its move or makes another.

    From `lasting` moves it does not turn back; pairs of moves that the case calls irreversible are closed besides.
    `sets[move]` says what else follows when it turns to that move: variable = its next level, a rule.
    """

    name: str
    label: str
    player: str
    lasting: tuple[str, ...] = ()
    sets: Mapping[str, Mapping[str, Expression]] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What is told of each year: an event (a condition, of which the share is told) or a mean."""

    name: str
    label: str
    rule: Expression


@dataclass(frozen=True)
class Recorded:
    """What became of something that is told of the years: its value by year, and where that is written."""

    name: str
    values: Mapping[int, float]
    source: str


@dataclass(frozen=True)
class Rounds:
    """The file rounds.toml. `start` is the year of the first state; the first year that is played is the next one.

    `moves[player][strategy]`: where the state and no player decides that a strategy is played. `values`: assumptions
    that the state changes; a rule that names an optional variable holds only where that is remembered. `at_once`:
    whether players of one stage of the order choose at once; else one after the other. `impossible`: states that
    cannot be. `patience` is what a year later counts for, by player or for `everybody`; `part` is how much of the
    game's payoffs a year brings, `precision` and `foresight` are those of who looks at one year and of who looks ahead.
    `texts`: what the file says, by key path.
    """

    title: str
    about: str
    source: str
    start: int
    years: int
    state: Mapping[str, Variable]
    impossible: Mapping[str, Expression]
    moves: Mapping[str, Mapping[str, Expression]]
    values: Mapping[str, Expression]
    turns: tuple[Chance | Choice, ...]
    part: Expression
    precision: Expression
    foresight: Expression
    patience: Mapping[str, Expression]
    events: Mapping[str, Told]
    means: Mapping[str, Told]
    record: Mapping[str, Recorded]
    players: Mapping[str, str]
    at_once: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def played(self) -> range:
        """The years that are played."""
        return range(self.start + 1, self.start + self.years + 1)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """What each number of the years is, in words, by its name: `settled.2030`."""
        told = [
            *((name, f"the share of histories in which {event.label}") for name, event in self.events.items()),
            *((name, f"the mean: {mean.label}") for name, mean in self.means.items()),
            *((f"{PAYOFF}.{player}", f"the mean payoff of {name}") for player, name in self.players.items()),
        ]
        by_year = {f"{name}.{year}": f"{words}, at the end of {year}" for name, words in told for year in self.played}
        return {**by_year, **self._record_numbers}

    @cached_property
    def compared(self) -> dict[str, Recorded]:
        """What became of it in the years that are played, by name; what is recorded of no such year is left out."""
        parts = {
            name: replace(each, values={year: value for year, value in each.values.items() if year in self.played})
            for name, each in self.record.items()
        }
        return {name: each for name, each in parts.items() if each.values}

    @property
    def _record_numbers(self) -> dict[str, str]:
        if not self.compared:
            return {}
        parts = {
            f"{RECORD}.{name}": f"the least share of histories at least as far out as the record: {self.label(name)}"
            for name in self.compared
        }
        return {RECORD: "the least share of histories at least as far out as the record, in any year", **parts}

    @property
    def shorthands(self) -> dict[str, Shorthand]:
        """`record` for that what happened lies within the paths in every year, and so each part of the record."""
        return {name: Shorthand(f"{name} >= {OUTSIDE:g}", self._within(name)) for name in self._record_numbers}

    def _within(self, name: str) -> str:
        part = name.partition(".")[2]
        what = f"what happened ({self.label(part)})" if part else "what happened"
        years = [year for each in self.compared.values() if part in ("", each.name) for year in each.values]
        return f"{what} lies within the paths in every year from {min(years)} to {max(years)}"

    def label(self, name: str) -> str:
        """What people read for an event, a mean or a mean payoff, by its name."""
        kind, _, player = name.partition(".")
        if kind == PAYOFF and player:
            return f"payoff of {self.players[player]}"
        return {**self.events, **self.means}[name].label

    @property
    def optional(self) -> tuple[str, ...]:
        """The variables that are remembered only where a scenario says so."""
        return tuple(name for name, variable in self.state.items() if variable.optional)

    @property
    def reads(self) -> frozenset[str]:
        """The assumptions that the rules of the file name."""
        return frozenset(name for rule in self._rules() for name in rule.names("assumption"))

    def _rules(self) -> Iterator[Expression]:
        yield from (self.part, self.precision, self.foresight, *self.patience.values(), *self.impossible.values())
        yield from (variable.start for variable in self.state.values() if variable.start)
        yield from (rule for rules in self.moves.values() for rule in rules.values())
        yield from (*self.values.values(), *(each.rule for each in (*self.events.values(), *self.means.values())))
        for turn in self.turns:
            yield from turn.rules if isinstance(turn, Chance) else ()
            yield from (rule for rules in turn.sets.values() for rule in rules.values())
