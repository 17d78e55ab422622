"""Players who choose at once in a year: against the game of one year, by hand, against sgamesolver, in the case."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.scenario import Case
from negotiation_sim.games.arrays import Array, Index
from negotiation_sim.games.normal_form import Game
from negotiation_sim.games.years import Joint, Turn, YearsGame, looking_ahead, shares, this_year, values
from negotiation_sim.games.years_at_once import at_once
from negotiation_sim.solve.quantal import principal_branch
from negotiation_sim.worlds.years import AHEAD, years_of
from negotiation_sim.worlds.years_told import read_laid, with_laid
from negotiation_sim.worlds.years_turns import AtOnce

from .peers import sgamesolver
from .test_years import neighbours

FOUR = ("spain", "slovakia", "romania", "greece")


def one_shot(payoffs: Array) -> tuple[Array, Index]:
    """A game of one turn: from state 0 each profile leads to a state of its own, whose worth is its payoffs."""
    players, *sizes = payoffs.shape
    count = int(np.prod(sizes))
    worth = np.zeros((players, 1 + count, 1))
    worth[:, 1:, 0] = payoffs.reshape(players, -1)
    leads = np.full((count, 1 + count), -1)
    leads[:, 0] = np.arange(1, 1 + count)
    leads[0, 1:] = np.arange(1, 1 + count)
    return worth, leads


def parts_of(joint: Array, sizes: tuple[int, ...]) -> list[Array]:
    """Each player's chances in the first state and draw."""
    grid = joint[:, 0, 0].reshape(sizes)
    return [grid.sum(axis=tuple(k for k in range(len(sizes)) if k != i)) for i in range(len(sizes))]


@pytest.mark.parametrize("sizes", [(2, 2), (3, 2), (2, 2, 3)])
@pytest.mark.parametrize("precision", [0.3, 1.0, 2.0])
def test_one_turn_is_the_logit_equilibrium_of_the_game_of_one_year(sizes: tuple[int, ...], precision: float) -> None:
    for seed in range(6):
        payoffs = np.random.default_rng(seed).normal(size=(len(sizes), *sizes))
        worth, leads = one_shot(payoffs)
        joint = at_once(worth, leads, sizes, np.array([precision]))
        branch = principal_branch(Game.from_quantecon(np.moveaxis(payoffs, 0, -1)), to=precision)
        assert branch.converged
        for ours, theirs in zip(parts_of(joint, sizes), branch.end, strict=True):
            assert ours == pytest.approx(theirs, abs=1e-6)


def test_matching_pennies_by_hand_are_played_evenly() -> None:
    worth, leads = one_shot(np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]]))
    joint = at_once(worth, leads, (2, 2), np.array([5.0]))
    assert joint[:, 0, 0] == pytest.approx(np.full(4, 0.25))


def test_a_symmetrical_game_by_hand_solves_its_one_equation() -> None:
    """Each gains 1 where both choose the second: p / (1 - p) = exp(lambda p), here solved by halving."""
    payoffs = np.zeros((2, 2, 2))
    payoffs[:, 1, 1] = 1
    worth, leads = one_shot(payoffs)
    joint = at_once(worth, leads, (2, 2), np.array([1.5]))
    low, high = 0.5, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if 1 / (1 + np.exp(-1.5 * middle)) > middle else (low, middle)
    assert parts_of(joint, (2, 2))[0][1] == pytest.approx(low, abs=1e-9)


def test_an_option_that_is_not_open_is_never_part_of_what_is_chosen() -> None:
    worth = np.random.default_rng(0).normal(size=(2, 4, 1))
    leads = np.array([[0, -1], [1, -1], [2, 0], [3, 1]])
    joint = at_once(worth[:, :4], np.concatenate([leads, leads], axis=1), (2, 2), np.array([1.0]))
    assert (joint[:2, 1] == 0).all()
    assert joint.sum(axis=0) == pytest.approx(np.ones((4, 1)))


def test_many_states_and_draws_give_what_each_gives_alone() -> None:
    rng = np.random.default_rng(4)
    worth, leads = rng.normal(size=(2, 5, 3)), rng.integers(0, 5, size=(6, 5))
    precision = np.array([0.5, 1.0, 2.0])
    joint = at_once(worth, leads, (2, 3), precision)
    for draw in range(3):
        for state in range(5):
            payoffs = worth[:, leads[:, state], draw].reshape(2, 2, 3)
            alone = at_once(*one_shot(payoffs), (2, 3), precision[draw : draw + 1])
            assert joint[:, state, draw] == pytest.approx(alone[:, 0, 0], abs=1e-8)


def test_replies_that_circle_for_ever_are_told_and_not_taken_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotiation_sim.games.years_at_once.ROUNDS", (1, 2))
    worth, leads = one_shot(np.random.default_rng(1).normal(size=(2, 2, 2)) * 9)
    with pytest.raises(InputError, match="come to no rest"):
        at_once(worth, leads, (2, 2), np.array([20.0]))


# ---- years of such turns


def stationary(years: int, patience: float) -> tuple[YearsGame, Array, Array]:
    """Two states, two players who choose at once, and chance that leads on by what both chose.

    States 0 and 1, and after them one for each state and each joint option, from which chance leads back.
    """
    rng = np.random.default_rng(1)
    phi = rng.random((2, 2, 2, 2))
    phi /= phi.sum(axis=-1, keepdims=True)
    worth = rng.normal(size=(2, 2)) * 2
    choice, chance, moves = np.full((4, 10), -1), np.zeros((2, 10), dtype=np.intp), np.zeros((2, 10, 1))
    for state, option in product(range(2), range(4)):
        choice[option, state] = 2 + 4 * state + option
    choice[0, 2:] = np.arange(2, 10)
    chance[1] = 1
    for state in range(10):
        leads_on = phi[(state - 2) // 4, (state - 2) % 4 // 2, (state - 2) % 2] if state > 1 else np.eye(2)[state]
        moves[:, state, 0] = leads_on
    turns = (Joint(choice, None, None, (0, 1), (2, 2)), Turn(chance, None, moves))
    payoffs = np.zeros((2, 10, 1))
    payoffs[:, :2, 0] = worth
    game = YearsGame(payoffs, (turns,) * years, np.array([1.0]), np.full((2, 1), patience))
    return game, phi, np.einsum("sabt,it->siab", phi, worth)


SOLVED = [[[0.41233661, 0.58766339], [0.52571884, 0.47428116]], [[0.61222451, 0.38777549], [0.412881, 0.587119]]]
"""By state and player, from sgamesolver 1.0.2 (Eibelshäuser, Klockmann, Poensgen and von Schenk), its QRE at 2."""


def chances_of(game: YearsGame) -> Array:
    """By state and player the chances of the two options in the first year, looking ahead at precision 2."""
    joint = looking_ahead(game, np.array([2.0]))[0][0][:, :2, 0].reshape(2, 2, 2)
    return np.stack([joint.sum(axis=1).T, joint.sum(axis=0).T], axis=1)


def test_a_long_game_begins_as_the_stationary_equilibrium_of_another_solver() -> None:
    game, _, _ = stationary(60, 0.6)
    assert chances_of(game) == pytest.approx(np.array(SOLVED), abs=1e-6)


def test_a_long_game_begins_as_sgamesolver_says_where_it_is_installed() -> None:
    solver = sgamesolver()
    game, phi, payoffs = stationary(80, 0.6)
    theirs = solver.SGame(payoff_matrices=[*payoffs], transition_matrices=[*phi], discount_factors=0.6)
    homotopy = solver.homotopy.QRE(theirs)
    homotopy.solver_setup()
    homotopy.solver.t_target, homotopy.solver.verbose = 2.0, 0
    homotopy.solve()
    assert chances_of(game) == pytest.approx(np.asarray(homotopy.equilibrium.strategies), abs=1e-6)


def test_the_stationary_equilibrium_solves_its_own_equations() -> None:
    """A second way: worths from the linear equations of a stationary play, whose logit replies are that play."""
    game, phi, payoffs = stationary(60, 0.6)
    play = chances_of(game)
    joint = np.einsum("sa,sb->sab", play[:, 0], play[:, 1])
    flow, move = np.einsum("sab,siab->is", joint, payoffs), np.einsum("sab,sabt->st", joint, phi)
    worth = np.linalg.solve(np.eye(2) - 0.6 * move, flow.T).T
    for state in range(2):
        ahead = payoffs[state] + 0.6 * np.einsum("abt,it->iab", phi[state], worth)
        for player, expected in enumerate((ahead[0] @ play[state, 1], ahead[1].T @ play[state, 0])):
            reply = np.exp(2 * (expected - expected.max()))
            assert reply / reply.sum() == pytest.approx(play[state, player], abs=1e-6)
    assert values(game, looking_ahead(game, np.array([2.0])))[:, :2, 0] == pytest.approx(worth, abs=1e-6)


@pytest.mark.parametrize(("patience", "keeps"), [(0.45, False), (0.55, True)])
def test_who_faces_a_grim_trigger_keeps_to_the_agreement_above_the_critical_patience(
    patience: float, keeps: bool
) -> None:
    """Axelrod's 5, 3, 1 and 0: (T - R) / (T - P) = 0.5. States: agreement, broken this year, broken before."""
    breaks = Turn(np.array([[0, -1, -1], [1, 1, 2]]), 0)
    ages = Turn(np.array([[0, 2, 2]]), None, np.ones((1, 3, 1)))
    payoffs = np.array([[[3.0], [5.0], [1.0]]])
    game = YearsGame(payoffs, ((ages, breaks),) * 40, np.array([1.0]), np.array([[patience]]))
    chance = looking_ahead(game, np.array([200.0]))[0][1][0, 0, 0]
    assert chance == pytest.approx(1.0 if keeps else 0.0, abs=1e-6)


def test_probability_is_conserved_where_players_choose_at_once() -> None:
    game, _, _ = stationary(5, 0.6)
    start = np.zeros((10, 1))
    start[0] = 1
    for plan in (this_year(game, np.array([2.0])), looking_ahead(game, np.array([2.0]))):
        for held in shares(game, plan, start):
            assert held.sum() == pytest.approx(1.0, abs=1e-12)
            assert held.min() >= 0


# ---- the case


@pytest.fixture(scope="module")
def kosovo() -> Case:
    return load_case("kosovo")


def test_those_of_one_stage_choose_at_once_and_all_others_in_turn(kosovo: Case) -> None:
    years = years_of(kosovo.scenario("recognition_first"), at_once=True)
    together = [tuple(each.player for each in turn.choices) for turn in years.turns if isinstance(turn, AtOnce)]
    assert together == [FOUR, ("serbia", "kosovo")]
    in_turn = years_of(kosovo.scenario("four_in_turn"), at_once=True)
    assert [len(turn.choices) for turn in in_turn.turns if isinstance(turn, AtOnce)] == [2]


def test_chances_of_the_four_at_once_are_replies_to_each_other(kosovo: Case) -> None:
    years = years_of(kosovo.scenario("recognition_first"), at_once=True)
    k = next(k for k, turn in enumerate(years.turns) if isinstance(turn, AtOnce))
    turn, chances = years.game.years[0][k], years.plan()[0][k]
    assert isinstance(turn, Joint)
    state = int(years.start[0])
    grid = chances[:, state, 0].reshape(2, 2, 2, 2)
    parts = [grid.sum(axis=tuple(j for j in range(4) if j != i)) for i in range(4)]
    for i, mover in enumerate(turn.movers):
        worth = np.moveaxis(years.game.payoffs[mover, turn.leads[:, state], 0].reshape(2, 2, 2, 2), i, 0)
        for part in (parts[j] for j in reversed(range(4)) if j != i):
            worth = worth @ part
        assert parts[i][1] == pytest.approx(1 / (1 + np.exp(worth[0] - worth[1])), abs=1e-8)


def test_what_is_laid_down_for_one_leaves_the_others_of_its_stage_free(kosovo: Case) -> None:
    years = years_of(kosovo.scenario("recognition_first"), at_once=True)
    laid = with_laid(years, years.plan(), read_laid(years, ["2021:spain=yes"]))
    end = years.carried(laid)[1, :, 0]
    spain, greece = (
        np.array(years.space.levels[name])[years.space.places[name]] == "yes" for name in ("spain", "greece")
    )
    assert end[spain].sum() == pytest.approx(1.0)
    free = years.carried(years.plan())[1, :, 0]
    assert end[greece].sum() == pytest.approx(free[greece].sum())


def test_a_case_without_an_order_chooses_at_once_unless_it_is_asked_in_turn(tmp_path: Path) -> None:
    folder = neighbours(tmp_path)
    game = (folder / "game.toml").read_text(encoding="utf-8")
    before, _, after = game.partition("[order]")
    (folder / "game.toml").write_text(before + "[" + after.partition("\n[")[2], encoding="utf-8")
    scenario = (folder / "uninvited.toml").read_text(encoding="utf-8")
    (folder / "uninvited.toml").write_text(scenario.replace('order = "in_turn"\n', ""), encoding="utf-8")
    south = """[state.south]
label = "South"
moves = ["refuse", "sign"]
[turns.south]
label = "South"
player = "south"
"""
    rounds = (folder / "rounds.toml").read_text(encoding="utf-8")
    (folder / "rounds.toml").write_text(rounds.replace("[events.signed]", south + "[events.signed]"), encoding="utf-8")
    case = str(folder)
    assert ask("years", "uninvited", case=case).record["within_year"] == "at_once"
    assert ask("years", "uninvited", case=case, within_year="in_turn").record["within_year"] == "in_turn"
    assert ask("years", "recognition_first").record["within_year"] == "in_turn"


def test_who_looks_ahead_at_once_is_conserved_too(kosovo: Case) -> None:
    years = years_of(kosovo.scenario("status_quo", values={"years.sponsor_return": 0}), at_once=True)
    carried = years.carried(years.plan(AHEAD))
    assert carried.sum(axis=1) == pytest.approx(np.ones((11, 1)), abs=1e-9)
