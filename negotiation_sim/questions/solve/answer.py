"""Any game or scenario by any solution concept, by its name: what a concept reads, needs and gives.

A concept is a line in CONCEPTS. Functions here pick the solver and compute nothing themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ...errors import InputError, did_you_mean
from ...games.normal_form import Game, Profile
from ...solve import bilateral
from ...solve.agent_quantal import AgentQuantal
from ...solve.agent_quantal import agent_quantal as solve_agents
from ...solve.coalition import coalition_proof_equilibria, strong_equilibria
from ...solve.correlated import correlated_equilibrium, payoff_bounds
from ...solve.dominance import eliminate_dominated
from ...solve.pure import pure_equilibria
from ...solve.quantal import check_precision, principal_branch
from ...solve.solution import Solution
from ...solve.staged import staged_outcomes
from . import dynamics as learned
from .answered_elsewhere import ELSEWHERE
from .dynamics import Visits
from .inquiry import Answer, Equilibria, Plan, Question, Stages
from .objective import WELFARE, objective

ONE_POINT = "What is given is one equilibrium, the limit of the quantal branch; its regret was checked."
SETTLED = "nobody has a choice, so the one profile is the one equilibrium, pure or mixed."


@dataclass(frozen=True)
class Concept:
    """What it gives, in a few words; the options that it reads; those, or an order of moves, that it cannot do without."""

    gives: str
    solve: Callable[[Question], Answer]
    reads: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def solve(name: str, question: Question) -> Answer:
    """The answer of a concept to a question.

    Raises InputError for a concept that is not known, one that does not apply (naming those that do), an option that
    it does not read, and one that it needs.
    """
    if name not in CONCEPTS:
        raise InputError(_not_a_concept(name))
    concept = CONCEPTS[name]
    check_precision(question.precision)
    for option, flag in OPTIONS.items():
        if getattr(question, option) is not None and option not in concept.reads:
            readers = [other for other, known in CONCEPTS.items() if option in known.reads]
            raise InputError(f"{name} does not read {flag}, which is for {', '.join(readers)}. Leave it out.")
    if "order" in concept.needs and question.order is None:
        others = [other for other, known in CONCEPTS.items() if "order" not in known.needs]
        raise InputError(
            f"{name} needs an order of moves, which a game file or a case without one does not give. "
            f"These apply, all moving together: {', '.join(others)}."
        )
    if "precision" in concept.needs and question.precision is None:
        raise InputError(f"{name} needs a precision, per payoff point: add for example --lambda 2.")
    return concept.solve(question)


def _not_a_concept(name: str) -> str:
    plain = name.lower().replace("-", "_").replace(" ", "_")
    if plain in ELSEWHERE:
        said = f"solve does not compute {name}. {ELSEWHERE[plain]}."
    else:
        said = f"unknown concept '{name}'.{did_you_mean(plain, (*CONCEPTS, *ELSEWHERE)).partition(' Known')[0]}"
    return f"{said} Concepts of solve: {', '.join(CONCEPTS)}."


def _pure(asked: Question) -> Equilibria:
    game, pure = asked.free, pure_equilibria(asked.free)
    if game.profiles == 1:
        return Equilibria(game, replace(pure, reason=SETTLED), None)
    if not (why := _not_enumerated(game)):
        return Equilibria(game, pure, bilateral.mixed_equilibria(game))
    if len(game.players) == 2:
        pure = replace(pure, warnings=(*pure.warnings, f"{why}. The concept mixed gives one that is checked."))
    return Equilibria(game, pure, None)


def _not_enumerated(game: Game) -> str:
    """Why the mixed equilibria are not enumerated; empty where they are."""
    if len(game.players) > 2:
        return "with more than two players who choose, mixed equilibria are not all found"
    if len(game.players) < 2:
        return "with one player who chooses, mixtures of equally good strategies are not listed"
    many = bilateral.too_many(game.shape)
    return f"mixed equilibria are not all found: {many}" if many else ""


def _mixed(asked: Question) -> Equilibria:
    game = asked.free
    if game.profiles == 1 or not (why := _not_enumerated(game)):
        return _pure(asked)
    branch = principal_branch(game).solution
    few = Solution(
        branch.equilibria,
        branch.regret,
        branch.method,
        converged=branch.converged,
        reason=branch.reason,
        warnings=(f"{why}. {ONE_POINT}" if branch.equilibria else branch.reason, *branch.warnings),
    )
    return Equilibria(game, pure_equilibria(game), few)


def _kept(asked: Question, concept: Callable[[Game], Solution[Profile]]) -> Equilibria:
    return Equilibria(asked.free, concept(asked.free), None)


def _staged(asked: Question) -> Stages:
    order = asked.order or ()
    return Stages(asked.game, order, staged_outcomes(asked.game, order))


def _agents(asked: Question) -> AgentQuantal:
    return solve_agents(asked.game, asked.order or (), _precision(asked))


def _precision(asked: Question) -> float:
    assert asked.precision is not None  # `solve` has asked for it
    return asked.precision


def _correlated(asked: Question, coarse: bool = False) -> Plan:
    wanted = objective(asked.objective or WELFARE, asked.game, asked.solved)
    found = correlated_equilibrium(asked.game, wanted.worth, least=wanted.least, coarse=coarse)
    bounds = payoff_bounds(asked.game, coarse=coarse) if asked.bounds else None
    pure = tuple(float(wanted.worth[profile]) for profile in pure_equilibria(asked.game).equilibria)
    return Plan(found, wanted, pure, bounds)


def _start(asked: Question) -> Profile:
    first = {player: own[0] for player, own in zip(asked.game.players, asked.game.strategies, strict=True)}
    return asked.game.profile({**first, **(asked.start or {})})


def _dynamics(asked: Question) -> Visits:
    free = learned.logit_dynamics(asked.free, _precision(asked), asked.rounds, asked.seed)
    shares = free.shares.reshape(asked.game.shape)
    return Visits(asked.game, free.precision, shares, free.exact, free.reason)


OPTIONS = {
    "precision": "--lambda",
    "objective": "--objective",
    "bounds": "--bounds",
    "start": "--from",
    "rounds": "--rounds",
    "seed": "--seed",
}

CONCEPTS: Mapping[str, Concept] = {
    "pure": Concept("all pure equilibria; of two players the mixed ones too", _pure),
    "staged": Concept("what pure play in stages, earlier moves being seen, can end in", _staged, needs=("order",)),
    "dominance": Concept(
        "what is left when strictly dominated strategies go, round by round", lambda asked: eliminate_dominated(asked.game)
    ),
    "mixed": Concept("mixed equilibria: of two players all, of more one that was checked", _mixed),
    "strong": Concept(
        "pure equilibria on which no coalition improves by pure moves", lambda asked: _kept(asked, strong_equilibria)
    ),
    "coalition_proof": Concept(
        "pure equilibria on which no coalition improves by a move that would itself last",
        lambda asked: _kept(asked, coalition_proof_equilibria),
    ),
    "quantal": Concept(
        "play that grows more precise from uniform on, and the equilibrium it tends to",
        lambda asked: principal_branch(asked.game, asked.precision),
        reads=("precision",),
    ),
    "agent_quantal": Concept(
        "the same in stages, at a given precision", _agents, reads=("precision",), needs=("order", "precision")
    ),
    "correlated": Concept(
        "the best plan of a mediator that nobody gains by disobeying", _correlated, reads=("objective", "bounds")
    ),
    "coarse_correlated": Concept(
        "the best plan that nobody gains by refusing beforehand",
        lambda asked: _correlated(asked, coarse=True),
        reads=("objective", "bounds"),
    ),
    "best_response": Concept(
        "players in turn move to a best response", lambda asked: learned.best_response(asked.game, _start(asked)),
        reads=("start",),
    ),
    "fictitious_play": Concept(
        "best responses to the shares of past play",
        lambda asked: learned.fictitious_play(asked.game, _start(asked), asked.rounds),
        reads=("start", "rounds"),
    ),
    "replicator": Concept(
        "strategies grow with their payoff, from uniform play",
        lambda asked: learned.replicator(asked.game, asked.rounds),
        reads=("rounds",),
    ),
    "logit_dynamics": Concept(
        "shares of time under noisy revision, at a given precision",
        _dynamics,
        reads=("precision", "rounds", "seed"),
        needs=("precision",),
    ),
}  # fmt: skip
