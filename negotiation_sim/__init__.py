"""Turns a policy argument into a game: what it implies, on which assumptions that rests, and for whom.

>>> from negotiation_sim import compare, load_case
>>> case = load_case("prisoners_dilemma")
>>> compare(case).outcomes[["scenario", "equilibrium", "first", "second"]].to_dict("records")
[{'scenario': 'free_choice', 'equilibrium': True, 'first': 'confess', 'second': 'confess'}]
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .version import __version__ as __version__

if TYPE_CHECKING:
    from .case.loader import load_case as load_case
    from .case.scenario import Case as Case
    from .case.scenario import Scenario as Scenario
    from .errors import InputError as InputError
    from .formats.game_file import read_game as read_game
    from .formats.game_file import read_tree as read_tree
    from .formats.game_file import write_game as write_game
    from .formats.game_file import write_tree as write_tree
    from .games.normal_form import Game as Game
    from .games.staged_tree import staged_tree as staged_tree
    from .games.tree import Tree as Tree
    from .games.tree_strategies import reduced_form as reduced_form
    from .questions.asking import ask as ask
    from .questions.believe.answer import nearest_worlds as nearest_worlds
    from .questions.believe.between.least_sets import between as between
    from .questions.breakeven.answer import break_evens as break_evens
    from .questions.compare.answer import compare as compare
    from .questions.discover.answer import discover as discover
    from .questions.explain.answer import explain as explain
    from .questions.matrix.answer import bimatrix as bimatrix
    from .questions.regions.answer import regions as regions
    from .questions.sensitivity.answer import sensitivity as sensitivity
    from .questions.thresholds.answer import thresholds as thresholds
    from .questions.uncertainty.answer import uncertainty as uncertainty
    from .solve.agent_quantal import agent_quantal as agent_quantal
    from .solve.bilateral import mixed_equilibria as mixed_equilibria
    from .solve.coalition import coalition_proof_equilibria as coalition_proof_equilibria
    from .solve.coalition import strong_equilibria as strong_equilibria
    from .solve.correlated import correlated_equilibrium as correlated_equilibrium
    from .solve.dominance import eliminate_dominated as eliminate_dominated
    from .solve.pure import pure_equilibria as pure_equilibria
    from .solve.quantal import principal_branch as principal_branch
    from .solve.staged import staged_outcomes as staged_outcomes
    from .solve.subgame_perfect import subgame_perfect as subgame_perfect
    from .worlds.results.chain import chain as chain
    from .worlds.results.result import conclusion as conclusion
    from .worlds.sampling import sampling as sampling
    from .worlds.solved import solve_scenario as solve_scenario
    from .worlds.tables import build as build

_HOMES = {
    "Case": "case.scenario",
    "Game": "games.normal_form",
    "InputError": "errors",
    "Scenario": "case.scenario",
    "Tree": "games.tree",
    "agent_quantal": "solve.agent_quantal",
    "ask": "questions.asking",
    "between": "questions.believe.between.least_sets",
    "bimatrix": "questions.matrix.answer",
    "break_evens": "questions.breakeven.answer",
    "build": "worlds.tables",
    "chain": "worlds.results.chain",
    "coalition_proof_equilibria": "solve.coalition",
    "compare": "questions.compare.answer",
    "conclusion": "worlds.results.result",
    "correlated_equilibrium": "solve.correlated",
    "discover": "questions.discover.answer",
    "eliminate_dominated": "solve.dominance",
    "explain": "questions.explain.answer",
    "load_case": "case.loader",
    "mixed_equilibria": "solve.bilateral",
    "nearest_worlds": "questions.believe.answer",
    "principal_branch": "solve.quantal",
    "pure_equilibria": "solve.pure",
    "read_game": "formats.game_file",
    "read_tree": "formats.game_file",
    "reduced_form": "games.tree_strategies",
    "regions": "questions.regions.answer",
    "sampling": "worlds.sampling",
    "sensitivity": "questions.sensitivity.answer",
    "solve_scenario": "worlds.solved",
    "staged_outcomes": "solve.staged",
    "staged_tree": "games.staged_tree",
    "strong_equilibria": "solve.coalition",
    "subgame_perfect": "solve.subgame_perfect",
    "thresholds": "questions.thresholds.answer",
    "uncertainty": "questions.uncertainty.answer",
    "write_game": "formats.game_file",
    "write_tree": "formats.game_file",
}
if not TYPE_CHECKING:  # type checkers read the names above
    __all__ = sorted(_HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})


def __getattr__(name: str) -> Any:
    """Loads what is asked for when it is asked for: importing the package alone loads nothing heavy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'negotiation_sim' has no attribute '{name}'")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
