"""What a solver returns: profiles whose regret was checked here, and nowhere else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ..games.normal_form import AnyProfile, Game

P = TypeVar("P", bound=AnyProfile)


@dataclass(frozen=True)
class Solution(Generic[P]):
    """Profiles that a method found, with the proof of what they are.

    `equilibria` passed the check: no player gains by deviating alone (`Game.is_equilibrium`).
    `end_states` did not, whatever the method that found them hoped. `regret` and `end_regret` are in payoff points,
    one per profile. `reason` says in a sentence what was found or why nothing was; `parameters` how it was sought.
    """

    equilibria: tuple[P, ...]
    regret: tuple[float, ...]
    method: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    converged: bool = True
    reason: str = ""
    end_states: tuple[P, ...] = ()
    end_regret: tuple[float, ...] = ()
    warnings: tuple[str, ...] = ()


def certify(
    game: Game,
    profiles: Iterable[P],
    method: str,
    *,
    reason: str = "",
    converged: bool = True,
    warnings: Iterable[str] = (),
    **parameters: Any,
) -> Solution[P]:
    """The Solution for what a method found: computes every regret and parts equilibria from end states."""
    checked = game.judged(list(profiles))
    kept = [(profile, regret) for profile, regret, passes in checked if passes]
    rest = [(profile, regret) for profile, regret, passes in checked if not passes]
    return Solution(
        equilibria=tuple(profile for profile, _ in kept),
        regret=tuple(regret for _, regret in kept),
        method=method,
        parameters=parameters,
        converged=converged and not rest,
        reason=reason or _sentence(len(kept), len(rest), method),
        end_states=tuple(profile for profile, _ in rest),
        end_regret=tuple(regret for _, regret in rest),
        warnings=tuple(warnings),
    )


def _sentence(kept: int, rest: int, method: str) -> str:
    count = "no equilibrium" if kept == 0 else "one equilibrium" if kept == 1 else f"{kept:,} equilibria"
    left = f"; {rest} end state{'s' * (rest > 1)} failed the regret check" if rest else ""
    return f"{count} by {method}{left}."
