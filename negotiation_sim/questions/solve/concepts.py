"""Any game or scenario by any solution concept, by its name: what a concept reads, needs and gives.

A concept is a line in CONCEPTS. Functions here pick the solver and compute nothing themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ...case.assumptions import in_words
from ...case.library import built_in_trees
from ...case.scenario import Case
from ...errors import InputError, as_known, did_you_mean
from ...formats.game_file import read_tree
from ...games.normal_form import Game, Profile
from ...games.tree import Tree
from ...solve import bilateral
from ...solve.agent_quantal import AgentQuantal, agent_quantal
from ...solve.coalition import coalition_proof_equilibria, strong_equilibria
from ...solve.correlated import correlated_equilibrium, payoff_bounds
from ...solve.dominance import eliminate_dominated
from ...solve.perfect_bayesian import perfect_bayesian
from ...solve.pure import pure_equilibria
from ...solve.quantal import check_precision
from ...solve.sequence_form import has_a_value, zero_sum_play
from ...solve.sequential import sequential
from ...solve.solution import Solution
from ...solve.staged import staged_outcomes
from ...solve.subgame_perfect import SubgamePerfect, subgame_perfect
from ...solve.tree_quantal import TreeQuantal, tree_quantal
from ...solve.zero_sum import is_zero_sum, zero_sum_equilibrium
from ..declaration import fields_of
from . import dynamics as learned
from .asked_otherwise import ASKED_OTHERWISE
from .branch import limited_branch
from .dynamics import Visits
from .inputs import (
    WELFARE,
    ConceptAnswer,
    Equilibria,
    MediatorPlan,
    SolveInputs,
    Stages,
    objective,
    shown,
)
from .question import SolveAsked

ONE_POINT = "What is given is one equilibrium, to which play with fewer and fewer errors leads; its regret was checked."
ONE_OF_THE_PROGRAMME = (
    "What one player gets the other loses, so what is given is one equilibrium, by linear programming; its regret was "
    "checked, and all equilibria pay each player the same."
)
BOTH = ("agent_quantal",)
"""Concepts that need an order of moves or a tree."""

SETTLED = "nobody has a choice, so the one profile is the one equilibrium, pure or mixed."


@dataclass(frozen=True)
class SolutionConcept:
    """What it gives, in a few words; the inputs that it reads; those, or an order of moves, that it needs."""

    gives: str
    solve: Callable[[SolveInputs], ConceptAnswer]
    reads: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def solve(name: str, inputs: SolveInputs) -> ConceptAnswer:
    """The answer of a concept for these inputs.

    Raises InputError for a concept that is not known, one that does not apply (naming those that do), an input that it
    does not read, and one that it needs.
    """
    if name not in CONCEPTS:
        raise InputError(_not_a_concept(name))
    concept = CONCEPTS[name]
    check_precision(inputs.precision)
    _check_read(name, inputs)
    if "order" in concept.needs and inputs.order is None and not (name in BOTH and isinstance(inputs.of, Tree)):
        raise InputError(
            f"{name} needs an order of moves, which a game file or a case without one does not give. "
            f"{_applicable(inputs)}"
        )
    if "tree" in concept.needs and not isinstance(inputs.of, Tree):
        staged = " The order of moves of a scenario is solved by staged." if inputs.order else ""
        raise InputError(f"{name} needs a tree, a file with the ending .efg.{staged} {_applicable(inputs)}")
    if isinstance(inputs.of, Tree) and ("tree" in concept.needs or name in BOTH) and inputs.given:
        raise InputError(f"{name} solves the tree as it stands; `given` holds players to strategies. Leave it out.")
    if "precision" in concept.needs and inputs.precision is None:
        raise InputError(f"{name} needs a precision, per payoff point: add for example `lambda=2`.")
    return concept.solve(inputs)


def _applicable(inputs: SolveInputs) -> str:
    """The concepts that need neither an order of moves nor a tree, and on a tree those that need one."""
    of_a_tree = isinstance(inputs.of, Tree)
    missing = {"order"} if of_a_tree else {"order", "tree"}
    others = [
        other for other, known in CONCEPTS.items() if not missing & set(known.needs) or (of_a_tree and other in BOTH)
    ]
    together = "On this tree these apply" if of_a_tree else "These apply, all moving together"
    return f"{together}: {', '.join(others)}."


def _check_read(name: str, inputs: SolveInputs) -> None:
    """Raises InputError for an input that is given and that the concept does not read."""
    for field in fields_of(SolveAsked):
        readers = [other for other, known in CONCEPTS.items() if field.name in known.reads]
        if readers and name not in readers and getattr(inputs, field.name) is not None:
            used = f"which is for {', '.join(readers)}"
            raise InputError(f"{name} does not read `{field.spelled}`, {used}. Leave it out.")


def _not_a_concept(name: str) -> str:
    plain = name.lower().replace("-", "_").replace(" ", "_")
    if plain in ASKED_OTHERWISE:
        advice = f"solve does not compute {name}. {ASKED_OTHERWISE[plain]}."
    else:
        near = did_you_mean(plain, (*CONCEPTS, *ASKED_OTHERWISE)).partition(" Known")[0]
        advice = f"unknown concept '{name}'.{near}"
    return f"{advice} Concepts of solve: {', '.join(CONCEPTS)}."


def _pure(inputs: SolveInputs) -> Equilibria:
    game, pure = inputs.free, pure_equilibria(inputs.free)
    if game.profiles == 1:
        return shown(inputs, replace(pure, reason=SETTLED))
    if not (why := _not_enumerated(game)):
        return shown(inputs, pure, bilateral.mixed_equilibria(game))
    if len(game.players) == 2:
        pure = replace(pure, warnings=(*pure.warnings, f"{why}. The concept mixed gives one that is checked."))
    return shown(inputs, pure)


def _not_enumerated(game: Game) -> str:
    """Why the mixed equilibria are not enumerated; empty where they are."""
    if len(game.players) > 2:
        return "with more than two players who choose, mixed equilibria are not all found"
    if len(game.players) < 2:
        return "with one player who chooses, mixtures of equally good strategies are not listed"
    many = bilateral.too_many(game.shape)
    return f"mixed equilibria are not all found: {many}" if many else ""


def _mixed(inputs: SolveInputs) -> Equilibria:
    game = inputs.free
    if game.profiles == 1 or not (why := _not_enumerated(game)):
        return _pure(inputs)
    if is_zero_sum(game):
        programme = zero_sum_equilibrium(game)
        first = f"{why}. {ONE_OF_THE_PROGRAMME}" if programme.equilibria else why
        return shown(inputs, pure_equilibria(game), replace(programme, warnings=(first,)))
    branch = limited_branch(game, None, inputs).solution
    first = f"{why}. {ONE_POINT}" if branch.equilibria else branch.reason
    return shown(inputs, pure_equilibria(game), replace(branch, warnings=(first, *branch.warnings)))


def _kept(inputs: SolveInputs, concept: Callable[[Game], Solution[Profile]]) -> Equilibria:
    return shown(inputs, concept(inputs.free))


def _staged(inputs: SolveInputs) -> Stages:
    order = inputs.order or ()
    return Stages(inputs.game, order, staged_outcomes(inputs.game, order))


def _tree(inputs: SolveInputs) -> Tree:
    assert isinstance(inputs.of, Tree)  # `solve` has checked it
    return inputs.of


def _subgame_perfect(inputs: SolveInputs) -> SubgamePerfect:
    try:
        return subgame_perfect(_tree(inputs))
    except InputError as error:
        raise InputError(f"{inputs.where}: {error}") from None


def _precision(inputs: SolveInputs) -> float:
    assert inputs.precision is not None  # `solve` has checked it
    return inputs.precision


def _agent_quantal(inputs: SolveInputs) -> AgentQuantal | TreeQuantal:
    if isinstance(inputs.of, Tree):
        return tree_quantal(inputs.of, _precision(inputs))
    return agent_quantal(inputs.game, inputs.order or (), _precision(inputs))


def _correlated(inputs: SolveInputs, coarse: bool = False) -> MediatorPlan:
    wanted = objective(inputs.objective or WELFARE, inputs.game, inputs.solved)
    equilibrium = correlated_equilibrium(inputs.game, wanted.worth, least=wanted.least, coarse=coarse)
    bounds = payoff_bounds(inputs.game, coarse=coarse) if inputs.bounds else None
    pure = tuple(float(wanted.worth[profile]) for profile in pure_equilibria(inputs.game).equilibria)
    return MediatorPlan(equilibrium, wanted, pure, bounds)


def _start(inputs: SolveInputs) -> Profile:
    first = {player: labels[0] for player, labels in zip(inputs.game.players, inputs.game.strategies, strict=True)}
    return inputs.game.profile({**first, **(inputs.start or {})})


def _dynamics(inputs: SolveInputs) -> Visits:
    free = learned.logit_dynamics(inputs.free, _precision(inputs), inputs.rounds, inputs.seed)
    return replace(free, game=inputs.game, shares=free.shares.reshape(inputs.game.shape))


CONCEPTS: Mapping[str, SolutionConcept] = {
    "pure": SolutionConcept("all pure equilibria; of two players the mixed ones too", _pure),
    "staged": SolutionConcept(
        "what can happen in stages, where those who move later see what was played before", _staged, needs=("order",)
    ),
    "subgame_perfect": SolutionConcept(
        "of a tree, all that pure play which is an equilibrium in every subgame can end in",
        _subgame_perfect,
        needs=("tree",),
    ),
    "perfect_bayesian": SolutionConcept(
        "of a tree, pure play that beliefs support everywhere, and what the intuitive criterion leaves of it",
        lambda inputs: perfect_bayesian(_tree(inputs)),
        needs=("tree",),
    ),
    "sequential": SolutionConcept(
        "of a tree, those of them whose beliefs come from small mistakes",
        lambda inputs: sequential(_tree(inputs)),
        needs=("tree",),
    ),
    "value": SolutionConcept(
        "of a tree in which one gains what the other loses, what each can secure",
        lambda inputs: zero_sum_play(_tree(inputs)),
        needs=("tree",),
    ),
    "dominance": SolutionConcept(
        "what is left when strategies go, round by round, that always pay less than another one",
        lambda inputs: eliminate_dominated(inputs.game),
    ),
    "mixed": SolutionConcept(
        "mixed equilibria: of two players all, of more one that was checked", _mixed, reads=("seconds",)
    ),
    "strong": SolutionConcept(
        "pure equilibria that no group of players can leave so that each of them gains",
        lambda inputs: _kept(inputs, strong_equilibria),
    ),
    "coalition_proof": SolutionConcept(
        "pure equilibria that no group can leave for something that would itself last",
        lambda inputs: _kept(inputs, coalition_proof_equilibria),
    ),
    "quantal": SolutionConcept(
        "everybody errs, and less and less, from random moves on; and the equilibrium to which that leads",
        lambda inputs: limited_branch(inputs.game, inputs.precision, inputs),
        reads=("precision", "seconds"),
    ),
    "agent_quantal": SolutionConcept(
        "the same in stages or on a tree, where everybody errs to a given degree (lambda)",
        _agent_quantal,
        reads=("precision",),
        needs=("order", "precision"),
    ),
    "correlated": SolutionConcept(
        "the best plan of a mediator that nobody gains by disobeying", _correlated, reads=("objective", "bounds")
    ),
    "coarse_correlated": SolutionConcept(
        "the best plan that nobody gains by refusing beforehand",
        lambda inputs: _correlated(inputs, coarse=True),
        reads=("objective", "bounds"),
    ),
    "best_response": SolutionConcept(
        "players change their move in turn, each to the one that is best for it",
        lambda inputs: learned.best_response(inputs.game, _start(inputs)),
        reads=("start",),
    ),
    "fictitious_play": SolutionConcept(
        "everybody answers best to what the others have played so far",
        lambda inputs: learned.fictitious_play(inputs.game, _start(inputs), inputs.rounds),
        reads=("start", "rounds"),
    ),
    "replicator": SolutionConcept(
        "what pays more than average spreads, all strategies being equally common at first",
        lambda inputs: learned.replicator(inputs.game, inputs.rounds),
        reads=("rounds",),
    ),
    "logit_dynamics": SolutionConcept(
        "how often play is where, if one player at a time thinks again and errs to a given degree (lambda)",
        _dynamics,
        reads=("precision", "rounds", "seed"),
        needs=("precision",),
    ),
}  # fmt: skip


def offered(case: Case | None, scenario: str) -> Mapping[str, str]:
    """The concepts that apply to a scenario of the case, or to a built-in tree, by name, each with what it gives."""
    trees = built_in_trees()
    tree = read_tree(trees[known]) if (known := as_known(scenario, trees)) in trees else None
    ordered = tree is None and case is not None and bool(case.orders)
    return {name: f"{in_words(name)}: {CONCEPTS[name].gives}" for name in CONCEPTS if _applies(name, tree, ordered)}


def _applies(name: str, tree: Tree | None, ordered: bool) -> bool:
    """Whether a concept has what it needs: a tree, in which there is a value, or an order of moves."""
    needs = CONCEPTS[name].needs
    if "tree" in needs:
        return tree is not None and (name != "value" or has_a_value(tree))
    return "order" not in needs or ordered or (tree is not None and name in BOTH)
