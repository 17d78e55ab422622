"""Many games together, side by side with the field's tools: times are per call, `games` says how many games a call solves."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from negotiation_sim import build, load_case, pure_equilibria, staged_outcomes
from negotiation_sim.analyse import blocks
from negotiation_sim.analyse.draws import solve_draws
from negotiation_sim.game.linear import LinearGames
from negotiation_sim.solve.many import pure_equilibria_of_many
from negotiation_sim.solve.staged import RULES

Benchmark = Any
SHAPE = (4, 3, 3, 3, 3, 2, 2, 2, 2)
TERMS, GAMES = 12, 16_384
RNG = np.random.default_rng(2020)
LINEAR = LinearGames(RNG.normal(size=(9, *SHAPE)), RNG.normal(size=(9, TERMS, *SHAPE)))
VALUES = RNG.normal(size=(GAMES, 9, TERMS))
FIXED = load_case("kosovo").scenario("recognition_first")


def timed(benchmark: Benchmark, games: int, solve: Callable[[], Any]) -> Any:
    """Runs a solver a few times after a first call that compiles and plans; notes how many games a second it solved."""
    found = benchmark.pedantic(solve, rounds=5, warmup_rounds=1)
    benchmark.extra_info["games"] = games
    benchmark.extra_info["a second"] = round(games / benchmark.stats.stats.min)
    return found


def equilibria_of(k: int) -> set[tuple[int, ...]]:
    return set(pure_equilibria(LINEAR.game(VALUES[k])).equilibria)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("compiled", [False, True], ids=["numpy", "numba"])
def test_linear_games(benchmark: Benchmark, compiled: bool, threads: int) -> None:
    if compiled:
        pytest.importorskip("numba")
    draw, profile = timed(
        benchmark, GAMES, lambda: pure_equilibria_of_many(LINEAR, VALUES, threads=threads, compiled=compiled)
    )
    for k in range(0, GAMES, 2048):
        flat = profile[draw == k]
        assert set(zip(*(axis.tolist() for axis in np.unravel_index(flat, SHAPE)), strict=True)) == equilibria_of(k)


def test_linear_games_all_payoffs_made_and_compared(benchmark: Benchmark) -> None:
    """What one would write first: a product of matrices for every player, then the definition on whole arrays."""
    values = VALUES[:64]
    base, coefficients = LINEAR.base.reshape(9, 1, -1), LINEAR.coefficients.reshape(9, TERMS, -1)

    def solve() -> Any:
        payoffs = (base + values.transpose(1, 0, 2) @ coefficients).reshape(9, len(values), *SHAPE)
        mask = np.ones(payoffs.shape[1:], dtype=bool)
        for i, own in enumerate(payoffs):
            mask &= own >= own.max(axis=i + 1, keepdims=True) - 1e-9
        return np.argwhere(mask)

    found = timed(benchmark, len(values), solve)
    assert set(map(tuple, found[found[:, 0] == 0][:, 1:].tolist())) == equilibria_of(0)


def test_linear_games_one_at_a_time(benchmark: Benchmark) -> None:
    timed(benchmark, 64, lambda: [pure_equilibria(LINEAR.game(own)) for own in VALUES[:64]])


def test_linear_games_by_quantecon(benchmark: Benchmark) -> None:
    gt = pytest.importorskip("quantecon.game_theory")

    def solve() -> Any:
        game = gt.NormalFormGame(np.ascontiguousarray(np.moveaxis(LINEAR.payoffs(VALUES[0]), 0, -1)))
        return gt.pure_nash_brute(game)

    assert set(timed(benchmark, 1, solve)) == equilibria_of(0)


def test_linear_games_by_pygambit(benchmark: Benchmark) -> None:
    gbt = pytest.importorskip("pygambit")

    def solve() -> Any:
        return gbt.nash.enumpure_solve(gbt.Game.from_arrays(*LINEAR.payoffs(VALUES[0])))

    assert len(timed(benchmark, 1, solve).equilibria) == len(equilibria_of(0))


def kosovo_draws(count: int) -> Mapping[str, np.ndarray]:
    """Triangular draws of every assumption over its range, its value as the mode."""
    rng = np.random.default_rng(1)
    entries = FIXED.case.register.values()
    return {
        a.name: rng.triangular(a.low, a.value, a.high, count) for a in entries if a.low <= a.value <= a.high != a.low
    }


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("asked", ["pure", "one rule", "both rules", "all"])
def test_kosovo_draws(benchmark: Benchmark, asked: str, threads: int) -> None:
    draws = kosovo_draws(20_000)
    rules = {"pure": (), "one rule": ("best_joint",)}.get(asked, RULES)
    timed(benchmark, 20_000, lambda: solve_draws(FIXED, draws, rules, pure=asked in ("pure", "all"), threads=threads))


@pytest.mark.parametrize("asked", ["pure", "both rules"])
def test_kosovo_draws_all_payoffs_made_and_compared(benchmark: Benchmark, asked: str) -> None:
    """The rules evaluated on arrays of profiles and draws."""
    draws, rules = kosovo_draws(2_000), () if asked == "pure" else RULES
    timed(benchmark, 2_000, lambda: blocks.exact(FIXED, draws, np.arange(2_000), rules, asked == "pure"))


def test_kosovo_draws_one_game_at_a_time(benchmark: Benchmark) -> None:
    draws = kosovo_draws(20)

    def solve() -> None:
        for k in range(20):
            game = build(FIXED.with_values({name: float(column[k]) for name, column in draws.items()}))
            pure_equilibria(game)
            staged_outcomes(game, FIXED.order)

    timed(benchmark, 20, solve)
