"""What is printed as JSON: plain dictionaries, numbers rounded to ten decimals."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ..case.assumptions import Change
from ..case.own_changes import ChangedPart
from ..case.scenario import Scenario
from ..games.normal_form import AnyProfile, Game, MixedProfile, Profile
from ..solve.solution import P, Solution
from . import labels
from .phrases import words
from .stamp import Stamp, stamp

Record = dict[str, Any]


def stamped(scenarios: Sequence[Scenario]) -> Record:
    """The keys that open every record: case, assumptions, changes, values outside their range, hash; written labels.

    Of a game in a file: its title and the hash.
    """
    made = stamp(scenarios)
    if made.of_a_file:
        return {"title": made.title, "hash": made.digest}
    return {
        "case": made.case,
        "case_title": made.title,
        **({"copy_of": made.copy_of} if made.copy_of else {}),
        "assumptions": made.assumptions[0] if len(made.assumptions) == 1 else list(made.assumptions),
        "changes": {name: _one_or_all(values) for name, values in made.values.items()},
        **({"changed_rules": parts} if (parts := _changed_parts(made)) else {}),
        "outside_range": [entry.name for entry in made.outside],
        "hash": made.digest,
        **labels.every(scenarios[0].case),
        **(
            {"both_set": {each.name: [number(value) for value in each.values] for each in made.set_twice}}
            if made.set_twice
            else {}
        ),
    }


def changes_record(changes: Mapping[str, Change]) -> dict[str, Record]:
    """Values with their reasons, by assumption; whose words a value is stands there where a file says it."""
    return {
        name: {key: value for key, value in asdict(change).items() if value != "" or key not in ("said", "needed")}
        for name, change in changes.items()
    }


def opening(scenario: Scenario) -> Record:
    """The keys that open the record of one scenario: its stamp and its name; of a game in a file the stamp alone."""
    named = {} if scenario.case.game else {"scenario": scenario.name}
    return {**stamped([scenario]), **named}


def _one_or_all(values: Sequence[float]) -> Any:
    return number(values[0]) if len(values) == 1 else [number(value) for value in values]


def _changed_parts(made: Stamp) -> list[Record]:
    """The ranges, reasons and rules of one's own: what they were, what they are, and where they hold if not always."""
    return [
        {**asdict(changed.change), **({"where": changed.where.strip()} if changed.where else {})}
        for changed in made.changes
        if isinstance(changed.change, ChangedPart)
    ]


def at_profile(game: Game, profile: Profile) -> Record:
    """A pure profile as every player's move, and every player's payoff."""
    payoffs = {player: number(payoff) for player, payoff in game.payoff(profile).items()}
    return {"profile": game.moves(profile), "payoffs": payoffs}


def solution(game: Game, solved: Solution[P]) -> Record:
    """Equilibria of any game: a pure strategy as its label, a mixed one as label -> probability."""
    return {
        "title": game.title,
        "players": {player: list(names) for player, names in zip(game.players, game.strategies, strict=True)},
        "method": solved.method,
        "reason": solved.reason,
        "warnings": list(solved.warnings),
        "equilibria": [
            {"profile": labelled(game, profile), "payoffs": _payoffs(game, profile), "regret": number(regret)}
            for profile, regret in zip(solved.equilibria, solved.regret, strict=True)
        ],
    }


def solutions(game: Game, pure: Solution[Profile], mixed: Solution[MixedProfile] | None) -> Record:
    """All pure equilibria of a game and, where they were sought, its mixed ones."""
    return {**solution(game, pure), "mixed": solution(game, mixed) if mixed else None}


def labelled(game: Game, profile: AnyProfile) -> Record:
    """A profile by the names of strategies; of a mixed strategy only what is played with positive probability."""
    named: Record = {}
    for player, strategies, part in zip(game.players, game.strategies, profile, strict=True):
        if isinstance(part, int):
            named[player] = strategies[part]
        else:
            named[player] = {name: number(p) for name, p in zip(strategies, part, strict=True) if p > 0}
    return named


def _payoffs(game: Game, profile: AnyProfile) -> Record:
    return {player: number(value) for player, value in zip(game.players, game.known(profile), strict=True)}


def number(value: float | None) -> float | None:
    """Rounded to ten decimals, which hides rounding and nothing else; None for what is none, or not a number."""
    return None if value is None or math.isnan(value) else round(float(value), 10) + 0.0


def strategy(part: object, shown: Callable[[str], str] = words) -> str:
    """A pure strategy as people read it; of a mixed one each on its line, with its probability."""
    if isinstance(part, dict):
        return "\n".join(shown(name) if p == 1 else f"{p:.4g} {shown(name)}" for name, p in part.items())
    return shown(str(part))
