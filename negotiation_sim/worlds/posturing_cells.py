"""What the cells of a case's posturing pay in one world: a sender's signalling game, exactly, and where it is from."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from ..case.posturing import Branch, Posturing, Sender
from ..case.scenario import Scenario
from ..errors import InputError
from ..games.fractions import fractions_of
from ..games.signalling import Exact, Signalling, bayes, exactly, whole
from ..language.expression import Expression, Operation, evaluate
from ..solve.staged import Rule, selected_in
from .tables import build

DIGITS = 12
"""Significant digits that a rule over several numbers is known to: what is added and multiplied is rounded."""


@dataclass(frozen=True, eq=False)
class CellEnd:
    """A branch of a cell solved: with which chance it comes, what everybody plays, what sender and receiver get.

    What the receiver gets is the mean of its players' payoffs, over where its scenario leads.
    """

    branch: Branch
    scenario: Scenario
    chance: Fraction
    moves: Mapping[str, str]
    sender: Fraction
    receiver: Fraction


@dataclass(frozen=True, eq=False)
class Signals:
    """A sender's signalling game under the values of a scenario; `ends[response, type]` are its cells."""

    scenario: Scenario
    posturing: Posturing
    sender: Sender
    rule: Rule
    ends: Mapping[tuple[str, str], tuple[CellEnd, ...]]
    game: Signalling

    @property
    def claim(self) -> int:
        """The number of the type that all claim to be."""
        return self.game.types.index(self.sender.claim)

    @property
    def wanted(self) -> int:
        """The number of the response that belief is to bring."""
        return self.game.responses.index(self.sender.wanted)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """All on which the answer rests, each once: what the rules are asked under, and the scenarios of the cells."""
        ends = [self.scenario, *(end.scenario for cell in self.ends.values() for end in cell)]
        if over := self.posturing.receiver.over:
            ends.append(cell_scenario(self.scenario, Branch(over, {})))
        return tuple({end.name: end for end in ends}.values())

    @cached_property
    def beliefs(self) -> tuple[Exact, ...]:
        """The belief of each type before anything was seen, and after each thing that was."""
        beliefs = [self.game.prior]
        for sign in self.sender.evidence:
            likelihoods = [value_of(rule, self.scenario) for rule in sign.likelihoods.values()]
            if not all(0 <= likelihood <= 1 for likelihood in likelihoods):
                shown = ", ".join(f"{float(likelihood):g}" for likelihood in likelihoods)
                raise InputError(f"'{sign.label}' has the likelihoods {shown}; each must lie from 0 to 1.")
            beliefs.append(bayes(beliefs[-1], likelihoods))
        return tuple(beliefs)


def signals(scenario: Scenario, sender: Sender, rule: Rule = "best_joint") -> Signals:
    """The signalling game of a sender under a scenario's assumptions.

    Raises InputError where a cell leads to no staged outcome, and for priors and chances that are none.
    """
    posturing = scenario.case.posturing
    assert posturing is not None
    over = Fraction(0)
    if posturing.receiver.over:
        over = _end(scenario, posturing, Branch(posturing.receiver.over, {}), sender, rule, Fraction(1), over).receiver
    ends = {
        (response, kind): _cell(scenario, posturing, branches, sender, rule, over)
        for response, by_type in sender.payoffs.items()
        for kind, branches in by_type.items()
    }
    prior = [value_of(kind.prior, scenario) for kind in sender.types.values()]
    game = Signalling(
        *(tuple(sender.types), tuple(sender.messages), tuple(sender.responses)),
        whole(prior),
        tuple(tuple(value_of(message.costs[kind], scenario) for message in sender.messages.values())
              for kind in sender.types),
        *(tuple(tuple(_mean(ends[response, kind], who) for response in sender.responses) for kind in sender.types)
          for who in ("sender", "receiver")),
    )  # fmt: skip
    return Signals(scenario, posturing, sender, rule, ends, game)


def cell_scenario(scenario: Scenario, branch: Branch) -> Scenario:
    """The scenario of a branch under the same assumptions, with its moves held.

    What that scenario itself changes makes it the plan that it is, so a value of one's own for it is left out there.
    """
    own = scenario.case.scenario_files[branch.scenario].changes
    kept = {name: value for name, value in scenario.overrides.items() if name not in own}
    return scenario.case.scenario(branch.scenario, scenario.assumptions, kept).fixing(branch.moves)


def value_of(rule: Expression, scenario: Scenario) -> Fraction:
    """What a rule gives: one number as it is written, a computed one to DIGITS significant digits."""
    value = float(evaluate(rule.node, scenario.values))
    return Fraction(f"{value:.{DIGITS}g}") if isinstance(rule.node, Operation) else exactly(value)


def _cell(
    scenario: Scenario, posturing: Posturing, branches: tuple[Branch, ...], sender: Sender, rule: Rule, over: Fraction
) -> tuple[CellEnd, ...]:
    written = [value_of(branch.chance, scenario) for branch in branches if branch.chance is not None]
    rest = 1 - sum(written, Fraction(0))
    if not all(0 <= chance <= 1 for chance in (*written, rest)):
        rules = [branch.chance.text for branch in branches if branch.chance is not None]
        shown = ", ".join(f"{float(chance):g} ({rule})" for chance, rule in zip(written, rules, strict=True))
        raise InputError(
            f"a cell of {sender.called} has the chances {shown}; each lies from 0 to 1, as does their sum."
        )
    ends = []
    for branch in branches:
        chance = rest if branch.chance is None else value_of(branch.chance, scenario)
        ends.append(_end(scenario, posturing, branch, sender, rule, chance, over))
    return tuple(ends)


def _end(
    scenario: Scenario, posturing: Posturing, branch: Branch, sender: Sender, rule: Rule, chance: Fraction,
    over: Fraction,
) -> CellEnd:  # fmt: skip
    held = cell_scenario(scenario, branch)
    game = build(held)
    end = selected_in(game, game.stages(held.order), rule) if held.order else 0
    if end < 0:
        raise InputError(
            f"scenario '{branch.scenario}' leads to no outcome where {dict(branch.moves) or 'nothing'} is held, so the "
            "cell of posturing.toml has no payoff. Hold more players there."
        )
    moves = game.moves(tuple(map(int, np.unravel_index(end, game.shape))))
    payoffs = fractions_of(game.fixing(moves)).ravel()
    receiver = [payoffs[game.player(player)] for player in posturing.receiver.players]
    return CellEnd(
        *(branch, held, chance, moves, payoffs[game.player(sender.player)]),
        sum(receiver, Fraction(0)) / len(receiver) - over,
    )


def _mean(ends: tuple[CellEnd, ...], who: str) -> Fraction:
    return sum((end.chance * getattr(end, who) for end in ends), Fraction(0))
