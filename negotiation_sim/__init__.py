"""Turns a policy argument into a game: what it implies, on which assumptions that rests, and for whom.

>>> from negotiation_sim import compare, load_case
>>> case = load_case("prisoners_dilemma")
>>> compare(case).outcomes[["scenario", "equilibrium", "first", "second"]].to_dict("records")
[{'scenario': 'free_choice', 'equilibrium': True, 'first': 'confess', 'second': 'confess'}]
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .analyse.believe import nearest_worlds
    from .analyse.between import between
    from .analyse.bimatrix import bimatrix
    from .analyse.breakeven import break_evens
    from .analyse.compare import compare, solve_scenario
    from .analyse.conclusion import conclusion
    from .analyse.discovery import discover
    from .analyse.explain import explain
    from .analyse.line import chain
    from .analyse.regions import regions
    from .analyse.sampling import sampling
    from .analyse.sensitivity import sensitivity
    from .analyse.thresholds import thresholds
    from .analyse.uncertainty import uncertainty
    from .case.loader import load_case
    from .case.scenario import Case, Scenario
    from .errors import InputError
    from .game.build import build
    from .game.formats import read_game, write_game
    from .game.game import Game
    from .solve.agent_quantal import agent_quantal
    from .solve.bilateral import mixed_equilibria
    from .solve.coalition import coalition_proof_equilibria, strong_equilibria
    from .solve.correlated import correlated_equilibrium
    from .solve.dominance import eliminate_dominated
    from .solve.pure import pure_equilibria
    from .solve.quantal import principal_branch
    from .solve.staged import staged_outcomes

__version__ = "0.1.0"

_HOMES = {
    "nearest_worlds": "analyse.believe",
    "between": "analyse.between",
    "bimatrix": "analyse.bimatrix",
    "break_evens": "analyse.breakeven",
    "compare": "analyse.compare",
    "solve_scenario": "analyse.compare",
    "conclusion": "analyse.conclusion",
    "discover": "analyse.discovery",
    "explain": "analyse.explain",
    "chain": "analyse.line",
    "regions": "analyse.regions",
    "sampling": "analyse.sampling",
    "sensitivity": "analyse.sensitivity",
    "thresholds": "analyse.thresholds",
    "uncertainty": "analyse.uncertainty",
    "load_case": "case.loader",
    "Case": "case.scenario",
    "Scenario": "case.scenario",
    "InputError": "errors",
    "build": "game.build",
    "read_game": "game.formats",
    "write_game": "game.formats",
    "Game": "game.game",
    "agent_quantal": "solve.agent_quantal",
    "mixed_equilibria": "solve.bilateral",
    "coalition_proof_equilibria": "solve.coalition",
    "strong_equilibria": "solve.coalition",
    "correlated_equilibrium": "solve.correlated",
    "eliminate_dominated": "solve.dominance",
    "pure_equilibria": "solve.pure",
    "principal_branch": "solve.quantal",
    "staged_outcomes": "solve.staged",
}

__all__ = [
    "Case",
    "Game",
    "InputError",
    "Scenario",
    "agent_quantal",
    "between",
    "bimatrix",
    "break_evens",
    "build",
    "chain",
    "coalition_proof_equilibria",
    "compare",
    "conclusion",
    "correlated_equilibrium",
    "discover",
    "eliminate_dominated",
    "explain",
    "load_case",
    "mixed_equilibria",
    "nearest_worlds",
    "principal_branch",
    "pure_equilibria",
    "read_game",
    "regions",
    "sampling",
    "sensitivity",
    "solve_scenario",
    "staged_outcomes",
    "strong_equilibria",
    "thresholds",
    "uncertainty",
    "write_game",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    """Loads what is asked for when it is asked for: importing the package alone loads nothing heavy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'negotiation_sim' has no attribute '{name}'")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
