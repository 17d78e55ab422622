"""Many games that are linear in assumptions: the sets are those of one game at a time, compiled or not, ties and all."""

import itertools
import sys
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim import pure_equilibria
from negotiation_sim.errors import InputError
from negotiation_sim.game.linear import LinearGames
from negotiation_sim.solve.many import all_draws, pure_equilibria_of_many
from negotiation_sim.solve.many.sieve import sieve

NINE = (4, 3, 3, 3, 3, 2, 2, 2, 2)
EITHER = pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])


@pytest.fixture(autouse=True)
def _numba(request: pytest.FixtureRequest) -> None:
    if getattr(request.node, "callspec", None) and request.node.callspec.params.get("compiled"):
        pytest.importorskip("numba")


def random_games(shape: tuple[int, ...], terms: int, seed: int, whole: bool = False) -> LinearGames:
    rng = np.random.default_rng(seed)
    parts = [rng.normal(size=(len(shape), *extra, *shape)) for extra in ((), (terms,))]
    return LinearGames(*(np.round(part) if whole else part for part in parts))


def random_values(games: LinearGames, count: int, seed: int, whole: bool = False) -> np.ndarray:
    values = np.random.default_rng(seed).normal(size=(count, len(games.shape), games.terms))
    return np.round(values) if whole else values


def one_at_a_time(games: LinearGames, values: np.ndarray) -> list[tuple[int, int]]:
    """Pairs (draw, profile) by the solver of one game."""
    found = []
    for k, own in enumerate(values):
        profiles = pure_equilibria(games.game(own)).equilibria
        found += [(k, int(np.ravel_multi_index(profile, games.shape))) for profile in profiles]
    return found


def pairs(games: LinearGames, values: np.ndarray, compiled: bool, threads: int | None = None) -> list[tuple[int, int]]:
    draw, profile = pure_equilibria_of_many(games, values, compiled=compiled, threads=threads)
    return list(zip(draw.tolist(), profile.tolist(), strict=True))


def test_payoffs_are_the_base_plus_each_term_times_its_value() -> None:
    games = random_games((2, 3), 2, 1)
    values = random_values(games, 1, 2)[0]
    payoffs = games.game(values).payoffs
    for i, a, b in itertools.product(range(2), range(2), range(3)):
        terms = [float(games.coefficients[i, t, a, b]) * float(values[i, t]) for t in range(2)]
        assert payoffs[i, a, b] == float(games.base[i, a, b]) + terms[0] + terms[1]


@EITHER
@pytest.mark.parametrize("whole", [False, True], ids=["real", "whole"])
@pytest.mark.parametrize(
    "shape", [(2, 2), (3,), (1, 4), (2, 1, 3), (5, 2, 3), (2,) * 7, (1, 1), (70, 2), (2, 130), (3, 3, 3, 2, 2)], ids=str
)
def test_every_game_is_solved_as_alone(shape: tuple[int, ...], whole: bool, compiled: bool) -> None:
    games = random_games(shape, 3, 4, whole)
    values = random_values(games, 130, 5, whole)
    assert pairs(games, values, compiled) == one_at_a_time(games, values)


@EITHER
def test_every_game_of_nine_players_is_solved_as_alone(compiled: bool) -> None:
    games = random_games(NINE, 12, 6)
    values = random_values(games, 300, 7)
    found = pairs(games, values, compiled)
    assert found == one_at_a_time(games, values)
    assert len(found) > 200


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(1, 5), st.integers(0, 999), st.booleans())
def test_any_shape_and_number_of_terms_is_solved_as_alone(shape: list[int], terms: int, seed: int, whole: bool) -> None:
    games = random_games(tuple(shape), terms, seed, whole)
    values = random_values(games, 20, seed + 1, whole)
    assert pairs(games, values, False) == one_at_a_time(games, values)


@EITHER
def test_near_ties_are_decided_by_the_tolerance_as_in_one_game(compiled: bool) -> None:
    # the first player gains x by leaving strategy 0; its payoffs range over 3, so that 3e-9 is its tolerance
    base, coefficients = np.zeros((2, 2, 2)), np.zeros((2, 1, 2, 2))
    base[0, :, 1], coefficients[0, 0, 1, :] = 3, 1
    games = LinearGames(base, coefficients)
    steps = np.array([0, 1e-17, 1e-13, 1e-10, 2.9e-9, 2.999e-9, 3.001e-9, 3.1e-9, 1e-8, 1e-7, 1e-5, 1e-3])
    values = np.zeros((2 * len(steps), 2, 1))
    values[:, 0, 0] = np.concatenate([steps, -steps])
    found = pairs(games, values, compiled)
    assert found == one_at_a_time(games, values)
    sizes = np.bincount([draw for draw, _ in found])
    assert sizes[:6].tolist() == [4] * 6
    assert sizes[6:12].tolist() == [2] * 6


@EITHER
@pytest.mark.parametrize("scale", [1e-200, 1e-40, 1e-20, 1e20, 1e60])
def test_payoffs_beyond_single_precision_are_solved_as_alone(scale: float, compiled: bool) -> None:
    games = random_games((3, 2, 2), 2, 8)
    games = LinearGames(games.base * scale, games.coefficients * scale)
    values = random_values(games, 60, 9)
    assert pairs(games, values, compiled) == one_at_a_time(games, values)


@EITHER
@pytest.mark.parametrize("scale", [1e-60, 1e60])
def test_a_tiny_coefficient_of_a_huge_value_counts_as_any_other(scale: float, compiled: bool) -> None:
    games = random_games((3, 2, 2), 2, 8)
    values = random_values(games, 60, 9)
    expected = one_at_a_time(games, values)
    games = LinearGames(games.base, games.coefficients * scale)
    assert pairs(games, values / scale, compiled) == expected


@EITHER
def test_differences_far_below_the_payoffs_are_decided_as_in_one_game(compiled: bool) -> None:
    games = random_games((3, 3, 2), 2, 10)
    games = LinearGames(games.base + 1e9, games.coefficients)
    values = random_values(games, 200, 11)
    assert pairs(games, values, compiled) == one_at_a_time(games, values)


@EITHER
def test_neither_runs_nor_threads_change_an_answer(compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    games = random_games((3, 3, 2, 2), 4, 12)
    values = random_values(games, 700, 13)
    expected = pairs(games, values, compiled, threads=1)
    for run, threads in [(64, 2), (100, 3), (513, 2)]:
        monkeypatch.setattr(all_draws, "RUN", run)
        assert pairs(games, values, compiled, threads) == expected


@EITHER
def test_working_memory_does_not_grow_with_the_number_of_games(compiled: bool) -> None:
    games = random_games((3, 3, 2, 2), 4, 12)
    peaks = []
    for count in (4_096, 32_768):
        values = random_values(games, count, 13)
        tracemalloc.start()
        draw, _ = pure_equilibria_of_many(games, values, compiled=compiled, threads=1)
        peaks.append(
            tracemalloc.get_traced_memory()[1] - 8 * draw.nbytes
        )  # parts, their join, the sorted and the marks
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


def test_no_draws_have_no_equilibria() -> None:
    games = random_games((2, 2), 1, 1)
    assert pairs(games, np.empty((0, 2, 1)), False) == []


def test_the_margin_covers_what_single_precision_makes_of_a_difference() -> None:
    games = random_games((4, 3, 2), 12, 14)
    values = random_values(games, 400, 15)
    made = sieve(games)
    _, margins = made.margins(values)
    scales = made.scales(values)
    for test in (*made.everywhere, *made.survivors):
        single = np.einsum("bakt,nt->nbak", test.differences, scales[:, test.player])
        exact = np.stack([games.payoffs(own)[test.player] for own in values])
        lines = np.moveaxis(exact, test.player + 1, -1)
        differences = (lines[..., 1:] - lines[..., :1]).reshape(len(values), -1)
        error = np.abs(np.sort(single.reshape(len(values), -1)) - np.sort(differences))
        assert (2 * error.max(axis=1) < margins[:, test.player]).all()
        assert error.max() > 0


def test_the_compiled_sieve_is_asked_for_by_name_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    games = random_games((2, 2), 1, 1)
    monkeypatch.setattr(all_draws, "find_spec", lambda name: None)
    values = random_values(games, 5, 1)
    assert list(zip(*pure_equilibria_of_many(games, values), strict=True)) == one_at_a_time(games, values)
    with pytest.raises(InputError, match=r"negotiation-sim\[fast\]"):
        pure_equilibria_of_many(games, values, compiled=True)


@pytest.mark.parametrize(
    ("base", "coefficients", "words"),
    [
        ((2, 2), (2, 1, 2), "one for each"),
        ((2, 2, 2), (2, 1, 2, 3), "it must be"),
        ((2, 2, 2), (2, 2, 2), "one for each"),
    ],
)
def test_games_whose_parts_do_not_fit_are_refused(
    base: tuple[int, ...], coefficients: tuple[int, ...], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        LinearGames(np.zeros(base), np.zeros(coefficients))


def test_values_that_do_not_fit_or_are_no_numbers_are_refused() -> None:
    games = random_games((2, 2), 1, 1)
    with pytest.raises(InputError, match="values have the shape"):
        pure_equilibria_of_many(games, np.zeros((3, 1, 2)))
    with pytest.raises(InputError, match="not finite numbers"):
        pure_equilibria_of_many(games, np.full((3, 2, 1), np.nan))
    with pytest.raises(InputError, match="not a finite number"):
        LinearGames(games.base * np.inf, games.coefficients)


def test_solving_many_games_without_the_extra_loads_nothing_heavy() -> None:
    import subprocess

    code = "import sys, numpy as np; from negotiation_sim.game.linear import LinearGames;"
    code += "from negotiation_sim.solve.many import pure_equilibria_of_many as f;"
    code += "f(LinearGames(np.ones((1, 2)), np.ones((1, 1, 2))), np.ones((2, 1, 1)), compiled=False);"
    code += "print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
