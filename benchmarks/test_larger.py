"""The Kosovo case with more players: break-evens, a map of two assumptions, and draws of all answers."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pytest
from larger_cases import larger_case

from negotiation_sim import ask, build, load_case
from negotiation_sim.worlds.draws import solve_draws

CONDITION = "count(holdouts.yes) == size(holdouts) and serbia.normalise"
PROFILES = {2: 24_576, 3: 73_728}
DRAWS = 1024

Benchmark = Callable[..., Any]
players_more = pytest.mark.parametrize("more", PROFILES)


@cache
def folder(more: int) -> Path:
    """The case with that many more players, written once a run."""
    path = Path(mkdtemp())
    assert build(larger_case(path, more).scenario("free_choice")).profiles == PROFILES[more]
    return path


@players_more
def test_break_evens(benchmark: Any, more: int) -> None:
    asked = {"case": str(folder(more)), "scenario": "free_choice", "holds": CONDITION}
    benchmark.pedantic(lambda: ask("breakeven", **asked), rounds=1)


@players_more
def test_a_map_of_two_assumptions(benchmark: Any, more: int) -> None:
    asked = {"case": str(folder(more)), "scenario": "free_choice", "holds": CONDITION}
    benchmark.pedantic(lambda: ask("regions", x="us_cred", y="dialogue_offset", **asked), rounds=1)


@players_more
@pytest.mark.parametrize("threads", [1, 2])
def test_draws_of_all_answers(benchmark: Any, more: int, threads: int) -> None:
    scenario = load_case(str(folder(more))).scenario("free_choice")
    rng = np.random.default_rng(2020)
    register = scenario.case.register
    draws = {entry.name: rng.uniform(entry.low, entry.high, DRAWS) for entry in register.values()}
    benchmark.pedantic(lambda: solve_draws(scenario, draws, threads=threads), rounds=2, warmup_rounds=1)
    benchmark.extra_info["draws_per_second"] = round(DRAWS / benchmark.stats.stats.min, 1)
