"""What a name stands for where another kind of thing was asked for, and how to ask about that."""

import os.path
from collections.abc import Callable

from .conflict import built_in_conflicts
from .library import built_in_cases, library
from .loader import load_case

Known = Callable[[str], tuple[str, str] | None]


def known_as(name: str) -> tuple[str, str] | None:
    """What a name is ("a case", "a voting body", ...) and a sentence on what takes it; None where it is nothing known."""
    return next((found for known in KINDS if (found := known(name))), None)


def _case(name: str) -> tuple[str, str] | None:
    if name not in built_in_cases() and not _holds(name, "game.toml"):
        return None
    return (
        "a case",
        f"Name one of its scenarios and add `case={name}`. They are listed by: `scenarios case={name}`.",
    )


def _conflict(name: str) -> tuple[str, str] | None:
    if name not in built_in_conflicts() and not _holds(name, "conflict.toml"):
        return None
    return "a conflict by rankings", f"Ask: `stability {name}`; or coalitions, or path."


def _body(name: str) -> tuple[str, str] | None:
    if not _holds(str(library() / "bodies"), f"{name}.toml") and not _holds(name, "body.toml"):
        return None
    return "a voting body", f"Ask: `power {name}`."


def _scenario(name: str) -> tuple[str, str] | None:
    homes = [case for case in built_in_cases() if name in load_case(case).scenario_files]
    if not homes:
        return None
    return f"a scenario of the case {homes[0]}", f"Ask: `solve {name} case={homes[0]}`."


def _holds(folder: str, file: str) -> bool:
    return os.path.isfile(os.path.join(folder, file))  # False, where Path raises, for a name that is too long


KINDS: tuple[Known, ...] = (_case, _conflict, _body, _scenario)
