"""All pure equilibria of one random nine-player game of 5,184 profiles, side by side with the field's tools."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve.pure import pure_equilibria

SHAPE = (4, 3, 3, 3, 3, 2, 2, 2, 2)
PAYOFFS = np.random.default_rng(2020).normal(size=(len(SHAPE), *SHAPE))
PLAYERS = tuple(f"p{i}" for i in range(len(SHAPE)))
STRATEGIES = tuple(tuple(f"s{k}" for k in range(m)) for m in SHAPE)

Benchmark = Callable[..., Any]


def test_ours(benchmark: Benchmark) -> None:
    game = Game(PLAYERS, STRATEGIES, PAYOFFS)
    benchmark(pure_equilibria, game)


def test_ours_with_building(benchmark: Benchmark) -> None:
    benchmark(lambda: pure_equilibria(Game(PLAYERS, STRATEGIES, PAYOFFS)))


def test_quantecon(benchmark: Benchmark) -> None:
    gt = pytest.importorskip("quantecon.game_theory")
    game = gt.NormalFormGame(np.ascontiguousarray(np.moveaxis(PAYOFFS, 0, -1)))
    found = benchmark(gt.pure_nash_brute, game)
    assert set(found) == set(pure_equilibria(Game(PLAYERS, STRATEGIES, PAYOFFS)).equilibria)


def test_pygambit(benchmark: Benchmark) -> None:
    gbt = pytest.importorskip("pygambit")
    game = gbt.Game.from_arrays(*PAYOFFS)
    found = benchmark.pedantic(gbt.nash.enumpure_solve, (game,), rounds=3)  # type: ignore[attr-defined]
    assert len(found.equilibria) == len(pure_equilibria(Game(PLAYERS, STRATEGIES, PAYOFFS)).equilibria)


def test_pygambit_with_building(benchmark: Benchmark) -> None:
    gbt = pytest.importorskip("pygambit")
    benchmark.pedantic(  # type: ignore[attr-defined]
        lambda: gbt.nash.enumpure_solve(gbt.Game.from_arrays(*PAYOFFS)), rounds=3
    )
