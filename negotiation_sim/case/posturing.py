"""Posturing as it is written: who may be in earnest or not, what can be said or done, and what was seen so far.

A sender has a type that nobody else sees. Payoffs are the game's own: each cell, a response to a type, names the
scenarios in which it may end, with the moves that are held there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..language.expression import Expression


@dataclass(frozen=True)
class Branch:
    """A way in which a response to a type may go on: a scenario with some players held to a move.

    Everybody else plays where the scenario then leads. `chance` None: what the other branches of the cell leave.
    """

    scenario: str
    moves: Mapping[str, str]
    chance: Expression | None = None


@dataclass(frozen=True)
class SenderType:
    """A type: `means` says what it does in a sentence, `prior` its chance before anything was seen."""

    name: str
    label: str
    means: str
    prior: Expression


@dataclass(frozen=True)
class Message:
    """Talk or a step. `label` can stand in a sentence ("signing the agreement"); `costs[type]` in payoff points."""

    name: str
    label: str
    costs: Mapping[str, Expression]
    source: str = ""


@dataclass(frozen=True)
class Response:
    """A response of the receiver; `means` says it in a sentence."""

    name: str
    label: str
    means: str


@dataclass(frozen=True)
class Sign:
    """What was seen, when, and how likely each type was to show it."""

    date: str
    label: str
    likelihoods: Mapping[str, Expression]
    source: str = ""


@dataclass(frozen=True)
class Sender:
    """A sender: a player of the game and what is not known of it.

    All types claim to be `claim`, for being believed brings the response `wanted`. `payoffs[response][type]` are the
    branches of a cell. `called`: what people read for the player.
    """

    name: str
    title: str
    about: str
    player: str
    called: str
    claim: str
    wanted: str
    types: Mapping[str, SenderType]
    messages: Mapping[str, Message]
    responses: Mapping[str, Response]
    payoffs: Mapping[str, Mapping[str, tuple[Branch, ...]]]
    evidence: tuple[Sign, ...]
    source: str = ""

    @property
    def rules(self) -> Iterator[Expression]:
        """All its rules over assumptions."""
        yield from (kind.prior for kind in self.types.values())
        yield from (rule for message in self.messages.values() for rule in message.costs.values())
        yield from (rule for sign in self.evidence for rule in sign.likelihoods.values())
        yield from (branch.chance for branch in self.branches if branch.chance is not None)

    @property
    def branches(self) -> Iterator[Branch]:
        """The branches of all its cells."""
        for cells in self.payoffs.values():
            for branches in cells.values():
                yield from branches

    def numbers(self, receiver: str) -> Iterator[tuple[str, str]]:
        """The numbers that a condition may name, each with its words; `receiver` is who responds."""
        claim, wanted = self.types[self.claim].label, self.responses[self.wanted].label
        yield "prior", f"the chance that {self.called} is {claim}, before anything was seen"
        yield "belief", f"the belief that {self.called} is {claim}, after all that was seen"
        yield "threshold", f"the least belief at which {receiver} answers by {wanted}; infinite where none suffices"
        yield "lead", f"what {receiver} gains by {wanted} over the best else, at the belief after all that was seen"
        yield "talks_on", f"1 where {receiver} answers by {wanted} after all that was seen, else 0"
        for kind in self.types.values():
            yield f"gain.{kind.name}", f"what {self.called} gains by being believed where it is {kind.label}"
        for message in self.messages.values():
            yield f"{message.name}.separates", f"1 where {message.label} tells who is {claim}, else 0"
            yield f"{message.name}.room", f"by how many points the costs of {message.label} keep the types apart"


@dataclass(frozen=True)
class Receiver:
    """Who responds: the mean of some players' payoffs, over where the scenario `over` leads ("": over nothing)."""

    name: str
    players: tuple[str, ...]
    over: str


@dataclass(frozen=True)
class Posturing:
    """The senders of a case, one column each, and who responds to them. `texts`: what the file says, by key path."""

    title: str
    about: str
    source: str
    receiver: Receiver
    senders: Mapping[str, Sender]
    texts: Mapping[str, str]

    @property
    def numbers(self) -> Mapping[str, str]:
        """The numbers that a condition may name, in words: of the first sender bare, of others as `NAME.threshold`."""
        first, *others = self.senders.values()
        bare = dict(first.numbers(self.receiver.name))
        return bare | {f"{each.name}.{name}": words for each in others
                       for name, words in each.numbers(self.receiver.name)}  # fmt: skip

    @property
    def rules(self) -> Iterator[Expression]:
        """All rules over assumptions, of all senders."""
        for sender in self.senders.values():
            yield from sender.rules

    @property
    def reads(self) -> frozenset[str]:
        """The assumptions that its rules name."""
        return frozenset(name for rule in self.rules for name in rule.names("assumption"))

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The scenarios from which payoffs are taken, each once."""
        branches = (branch.scenario for sender in self.senders.values() for branch in sender.branches)
        return tuple(dict.fromkeys([*([self.receiver.over] if self.receiver.over else []), *branches]))
