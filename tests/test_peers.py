"""Peer programs on random games: what QuantEcon and pygambit find, and what this package finds, are the same thing.

Each compares with an algorithm of another kind, on seeds that are fixed and shapes that differ.
"""

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim.formats.game_file import write_game
from negotiation_sim.games.normal_form import Game, MixedProfile
from negotiation_sim.solve.bilateral import mixed_equilibria
from negotiation_sim.solve.learning import logit_dynamics, logit_shares
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.solve.quantal import principal_branch

from .conftest import random_game
from .peers import gambit

SHAPES = [(2, 2), (3, 2), (3, 3), (2, 2, 2), (2, 3, 2), (2, 2, 2, 2)]


def peer_game(game: Game):
    """QuantEcon's game; of a copy, for its dynamics change the payoffs that they are given."""
    return pytest.importorskip("quantecon.game_theory").NormalFormGame(np.array(game.to_quantecon()))


def far(one: MixedProfile, other: MixedProfile) -> float:
    return max(float(np.abs(a - b).max()) for a, b in zip(one, other, strict=True))


# ---- McLennan and Tourky (2006): an approximate fixed point of the best-response correspondence


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_an_equilibrium_of_mclennan_and_tourky_has_no_regret_here(seed: int, shape: tuple[int, ...]) -> None:
    gt = pytest.importorskip("quantecon.game_theory")
    game = random_game(np.random.default_rng(seed), shape)
    theirs, run = gt.mclennan_tourky(peer_game(game), epsilon=1e-7, full_output=True)
    assert run.converged
    assert game.regret(theirs) <= 1.001e-7
    if len(shape) == 2:
        assert min(far(theirs, own) for own in mixed_equilibria(game).equilibria) < 1e-4


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_mclennan_and_tourky_s_method_stays_at_the_limit_of_the_branch(seed: int, shape: tuple[int, ...]) -> None:
    gt = pytest.importorskip("quantecon.game_theory")
    game = random_game(np.random.default_rng(100 + seed), shape)
    limit = principal_branch(game).solution.equilibria[0]
    theirs, run = gt.mclennan_tourky(peer_game(game), init=[*limit], epsilon=1e-6, full_output=True)
    assert run.converged
    assert far(theirs, limit) < 1e-3


# ---- logit dynamics


def visited_for_ever(game: Game, precision: float) -> np.ndarray:
    """The long-run shares of QuantEcon's chances: a player drawn evenly moves by them, profile by profile."""
    peer = pytest.importorskip("quantecon.game_theory").LogitDynamics(peer_game(game), beta=precision)
    profiles = list(product(*map(range, game.shape)))
    moves = np.zeros((len(profiles), len(profiles)))
    for k, profile in enumerate(profiles):
        for i, player in enumerate(peer.players):
            sums = player.logit_choice_cdfs[(*profile[i + 1 :], *profile[:i])]
            for move, chance in enumerate(np.diff(sums, prepend=0) / sums[-1]):
                to = profiles.index((*profile[:i], move, *profile[i + 1 :]))
                moves[k, to] += chance / len(peer.players)
    equations = np.vstack([moves.T - np.eye(len(profiles)), np.ones(len(profiles))])
    shares = np.linalg.lstsq(equations, np.append(np.zeros(len(profiles)), 1.0), rcond=None)[0]
    return shares.reshape(game.shape)


@pytest.mark.parametrize("shape", [*SHAPES, (4, 3, 2)], ids=str)
@pytest.mark.parametrize("precision", [0.5, 2.0])
def test_quantecon_s_logit_chances_have_the_long_run_shares_computed_here(
    shape: tuple[int, ...], precision: float
) -> None:
    game = random_game(np.random.default_rng(sum(shape)), shape)
    assert logit_shares(game, precision) == pytest.approx(visited_for_ever(game, precision), abs=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_quantecon_s_simulated_shares_come_near_those_simulated_and_computed_here(seed: int) -> None:
    gt = pytest.importorskip("quantecon.game_theory")
    game = random_game(np.random.default_rng(seed), ((2, 2), (3, 2), (2, 2, 2), (2, 3, 2))[seed])
    peer = gt.LogitDynamics(peer_game(game), beta=1.0)
    visits = np.zeros(game.shape)
    for profile in peer.time_series(20_000, init_actions=(0,) * len(game.shape), random_state=seed):
        visits[tuple(profile)] += 1
    own = logit_dynamics(game, 1.0, 20_000, rng=np.random.default_rng(seed)).shares
    assert np.abs(visits / visits.sum() - logit_shares(game, 1.0)).max() < 0.03
    assert np.abs(visits / visits.sum() - own).max() < 0.05


# ---- pygambit


@pytest.mark.parametrize("shape", [*SHAPES, (1, 3, 2), (2, 2, 2, 2, 2), (4, 4)], ids=str)
@pytest.mark.parametrize("integers", [None, 3], ids=["payoffs without ties", "whole payoffs, many ties"])
def test_pygambit_enumerates_the_same_pure_equilibria(
    shape: tuple[int, ...], integers: int | None, tmp_path: Path
) -> None:
    peer = gambit()
    rng = np.random.default_rng(len(shape))
    for _ in range(10):
        game = random_game(rng, shape, integers)
        theirs = peer.read_nfg(str(write_game(game, tmp_path / "game.nfg")))
        found = {
            tuple([float(chance) for _, chance in mix[player]].index(1.0) for player in theirs.players)
            for mix in peer.nash.enumpure_solve(theirs).equilibria
        }
        assert found == set(pure_equilibria(game).equilibria)
