"""The flagship case: loading, building, solving, and the whole command against the imports of its libraries."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

from negotiation_sim import build, compare, load_case, solve_scenario, staged_outcomes

Benchmark = Callable[..., Any]
IMPORTS = "import numpy, pandas, matplotlib.pyplot"


def test_load_the_case(benchmark: Benchmark) -> None:
    benchmark(load_case, "kosovo")


def test_build_the_fixed_game_of_768_profiles(benchmark: Benchmark) -> None:
    benchmark(build, load_case("kosovo").scenario("recognition_first"))


def test_build_the_free_game_of_6144_profiles(benchmark: Benchmark) -> None:
    benchmark(build, load_case("kosovo").scenario("free_choice"))


def test_solve_the_free_game(benchmark: Benchmark) -> None:
    benchmark(solve_scenario, load_case("kosovo").scenario("free_choice"))


def test_staged_outcomes_of_the_free_game(benchmark: Benchmark) -> None:
    scenario = load_case("kosovo").scenario("free_choice")
    benchmark(staged_outcomes, build(scenario), scenario.order)


def test_compare_the_three_main_scenarios(benchmark: Benchmark) -> None:
    benchmark(compare, load_case("kosovo"))


def test_compare_as_a_whole_process(benchmark: Benchmark) -> None:
    command = [sys.executable, "-m", "negotiation_sim", "compare"]
    benchmark.pedantic(subprocess.run, (command,), {"check": True, "capture_output": True}, rounds=10)  # type: ignore[attr-defined]


def test_importing_numpy_pandas_and_pyplot_as_a_whole_process(benchmark: Benchmark) -> None:
    command = [sys.executable, "-c", IMPORTS]
    benchmark.pedantic(subprocess.run, (command,), {"check": True, "capture_output": True}, rounds=10)  # type: ignore[attr-defined]
