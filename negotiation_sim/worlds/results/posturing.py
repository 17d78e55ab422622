"""The numbers of posturing on draws: what the receiver believes, and from which belief on it gives what is wanted.

They are those of games/signalling.py, in floats and for many draws at once; each has one value for a draw, shape
(draws,). A threshold that no belief reaches is infinite: "belief >= threshold" then fails, and "threshold > 0.5"
holds. Where a cell leads to no staged outcome, or chances and priors are none, all is NaN and no condition holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...case.concerning import read_by_the_game
from ...case.conclusions import Conclusion
from ...case.posturing import Branch, Posturing, Sender
from ...case.scenario import Scenario
from ...games.arrays import Array, Index
from ...games.measured import MIXED
from ...language.expression import Expression, evaluate
from ...solve.staged import Rule
from ..draws import solve_draws
from ..posturing_cells import cell_scenario
from ..tables import Draws, tables_at


def numbers(scenario: Scenario, reached: Conclusion, draws: Draws) -> Mapping[str, Array]:
    """Every number of the case's posturing, by name (`Posturing.numbers`). Cells end as the conclusion's rule has it.

    `draws` gives some assumptions one value per draw; all others stay as the scenario has them.
    """
    posturing = scenario.case.posturing
    assert posturing is not None
    drawn = _Drawn(scenario, posturing, reached.rule or "best_joint", draws, {})
    named: dict[str, Array] = {}
    for k, sender in enumerate(posturing.senders.values()):
        own = _of_sender(drawn, sender)
        named |= {f"{sender.name}.{name}" if k else name: values for name, values in own.items()}
    return named


@dataclass(frozen=True, eq=False)
class _Drawn:
    """A scenario on draws, and what everybody gets at each branch that was asked for so far."""

    scenario: Scenario
    posturing: Posturing
    rule: Rule
    draws: Draws
    solved: dict[tuple[str, tuple[tuple[str, str], ...]], Array]

    @property
    def count(self) -> int:
        return len(next(iter(self.draws.values()))) if self.draws else 1

    def value(self, rule: Expression) -> Array:
        """A rule over assumptions, shape (draws,)."""
        with np.errstate(all="ignore"):
            value = evaluate(rule.node, {**self.scenario.values, **self.draws})
        return np.broadcast_to(np.asarray(value, dtype=float), (self.count,))

    def payoffs(self, branch: Branch) -> Array:
        """What every player gets where a branch ends, shape (players, draws)."""
        key = (branch.scenario, tuple(sorted(branch.moves.items())))
        if key not in self.solved:
            self.solved[key] = self._solved(branch)
        return self.solved[key]

    def _solved(self, branch: Branch) -> Array:
        held = cell_scenario(self.scenario, branch)
        moved = read_by_the_game(held.case) - held.file.changes.keys()
        draws = {name: column for name, column in self.draws.items() if name in moved}
        if not draws:
            name = next(iter(held.values))
            draws = {name: np.array([held.values[name]])}
        count = len(next(iter(draws.values())))
        ends = solve_draws(held, draws, (self.rule,), pure=False).staged.get(self.rule, np.zeros(count, dtype=np.intp))
        payoffs = tables_at(held, np.maximum(ends, 0), draws, np.arange(count)).payoffs()
        return np.broadcast_to(np.where(ends >= 0, payoffs, np.nan), (len(payoffs), self.count))

    def mean(self, branches: tuple[Branch, ...]) -> Array:
        """What every player expects of a cell, shape (players, draws); NaN where the chances are none."""
        chances = [None if branch.chance is None else self.value(branch.chance) for branch in branches]
        rest = 1 - sum((chance for chance in chances if chance is not None), np.zeros(self.count))
        whole = [rest if chance is None else chance for chance in chances]
        mean = sum((chance * self.payoffs(b) for chance, b in zip(whole, branches, strict=True)), np.zeros(self.count))
        return np.where(np.all([(chance >= -MIXED) & (chance <= 1 + MIXED) for chance in whole], axis=0), mean, np.nan)


def _of_sender(drawn: _Drawn, sender: Sender) -> dict[str, Array]:
    """The numbers of one sender, without its name."""
    believed, paid = _beliefs(drawn, sender), _worths(drawn, sender)
    own = {
        "prior": believed.prior[believed.claim],
        "belief": believed.belief[believed.claim],
        "threshold": _threshold(paid.lead(believed.sure), paid.lead(believed.never)),
        "lead": paid.lead(believed.belief).min(axis=0),
    }
    gains = paid.gains(believed.never)
    known = np.isfinite(gains).all(axis=0) & np.isfinite(believed.belief).all(axis=0) & np.isfinite(own["lead"])
    own["talks_on"] = own["lead"] >= -paid.rounding
    own |= {f"gain.{kind}": gain for kind, gain in zip(sender.types, gains, strict=True)}
    told_apart = (paid.lead(believed.sure).min(axis=0) >= 0) & (paid.lead(believed.never).min(axis=0) <= 0)
    for name, message in sender.messages.items():
        costs = np.array([drawn.value(message.costs[kind]) for kind in sender.types])
        honest = (np.arange(len(gains)) == believed.claim)[:, None]
        room = np.where(honest, gains - costs, costs - gains).min(axis=0)
        own |= {f"{name}.separates": told_apart & (room >= -paid.rounding), f"{name}.room": room}
    return {name: np.where(known, values, np.nan) for name, values in own.items()}


@dataclass(frozen=True, eq=False)
class _Beliefs:
    """Beliefs of every type, shape (types, draws): before and after what was seen; sure of the claim, and of its lack.

    Where the claim is not believed the other types are in the proportion of the prior.
    """

    claim: int
    prior: Array
    belief: Array

    @property
    def sure(self) -> Array:
        return np.asarray(np.eye(len(self.prior))[self.claim][:, None])

    @property
    def never(self) -> Array:
        others = self.prior * (1 - self.sure)
        return np.asarray(others / others.sum(axis=0))


def _beliefs(drawn: _Drawn, sender: Sender) -> _Beliefs:
    """NaN where the priors are none, or no type could have shown what was seen."""
    prior = np.array([drawn.value(kind.prior) for kind in sender.types.values()])
    prior = np.where((prior > 0).all(axis=0) & (np.abs(prior.sum(axis=0) - 1) < 1e-9), prior, np.nan)
    belief = prior
    for sign in sender.evidence:
        joint = belief * np.array([drawn.value(rule) for rule in sign.likelihoods.values()])
        with np.errstate(all="ignore"):
            belief = joint / joint.sum(axis=0)
    return _Beliefs(list(sender.types).index(sender.claim), prior, belief)


@dataclass(frozen=True, eq=False)
class _Worths:
    """What each response to each type is worth to the sender and to the receiver, both (types, responses, draws)."""

    sender: Array
    receiver: Array
    wanted: int

    @property
    def others(self) -> Index:
        """The numbers of the responses other than the wanted one."""
        return np.delete(np.arange(self.sender.shape[1]), self.wanted)

    @property
    def rounding(self) -> Array:
        """By how much the payoffs of each draw may be off, shape (draws,)."""
        return np.asarray(MIXED * np.maximum(np.abs(self.sender), np.abs(self.receiver)).max(axis=(0, 1)))

    def lead(self, belief: Array) -> Array:
        """By how much the receiver prefers the wanted response to each other, shape (other responses, draws)."""
        ahead = self.receiver[:, [self.wanted]] - self.receiver[:, self.others]
        return np.asarray((ahead * belief[:, None]).sum(axis=0))

    def gains(self, never: Array) -> Array:
        """What each type gains by the wanted response over that of a receiver who does not believe the claim."""
        doubted = self.others[self.lead(never).argmin(axis=0)]
        instead = np.take_along_axis(self.sender, doubted[None, None], axis=1)[:, 0]
        return np.asarray(self.sender[:, self.wanted] - instead)


def _worths(drawn: _Drawn, sender: Sender) -> _Worths:
    players = list(drawn.scenario.case.players)
    receiver = [players.index(player) for player in drawn.posturing.receiver.players]
    over: Any = 0.0
    if drawn.posturing.receiver.over:
        over = drawn.payoffs(Branch(drawn.posturing.receiver.over, {}))[receiver].mean(axis=0)
    cells = [[drawn.mean(sender.payoffs[response][kind]) for response in sender.responses] for kind in sender.types]
    payoffs = np.array(cells)
    wanted = list(sender.responses).index(sender.wanted)
    return _Worths(payoffs[:, :, players.index(sender.player)], payoffs[:, :, receiver].mean(axis=2) - over, wanted)


def _threshold(at_one: Array, at_none: Array) -> Array:
    """The least belief from 0 to 1 at which no lead over another response is below 0; infinite where there is none.

    `at_one` and `at_none`, shape (other responses, draws): the leads where the claim is believed fully, and not at all.
    """
    with np.errstate(all="ignore"):
        roots = at_none / (at_none - at_one)
    low = np.where(at_one > at_none, roots, np.where((at_one == at_none) & (at_one < 0), np.inf, 0.0)).max(axis=0)
    high = np.where(at_one < at_none, roots, 1.0).min(axis=0)
    low, high = np.maximum(low, 0.0), np.minimum(high, 1.0)
    return np.where(low <= high, low, np.inf)
