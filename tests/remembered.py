"""Texts of TOML and the cases kept here: what every test would read anew and find the same is read once."""

import pickle
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from negotiation_sim.case import loader
from negotiation_sim.case.scenario import Case

TESTS = Path(__file__).resolve().parent
KEPT = (TESTS.parent / "scenarios", TESTS / "frozen", TESTS / "invalid" / "_valid")
"""The folders in which no test writes, so that a case there is the same from the first test to the last."""
_loads, _read_case = tomllib.loads, loader._read_case


@lru_cache(maxsize=2_000)
def _packed(text: str) -> bytes:
    return pickle.dumps(_loads(text))


def loads(text: str, **options: Any) -> dict[str, Any]:
    """As `tomllib.loads`, each text once: its table is a new one each time. A text that is refused is read again."""
    return _loads(text, **options) if options or not isinstance(text, str) else pickle.loads(_packed(text))


@cache
def _kept_case(path: Path) -> Case:
    return _read_case(path, (), ())


def read_case(path: Path, scenarios: Sequence[Path], sets: Sequence[Path], *ways: Any, **named: Any) -> Case:
    """As the loader reads a case; one of those kept here, and nothing from elsewhere with it, once."""
    alone = not (scenarios or sets or ways or named)
    return (
        _kept_case(path)
        if alone and any(map(path.is_relative_to, KEPT))
        else _read_case(path, scenarios, sets, *ways, **named)
    )


def once() -> None:
    """From now on both are read once."""
    tomllib.loads = loads
    loader._read_case = read_case
