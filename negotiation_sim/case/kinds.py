"""What a name stands for where another kind of thing was asked for, and how to ask about that."""

import os.path

from .conflict import built_in_conflicts
from .library import built_in_cases, library
from .loader import load_case


def known_as(name: str) -> tuple[str, str] | None:
    """What a name is ("a case", "a voting body", ...) and a sentence on what takes it; None for a name not known."""
    if name in built_in_cases() or _holds(name, "game.toml"):
        listed = f"They are listed by: `scenarios case={name}`."
        return "a case", f"Name one of its scenarios and add `case={name}`. {listed}"
    if name in built_in_conflicts() or _holds(name, "conflict.toml"):
        return "a conflict by rankings", f"Ask: `stability {name}`; or coalitions, or path."
    if _holds(str(library() / "bodies"), f"{name}.toml") or _holds(name, "body.toml"):
        return "a voting body", f"Ask: `power {name}`."
    homes = [case for case in built_in_cases() if name in load_case(case).scenario_files]
    return (f"a scenario of the case {homes[0]}", f"Ask: `solve {name} case={homes[0]}`.") if homes else None


def _holds(folder: str, file: str) -> bool:
    return os.path.isfile(os.path.join(folder, file))  # False, where Path raises, for a name that is too long
