"""The concepts of known answers whose inputs are a game, or thresholds; see `concepts.py`."""

from collections.abc import Callable, Mapping
from itertools import groupby, islice
from typing import Any

from ...games.normal_form import Game, Profile
from ...solve import coalition, learning
from ...solve.bilateral import mixed_equilibria
from ...solve.cascade import cascade
from ...solve.correlated import correlated_equilibrium, payoff_bounds
from ...solve.dominance import eliminate_dominated
from ...solve.grim_trigger import critical_discount
from ...solve.pure import pure_equilibria
from ...solve.quantal import principal_branch
from ...solve.solution import Solution
from ...solve.staged import staged_outcomes
from .catalogue import lists, whole
from .inputs import KnownConcept, KnownInputs

MOST_ACTORS = 10_000
"""Actors of a cascade, whose cost is the square of their number: seconds."""

MOST_ROUNDS = 100_000
"""Rounds of fictitious play that one known answer may ask for: a file may hold many, all computed each time."""


def _pure_payoffs(inputs: KnownInputs) -> list[list[float]]:
    """The payoffs that pure equilibria give, each once, in ascending order."""
    payoffs = {tuple(inputs.game.expected(profile).tolist()) for profile in pure_equilibria(inputs.game).equilibria}
    return sorted(map(list, payoffs))


def _mixed(inputs: KnownInputs) -> list[Any]:
    equilibria = mixed_equilibria(inputs.game).equilibria
    return sorted(([part.round(12).tolist() for part in profile] for profile in equilibria), reverse=True)


def _staged(inputs: KnownInputs) -> list[list[str]]:
    order = lists(inputs.given, "order")
    with inputs.given.placing("order"):
        outcomes = staged_outcomes(inputs.game, order).outcomes
    return [inputs.labels(profile) for profile in outcomes]


def _path(inputs: KnownInputs) -> list[list[str]]:
    path = learning.best_response_path(inputs.game, inputs.profile("start")).path
    return [inputs.labels(profile) for profile in path]


def _rounds(inputs: KnownInputs) -> int:
    return whole(inputs.given, "rounds", 1, MOST_ROUNDS)


def _runs(inputs: KnownInputs) -> list[list[str]]:
    """The first profiles of fictitious play, each run of the same profile once."""
    path = learning.fictitious_play(inputs.game, _rounds(inputs)).path
    pure = (tuple(int(part.argmax()) for part in profile) for profile in path)
    runs = whole(inputs.given, "runs", 1, MOST_ROUNDS)
    return [inputs.labels(profile) for profile, _ in islice(groupby(pure), runs)]


def _fictitious(inputs: KnownInputs) -> Any:
    return learning.fictitious_play(inputs.game, _rounds(inputs)).end


def _shares(inputs: KnownInputs) -> list[list[float]]:
    end = _fictitious(inputs)
    return [part.tolist() for part in (*end.equilibria, *end.end_states)[0]]


def _still_to_gain(inputs: KnownInputs) -> float:
    end = _fictitious(inputs)
    return float((*end.regret, *end.end_regret)[0])


def _replicator(inputs: KnownInputs) -> list[list[float]]:
    time = inputs.given.number("time")
    if not 0 < time <= learning.MOST_TIME:
        raise inputs.given.fault("time", f"{time:g} is not above 0 and at most {learning.MOST_TIME:,}.")
    path = learning.replicator(inputs.game, inputs.mixed("start"), time).path
    return [part.tolist() for part in path[-1]]


def _logit_shares(inputs: KnownInputs) -> list[Any]:
    with inputs.given.placing("precision"):
        shares: list[Any] = learning.logit_shares(inputs.game, inputs.given.number("precision")).tolist()
    return shares


def _of_profiles(solver: Callable[[Game], Solution[Profile]]) -> Callable[[KnownInputs], Any]:
    """The profiles that the solver finds; its sentence where it computed nothing."""

    def profiles(inputs: KnownInputs) -> Any:
        solution = solver(inputs.game)
        return [inputs.labels(profile) for profile in solution.equilibria] if solution.converged else solution.reason

    return profiles


def _joint_moves(inputs: KnownInputs) -> list[list[Any]]:
    """Each way out of a profile as [the coalition's members, the profile it leads to]."""
    moves = coalition.joint_moves(inputs.game, inputs.profile())
    return [[[inputs.game.players[i] for i in move.coalition], inputs.labels(move.profile)] for move in moves]


def _quantal(inputs: KnownInputs) -> Any:
    """The logit equilibrium of the principal branch at a precision, per payoff point."""
    with inputs.given.placing("precision"):
        branch = principal_branch(inputs.game, inputs.given.number("precision"))
    return [part.tolist() for part in branch.end] if branch.converged else branch.reason


def _quantal_limit(inputs: KnownInputs) -> Any:
    branch = principal_branch(inputs.game)
    return [part.tolist() for part in branch.limit] if branch.limit else branch.reason


def _best_plan(coarse: bool) -> Callable[[KnownInputs], Any]:
    """The greatest sum of payoffs of a correlated equilibrium; the sentence of a programme that was not solved."""

    def value(inputs: KnownInputs) -> Any:
        plan = correlated_equilibrium(inputs.game, coarse=coarse)
        return plan.value if plan.obeyed else plan.reason

    return value


def _payoff_ranges(inputs: KnownInputs) -> list[list[float]]:
    """The least and the greatest payoff of each player over all correlated equilibria."""
    bounds = payoff_bounds(inputs.game)
    return [list(ends) for ends in zip(bounds.low.tolist(), bounds.high.tolist(), strict=True)]


def _joined(inputs: KnownInputs) -> int:
    """How many join: thresholds first to first + actors - 1, but for those that `changed` names."""
    section = inputs.case.section("thresholds")
    section.allow("actors", "first")
    first = whole(section, "first", 0, MOST_ACTORS)
    thresholds = {str(k): float(k) for k in range(first, first + whole(section, "actors", 1, MOST_ACTORS))}
    changed = inputs.given.section("changed")
    for key in changed.data:
        if key not in thresholds:
            last = first + len(thresholds) - 1
            raise changed.fault(key, f"no actor has the threshold {key}; they go from {first} to {last}.")
        thresholds[key] = whole(changed, key, 0, MOST_ACTORS)
    return cascade(tuple(thresholds.values()))[-1]


def _patience(inputs: KnownInputs) -> float:
    return critical_discount(inputs.game, inputs.profile(), inputs.profile("punishment"))


def _of_game(compute: Callable[[KnownInputs], Any], *reads: str) -> KnownConcept:
    return KnownConcept(compute, ("game", "tree"), reads)


def _any_order(compute: Callable[[KnownInputs], Any], *reads: str) -> KnownConcept:
    return KnownConcept(compute, ("game", "tree"), reads, in_any_order=True)


OF_GAMES: Mapping[str, KnownConcept] = {
    "pure_equilibria": _any_order(
        lambda inputs: [inputs.labels(profile) for profile in pure_equilibria(inputs.game).equilibria]
    ),
    "pure_payoffs": _of_game(_pure_payoffs),
    "mixed_equilibria": _of_game(_mixed),
    "regret": _of_game(lambda inputs: inputs.game.regret(inputs.mixed()), "profile"),
    "payoffs": _of_game(lambda inputs: inputs.game.expected(inputs.mixed()).tolist(), "profile"),
    "survivors_of_dominance": _of_game(
        lambda inputs: [list(labels) for labels in eliminate_dominated(inputs.game).game.strategies]
    ),
    "staged_outcomes": _any_order(_staged, "order"),
    "best_response_path": _of_game(_path, "start"),
    "fictitious_play_runs": _of_game(_runs, "rounds", "runs"),
    "fictitious_play_shares": _of_game(_shares, "rounds"),
    "fictitious_play_regret": _of_game(_still_to_gain, "rounds"),
    "replicator_end": _of_game(_replicator, "start", "time"),
    "logit_shares": _of_game(_logit_shares, "precision"),
    "critical_discount": KnownConcept(_patience, ("game",), ("profile", "punishment")),
    "cascade": KnownConcept(_joined, ("thresholds",), ("changed",)),
    "strong_equilibria": _any_order(_of_profiles(coalition.strong_equilibria)),
    "coalition_proof_equilibria": _any_order(_of_profiles(coalition.coalition_proof_equilibria)),
    "joint_moves": _any_order(_joint_moves, "profile"),
    "quantal": _of_game(_quantal, "precision"),
    "quantal_limit": _of_game(_quantal_limit),
    "correlated_greatest_sum": _of_game(_best_plan(coarse=False)),
    "coarse_correlated_greatest_sum": _of_game(_best_plan(coarse=True)),
    "correlated_payoff_ranges": _of_game(_payoff_ranges),
}
