"""The Kosovo case with more players: break-evens, a map of two assumptions, and draws of all answers.

`cpu_seconds` of each run stands in what `--benchmark-json FILE` writes: on a machine that others use too, the time
that passes says little. Break-evens and maps are measured as whole commands, starting Python included. To set another
version beside it, run this file there: it asks for nothing that is new. The peer of a break-even is a scan in plain
NumPy: 200 values over what the command searches, the game built and solved anew at each; it finds switches to one part
in 200.
"""

import resource
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pytest
from larger_cases import larger_case

from negotiation_sim import ask, build, load_case
from negotiation_sim.case.scenario import Scenario
from negotiation_sim.worlds.draws import solve_draws

CONDITION = "count(holdouts.yes) == size(holdouts) and serbia.normalise"
PROFILES = {2: 24_576, 3: 73_728}
DRAWS = 1024
LONGEST = 280
"""Seconds after which a command is stopped."""

players_more = pytest.mark.parametrize("more", PROFILES)


@cache
def folder(more: int) -> Path:
    """The case with that many more players, written once a run."""
    path = Path(mkdtemp())
    assert build(larger_case(path, more).scenario("free_choice")).profiles == PROFILES[more]
    return path


def command(question: str, more: int, *options: str) -> float:
    """The processor seconds of a whole command about the case with more players."""
    about = ["free_choice", "--case", str(folder(more)), "--holds", CONDITION]
    before = _of_children()
    whole = [sys.executable, "-m", "negotiation_sim", question, *about, *options]
    done = subprocess.run(whole, check=True, capture_output=True, text=True, timeout=LONGEST)
    assert "the conclusion" in " ".join(done.stdout.split())
    return _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@players_more
@pytest.mark.parametrize("concept", ["best_joint", "every"])
def test_break_evens_as_a_whole_command(benchmark: Any, more: int, concept: str) -> None:
    spent = benchmark.pedantic(lambda: command("breakeven", more, "--concept", concept), rounds=1)
    benchmark.extra_info["cpu_seconds"] = round(spent, 2)


@players_more
def test_a_map_of_two_assumptions_as_a_whole_command(benchmark: Any, more: int) -> None:
    spent = benchmark.pedantic(lambda: command("regions", more, "--x", "us_cred", "--y", "dialogue_offset"), rounds=1)
    benchmark.extra_info["cpu_seconds"] = round(spent, 2)


@players_more
def test_one_break_even(benchmark: Any, more: int) -> None:
    scenario, spent = load_case(str(folder(more))).scenario("free_choice"), time.process_time()
    found = benchmark.pedantic(
        lambda: ask("breakeven", scenario.name, case=str(folder(more)), holds=CONDITION, assumption=("us_cred",)),
        rounds=1,
    )
    benchmark.extra_info["cpu_seconds"] = round(time.process_time() - spent, 2)
    benchmark.extra_info["switches"] = found.table["switch"].tolist()


@players_more
def test_one_break_even_by_a_scan_in_plain_numpy(benchmark: Any, more: int) -> None:
    scenario, spent = load_case(str(folder(more))).scenario("free_choice"), time.process_time()
    entry = scenario.case.register["us_cred"]
    values = np.linspace(2 * entry.low - entry.high, 2 * entry.high - entry.low, 200)
    holds = benchmark.pedantic(lambda: [scanned(scenario.with_values({"us_cred": v})) for v in values], rounds=1)
    benchmark.extra_info["cpu_seconds"] = round(time.process_time() - spent, 2)
    benchmark.extra_info["switches"] = [values[k] for k in range(1, 200) if holds[k] != holds[k - 1]]
    assert 0 < sum(holds) < 200


def scanned(scenario: Scenario) -> bool:
    """Whether all withheld recognitions come and Serbia normalises at the staged outcome under best joint."""
    game = build(scenario)
    payoffs, ends = game.payoffs, np.arange(game.profiles).reshape(1, *game.shape)
    for movers in reversed([[game.player(player) for player in stage] for stage in scenario.order or ()]):
        stable = np.ones(payoffs.shape[1:], dtype=bool)
        for i in movers:
            stable &= payoffs[i] >= payoffs[i].max(axis=i, keepdims=True) - 1e-9
        joint = np.where(stable, sum(payoffs[i] for i in movers), -np.inf)
        axes = [i + 1 for i in movers]
        payoffs, ends = (_at_the_best(part, joint[None], axes) for part in (payoffs, ends))
    moves = dict(zip(game.players, np.unravel_index(int(ends.item()), game.shape), strict=True))
    holdouts = scenario.case.groups["holdouts"]
    return (
        all(moves[who] == 1 for who in holdouts)
        and game.strategies[game.player("serbia")][moves["serbia"]] == "normalise"
    )


def _at_the_best(part: Any, joint: Any, axes: list[int]) -> Any:
    """What stands where `joint` is greatest along some axes, which are left at length 1."""
    rest = [axis for axis in range(part.ndim) if axis not in axes]
    flat, score = (
        each.transpose(*rest, *axes).reshape(*(each.shape[axis] for axis in rest), -1) for each in (part, joint)
    )
    best = np.take_along_axis(flat, score.argmax(axis=-1)[..., None], axis=-1)
    return best.reshape([1 if axis in axes else length for axis, length in enumerate(part.shape)])


@players_more
@pytest.mark.parametrize("threads", [1, 2])
def test_draws_of_all_answers(benchmark: Any, more: int, threads: int) -> None:
    scenario = load_case(str(folder(more))).scenario("free_choice")
    rng = np.random.default_rng(2020)
    register = scenario.case.register
    draws = {entry.name: rng.uniform(entry.low, entry.high, DRAWS) for entry in register.values()}
    benchmark.pedantic(lambda: solve_draws(scenario, draws, threads=threads), rounds=2, warmup_rounds=1)
    benchmark.extra_info["draws_per_second"] = round(DRAWS / benchmark.stats.stats.min, 1)
