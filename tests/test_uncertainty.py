"""Draws over the ranges: marginals against scipy, shares against one game at a time and against integrals by hand."""

import itertools
import json
import shutil
import statistics
from itertools import pairwise
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from negotiation_sim import ask, load_case, solve_scenario
from negotiation_sim.case.conclusions import Conclusion
from negotiation_sim.case.library import library
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.errors import InputError
from negotiation_sim.present.canvas import COLOURS, MARKERS
from negotiation_sim.questions.declaration import fields_of
from negotiation_sim.questions.uncertainty.answer import uncertainty
from negotiation_sim.questions.uncertainty.on_draws import read_off
from negotiation_sim.questions.uncertainty.pictures import hinges
from negotiation_sim.questions.uncertainty.pictures import shares as shares_drawn
from negotiation_sim.questions.uncertainty.question import UncertaintyAsked
from negotiation_sim.worlds.drawn_conditions import chained, drawn_conditions
from negotiation_sim.worlds.draws import solve_draws
from negotiation_sim.worlds.estimates import growing, mean, share
from negotiation_sim.worlds.marginals import Distribution, Marginal
from negotiation_sim.worlds.results.game import holding
from negotiation_sim.worlds.sampling import Sampling, Scheme, sampling, unit_points

from .command_line import process
from .test_cli import answer, refusal

KOSOVO = load_case("kosovo")


def every_draw(plan: Sampling, scenario: Scenario) -> dict[str, np.ndarray]:
    blocks = [plan.draws(scenario, block) for block in plan.blocks()]
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}


# ---- marginals


@settings(max_examples=60, deadline=None)
@given(st.floats(-100, 100), st.floats(0.001, 100), st.floats(0, 1))
def test_the_triangular_quantiles_are_those_of_scipy(low: float, width: float, place: float) -> None:
    unit = np.linspace(0, 1, 101)
    own = Marginal("x", low, low + place * width, low + width, "triangular").quantile(unit)
    place = min(1.0, (low + place * width - low) / width)  # as rounded above
    np.testing.assert_allclose(own, stats.triang(place, low, width).ppf(unit), atol=1e-6 * width + 1e-9)


@pytest.mark.parametrize("scheme", ["random", "sobol"])
@pytest.mark.parametrize("distribution", ["triangular", "uniform"])
def test_draws_have_the_marginals_of_scipy_by_the_kolmogorov_smirnov_test(scheme: str, distribution: str) -> None:
    scenario = KOSOVO.scenario("recognition_first")
    draws = every_draw(sampling(KOSOVO, 4096, 7, scheme, distribution), scenario)
    for name in ("us_cred", "a3", "serbia.weight.domestic", "reprisal"):
        entry, width = KOSOVO.register[name], KOSOVO.register[name].high - KOSOVO.register[name].low
        uniform, triangular = (
            stats.uniform(entry.low, width),
            stats.triang((entry.value - entry.low) / width, entry.low, width),
        )
        right, wrong = (triangular, uniform) if distribution == "triangular" else (uniform, triangular)
        assert stats.kstest(draws[name], right.cdf).pvalue > 0.001
        assert stats.kstest(draws[name], wrong.cdf).pvalue < 0.001


def test_each_set_of_sobol_points_is_spread_more_evenly_than_random_ones() -> None:
    even, chance = (sampling(KOSOVO, 4096, 3, scheme).unit_points(0, 256) for scheme in ("sobol", "random"))
    for column in even.T:
        assert sorted(np.floor(column * 256).astype(int)) == list(range(256))
    assert stats.qmc.discrepancy(even[:, :2]) < 0.2 * stats.qmc.discrepancy(chance[:, :2])


def test_sobol_draws_are_rounded_up_to_sixteen_sets_of_a_power_of_two() -> None:
    plan = sampling(KOSOVO, 5000, scheme="sobol")
    assert (plan.count, plan.each, plan.replicates) == (8192, 512, 16)
    assert sum(len(block) for block in plan.blocks()) == 8192
    assert sampling(KOSOVO, 5000).count == 5000


def test_a_value_outside_its_range_widens_the_range_to_it() -> None:
    one = {one.name: one for one in sampling(KOSOVO).marginals(KOSOVO.scenario("status_quo", "sceptic"))}
    outside = KOSOVO.scenario("status_quo", "sceptic").outside_range
    for name, marginal in one.items():
        entry = KOSOVO.register[name]
        assert marginal.low <= marginal.mode <= marginal.high
        assert (name in outside) == ((marginal.low, marginal.high) != (entry.low, entry.high))


def test_what_a_scenario_or_the_user_changes_is_held_and_all_else_is_shared() -> None:
    plan = sampling(KOSOVO, 50, 2)
    plain = every_draw(plan, KOSOVO.scenario("recognition_first"))
    other = every_draw(plan, KOSOVO.scenario("russia_escalates", values={"a1": 0.2}))
    assert set(plain) - set(other) == {"spoil_cost", "spoil_cost_nato", "kumanovo", "unrest_gain", "a1"}
    for name, column in other.items():
        assert (column == plain[name]).all()


@pytest.mark.parametrize("scheme", ["random", "sobol"])
def test_drawing_fewer_assumptions_or_more_draws_changes_no_draw(scheme: str) -> None:
    scenario = KOSOVO.scenario("recognition_first")
    whole = every_draw(sampling(KOSOVO, 512, 5, scheme), scenario)
    few = every_draw(sampling(KOSOVO, 512, 5, scheme, free=["us_cred", "serbia.*"]), scenario)
    assert set(few) == {name for name in whole if name == "us_cred" or name.startswith("serbia.")}
    assert all((few[name] == whole[name]).all() for name in few)
    more = [plan.each for plan in (sampling(KOSOVO, 512, 5, scheme), sampling(KOSOVO, 1024, 5, scheme))]
    longer = every_draw(sampling(KOSOVO, 1024, 5, scheme), scenario)["us_cred"].reshape(-1, more[1])[:, : more[0]]
    assert (longer.ravel() == whole["us_cred"]).all()


@pytest.mark.parametrize("scheme", ["random", "sobol"])
@pytest.mark.parametrize("correlated", [False, True])
def test_any_part_of_the_draws_can_be_drawn_alone(scheme: str, correlated: bool) -> None:
    plan = sampling(KOSOVO, 8192, 3, scheme, correlated=correlated)
    whole = np.concatenate(list(plan.blocks()))
    for start, stop in ((0, 1), (511, 513), (700, 4500), (8000, 8192)):
        np.testing.assert_array_equal(plan.unit_points(start, stop), whole[start:stop])


def test_points_are_those_of_numpy_and_of_scipy() -> None:
    seed = np.random.SeedSequence(5)
    np.testing.assert_array_equal(unit_points(seed, 7, 0, 20), np.random.default_rng(seed).random((20, 7)))
    peer = stats.qmc.Sobol(7, scramble=True, rng=np.random.default_rng(5)).random(32)
    np.testing.assert_array_equal(unit_points(seed, 7, 0, 32, "sobol"), peer)


def test_another_seed_and_a_fresh_stream_give_other_draws() -> None:
    first, other, fresh = sampling(KOSOVO, 10, 1), sampling(KOSOVO, 10, 2), sampling(KOSOVO, 10, 1).fresh()
    found = [next(iter(plan.blocks())) for plan in (first, other, fresh)]
    assert not (found[0] == found[1]).any()
    assert not (found[0] == found[2]).any()
    scenario = [KOSOVO.scenario("status_quo")]
    assert len({plan.digest(scenario) for plan in (first, other, fresh)}) == 3


def test_switches_stay_unless_asked_for_and_are_then_yes_or_no_by_halves() -> None:
    scenario = KOSOVO.scenario("recognition_first")
    assert "pledge" not in every_draw(sampling(KOSOVO, 16), scenario)
    assert "pledge" not in every_draw(sampling(KOSOVO, 16, free=["p*"]), scenario)
    for plan in (sampling(KOSOVO, 4096, switches=True), sampling(KOSOVO, 4096, free=["pledge"])):
        pledge = every_draw(plan, scenario)["pledge"]
        assert set(pledge) == {0, 1}
        assert abs(pledge.mean() - 0.5) < 0.03


@pytest.mark.parametrize("scheme", ["random", "sobol"])
def test_a_correlated_group_has_its_rank_correlation_and_keeps_its_marginals(scheme: str) -> None:
    scenario = KOSOVO.scenario("recognition_first")
    apart = every_draw(sampling(KOSOVO, 8192, 1, scheme), scenario)
    together = every_draw(sampling(KOSOVO, 8192, 1, scheme, correlated=True), scenario)
    assert abs(stats.spearmanr(apart["us_cred"], apart["eu_cred"]).statistic) < 0.03
    assert abs(stats.spearmanr(together["us_cred"], together["eu_cred"]).statistic - 0.5) < 0.03
    for name in ("us_cred", "eu_cred"):
        entry = KOSOVO.register[name]
        assert stats.kstest(together[name], stats.triang(1, entry.low, entry.high - entry.low).cdf).pvalue > 0.001
    assert all((apart[name] == together[name]).all() for name in apart if name not in ("us_cred", "eu_cred"))


# ---- shares against integrals by hand: a hunter waits for the stag exactly where it is worth a hare or more


def hunt(folder: Path, *changes: tuple[str, str], hinges: str = "") -> Case:
    """The stag hunt with other ranges; outside the built-in ones waiting for the stag may be no equilibrium."""
    path = Path(shutil.copytree(library() / "classics" / "stag_hunt", folder / "hunt"))
    register = (path / "assumptions.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in register
        register = register.replace(old, new)
    (path / "assumptions.toml").write_text(register, encoding="utf-8")
    with (path / "game.toml").open("a", encoding="utf-8") as file:
        file.write(hinges)
    return load_case(path)


HINGES = """
[hinges]
stag = { title = "Both wait for the stag", holds = "first.stag and second.stag" }
large = { title = "The stag is large", holds = "stag_share > 4" }
"""


@pytest.mark.parametrize("scheme", ["random", "sobol"])
def test_the_share_of_draws_is_the_integral_of_the_triangular_density(tmp_path: Path, scheme: str) -> None:
    case = hunt(tmp_path, ("[3.6, 5]", "[0, 5]"), hinges=HINGES)
    plan = sampling(case, 8192, 4, scheme, free=["stag_share"])
    found = uncertainty([case.scenario("free_choice")], plan, ["stag: first.stag", "hare: first.hare"])
    stag, hare = found.conditions
    own = found.by_scenario[0]
    waiting = 1 - 3**2 / (5 * 4)  # 1 - F(3), F(x) = (x - a)^2 / ((b - a)(c - a)) below the mode c; a = 0, b = 5, c = 4
    large = (5 - 4) ** 2 / (5 * 1)  # 1 - F(4)
    for estimate, exact in (
        (found.share(own, "some", stag), waiting),
        (found.share(own, "best_joint", stag), waiting),
        (found.share(own, "every", hare), 1 - waiting),
        (found.staircase(own, "some")[1].all_so_far, large),
        (found.staircase(own, "some")[1].of_those, large / waiting),
    ):
        assert abs(estimate.value - exact) < 4 * estimate.standard_error + 1e-9
        assert estimate.standard_error < 0.01
    assert found.share(own, "some", hare).value == 1
    assert found.share(own, "every", stag).value == 0
    assert found.share(own, "cautious", stag).value == 0


def test_the_share_of_uniform_draws_is_an_area(tmp_path: Path) -> None:
    case = hunt(tmp_path, ("[3.6, 5]", "[2, 5]"), ("[2.7, 3.4]", "[2, 4]"))
    plan = sampling(case, 8192, 1, distribution="uniform", free=["stag_share", "hare"])
    found = uncertainty([case.scenario("free_choice")], plan, ["first.stag"])
    estimate = found.share(found.by_scenario[0], "some", found.conditions[0])
    assert abs(estimate.value - 2 / 3) < 4 * estimate.standard_error  # 1 - (2 x 2 / 2) / (3 x 2)


def test_the_payoffs_are_spread_as_the_assumption_that_they_are(tmp_path: Path) -> None:
    case = hunt(tmp_path)
    plan = sampling(case, 8192, 9, free=["stag_share"])
    found = uncertainty([case.scenario("free_choice")], plan)
    spread = found.payoffs(found.by_scenario[0], "best_joint")[0]
    exact = stats.triang((4 - 3.6) / 1.4, 3.6, 1.4)
    np.testing.assert_allclose(spread.quantiles, exact.ppf([0.05, 0.25, 0.5, 0.75, 0.95]), atol=0.02)
    assert abs(spread.mean.value - exact.mean()) < 4 * spread.mean.standard_error
    assert spread.mean.standard_error == pytest.approx(exact.std() / 8192**0.5, rel=0.03)


# ---- shares against one game at a time


@pytest.mark.parametrize("name", ["recognition_first", "free_choice"])
def test_shares_are_those_of_solving_one_game_at_a_time(name: str) -> None:
    plan, scenario = sampling(KOSOVO, 60, 11, distribution="uniform"), KOSOVO.scenario(name)
    found = uncertainty([scenario], plan, ["settled: serbia.normalise and kosovo.concede"])
    holdouts = KOSOVO.groups["holdouts"]
    asked = {
        "recognition.all": lambda moves: all(moves[one] == "yes" for one in holdouts),
        "recognition.nobody": lambda moves: all(moves[one] == "no" for one in holdouts),
        "recognition.some": lambda moves: len({moves[one] for one in holdouts}) == 2,
        "settled": lambda moves: moves["serbia"] == "normalise" and moves["kosovo"] == "concede",
        "hinges.normalises": lambda moves: all(moves[p] == "yes" for p in holdouts) and moves["serbia"] == "normalise",
    }
    draws = every_draw(plan, scenario)
    truths: dict[tuple[str, str], list[bool]] = {}
    for k in range(plan.count):
        solved = solve_scenario(scenario.with_values({one: float(column[k]) for one, column in draws.items()}))
        ends = {result.profile: solved.game.moves(result.profile) for result in solved.results}
        for question, holds in asked.items():
            said = [holds(ends[result.profile]) for result in solved.results if result.equilibrium]
            truths.setdefault(("some", question), []).append(any(said))
            truths.setdefault(("every", question), []).append(bool(said) and all(said))
            for rule in ("best_joint", "cautious"):
                chosen = [holds(ends[result.profile]) for result in solved.results if getattr(result, rule)]
                truths.setdefault((rule, question), []).append(chosen == [True])
        for rule in ("best_joint", "cautious"):
            end = next(result.profile for result in solved.results if getattr(result, rule))
            np.testing.assert_allclose(found.by_scenario[0].payoffs[rule][:, k], list(solved.game.payoff(end).values()))
    for (concept, question), one_by_one in truths.items():
        together = found.by_scenario[0].truths[concept, question]
        assert together.tolist() == one_by_one, (concept, question)


def test_questions_are_answered_as_conclusions_are() -> None:
    scenario = KOSOVO.scenario("free_choice")
    plan = sampling(KOSOVO, 40, 3)
    drawn = solve_draws(scenario, every_draw(plan, scenario))
    asked = (*drawn_conditions(KOSOVO), *chained(KOSOVO))
    found = read_off(drawn, asked)
    for question in asked:
        for concept in found.senses:
            one = holding(drawn, Conclusion(question.condition, concept))
            assert (found.truths[concept, question.name] == one).all()


def test_possible_bounds_guaranteed_and_each_hinge_bounds_the_next() -> None:
    found = uncertainty([KOSOVO.scenario("free_choice")], sampling(KOSOVO, 256, 5, distribution="uniform"))
    own = found.by_scenario[0]
    for question in (*found.conditions, *found.hinges):
        assert (own.truths["every", question.name] <= own.truths["some", question.name]).all()
    for concept in own.senses:
        steps = found.staircase(own, concept)
        assert steps[0].all_so_far.value >= steps[1].all_so_far.value >= steps[2].all_so_far.value
        for before, step in pairwise(steps):
            if step.of_those.draws:
                assert step.of_those.value * before.all_so_far.value == pytest.approx(step.all_so_far.value)


def test_other_scenarios_beside_it_change_nothing_in_a_scenario() -> None:
    plan = sampling(KOSOVO, 64, 1)
    names = ["status_quo", "recognition_first", "land_swap"]
    alone = uncertainty([KOSOVO.scenario("recognition_first")], plan).shares
    for order in (names, names[::-1]):
        both = uncertainty([KOSOVO.scenario(name) for name in order], plan).shares
        part = both[both["scenario"] == "recognition_first"].reset_index(drop=True)
        assert part.equals(alone)


def test_changes_are_against_the_baseline_on_the_same_draw() -> None:
    plan = sampling(KOSOVO, 32, 6)
    found = uncertainty([KOSOVO.scenario(name) for name in ("economic_normalization", "status_quo")], plan)
    economic, status = found.by_scenario
    for i, spread in enumerate(found.payoffs(economic, "cautious", changes=True)):
        by_draw = [a - b for a, b in zip(economic.payoffs["cautious"][i], status.payoffs["cautious"][i], strict=True)]
        assert spread.mean.value == pytest.approx(statistics.fmean(by_draw))
        assert spread.mean.standard_error == pytest.approx(statistics.stdev(by_draw) / 32**0.5)
        assert spread.quantiles[2] == pytest.approx(statistics.median(by_draw))


# ---- the Monte Carlo standard error


def test_the_standard_error_is_the_spread_of_the_share_over_repetitions() -> None:
    rng = np.random.default_rng(1)
    estimates = [share(rng.random(400) < 0.3) for _ in range(2000)]
    assert statistics.stdev(one.value for one in estimates) == pytest.approx((0.3 * 0.7 / 400) ** 0.5, rel=0.06)
    assert statistics.fmean(one.standard_error for one in estimates) == pytest.approx(
        (0.3 * 0.7 / 400) ** 0.5, rel=0.02
    )


def test_the_standard_error_of_sobol_sets_is_the_spread_over_seeds(tmp_path: Path) -> None:
    case = hunt(tmp_path, ("[3.6, 5]", "[2, 5]"), ("[2.7, 3.4]", "[2, 4]"))
    estimates = []
    for seed in range(60):
        plan = sampling(case, 512, seed, "sobol", "uniform", free=["stag_share", "hare"])
        found = uncertainty([case.scenario("free_choice")], plan, ["first.stag"])
        estimates.append(found.share(found.by_scenario[0], "some", found.conditions[0]))
    spread = statistics.stdev(one.value for one in estimates)
    assert statistics.fmean(one.standard_error for one in estimates) == pytest.approx(spread, rel=0.3)
    assert spread < 0.5 * (2 / 9 / 512) ** 0.5  # random draws: p(1 - p) = 2/9


def test_a_share_among_some_draws_counts_those_alone() -> None:
    truths = np.array([True, True, False, False, True, False])
    among = np.array([True, True, True, False, False, True])
    estimate = share(truths, among=among)
    assert (estimate.value, estimate.draws) == (0.5, 4)
    assert estimate.standard_error == pytest.approx((0.5 * 0.5 / 4) ** 0.5)
    none = share(truths, among=np.zeros(6, bool))
    assert none.draws == 0
    assert np.isnan(none.value)


def test_replicated_sets_give_the_spread_of_their_own_shares_and_means() -> None:
    rng = np.random.default_rng(2)
    truths, values = rng.random(80) < 0.4, rng.normal(size=80)
    shares = [statistics.fmean(map(float, truths[k : k + 10])) for k in range(0, 80, 10)]
    assert share(truths, 8).standard_error == pytest.approx(statistics.stdev(shares) / 8**0.5)
    means = [statistics.fmean(values[k : k + 10]) for k in range(0, 80, 10)]
    assert mean(values, 8).standard_error == pytest.approx(statistics.stdev(means) / 8**0.5)


def test_the_error_of_a_share_among_some_draws_of_each_set_is_its_spread_over_repetitions() -> None:
    rng = np.random.default_rng(3)
    found = []
    for _ in range(1500):
        chosen = rng.random(640) < 0.2
        found.append(
            (share(rng.random(640) < 0.4, 16, chosen), mean(np.where(chosen, rng.normal(size=640), np.nan), 16))
        )
    for k, exact in ((0, (0.4 * 0.6 / 128) ** 0.5), (1, (1 / 128) ** 0.5)):
        assert statistics.stdev(pair[k].value for pair in found) == pytest.approx(exact, rel=0.08)
        assert statistics.fmean(pair[k].standard_error for pair in found) == pytest.approx(exact, rel=0.06)


def test_a_set_without_a_draw_to_count_leaves_the_error_known() -> None:
    among = np.array([False] * 4 + [True] * 12)
    estimate = share(np.array([True, False] * 8), 4, among)
    assert (estimate.value, estimate.draws) == (0.5, 12)
    assert estimate.standard_error == pytest.approx(1 / 12)


@pytest.mark.parametrize("replicates", [1, 16])
@pytest.mark.parametrize("truths", [np.zeros(64, bool), np.ones(64, bool), np.tile([True, False], 32)])
def test_no_number_of_draws_shows_a_share_to_be_exact(replicates: int, truths: np.ndarray) -> None:
    assert share(truths, replicates).standard_error >= 1 / 64


def test_convergence_is_the_share_of_the_first_draws_of_each_set() -> None:
    truths = np.arange(64) % 3 == 0
    assert [(one.draws, one.value) for one in growing(truths)] == [
        (n, pytest.approx(sum(k % 3 == 0 for k in range(n)) / n)) for n in (4, 8, 16, 32, 64)
    ]
    halves = list(growing(truths, 2))[-2]
    assert halves.value == pytest.approx(statistics.fmean([truths[:16].mean(), truths[32:48].mean()]))


# ---- what is refused, and the command


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"draws": 0}, "from 1 to"),
        ({"draws": 10**7}, "a sweep takes more"),
        ({"seed": -1}, "positive whole number"),
        ({"scheme": "sobel"}, "Did you mean 'sobol'"),
        ({"distribution": "normal"}, "Did you mean 'uniform'"),
        ({"level": "mian"}, "Did you mean 'main'"),
        ({"free": ["us_cre"]}, "Did you mean 'us_cred'"),
        ({"free": ["us_cred"], "level": "detail"}, "nothing is left to draw"),
    ],
)
def test_a_sampling_that_cannot_be_is_refused(asked: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        sampling(KOSOVO, **asked)  # type: ignore[arg-type]


def test_a_case_without_correlations_cannot_be_drawn_with_them() -> None:
    with pytest.raises(InputError, match=r"correlations\.toml"):
        sampling(load_case("stag_hunt"), correlated=True)


def test_a_scenario_that_holds_all_that_is_drawn_is_refused() -> None:
    plan = sampling(KOSOVO, 8, free=["spoil_cost"])
    with pytest.raises(InputError, match="leave nothing to draw"):
        uncertainty([KOSOVO.scenario("russia_escalates")], plan)


def test_a_name_that_is_asked_twice_is_refused() -> None:
    with pytest.raises(InputError, match="asked twice"):
        drawn_conditions(KOSOVO, ["nato: serbia.stall"])


def test_the_command_prints_the_same_bytes_for_the_same_seed_and_names_its_error() -> None:
    arguments = ("uncertainty", "recognition_first", "--draws", "64", "--seed", "3")
    said = answer(*arguments)
    assert said == answer(*arguments, sim=process)
    assert said != answer(*arguments[:-1], "4")
    assert "Monte Carlo standard error" in said
    assert "a share of opinions, not a probability of the event" in " ".join(said.split())
    assert "confidence" not in said


def test_the_command_says_how_many_draws_it_made_and_refuses_what_cannot_be_read() -> None:
    said = " ".join(answer("uncertainty", "--case", "stag_hunt", "--draws", "100", "--scheme", "sobol").split())
    assert "128 draws (rounded up from 100) in 16 scrambled Sobol sets" in said
    assert "Did you mean 'serbia.normalise'" in refusal("uncertainty", "--draws", "8", "--holds", "serbia.normalize")


@pytest.mark.parametrize("names", [["recognition_first"], ["recognition_first", "conditional_pledge"]])
def test_what_passes_a_hinge_is_written_in_its_lines_colour_on_no_line_no_mark_and_no_other_text(
    names: list[str],
) -> None:
    found = uncertainty([KOSOVO.scenario(name) for name in names], sampling(KOSOVO, 2048))
    figure = hinges(found).figure
    figure.draw_without_rendering()
    panels = {one.get_title(loc="left"): one for one in figure.axes if one.texts}
    assert len(panels) == len(names)
    for own in found.by_scenario:
        axes = panels[own.title]
        assert [text.get_text().split()[0] for text in axes.texts] == [
            f"{100 * step.of_those.value:.0f}" for step in found.staircase(own, "best_joint")
        ]
        boxes = [text.get_window_extent() for text in axes.texts]
        for text, box in zip(axes.texts, boxes, strict=True):
            assert text.get_color() == COLOURS[own.senses.index("best_joint")]
            assert box.transformed(axes.transData.inverted()).y0 > 102  # every line and every mark is at most at 100
            assert box.y1 < axes.get_window_extent().y1
        assert not any(first.overlaps(second) for first, second in itertools.pairwise(boxes))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_in_the_staircase_no_mark_covers_another_and_no_line_falls_where_another_does(count: int) -> None:
    names = ["recognition_first", "conditional_pledge", "four_in_turn"][:count]
    found = uncertainty([KOSOVO.scenario(name) for name in names], sampling(KOSOVO, 64))
    figure = hinges(found).figure
    figure.draw_without_rendering()
    panels = [axes for axes in figure.axes if axes.texts]
    assert len(panels) == count
    for axes in panels:
        marks = [line for line in axes.lines if line.get_marker() in MARKERS]
        places = [axes.transData.transform(place) for line in marks for place in line.get_xydata()]
        assert len(places) == len(found.hinges) * len(found.by_scenario[0].senses)
        least = max(line.get_markersize() + line.get_markeredgewidth() for line in marks) * figure.dpi / 72
        assert min(np.abs(a - b).max() for a, b in itertools.combinations(places, 2)) > least
        falls = [x for line in axes.lines if len(line.get_xdata()) > 3 and line not in marks for x in
                 sorted({x for x in line.get_xdata() if (line.get_xdata() == x).sum() == 2})]  # fmt: skip
        assert len(falls) == len({*falls}) == len(places)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "detail", "--free", "us_cred"], "us_cred is of level main. Leave --only out"),
        (["--only", "detail", "--free", "us_*"], "us_cred, for one, is of level main"),
        (["--free", "pled*"], "pledge is a switch. Name it in full"),
        (["--holds", ": serbia.stall"], "the name is missing"),
    ],
)
def test_what_is_left_to_draw_or_to_ask_is_said_as_it_is(arguments: list[str], words: str) -> None:
    assert words in refusal("uncertainty", "recognition_first", "--draws", "16", *arguments)


def test_the_questions_are_at_hand_in_python_with_plain_texts() -> None:
    import negotiation_sim as package

    assert set(package.__all__) <= set(dir(package))
    scenario, four = KOSOVO.scenario("recognition_first"), "count(holdouts.yes) == 4"
    drawn = package.sampling(KOSOVO, draws=256)
    (by_rank,) = package.sensitivity(scenario, drawn, [four], ["rank"]).influences
    assert by_rank.output == package.worlds.drawn_outputs.holds(KOSOVO, four)
    assert package.discover(scenario, drawn, four, 0.5, 1).output == by_rank.output
    sceptic = KOSOVO.scenario("recognition_first", "sceptic_four")
    whole = package.conclusion(KOSOVO, four)
    assert package.between(scenario, sceptic, four).forth == package.between(scenario, sceptic, whole).forth
    worlds = [
        package.nearest_worlds(scenario, four, free=free, measures=["count"]) for free in ("us_cred", ["us_cred"])
    ]
    assert worlds[0][0].moved == worlds[1][0].moved


def test_the_question_is_asked_from_python_as_on_the_command_line(tmp_path: Path) -> None:
    asked = ask("uncertainty", holds="serbia.normalise", draws=16)
    assert asked.record == json.loads(answer("uncertainty", "--holds", "serbia.normalise", "--draws", "16", "--json"))
    assert set(asked.table["scenario"]) == set(KOSOVO.main)
    assert {"shares.csv", "payoffs.csv", "convergence.csv"} <= {path.name for path in asked.write(tmp_path)}


@pytest.mark.parametrize(
    ("name", "known"), [("scheme", Scheme), ("distribution", Distribution)], ids=["scheme", "distribution"]
)
def test_what_may_be_asked_of_draws_is_what_can_be_drawn(name: str, known: object) -> None:
    (field,) = (field for field in fields_of(UncertaintyAsked) if field.name == name)
    assert field.help.choices == get_args(known)


@pytest.mark.parametrize("holds", ["full_deal", "table: recognition.full > 0", "posturing: threshold < 0", "nato > 5"])
def test_what_was_asked_for_is_answered_in_short_though_it_holds_in_no_draw(holds: str) -> None:
    answered = ask("uncertainty", ["status_quo"], draws=16, holds=[holds])
    short = answered.question.load("brief")(answered.answer)
    title = answered.answer.conditions[-1].title
    assert short.sentences[0].startswith(f"Status quo: '{title}' ")
    assert "none of the 16 draws" in short.sentences[0]
    shares = short.shown[0]
    assert title in list(shares.columns[1].cells)


@pytest.mark.parametrize("holds", ["settled_by_2030", "years: settled.2030 > 0.2", "years: record"])
def test_what_is_about_the_years_is_told_once_and_under_no_sense_or_rule(holds: str) -> None:
    answered = ask("uncertainty", ["recognition_first"], draws=16, holds=[holds, "kosovo.concede"])
    (asked,) = answered.answer.over_the_years
    first = answered.question.load("brief")(answered.answer).sentences[0]
    assert "where each chooses year by year, by logit on what the year alone brings it" in first
    assert not any(word in first for word in ("staged", "best joint", "possible"))
    told = answered.record["scenarios"][0]["outcomes"]
    assert set(told[asked.name]) == {"title", "condition", "years"}
    assert set(told["kosovo.concede"]) == {"title", "condition", "some", "every", "best_joint", "cautious"}
    rows = [row for row in answered.table.to_dict("records") if row["question"] == asked.name]
    assert [row["concept"] for row in rows] == ["years"]
    lines = [line for line in shares_drawn(answered.answer).words.split("\n") if f", {asked.title}:" in line]
    assert lines
    assert not any(word in line for line in lines for word in ("staged", "possible"))
    assert "over the years, in no sense" in shares_drawn(answered.answer).figure.axes[1].get_legend_handles_labels()[1]


def test_the_scenario_in_which_the_argument_holds_most_often_is_told_first() -> None:
    answered = ask("uncertainty", draws=256, only="main")
    first, *others = answered.question.load("brief")(answered.answer).sentences
    whole = {
        solved.title: answered.answer.staircase(solved, "best_joint")[-1].all_so_far.value
        for solved in answered.answer.by_scenario
    }
    assert first.startswith(
        f"{max(whole, key=lambda title: whole[title])}: the whole argument, all 3 hinges, holds in "
    )
    assert others == [
        "Status quo and Economic normalization: 'The four recognise together' holds in none of the 256 draws over the "
        "ranges."
    ]
