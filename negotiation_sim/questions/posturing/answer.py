"""The signalling game of a sender, its equilibria before and after the evidence, and what each step would tell."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from ...case.posturing import Message, Posturing, Sender, Sign
from ...case.scenario import Case, Scenario
from ...errors import InputError, as_known, unknown
from ...games.signalling import Exact, Range, Signalling
from ...worlds.posturing_cells import Signals, signals, value_of
from .likelihoods import belief_ranges
from .question import PosturingAsked

Told = Literal["tells", "too dear", "too cheap", "both", "nothing to tell"]
"""Whether a step tells; or why not: too dear for who is in earnest, too cheap for the others, or both."""


@dataclass(frozen=True, eq=False)
class Postured:
    """A sender's signalling game with what it says of steps and evidence.

    `ranges` has the lowest and highest belief in the claim, before anything was seen and after each thing that was,
    where every likelihood may lie anywhere in its range. `after`: the game once all was seen; None where a type is
    then ruled out.
    """

    signals: Signals
    ranges: tuple[Range, ...]
    after: Signalling | None

    @property
    def sender(self) -> Sender:
        """Who sends."""
        return self.signals.sender

    @property
    def posturing(self) -> Posturing:
        """The case's posturing."""
        return self.signals.posturing

    @property
    def case(self) -> Case:
        """The case."""
        return self.signals.scenario.case

    @property
    def game(self) -> Signalling:
        """The signalling game at the prior."""
        return self.signals.game

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios on which the answer rests."""
        return self.signals.scenarios

    @cached_property
    def believed_from(self) -> Range | None:
        """Between which beliefs in the claim the wanted response is a best reply."""
        return self.game.believed_from(self.signals.claim, self.signals.wanted)

    @cached_property
    def gains(self) -> Exact:
        """What each type gains by being believed."""
        return self.game.gains(self.signals.claim, self.signals.wanted)

    @property
    def honest_gain(self) -> Fraction:
        """What the type gains that all claim to be."""
        return self.gains[self.signals.claim]

    @property
    def greatest_other_gain(self) -> Fraction:
        """The most that a type gains which is not what it claims to be."""
        return max(gain for t, gain in enumerate(self.gains) if t != self.signals.claim)

    @property
    def can_tell(self) -> bool:
        """Whether a step could tell at all: known types are answered differently."""
        sure, never = (self.game.best_replies(self.game.believing(self.signals.claim, Fraction(b))) for b in (1, 0))
        doubted = self.game.doubted(self.signals.claim, self.signals.wanted)
        return self.signals.wanted in sure and doubted in never

    def answer_at(self, belief: Exact) -> tuple[str, ...]:
        """The responses that are best replies at a belief, by name; several where they tie."""
        return tuple(self.game.responses[r] for r in self.game.best_replies(belief))

    def told(self, message: str) -> Told:
        """Whether a message tells the claim from other types, or why it does not."""
        if not self.can_tell:
            return "nothing to tell"
        m, claim = self.game.messages.index(message), self.signals.claim
        dear = self.game.costs[claim][m] > self.honest_gain
        cheap = any(
            row[m] < gain for t, (row, gain) in enumerate(zip(self.game.costs, self.gains, strict=True)) if t != claim
        )
        return "both" if dear and cheap else "too dear" if dear else "too cheap" if cheap else "tells"

    @property
    def steps(self) -> tuple[Message, ...]:
        """The messages that cost somebody something."""
        return tuple(m for k, m in enumerate(self.sender.messages.values()) if any(row[k] for row in self.game.costs))

    @property
    def talk(self) -> tuple[Message, ...]:
        """The messages that cost nobody anything."""
        return tuple(message for message in self.sender.messages.values() if message not in self.steps)

    def cost(self, message: str, kind: str) -> Fraction:
        """What a message costs a type."""
        return self.game.costs[self.game.types.index(kind)][self.game.messages.index(message)]

    @property
    def updates(self) -> tuple[tuple[Sign, Exact, Range], ...]:
        """Each thing seen with the belief after it, and the range of the belief in the claim."""
        return tuple(zip(self.sender.evidence, self.signals.beliefs[1:], self.ranges[1:], strict=True))


def answer(asked: PosturingAsked) -> Postured:
    """The sender's column. Raises InputError where the case has no posturing, and for names that are not known."""
    choice = asked.choose()
    case = choice.case
    if case.posturing is None:
        raise InputError(
            f"the case '{case.name}' has no posturing: add a posturing.toml to its folder; docs/reference.md says what "
            "stands in it."
        )
    senders = case.posturing.senders
    name = as_known(asked.sender or next(iter(senders)), senders)
    if name not in senders:
        raise InputError(unknown("sender", name, senders, case.where))
    scenario = case.itself(choice.set, choice.values)
    return postured(signals(scenario, _only(senders[name], asked.message, scenario)))


def postured(made: Signals) -> Postured:
    """What a signalling game says of steps and evidence."""
    last = made.beliefs[-1]
    after = replace(made.game, prior=last) if all(last) else None
    return Postured(made, belief_ranges(made), after)


def _only(sender: Sender, names: tuple[str, ...], scenario: Scenario) -> Sender:
    """The sender with some messages alone. Raises InputError for one it does not have, and where none is free."""
    kept = [as_known(name, sender.messages) for name in names]
    for name in kept:
        if name not in sender.messages:
            raise InputError(unknown("message", name, sender.messages))
    free = [name for name, message in sender.messages.items() if is_free(message, scenario)]
    if not set(kept or sender.messages) & set(free):
        advice = f"Add one of them: {', '.join(free)}" if free else "Let one cost nothing"
        raise InputError(f"none of these messages is free, and whoever takes no step sends a free one. {advice}.")
    return replace(sender, messages={name: m for name, m in sender.messages.items() if not kept or name in kept})


def is_free(message: Message, scenario: Scenario) -> bool:
    """Whether a message costs no type anything."""
    return not any(value_of(rule, scenario) for rule in message.costs.values())
