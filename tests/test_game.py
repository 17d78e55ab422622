"""The rules that a Game keeps. Second opinions: loops over the definitions, nashpy and QuantEcon."""

import dataclasses
import itertools
import math
import warnings
from collections.abc import Iterable

import nashpy
import numpy as np
import pytest
import quantecon.game_theory as quantecon
from hypothesis import given
from hypothesis import strategies as st

from negotiation_sim.errors import InputError
from negotiation_sim.games.labels import AXES, check_size
from negotiation_sim.games.measured import Rounding
from negotiation_sim.games.normal_form import Array, Game, MixedProfile, Profile
from negotiation_sim.solve.bilateral import mixed_equilibria
from negotiation_sim.solve.pure import pure_equilibria

SHAPES = [(3,), (2, 2), (2, 3), (3, 1, 2), (2, 3, 2, 2), (2, 2, 1, 3, 2)]
SEEDS = range(5)


def random_game(shape: tuple[int, ...], seed: int) -> Game:
    """Payoffs 0 to 9, so that ties and pure equilibria are common; players A, B, ..., strategies A0, A1, ..."""
    payoffs = np.random.default_rng(seed).integers(0, 10, size=(len(shape), *shape)).astype(float)
    players = tuple("ABCDE"[: len(shape)])
    return Game(
        players, tuple(tuple(f"{p}{k}" for k in range(m)) for p, m in zip(players, shape, strict=True)), payoffs
    )


def random_mix(shape: tuple[int, ...], seed: int) -> MixedProfile:
    """A mixed profile in which some strategies are not played."""
    rng = np.random.default_rng(seed)
    mix = [rng.dirichlet(np.ones(m)) * (rng.random(m) < 0.7) for m in shape]
    return tuple(part / part.sum() if part.any() else np.eye(len(part))[0] for part in mix)


def pure_profiles(game: Game) -> list[Profile]:
    return list(itertools.product(*map(range, game.shape)))


def expected_by_hand(game: Game, player: int, mix: MixedProfile) -> float:
    """The definition: the sum over pure profiles of their probability times the payoff."""
    return sum(
        math.prod(float(part[k]) for part, k in zip(mix, profile, strict=True))
        * float(game.payoffs[(player, *profile)])
        for profile in pure_profiles(game)
    )


def gain_by_hand(game: Game, player: int, mix: MixedProfile) -> float:
    """The definition: the best that any pure deviation of the player alone would pay, less what it gets."""
    deviations = [(*mix[:player], np.eye(m)[k], *mix[player + 1 :])
                  for m in [game.shape[player]] for k in range(m)]  # fmt: skip
    now = expected_by_hand(game, player, mix)
    return max(expected_by_hand(game, player, deviation) for deviation in deviations) - now


def as_mix(game: Game, profile: Profile) -> MixedProfile:
    return tuple(np.eye(m)[k] for m, k in zip(game.shape, profile, strict=True))


each_game = pytest.mark.parametrize("game", [random_game(shape, seed) for shape in SHAPES for seed in SEEDS])


# ---- regret, equilibrium, best responses


@each_game
def test_the_gains_at_a_pure_profile_are_those_of_the_definition(game: Game) -> None:
    for profile in pure_profiles(game):
        by_hand = [gain_by_hand(game, i, as_mix(game, profile)) for i in range(len(game.players))]
        assert game.gains(profile).tolist() == by_hand
        assert game.regret(profile) == max(by_hand)


@each_game
def test_the_gains_at_a_mixed_profile_are_those_of_the_definition(game: Game) -> None:
    for seed in SEEDS:
        mix = random_mix(game.shape, seed)
        by_hand = [gain_by_hand(game, i, mix) for i in range(len(game.players))]
        assert game.gains(mix) == pytest.approx(by_hand, abs=1e-12)
        assert game.regret(mix) == pytest.approx(max(by_hand), abs=1e-12)
        assert game.expected(mix) == pytest.approx([expected_by_hand(game, i, mix) for i in range(len(game.players))])


@each_game
def test_a_profile_may_be_pure_for_some_players_and_mixed_for_others(game: Game) -> None:
    mix = random_mix(game.shape, 1)
    partly = tuple(0 if i % 2 else part for i, part in enumerate(mix))
    pure = tuple(np.eye(len(part))[0] if i % 2 else part for i, part in enumerate(mix))
    assert game.gains(partly) == pytest.approx(game.gains(pure), abs=1e-12)


@each_game
def test_a_pure_profile_is_an_equilibrium_exactly_where_nobody_gains_by_deviating_alone(game: Game) -> None:
    for profile in pure_profiles(game):
        stable = all(
            game.payoffs[(i, *profile[:i], k, *profile[i + 1 :])] <= game.payoffs[(i, *profile)]
            for i, m in enumerate(game.shape)
            for k in range(m)
        )
        assert game.is_equilibrium(profile) == stable
        assert game.is_equilibrium(as_mix(game, profile)) == stable


@each_game
def test_best_responses_are_all_the_strategies_that_pay_most_against_the_others(game: Game) -> None:
    for profile in pure_profiles(game):
        for i, m in enumerate(game.shape):
            values = [float(game.payoffs[(i, *profile[:i], k, *profile[i + 1 :])]) for k in range(m)]
            assert game.payoffs_of(i, profile).tolist() == values
            assert game.best_responses(i, profile) == tuple(k for k in range(m) if values[k] == max(values))


@pytest.mark.parametrize("worst", [0.0, -1.0, -1e10, -1e300])
def test_any_gain_counts_however_wide_the_range_of_the_payoffs_is(worst: float) -> None:
    above = float(np.nextafter(10.0, np.inf))
    game = Game.from_quantecon([[worst], [5.0], [10.0], [above]])
    assert not game.is_equilibrium((2,))
    assert game.best_responses(0, (2,)) == (3,)
    assert game.regret((2,)) == above - 10.0


def test_a_gain_within_the_rounding_of_the_two_payoffs_is_none_and_that_of_other_payoffs_does_not_matter() -> None:
    payoffs = np.array([[-1e10, 10.0, 10.0 + 3e-15, 10.0 + 3e-14]])
    rounding = Rounding.of(np.array([[1e-6, 2e-15, 2e-15, 2e-15]]))
    game = Game(("a",), (("k", "l", "m", "n"),), payoffs, rounding=rounding)
    assert game.best_responses(0, (1,)) == (3,)
    narrow = game.restricted([[0, 1, 2]])
    assert narrow.best_responses(0, (1,)) == (1, 2)
    assert narrow.is_equilibrium((1,))
    assert narrow.regret((1,)) == 0.0


@pytest.mark.parametrize("size", [1.1e300, 1e308])
def test_payoffs_that_cannot_be_added_up_are_refused(size: float) -> None:
    with pytest.raises(InputError, match="at most 1e\\+300"):
        Game.from_bimatrix([[size, -size], [0, 0]], [[0, 0], [0, 0]])


def test_rounding_alone_never_denies_an_equilibrium_where_all_payoffs_are_equal() -> None:
    rng = np.random.default_rng(0)
    for constant in rng.uniform(-1e6, 1e6, size=200):
        game = Game.from_bimatrix(np.full((3, 4), constant), np.full((3, 4), -constant))
        mix = (rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(4)))
        assert game.is_equilibrium(mix)
        assert game.best_responses(0, mix) == (0, 1, 2)


def test_matching_pennies_has_its_one_equilibrium_at_even_odds() -> None:
    game = Game.from_bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    half = np.array([0.5, 0.5])
    assert game.is_equilibrium((half, half))
    assert not any(game.is_equilibrium(profile) for profile in pure_profiles(game))
    assert game.regret((np.array([0.6, 0.4]), half)) == pytest.approx(0.2)


# ---- changes that must not matter


@given(
    st.sampled_from(SHAPES),
    st.integers(0, 10_000),
    st.lists(st.floats(1e-3, 1e3), min_size=5, max_size=5),
    st.lists(st.floats(-1e3, 1e3), min_size=5, max_size=5),
)
def test_a_positive_affine_change_of_payoffs_keeps_the_equilibria(
    shape: tuple[int, ...], seed: int, scale: list[float], shift: list[float]
) -> None:
    game = random_game(shape, seed)
    n = len(shape)
    factors = np.array(scale[:n])
    axes = (n, *(1,) * n)
    changed = Game(game.players, game.strategies, game.payoffs * factors.reshape(axes) + np.reshape(shift[:n], axes))
    for profile in pure_profiles(game):
        assert changed.is_equilibrium(profile) == game.is_equilibrium(profile)
        assert all(changed.best_responses(i, profile) == game.best_responses(i, profile) for i in range(n))
    mix = random_mix(shape, seed)
    assert changed.gains(mix) == pytest.approx(game.gains(mix) * factors, abs=1e-9)


@each_game
def test_listing_the_players_in_another_order_permutes_everything(game: Game) -> None:
    mix = random_mix(game.shape, 2)
    for order in itertools.permutations(range(len(game.players))):
        other = game.permuted(order)
        assert other.players == tuple(game.players[i] for i in order)
        assert other.strategies == tuple(game.strategies[i] for i in order)
        for profile in pure_profiles(game):
            moved = tuple(profile[i] for i in order)
            assert other.payoff(moved) == game.payoff(profile)
            assert other.gains(moved).tolist() == game.gains(profile)[list(order)].tolist()
        assert other.gains(tuple(mix[i] for i in order)) == pytest.approx(game.gains(mix)[list(order)], abs=1e-12)


# ---- smaller games


@each_game
def test_a_fixed_player_stays_with_one_strategy_and_its_payoffs(game: Game) -> None:
    last, k = game.players[-1], game.shape[-1] - 1
    fixed = game.fixing({last: game.strategies[-1][k]})
    assert fixed.players == game.players
    assert fixed.strategies == (*game.strategies[:-1], (game.strategies[-1][k],))
    for profile in pure_profiles(fixed):
        assert fixed.payoff(profile) == game.payoff((*profile[:-1], k))


@pytest.mark.parametrize("pair", list(itertools.permutations("ABCD", 2)))
def test_the_game_between_some_players_is_what_the_others_moves_leave_in_the_order_asked(pair: tuple[str, str]) -> None:
    game = random_game((2, 3, 2, 2), 3)
    others = {player: game.strategies[i][1] for i, player in enumerate(game.players) if player not in pair}
    left = game.fixing(others).between(pair)
    assert left.players == pair
    for profile in pure_profiles(left):
        whole = game.payoff(game.profile(others | left.moves(profile)))
        assert left.payoff(profile) == {player: whole[player] for player in pair}


def test_without_fixed_leaves_the_players_with_a_choice_in_their_order() -> None:
    game = random_game((2, 2, 1, 3, 2), 1)
    left = game.fixing({"A": "A1"}).without_fixed()
    assert left.players == ("B", "D", "E")
    assert left.payoffs.tolist() == game.payoffs[[1, 3, 4], 1, :, 0].tolist()
    assert game.fixing({"B": "B1"}).without_fixed().players == ("A", "D", "E")


def test_a_game_between_players_is_refused_while_others_can_choose() -> None:
    game = random_game((2, 3, 2, 2), 0)
    with pytest.raises(InputError, match=r"C, D can still choose\. Say what they do, for example C=C0"):
        game.between(["B", "A"])


@pytest.mark.parametrize("players", [["A", "A"], []])
def test_a_game_between_players_names_each_once_and_at_least_one(players: list[str]) -> None:
    game = random_game((2, 2), 0).fixing({"A": "A0", "B": "B0"})
    with pytest.raises(InputError, match="names each once, and at least one"):
        game.between(players)


# ---- labels


def test_profiles_and_labels_translate_both_ways() -> None:
    game = random_game((2, 3, 2), 0)
    assert game.profile({"C": "C1", "A": "A0", "B": "B2"}) == (0, 2, 1)
    assert game.moves((0, 2, 1)) == {"A": "A0", "B": "B2", "C": "C1"}
    assert game.payoff((0, 2, 1)) == {p: float(game.payoffs[i, 0, 2, 1]) for i, p in enumerate("ABC")}
    assert game.relabelled({"B": "Beth"}, title="T").players == ("A", "Beth", "C")
    assert (game.profiles, game.shape) == (12, (2, 3, 2))


def test_a_name_that_is_not_known_is_refused_with_the_nearest_that_is() -> None:
    game = Game.from_bimatrix(
        [[1, 2]], [[1, 2]], players=("serbia", "kosovo"), strategies=(["stall"], ["wait", "reform"])
    )
    with pytest.raises(InputError, match=r"unknown player 'sebia'\. Did you mean 'serbia'\?"):
        game.fixing({"sebia": "stall"})
    with pytest.raises(InputError, match=r"kosovo: unknown strategy 'refrom'\. Did you mean 'reform'\?"):
        game.profile({"serbia": "stall", "kosovo": "refrom"})
    with pytest.raises(InputError, match="kosovo is missing"):
        game.profile({"serbia": "stall"})
    with pytest.raises(InputError, match="unknown player"):
        game.relabelled({"albania": "x"})


@pytest.mark.parametrize(
    ("players", "strategies", "words"),
    [
        (("A", "A"), (("x",), ("y",)), "players need labels, each unique; found: A, A"),
        (("A", "B"), (("x", "x"), ("y",)), "strategies of A need labels, each unique; found: x, x"),
        (("A", "B"), (("x",), ()), "strategies of B need labels, each unique; found: none"),
        (("A",), (("x",), ("y",)), "1 players and 2 lists of strategies do not fit together"),
        ((), (), "0 players and 0 lists"),
    ],
)
def test_labels_are_there_and_unique(
    players: tuple[str, ...], strategies: tuple[tuple[str, ...], ...], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        Game(players, strategies, np.zeros((len(players), *map(len, strategies))))


# ---- payoffs


def test_payoffs_are_read_only_and_the_callers_array_is_neither_shared_nor_locked() -> None:
    mine = np.zeros((1, 2))
    game = Game(("A",), (("x", "y"),), mine)
    mine[0, 1] = 7
    assert game.payoffs.tolist() == [[0, 0]]
    with pytest.raises(ValueError, match="read-only"):
        game.payoffs[0, 0] = 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        game.title = "other"  # type: ignore[misc]


def test_payoffs_are_floats_in_c_order_whatever_they_were() -> None:
    game = Game(("A", "B"), (("x", "y"), ("u", "v")), np.asfortranarray(np.arange(8, dtype=np.int32).reshape(2, 2, 2)))
    assert game.payoffs.dtype == np.float64
    assert game.payoffs.flags.c_contiguous


def test_payoffs_of_another_shape_are_refused_with_both_shapes() -> None:
    with pytest.raises(InputError, match=r"shape \(2, 2\); the labels need \(1, 2\)"):
        Game(("A",), (("x", "y"),), np.zeros((2, 2)))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_payoffs_must_be_finite(bad: float) -> None:
    with pytest.raises(InputError, match="not a finite number"):
        Game.from_bimatrix([[bad]], [[0.0]])


def test_a_game_too_large_for_memory_is_refused_with_its_size_before_anything_is_allocated() -> None:
    labels = tuple(map(str, range(30)))
    payoffs = np.broadcast_to(0.0, (30, *(2,) * 30))
    with pytest.raises(InputError, match=r"30 players and 1,073,741,824 profiles needs 257\.7 GB; at most 2 GB"):
        Game(labels, (("x", "y"),) * 30, payoffs)
    with pytest.raises(InputError, match=r"10\^360 profiles needs 10\^353 GB"):
        check_size(20, [10**18] * 20)
    check_size(9, (4,) * 9)


def test_a_game_with_more_players_than_numpy_has_axes_is_refused() -> None:
    check_size(AXES - 1, (1,) * (AXES - 1))
    with pytest.raises(InputError, match=f"a game of {AXES} players is too large; at most {AXES - 1}"):
        check_size(AXES, (1,) * AXES)


# ---- the conventions of nashpy and QuantEcon


def test_from_bimatrix_means_the_same_two_matrices_as_nashpy() -> None:
    rng = np.random.default_rng(5)
    row, column = rng.normal(size=(2, 2, 3))
    game, theirs = Game.from_bimatrix(row, column), nashpy.Game(row, column)
    mix = random_mix((2, 3), 5)
    assert game.expected(mix) == pytest.approx(theirs[mix])
    assert game.payoff((1, 2)) == {"player 1": row[1, 2], "player 2": column[1, 2]}
    for equilibrium in theirs.support_enumeration():
        assert game.is_equilibrium(tuple(equilibrium))


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 2), (3, 3)])
@pytest.mark.parametrize("seed", range(8))
def test_as_nashpy_has_the_equilibria_that_mixed_equilibria_lists(shape: tuple[int, int], seed: int) -> None:
    payoffs = np.random.default_rng(seed).uniform(
        1, 2, size=(2, *shape)
    )  # nondegenerate, and positive for the vertices
    game = Game.from_bimatrix(*payoffs)
    theirs, listed = game.as_nashpy(), {written(pair) for pair in mixed_equilibria(game).equilibria}
    assert [matrix.tolist() for matrix in theirs.payoff_matrices] == payoffs.tolist()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # rounding may cost support enumeration an equilibrium
        by_support = {written(pair) for pair in theirs.support_enumeration()}
        by_vertices = {written(pair) for pair in theirs.vertex_enumeration()}
    assert by_support <= listed
    assert by_support | by_vertices == listed


def test_what_nashpy_does_with_its_game_leaves_this_one_alone() -> None:
    game = Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    for matrix in game.as_nashpy().payoff_matrices:
        matrix += 1
    assert game.payoffs.tolist() == [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]


@pytest.mark.parametrize("shape", [(2,), (2, 2, 2), (2, 1, 2)])
def test_nashpy_takes_a_game_of_two_players_alone(shape: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match=f"two players; this one has {len(shape)}. Name the two"):
        random_game(shape, 1).as_nashpy()


def written(pair: Iterable[Array]) -> tuple[tuple[float, ...], ...]:
    """A mixed profile to seven digits, to be compared."""
    return tuple(tuple((np.round(part, 7) + 0.0).tolist()) for part in pair)


@pytest.mark.parametrize("shape", SHAPES[1:])
@pytest.mark.parametrize("seed", SEEDS)
def test_to_quantecon_is_the_game_that_quantecon_reads(shape: tuple[int, ...], seed: int) -> None:
    game = random_game(shape, seed)
    theirs = quantecon.NormalFormGame(game.to_quantecon())
    for profile in pure_profiles(game):
        assert list(theirs[profile]) == list(game.payoff(profile).values())
        assert theirs.is_nash(profile) == game.is_equilibrium(profile)
    mix = random_mix(shape, seed)
    n = len(shape)
    for i, player in enumerate(theirs.players):
        others = [mix[(i + j) % n] for j in range(1, n)]  # QuantEcon lists a player's opponents from the next one on
        assert game.payoffs_of(i, mix) == pytest.approx(player.payoff_vector(others[0] if n == 2 else others))


@pytest.mark.parametrize("shape", SHAPES)
def test_from_quantecon_reads_the_payoff_profile_array_of_quantecon(shape: tuple[int, ...]) -> None:
    array: Array = np.random.default_rng(1).normal(size=(*shape, len(shape)))
    theirs = quantecon.NormalFormGame(array)
    game = Game.from_quantecon(theirs.payoff_profile_array)
    assert game.to_quantecon().tolist() == array.tolist()
    for profile in pure_profiles(game):
        assert list(game.payoff(profile).values()) == array[profile].tolist()


def test_arrays_of_neither_convention_are_refused() -> None:
    with pytest.raises(InputError, match=r"two matrices of one shape; these are \(1, 2\) and \(2, 1\)"):
        Game.from_bimatrix([[1, 2]], [[1], [2]])
    with pytest.raises(InputError, match=r"shape \(2, 2, 2, 2\) is not"):
        Game.from_quantecon(np.zeros((2, 2, 2, 2)))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_profile_of_best_replies_alone_is_an_equilibrium(shape: tuple[int, ...], seed: int) -> None:
    game = random_game(shape, seed)
    masks = [game.best_replies(i) for i in range(len(game.players))]
    for profile in np.ndindex(*game.shape):
        assert [bool(mask[profile]) for mask in masks] == [
            profile[i] in game.best_responses(i, profile) for i in range(len(masks))
        ]
    assert [tuple(row) for row in np.argwhere(np.logical_and.reduce(masks)).tolist()] == list(
        pure_equilibria(game).equilibria
    )
