"""Examples beside a field that a person types into: in the names of the case that the page is about."""

from collections.abc import Callable, Mapping
from typing import Any

Case = Mapping[str, Any]


def example(text: str, case: Case) -> str:
    """What the words in capitals in a help text may be in this case; "" where the case has nothing of the kind."""
    if not case.get("strategies"):
        return ""
    return next((made(case) for words, made in EXAMPLES.items() if words in text), "")


def _moves(case: Case, count: int) -> list[tuple[str, str]]:
    """Players, first those whose moves are shown against each other, and a move other than their first, careful one."""
    players = dict.fromkeys((*case["matrix"], *case["strategies"]))
    return [(player, list(case["strategies"][player])[:2][-1]) for player in players][:count]


def _equal(case: Case, count: int = 1) -> str:
    return ",".join(f"{player}={move}" for player, move in _moves(case, count))


def _condition(case: Case) -> str:
    return ".".join(_moves(case, 1)[0])


def _in_scenario(case: Case) -> str:
    return f"{next(iter(case['scenarios']))}:{_condition(case)}"


def _pattern(case: Case) -> str:
    """All numbers whose names begin with a player, where some do; else a number."""
    players = (name.partition(".")[0] for name in case["assumptions"] if "." in name)
    return next((f"{player}.*" for player in players if player in case["players"]), _number(case))


def _number(case: Case) -> str:
    """A number that is worth a map, where there is one."""
    return next(iter((*case["axes"], *case["assumptions"])), "")


def _value(case: Case) -> str:
    name = _number(case)
    return f"{name}={case['assumptions'][name]['low']:g}" if name else ""


def _option(case: Case, sign: str) -> str:
    return next((f"{name}{sign}{list(issue['options'])[-1]}" for name, issue in case["issues"].items()), "")


EXAMPLES: Mapping[str, Callable[[Case], str]] = {
    "YEAR:": lambda case: "",  # which years there are is said where they are chosen
    "SCENARIO:CONDITION": _in_scenario,
    "PLAYER=MOVE,PLAYER=MOVE": lambda case: _equal(case, 2),
    "PLAYER=MOVE": _equal,
    "PLAYER.MOVE": _condition,
    "PLAYER.*": _pattern,
    "NAME=VALUE": _value,
    "ISSUE=OPTION": lambda case: _option(case, "="),
    "ISSUE.OPTION": lambda case: _option(case, "."),
}
"""By the words in a help text: what they are in a case. The first that stand there count."""
