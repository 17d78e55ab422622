"""Turns a policy argument into a game: what it implies, on which assumptions that rests, and for whom.

>>> from negotiation_sim import compare, load_case
>>> case = load_case("prisoners_dilemma")
>>> compare(case).outcomes[["scenario", "equilibrium", "first", "second"]].to_dict("records")
[{'scenario': 'free_choice', 'equilibrium': True, 'first': 'confess', 'second': 'confess'}]
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .analyse.bimatrix import bimatrix
    from .analyse.compare import compare, solve_scenario
    from .analyse.explain import explain
    from .analyse.thresholds import thresholds
    from .case.loader import load_case
    from .case.scenario import Case, Scenario
    from .errors import InputError
    from .game.build import build
    from .game.formats import read_game, write_game
    from .game.game import Game
    from .solve.bilateral import mixed_equilibria
    from .solve.dominance import eliminate_dominated
    from .solve.pure import pure_equilibria
    from .solve.staged import staged_outcomes

__version__ = "0.1.0"

_HOMES = {
    "bimatrix": "analyse.bimatrix",
    "compare": "analyse.compare",
    "solve_scenario": "analyse.compare",
    "explain": "analyse.explain",
    "thresholds": "analyse.thresholds",
    "load_case": "case.loader",
    "Case": "case.scenario",
    "Scenario": "case.scenario",
    "InputError": "errors",
    "build": "game.build",
    "read_game": "game.formats",
    "write_game": "game.formats",
    "Game": "game.game",
    "mixed_equilibria": "solve.bilateral",
    "eliminate_dominated": "solve.dominance",
    "pure_equilibria": "solve.pure",
    "staged_outcomes": "solve.staged",
}

__all__ = [
    "Case",
    "Game",
    "InputError",
    "Scenario",
    "bimatrix",
    "build",
    "compare",
    "eliminate_dominated",
    "explain",
    "load_case",
    "mixed_equilibria",
    "pure_equilibria",
    "read_game",
    "solve_scenario",
    "staged_outcomes",
    "thresholds",
    "write_game",
]


def __getattr__(name: str) -> Any:
    """Loads what is asked for when it is asked for: importing the package alone loads nothing heavy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'negotiation_sim' has no attribute '{name}'")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
