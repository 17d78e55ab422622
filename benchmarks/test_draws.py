"""Draws of the Kosovo case, all assumptions drawn, built and solved: side by side with the field's tools.

Peers cannot evaluate the rules of a case. They are given the payoffs of every draw as arrays made beforehand, build
their game from them and look for all pure equilibria; ours starts from the drawn assumptions. `draws_per_second` of
each run stands in what `--benchmark-json FILE` writes.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation_sim import build, load_case, pure_equilibria, staged_outcomes
from negotiation_sim.case.scenario import Scenario
from negotiation_sim.formats.nfg import to_nfg
from negotiation_sim.games.arrays import Array
from negotiation_sim.solve.staged import RULES
from negotiation_sim.worlds.draws import solve_draws
from negotiation_sim.worlds.tables import tables
from tests.peers import gambit

FIRST_EDITION = Path(__file__).parent.parent / "tests" / "frozen" / "kosovo"
SCENARIOS = ("recognition_first", "free_choice")
"""Washington and the EU fixed: 768 profiles; and everybody free, the largest: 6,144."""

MANY = 8192
FEW = {"recognition_first": 32, "free_choice": 8}
"""How many draws are solved together, and how many by what takes one game at a time."""

Benchmark = Callable[..., Any]
scenarios = pytest.mark.parametrize("name", SCENARIOS)
with_threads = pytest.mark.parametrize("threads", [1, 2])


@cache
def scenario(name: str) -> Scenario:
    return load_case(FIRST_EDITION).scenario(name)


@cache
def draws_of(name: str) -> Mapping[str, Array]:
    """Uniform draws over the range of every assumption."""
    rng = np.random.default_rng(2020)
    return {entry.name: rng.uniform(entry.low, entry.high, MANY) for entry in scenario(name).case.register.values()}


def first_draws(name: str) -> Mapping[str, Array]:
    return {assumption: column[: FEW[name]] for assumption, column in draws_of(name).items()}


@cache
def payoffs_of(name: str) -> Sequence[Array]:
    """The payoffs of the first draws, one array a draw."""
    payoffs = tables(scenario(name), first_draws(name)).payoffs()
    return [np.ascontiguousarray(payoffs[..., k]) for k in range(FEW[name])]


@cache
def equilibria_of(name: str) -> Sequence[list[tuple[int, ...]]]:
    """All pure equilibria of the first draws, by ours."""
    solved = solve_draws(scenario(name), draws_of(name), ())
    shape = payoffs_of(name)[0].shape[1:]
    profiles = np.stack(np.unravel_index(solved.profile, shape), axis=1)
    return [[tuple(row) for row in profiles[solved.draw == k].tolist()] for k in range(FEW[name])]


def measure(benchmark: Any, draws: int, run: Callable[[], Any], rounds: int = 5) -> Any:
    """What the run gives. The rate is that of the fastest of the rounds, the first not counted."""
    result = benchmark.pedantic(run, rounds=rounds, warmup_rounds=1)
    benchmark.extra_info["draws_per_second"] = round(draws / benchmark.stats.stats.min, 1)
    return result


@scenarios
@with_threads
def test_all_pure_equilibria(benchmark: Benchmark, name: str, threads: int) -> None:
    measure(benchmark, MANY, lambda: solve_draws(scenario(name), draws_of(name), (), threads=threads))


@scenarios
@with_threads
def test_staged_under_both_rules(benchmark: Benchmark, name: str, threads: int) -> None:
    measure(benchmark, MANY, lambda: solve_draws(scenario(name), draws_of(name), pure=False, threads=threads))


@scenarios
@with_threads
def test_all_pure_equilibria_and_staged_under_both_rules(benchmark: Benchmark, name: str, threads: int) -> None:
    measure(benchmark, MANY, lambda: solve_draws(scenario(name), draws_of(name), threads=threads))


def worlds(name: str) -> list[Scenario]:
    columns = first_draws(name)
    return [
        scenario(name).with_values({assumption: float(column[k]) for assumption, column in columns.items()})
        for k in range(FEW[name])
    ]


@scenarios
def test_one_game_at_a_time_pure(benchmark: Benchmark, name: str) -> None:
    solved = measure(benchmark, FEW[name], lambda: [pure_equilibria(build(world)).equilibria for world in worlds(name)])
    assert [list(equilibria) for equilibria in solved] == equilibria_of(name)


@scenarios
def test_one_game_at_a_time_staged(benchmark: Benchmark, name: str) -> None:
    def run() -> None:
        for world in worlds(name):
            assert world.order
            staged = staged_outcomes(build(world), world.order)
            for rule in RULES:
                staged.path(rule)

    measure(benchmark, FEW[name], run)


@scenarios
def test_quantecon(benchmark: Benchmark, name: str) -> None:
    peer = pytest.importorskip("quantecon.game_theory")

    def run() -> list[list[tuple[int, ...]]]:
        arrays = (np.ascontiguousarray(np.moveaxis(payoffs, 0, -1)) for payoffs in payoffs_of(name))
        return [sorted(peer.pure_nash_brute(peer.NormalFormGame(array))) for array in arrays]

    assert measure(benchmark, FEW[name], run, rounds=2) == equilibria_of(name)


@scenarios
def test_pygambit(benchmark: Benchmark, name: str) -> None:
    """Optional and no dependency: it is under the GPL. Its games of those who have a choice are read beforehand."""
    peer = gambit()
    texts = [to_nfg(build(world).without_fixed()) for world in worlds(name)[:4]]
    games = [peer.read_nfg(io.StringIO(text)) for text in texts]

    def run() -> list[int]:
        return [len(peer.nash.enumpure_solve(game).equilibria) for game in games]

    assert measure(benchmark, 4, run, rounds=1) == [len(equilibria) for equilibria in equilibria_of(name)[:4]]
