"""Quantal play: closed forms, published answers, the definition in loops, and rules that must hold."""

import csv
import io
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from scipy.optimize import brentq, minimize_scalar
from typer.testing import CliRunner

from negotiation_sim import load_case, solve_scenario
from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.formats.game_file import write_game
from negotiation_sim.games import logit
from negotiation_sim.games.bordered import uncrossed
from negotiation_sim.games.mixed import Mixed
from negotiation_sim.games.normal_form import Game
from negotiation_sim.questions.solve import pictures as figure
from negotiation_sim.questions.solve.chances import headline_chances, joint
from negotiation_sim.solve import quantal
from negotiation_sim.solve.agent_quantal import agent_quantal
from negotiation_sim.solve.bilateral import mixed_equilibria
from negotiation_sim.solve.quantal import Branch, principal_branch

from .by_hand import mixed as by_hand
from .conftest import labelled, random_game, table_of
from .peers import gambit

SHAPES = [(2, 2), (3, 2), (2, 3, 2), (3, 3, 3), (2, 2, 2, 2), (4, 3)]
TURNING = (3, 3, 3), 3
small_games = st.builds(
    lambda seed, shape: random_game(np.random.default_rng(seed), shape), st.integers(0, 10**6), st.sampled_from(SHAPES)
)


def limit(game: Game) -> list[list[float]]:
    found = principal_branch(game)
    assert found.converged, found.reason
    return [part.tolist() for part in found.solution.equilibria[0]]


def at(game: Game, precision: float) -> list[list[float]]:
    found = principal_branch(game, precision)
    assert found.converged, found.reason
    assert found.lambdas[-1] == pytest.approx(precision, rel=1e-12)
    return [part.tolist() for part in found.end]


def worst_gap(found: Branch) -> float:
    table, counts = table_of(found.game), found.game.shape
    return max(
        by_hand.logit_gap(table, counts, [own[k].tolist() for own in found.play], float(found.lambdas[k]))
        for k in range(len(found.lambdas))
    )


@pytest.mark.parametrize("shape", [(2,), (1, 3), (2, 2), (4, 3), (2, 3, 2), (2, 1, 3, 2), (2, 3, 2, 2, 3)])
def test_the_derivatives_of_payoffs_are_those_of_the_sum_over_profiles(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(len(shape))
    games = [random_game(rng, shape) for _ in range(3)]
    batch = Mixed(np.stack([game.payoffs for game in games]))
    logs = batch.log_softmax(rng.normal(size=(3, sum(shape))))
    rises = batch.derivatives(logs)
    values = batch.expected(rises, np.exp(logs))
    assert batch.values(logs) == pytest.approx(values, abs=1e-12), "the cheaper way to the same"
    for b, game in enumerate(games):
        parts = [part.tolist() for part in batch.parts(np.exp(logs[b]))]
        for i, first in enumerate(batch.offsets[:-1]):
            for k in range(shape[i]):
                assert values[b, first + k] == pytest.approx(
                    by_hand.strategy_payoff(table_of(game), shape, parts, i, k), abs=1e-12
                )
                for j, second in enumerate(batch.offsets[:-1]):
                    for m in range(shape[j]):
                        certain = [*parts[:j], [float(n == m) for n in range(shape[j])], *parts[j + 1 :]]
                        sure = by_hand.strategy_payoff(table_of(game), shape, certain, i, k) if i != j else 0.0
                        assert rises[b, first + k, second + m] == pytest.approx(sure, abs=1e-12)


@pytest.mark.parametrize("precision", [0.1, 0.5, 1.0, 3.0, 10.0])
@pytest.mark.parametrize("prize", [1.0, 4.0, 9.0])
def test_asymmetric_matching_pennies_is_the_root_of_one_equation(prize: float, precision: float) -> None:
    # Ochs (1995), fitted by McKelvey and Palfrey (1995): the row player gets `prize` or 1, the column player 1.
    game = Game.from_bimatrix([[prize, 0], [0, 1]], [[0, 1], [1, 0]])

    def column(row: float) -> float:
        return 1 / (1 + math.exp(-precision * (1 - 2 * row)))

    def gap(row: float) -> float:
        left = column(row)
        return row - 1 / (1 + math.exp(-precision * (prize * left - (1 - left))))

    row = brentq(gap, 0, 1, xtol=1e-15)
    (p, _), (q, _) = at(game, precision)
    assert (p, q) == pytest.approx((row, column(row)), abs=1e-9)


def test_the_precision_that_fits_ochs_s_subjects_best_is_mckelvey_and_palfrey_s() -> None:
    # McKelvey and Palfrey (1995) fitted lambda to Ochs (1995): of 128 choices each, 52.7 % were the first row and
    # 36.6 % the first column. Gambit's manual repeats their estimate with pygambit, whose figures stand here.
    game = Game.from_bimatrix([[1.1141, 0], [0, 0.2785]], [[0, 1.1141], [1.1141, 0]])
    observed = [0.527, 0.366]

    def unlikely(precision: float) -> float:
        chances = [own[0] for own in at(game, precision)]
        pairs = zip(observed, chances, strict=True)
        return -128 * sum(share * math.log(p) + (1 - share) * math.log(1 - p) for share, p in pairs)

    best = minimize_scalar(unlikely, bounds=(0.5, 5.0), method="bounded", options={"xatol": 1e-7})
    assert best.x == pytest.approx(1.84561, abs=1e-4)
    assert best.fun == pytest.approx(174.76453, abs=1e-4)
    assert [own[0] for own in at(game, 1.8456097536855864)] == pytest.approx([0.6156513144, 0.3832909400], abs=1e-9)


def test_the_limit_of_asymmetric_matching_pennies_is_its_only_equilibrium() -> None:
    game = Game.from_bimatrix([[9, 0], [0, 1]], [[0, 1], [1, 0]])
    assert np.allclose(limit(game), [[0.5, 0.5], [0.1, 0.9]], atol=1e-12)


def test_in_a_symmetric_two_by_two_game_every_point_fits_the_closed_form() -> None:
    # Stag hunt: on the symmetric branch log(p / (1 - p)) = lambda (4p - 3), so lambda is a formula in p.
    game = Game.from_bimatrix([[4, 0], [3, 3]], [[4, 3], [0, 3]])
    found = principal_branch(game)
    for precision, own, other in zip(found.lambdas, *found.play, strict=True):
        assert own == pytest.approx(other, abs=1e-9)
        assert math.log(own[0] / own[1]) == pytest.approx(precision * (4 * own[0] - 3), abs=1e-4)
    assert found.solution.equilibria[0][0].tolist() == [0.0, 1.0]


def test_the_branch_leads_to_the_risk_dominant_equilibrium_of_a_two_by_two_game() -> None:
    # McKelvey and Palfrey (1995), Turocy (2005): the principal branch selects it, here against the payoffs' sum.
    for safe, (first, second) in ((3.0, (0.0, 1.0)), (1.0, (1.0, 0.0))):
        game = Game.from_bimatrix([[4, 0], [safe, safe]], [[4, safe], [0, safe]])
        assert np.allclose(limit(game), [[first, second]] * 2)


def test_the_limit_need_not_be_perfect() -> None:
    # McKelvey and Palfrey (1995): M is dominated weakly; the only perfect equilibrium is D against R. But
    # log(p_D / p_U) = lambda A q_M, and lambda q_M vanishes, so the limit is half U, half D.
    row = [[1, 0, 1], [0, 0, 0], [1, 5, 1]]
    game = Game.from_bimatrix(row, np.transpose(row))
    assert np.allclose(limit(game), [[0.5, 0, 0.5], [0.5, 0, 0.5]], atol=1e-3)


def test_selten_s_horse_leads_to_an_equilibrium_in_which_nobody_gains() -> None:
    # Selten (1975), figure 1, as a game in strategies: (R, r, any) and (L, any, R) are the two kinds of equilibrium.
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[:, 0, :, 0], payoffs[:, 0, :, 1] = np.array([[0], [0], [0]]), np.array([[3], [2], [2]])
    payoffs[:, 1, 0, :] = np.array([[1], [1], [1]])
    payoffs[:, 1, 1, 0], payoffs[:, 1, 1, 1] = [4, 4, 0], [0, 0, 1]
    found = principal_branch(labelled(payoffs))
    assert found.converged
    assert worst_gap(found) < 1e-5


def test_play_is_uniform_at_lambda_zero_and_nearly_so_beside_it(any_game: Game) -> None:
    found = principal_branch(any_game, 1e-6)
    for own in found.play:
        assert (own[0] == 1 / own.shape[1]).all()
        assert own[-1] == pytest.approx(np.full(own.shape[1], 1 / own.shape[1]), abs=1e-5)


@settings(max_examples=25, deadline=None)
@given(small_games)
def test_every_point_of_the_branch_is_the_logit_response_to_itself(game: Game) -> None:
    found = principal_branch(game)
    assert worst_gap(found) < 2e-4
    assert found.regrets == pytest.approx(
        [game.regret(tuple(own[k] for own in found.play)) for k in range(len(found.lambdas))], abs=1e-4
    )


@settings(max_examples=25, deadline=None)
@given(small_games, st.floats(0.05, 30.0))
def test_the_point_at_a_given_lambda_is_the_logit_response_to_itself(game: Game, precision: float) -> None:
    table, counts = table_of(game), game.shape
    assert by_hand.logit_gap(table, counts, at(game, precision), precision) < 1e-6


def test_at_small_lambda_it_is_what_responding_again_and_again_settles_on(any_game: Game) -> None:
    for found, plain in zip(
        at(any_game, 0.2), by_hand.logit_equilibrium(table_of(any_game), any_game.shape, 0.2), strict=True
    ):
        assert found == pytest.approx(plain, abs=1e-8)


def test_the_limit_passes_the_regret_check_and_lies_beside_the_last_point(any_game: Game) -> None:
    found = principal_branch(any_game)
    assert found.converged, found.reason
    (profile,) = found.solution.equilibria
    assert any_game.is_equilibrium(profile)
    assert found.solution.regret[0] <= any_game.steps.max()
    for own, end in zip(profile, found.end, strict=True):
        assert own == pytest.approx(end, abs=quantal.CLOSE)


def test_a_branch_that_turns_back_is_followed_past_its_turning_points() -> None:
    shape, seed = TURNING
    game = random_game(np.random.default_rng(seed), shape)
    found = principal_branch(game)
    steps = np.sign(np.diff(found.lambdas))
    assert found.turns == (np.diff(steps) != 0).sum() > 0
    assert (np.diff(found.lambdas) < 0).any()
    assert worst_gap(found) < 2e-4
    assert any("turns back" in said for said in found.solution.warnings)


def test_smaller_steps_lead_to_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(8)
    games = [random_game(rng, shape) for shape in SHAPES for _ in range(5)]
    found = [limit(game) for game in games]
    monkeypatch.setattr(logit, "AIM", logit.AIM / 20)
    for game, before in zip(games, found, strict=True):
        for own, other in zip(limit(game), before, strict=True):
            assert own == pytest.approx(other, abs=1e-9)


def test_where_branches_cross_the_symmetric_one_is_followed_and_a_warning_given() -> None:
    game = Game.from_bimatrix([[1, 0], [0, 1]], [[1, 0], [0, 1]])
    found = principal_branch(game)
    assert np.allclose(found.solution.equilibria[0], 0.5)
    assert any("other ways cross it" in said for said in found.solution.warnings)
    assert not principal_branch(Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]])).solution.warnings


@settings(max_examples=20, deadline=None)
@given(small_games, st.floats(0.1, 5.0), st.floats(0.1, 20.0), st.floats(-50, 50))
def test_multiplying_payoffs_divides_lambda_and_adding_changes_nothing(
    game: Game, precision: float, factor: float, shift: float
) -> None:
    moved = labelled(game.payoffs * factor + shift)
    for own, other in zip(at(game, precision), at(moved, precision / factor), strict=True):
        assert own == pytest.approx(other, abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(small_games, st.floats(0.1, 5.0), st.randoms(use_true_random=False))
def test_relabelling_players_and_strategies_relabels_the_answer(game: Game, precision: float, random: object) -> None:
    order = list(range(len(game.players)))
    random.shuffle(order)  # type: ignore[attr-defined]
    turned = game.permuted(order)
    flipped = labelled(np.flip(turned.payoffs, axis=tuple(range(1, turned.payoffs.ndim))))
    found = at(flipped, precision)
    expected = at(game, precision)
    for place, i in enumerate(order):
        assert found[place][::-1] == pytest.approx(expected[i], abs=1e-6)


def test_players_without_a_choice_change_nothing() -> None:
    game = random_game(np.random.default_rng(4), (2, 3, 2))
    with_idle = labelled(np.insert(game.payoffs, 1, 7.0, axis=0)[:, :, None])
    (first, idle, *rest), plain = at(with_idle, 2.0), at(game, 2.0)
    assert idle == [1.0]
    for own, other in zip([first, *rest], plain, strict=True):
        assert own == pytest.approx(other, abs=1e-9)


def test_constant_payoffs_leave_play_uniform() -> None:
    assert np.allclose(limit(labelled(np.full((2, 2, 2), 3.0))), 0.5)


def test_a_lone_player_moves_to_its_best_strategies() -> None:
    game = labelled(np.array([[1.0, 2.0, 2.0]]))
    assert np.allclose(limit(game), [[0.0, 0.5, 0.5]], atol=1e-6)
    assert at(game, 2.0)[0] == pytest.approx(by_hand.logit_response([1.0, 2.0, 2.0], 2.0))


def test_a_logit_equilibrium_at_a_finite_lambda_is_an_end_state_and_no_equilibrium() -> None:
    found = principal_branch(Game.from_bimatrix([[9, 0], [0, 1]], [[0, 1], [1, 0]]), 1.0)
    assert found.converged
    assert not found.solution.equilibria
    assert found.solution.end_regret[0] == pytest.approx(found.regrets[-1], abs=1e-6)


def test_a_point_at_a_given_lambda_is_never_told_as_the_limit() -> None:
    for precision in ("2", "100000"):
        record = json.loads(run("solve", "recognition_first", "--concept", "quantal", "--lambda", precision, "--json"))
        assert record["limit"] is None
        assert record["branch"][-1]["lambda"] == pytest.approx(float(precision))
        assert record["end"] == record["branch"][-1]["profile"]


def test_a_branch_cut_short_says_so_and_claims_no_equilibrium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantal, "POINTS", 4)
    found = principal_branch(random_game(np.random.default_rng(3), (3, 3)))
    assert not found.converged
    assert not found.solution.converged
    assert not found.solution.equilibria
    assert "no limit was found" in found.reason


def test_a_branch_that_cannot_be_followed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logit, "CORRECTIONS", 1)
    monkeypatch.setattr(logit, "AGAIN", 0)
    monkeypatch.setattr(logit, "NEAR", 0.0)
    monkeypatch.setattr(logit, "LANDED", 0.0)
    game = random_game(np.random.default_rng(3), (3, 3))
    assert "could not be followed" in principal_branch(game, 2.0).reason
    stuck = agent_quantal(game, [game.players], 2.0)
    assert not stuck.converged
    assert "at 1 of them" in stuck.reason


@pytest.mark.parametrize("precision", [0.0, -1.0, math.nan, math.inf])
def test_a_lambda_that_is_no_positive_number_is_refused(precision: float) -> None:
    game = random_game(np.random.default_rng(3), (2, 2))
    with pytest.raises(InputError, match="positive number"):
        principal_branch(game, precision)
    with pytest.raises(InputError, match="positive number"):
        agent_quantal(game, [["p0"], ["p1"]], precision)


def orders(players: int) -> list[tuple[tuple[int, ...], ...]]:
    half = players // 2
    parts = [tuple(range(half, players)), tuple(range(half))]
    return [tuple((i,) for i in reversed(range(players))), tuple(part for part in parts if part)]


def test_staged_play_is_that_of_the_recursion_over_histories(any_game: Game) -> None:
    table = table_of(any_game)
    for order in orders(len(any_game.players)):
        labels = [[any_game.players[i] for i in stage] for stage in order]
        for precision in (0.3, 4.0) if all(len(stage) == 1 for stage in order) else (0.3,):
            found = agent_quantal(any_game, labels, precision)
            plain = by_hand.staged_logit(table, any_game.shape, order, precision)
            assert found.converged
            for profile in np.ndindex(*any_game.shape):
                assert found.probabilities[profile] == pytest.approx(plain[profile], abs=1e-7)
            for i, expected in enumerate(found.expected):
                assert expected == pytest.approx(sum(chance * table[end][i] for end, chance in plain.items()), abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(small_games, st.floats(0.1, 8.0))
def test_players_who_all_move_together_play_the_branch_s_logit_equilibrium(game: Game, precision: float) -> None:
    found = agent_quantal(game, [game.players], precision)
    for player, own in zip(game.players, at(game, precision), strict=True):
        assert found.play(player) == pytest.approx(own, abs=1e-7)


def test_a_batch_of_nodes_is_played_as_each_node_alone() -> None:
    rng = np.random.default_rng(12)
    payoffs = rng.normal(size=(60, 2, 3, 3))
    whole = Mixed(payoffs)
    together = logit.probabilities(whole, logit.arrival(whole, 20.0))
    for row, one in zip(together, payoffs, strict=True):
        alone = Mixed(one[None])
        assert row == pytest.approx(logit.probabilities(alone, logit.arrival(alone, 20.0))[0], abs=1e-7)


def test_precise_staged_play_ends_where_backward_induction_does() -> None:
    # Selten (1978), the chain store: the entrant enters and the chain store yields.
    game = Game.from_bimatrix(
        [[1, 1], [2, 0]],
        [[5, 5], [2, 0]],
        players=["entrant", "chain store"],
        strategies=[["out", "in"], ["yield", "fight"]],
    )
    found = agent_quantal(game, [["entrant"], ["chain store"]], 30.0)
    assert found.probabilities[1, 0] == pytest.approx(1.0, abs=1e-9)
    assert found.probabilities.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("order", [[["p0"]], [["p0", "p1"], ["p1"]], [["p0"], ["p1"], ["p9"]]])
def test_an_order_that_forgets_repeats_or_invents_a_player_is_refused(order: list[list[str]]) -> None:
    with pytest.raises(InputError):
        agent_quantal(random_game(np.random.default_rng(1), (2, 2)), order, 1.0)


def test_the_limit_of_recognition_first_is_one_of_its_pure_equilibria() -> None:
    solved = solve_scenario(load_case("kosovo").scenario("recognition_first"))
    (profile,) = principal_branch(solved.game).solution.equilibria
    pure = tuple(int(np.argmax(part)) for part in profile)
    assert all(np.isclose(part.max(), 1.0) for part in profile)
    assert pure in solved.equilibria.equilibria
    assert headline_chances(solved, joint(profile))["Who recognises"][0][0] == solved.headline(
        solved.scenario.case.headlines[0], pure
    )


def test_the_headlines_chances_are_sums_over_the_profiles() -> None:
    solved = solve_scenario(load_case("kosovo").scenario("recognition_first"))
    found = agent_quantal(solved.game, solved.scenario.order or [], 1.0)
    told = headline_chances(solved, found.probabilities)
    for headline in solved.scenario.case.headlines:
        sums: dict[str, float] = {}
        for profile in np.ndindex(*solved.game.shape):
            said = solved.headline(headline, profile)
            sums[said] = sums.get(said, 0.0) + float(found.probabilities[profile])
        assert dict(told[headline.title]) == pytest.approx(sums)


def test_the_picture_draws_the_branch_and_names_every_free_player() -> None:
    solved = solve_scenario(load_case("kosovo").scenario("recognition_first"))
    found = principal_branch(solved.game)
    picture = figure.picture(found, solved)
    free = [player for player, own in zip(solved.game.players, solved.game.strategies, strict=True) if len(own) > 1]
    shown = [axes for axes in picture.figure.axes if axes.get_visible() and axes.lines]
    (below,) = (axes for axes in picture.figure.axes if axes.get_visible() and not axes.lines)
    assert "limiting logit equilibrium" in " ".join(" ".join(text.get_text() for text in below.texts).split())
    assert [axes.get_title(loc="left") for axes in shown] == [solved.scenario.case.players[p].name for p in free]
    for axes, player in zip(shown, free, strict=True):
        i = solved.game.player(player)
        assert len(axes.lines) == len(solved.game.strategies[i])
        assert {text.get_text() for text in axes.texts if text.get_text()} == {
            solved.scenario.case.players[player].label(k) for k in solved.game.strategies[i]
        }
        for k, line in enumerate(axes.lines):
            drawn = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
            assert drawn[found.lambdas[-1]] == pytest.approx(found.play[i][-1, k])
        assert solved.scenario.case.players[player].name in picture.words


def overlapping(axes: Axes) -> bool:
    axes.figure.draw_without_rendering()
    names = [text.get_window_extent() for text in axes.texts if text.get_text()]
    return any(one.overlaps(other) for k, one in enumerate(names) for other in names[:k])


@pytest.mark.parametrize("scenario", ["recognition_first", "free_choice"])
def test_beside_a_panel_stand_names_and_thin_leaders_but_no_stroke_like_a_line(scenario: str) -> None:
    solved = solve_scenario(load_case("kosovo").scenario(scenario))
    drawn = figure.picture(principal_branch(solved.game), solved).figure
    for axes in (axes for axes in drawn.axes if axes.lines):
        assert not overlapping(axes)
        for text in axes.texts:
            leader = text.arrow_patch if isinstance(text, Annotation) else None
            assert leader is None or (leader.get_linewidth() < 1 and leader.get_linestyle() == "solid")


@pytest.mark.parametrize("count", [4, 8, 14])
def test_names_of_many_lines_that_end_together_stand_one_above_another(count: int) -> None:
    axes = Figure(figsize=(3, figure.ROW * max(1.0, count / figure.NAMES))).subplots()
    axes.set_ylim(-0.04, 1.04)
    figure._names(axes, [f"move {k}" for k in range(count)], [0.0] * (count - 1) + [1.0])
    assert not overlapping(axes)


def test_each_line_carries_the_marker_of_its_name_clear_of_the_other_markers() -> None:
    solved = solve_scenario(load_case("kosovo").scenario("free_choice"))
    drawn = figure.picture(principal_branch(solved.game), solved).figure
    for axes in (axes for axes in drawn.axes if axes.lines):
        at = [(line.get_markevery()[0], line) for line in axes.lines]
        places = [axes.transAxes.inverted().transform(axes.transData.transform(line.get_xydata()[k])) for k, line in at]
        assert all(np.hypot(*(one - other)) > 0.05 for k, one in enumerate(places) for other in places[:k])
        assert len({line.get_marker() for line in axes.lines}) == len(axes.lines) == len(axes.collections)


@pytest.mark.parametrize(("scenario", "labelled"), [("recognition_first", {6}), ("free_choice", {8})])
def test_axes_are_named_below_the_sheet_only(scenario: str, labelled: set[int]) -> None:
    solved = solve_scenario(load_case("kosovo").scenario(scenario))
    drawn = figure.picture(principal_branch(solved.game), solved).figure
    shown = [axes for axes in drawn.axes if axes.lines]
    assert {k for k, axes in enumerate(shown) if axes.get_xlabel()} == labelled
    numbered = {k for k, axes in enumerate(shown) if axes.xaxis.get_major_ticks()[0].label1.get_visible()}
    assert numbered == set(range(len(shown) - figure.COLUMNS, len(shown)))
    assert all(len(axes.get_xticks()) >= 3 for axes in shown)


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_command_prints_the_limit_as_json_and_the_branch_as_csv() -> None:
    record = json.loads(run("solve", "recognition_first", "--concept", "quantal", "--json"))
    assert record["limit"]["spain"] == {"yes": 1.0}
    assert record["converged"] is True
    rows = list(csv.DictReader(io.StringIO(run("solve", "recognition_first", "--concept", "quantal", "--csv"))))
    assert float(rows[0]["lambda"]) == 0.0
    assert {row["player"] for row in rows} == set(load_case("kosovo").players)


def test_the_command_s_chances_sum_to_one() -> None:
    arguments = ("solve", "recognition_first", "--concept", "agent_quantal", "--lambda", "2")
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--csv"))))
    assert sum(float(row["chance"]) for row in rows) == pytest.approx(1.0)
    assert "not the probability of an event" in " ".join(run(*arguments).split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["recognition_first", "--concept", "quantile"], "Did you mean 'quantal'?"),
        (["recognition_first", "--concept", "agent_quantal"], "`lambda=2`"),
        (["free_choice", "--case", "chicken", "--concept", "agent_quantal", "--lambda", "1"], "These apply"),
        (["recognition_first", "--concept", "quantal", "--lambda", "-2"], "positive number"),
    ],
)
def test_the_command_says_what_to_mend(arguments: list[str], words: str) -> None:
    with pytest.raises(InputError) as raised:
        CliRunner().invoke(app, ["solve", *arguments], catch_exceptions=False)
    assert words in str(raised.value)


@pytest.mark.parametrize("seed", range(12))
def test_the_limit_of_a_two_player_game_is_one_of_nashpy_s_equilibria(seed: int) -> None:
    game = random_game(np.random.default_rng(seed), ((2, 2), (3, 2), (3, 3), (4, 3))[seed % 4])
    found = limit(game)
    others = mixed_equilibria(game).equilibria
    assert any(all(np.allclose(a, b, atol=1e-7) for a, b in zip(found, other, strict=True)) for other in others)


def test_mclennan_and_tourky_s_method_finds_the_same_where_there_is_only_one() -> None:
    # Three pairs of pennies in a ring (Jordan 1993), prizes made unequal: the only equilibrium is mixed.
    quantecon = pytest.importorskip("quantecon.game_theory")
    payoffs = np.zeros((3, 2, 2, 2))
    for a, b, c in np.ndindex(2, 2, 2):
        payoffs[:, a, b, c] = [1 + a if a == b else 0, 1 + 2 * b if b == c else 0, 1 + c if c != a else 0]
    game = labelled(payoffs)
    peer = quantecon.mclennan_tourky(quantecon.NormalFormGame(game.to_quantecon()), epsilon=1e-7)
    for own, theirs in zip(limit(game), peer, strict=True):
        assert own == pytest.approx(theirs, abs=1e-4)


def test_pygambit_finds_the_same_limit(tmp_path: Path) -> None:
    gbt = gambit()
    rng = np.random.default_rng(6)
    for shape in SHAPES:
        game = random_game(rng, shape)
        theirs = gbt.read_nfg(str(write_game(game, tmp_path / "game.nfg")))
        answer = gbt.nash.logit_solve(theirs)
        equilibrium = answer.equilibrium if hasattr(answer, "equilibrium") else answer.equilibria[0]
        for player, own in zip(theirs.players, limit(game), strict=True):
            assert [float(chance) for _, chance in equilibrium[player]] == pytest.approx(own, abs=1e-3)


@pytest.mark.parametrize("shape", [(2, 3, 2), (3, 2), (2, 2, 2, 2)])
@pytest.mark.parametrize("constant", [0.0, 0.7, -3e5])
def test_a_player_to_whom_all_is_the_same_stops_no_branch(shape: tuple[int, ...], constant: float) -> None:
    for seed in range(8):
        payoffs = np.random.default_rng(seed).normal(size=(len(shape), *shape))
        payoffs[1] = constant
        branch = principal_branch(labelled(payoffs))
        assert branch.converged, (seed, branch.reason)
        assert branch.limit is not None
        assert branch.end[1] == pytest.approx(np.full(shape[1], 1 / shape[1]), abs=1e-9), "play stays uniform"


def test_all_the_same_to_everybody_is_an_equilibrium_at_once() -> None:
    branch = principal_branch(labelled(np.full((3, 2, 2, 2), 4.0)))
    assert branch.converged
    assert all(own == pytest.approx([0.5, 0.5]) for own in branch.limit or ())


def coordination(size: int, first: float) -> Game:
    """Both get 1 where they choose alike, and `first` where they choose the first strategy."""
    diagonal = np.diag([first, *[1.0] * (size - 1)])
    return Game.from_bimatrix(diagonal, diagonal)


@pytest.mark.parametrize("size", [2, 3, 4, 5, 7])
@pytest.mark.parametrize("more", [1e-4, 0.01, 0.05])
def test_the_least_advantage_decides_where_branches_nearly_cross(size: int, more: float) -> None:
    """Several eigenvalues come near zero together there: a long step leads onto the branch of mixed play unseen.

    By symmetry among the others x of the first strategy solves lambda ((1 + more) x - y) = ln(x / y), y the others'.
    """
    branch = principal_branch(coordination(size, 1 + more))
    for own in branch.limit or ():
        assert own == pytest.approx(np.eye(size)[0], abs=1e-9)
    x = branch.play[0][1:, 0]
    y = (1 - x) / (size - 1)
    reached = ((1 + more) * x - y > 1e-6) & (y > 1e-9)
    assert (x > 1 / size - 1e-9).all()
    x, y, lambdas = x[reached], y[reached], branch.lambdas[1:][reached]
    assert np.log(x / y) == pytest.approx(lambdas * ((1 + more) * x - y), abs=1e-4)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(("size", "noise"), [(3, 0.01), (5, 0.005), (7, 0.005)])
def test_coordination_with_a_little_noise_ends_where_the_branch_followed_closely_does(
    size: int, noise: float, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(seed)
    game = Game.from_bimatrix(*(np.eye(size) + noise * rng.random((size, size)) for _ in range(2)))
    found = principal_branch(game).limit
    monkeypatch.setattr(logit, "AIM", logit.AIM / 20)
    closely = principal_branch(game).limit
    assert found is not None
    assert closely is not None
    assert np.concatenate(found) == pytest.approx(np.concatenate(closely), abs=1e-6)


@pytest.mark.parametrize("size", [2, 3, 5])
def test_branches_that_cross_are_told_of_however_many_eigenvalues_pass_zero(size: int) -> None:
    branch = principal_branch(coordination(size, 1.0))
    assert any("other ways cross it" in warning for warning in branch.solution.warnings)
    assert all(own == pytest.approx(np.full(size, 1 / size)) for own in branch.end)


def turned(angle: float) -> list[list[float]]:
    return [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]


@pytest.mark.parametrize(
    ("ratio", "crossed"),
    [
        ([[0.1, 0.0], [0.0, 30.0]], False),
        ([[-1e-6, 0.0], [0.0, 1.0]], True),
        ([[-1e-6, 0.0], [0.0, -1.0]], True),
        (turned(0.45 * math.pi), False),
        (turned(0.95 * math.pi), True),
        ([[1.0, 1e6], [0.0, 1.0]], False),
    ],
    ids=["none", "one", "two together", "a pair far from zero", "a pair close round zero", "not a normal matrix"],
)
def test_an_eigenvalue_that_passes_zero_between_two_matrices_is_seen(ratio: list[list[float]], crossed: bool) -> None:
    rng = np.random.default_rng(1)
    base, turn = rng.normal(size=(2, 2, 2))
    before = base @ turn @ np.array(ratio) @ np.linalg.inv(turn)
    change = np.linalg.inv(base) @ (before - base)
    assert uncrossed(change[None]).tolist() == [not crossed]
