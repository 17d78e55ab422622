"""What drives a result: SALib's estimators on functions and a game with analytic answers; peers for the rest.

Ishigami: Ishigami, T. and Homma, T. (1990), Proceedings of ISUMA, 398; a = 7, b = 0.1.
"""

import json
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from rich.measure import Measurement
from scipy import stats

from negotiation_sim import ask, load_case
from negotiation_sim.errors import InputError
from negotiation_sim.present.tables import shares, table_of
from negotiation_sim.present.terminal import plain
from negotiation_sim.questions.sensitivity.answer import Sensitivity, sensitivity
from negotiation_sim.questions.sensitivity.designs import (
    morris_design,
    morris_effects,
    pawn,
    sobol_design,
    sobol_indices,
)
from negotiation_sim.questions.sensitivity.forms import noise_words
from negotiation_sim.questions.sensitivity.influence import ON_DRAWS, Influence, rank, regional
from negotiation_sim.questions.sensitivity.on_designs import ON_DESIGNS
from negotiation_sim.questions.sensitivity.pictures import picture, pictures
from negotiation_sim.questions.sensitivity.question import METHODS, SensitivityAsked
from negotiation_sim.worlds import drawn_outputs as outputs
from negotiation_sim.worlds.sampling import sampling

from .command_line import process
from .test_cli import answer, refusal
from .test_uncertainty import KOSOVO, hunt

RECOGNITION = KOSOVO.scenario("recognition_first")
A, B = 7.0, 0.1


def ishigami(unit: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * unit - 1)
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def by_name(influence: Influence, measure: str) -> dict[str, float]:
    return dict(zip(influence.names, influence.measures[measure].tolist(), strict=True))


# ---- the estimators


def test_sobol_indices_of_ishigami_are_the_analytic_ones() -> None:
    found = sobol_indices(ishigami(sobol_design(3, 8192, 1)), 3, 1)
    alone = (1 + B * np.pi**4 / 5) ** 2 / 2, A**2 / 8, 0.0
    together = B**2 * np.pi**8 * (1 / 18 - 1 / 50)  # the first with the third
    variance = sum(alone) + together
    np.testing.assert_allclose(found["first"], np.array(alone) / variance, atol=0.01)
    np.testing.assert_allclose(
        found["total"], [1 - alone[1] / variance, alone[1] / variance, together / variance], atol=0.01
    )
    np.testing.assert_allclose(found["first"], [0.3139, 0.4424, 0.0], atol=0.01)
    assert (np.abs(found["total"] - [0.5576, 0.4424, 0.2437]) < 2 * found["total_bootstrap"]).all()


def test_morris_effects_of_a_plane_are_its_slopes_and_of_a_product_spread() -> None:
    points = morris_design(3, 50, 1)
    plane = morris_effects(points, 3 * points[:, 0] - 2 * points[:, 1], 1)
    np.testing.assert_allclose(plane["mean_size"], [3, 2, 0], atol=1e-9)
    np.testing.assert_allclose(plane["mean"], [3, -2, 0], atol=1e-9)
    np.testing.assert_allclose(plane["spread"], 0, atol=1e-9)
    bent = morris_effects(points, points[:, 0] * points[:, 1], 1)
    assert (bent["spread"][:2] > 0.2).all()
    assert bent["spread"][2] == 0


def test_morris_ranks_ishigami_as_the_grid_of_its_walks_does() -> None:
    points = morris_design(3, 400, 2)
    found = morris_effects(points, ishigami(points), 2)
    levels, step = np.arange(4) / 3, 2 / 3
    for k in range(3):
        effects = [
            abs(ishigami(np.array([up]))[0] - ishigami(np.array([low]))[0]) / step
            for low in (np.array(at) for at in product(levels, repeat=3))
            if low[k] + step <= 1 + 1e-9
            for up in (low + step * (np.arange(3) == k),)
        ]
        assert found["mean_size"][k] == pytest.approx(np.mean(effects), rel=0.1)


def test_pawn_of_a_column_that_is_the_output_is_the_distance_of_its_tenths_from_all() -> None:
    x = np.random.default_rng(1).random((20_000, 2))
    found = pawn(x, x[:, 0])
    tenths = [max(k / 10, 1 - (k + 1) / 10) for k in range(10)]
    assert found["maximum"][0] == pytest.approx(max(tenths), abs=0.02)
    assert found["median"][0] == pytest.approx(float(np.median(tenths)), abs=0.02)
    assert found["maximum"][1] < 0.06


def test_pawn_of_ishigami_puts_the_third_last() -> None:
    x = np.random.default_rng(2).random((20_000, 4))
    found = pawn(x, ishigami(x))["median"]
    assert found[1] > found[0] > found[2] > found[3]


def test_the_regional_distance_is_that_of_scipy_and_on_paper() -> None:
    rng = np.random.default_rng(3)
    x = rng.random((4000, 3))
    x[:, 2] = x[:, 2] > 0.5
    yes = x[:, 0] + x[:, 1] > 1
    found = regional(x, yes.astype(float))
    peer = [stats.ks_2samp(x[yes, k], x[~yes, k]).statistic for k in range(3)]
    np.testing.assert_allclose(found["distance"], peer, atol=1e-12)
    assert found["distance"][0] == pytest.approx(0.5, abs=0.04)  # the largest of (1 - (1 - t)^2) - t^2, at t = 1/2
    assert (found["shift"][:2] > 0.5).all()
    assert (regional(x, (~yes).astype(float))["shift"][:2] < -0.5).all()


def test_the_rank_correlation_is_spearmans() -> None:
    rng = np.random.default_rng(4)
    x = rng.integers(0, 30, (500, 3)).astype(float)
    y = np.exp(x[:, 0]) + rng.random(500)
    found = rank(x, y)["rank_correlation"]
    np.testing.assert_allclose(found, [stats.spearmanr(x[:, k], y).statistic for k in range(3)], atol=1e-12)


# ---- a game with an analytic answer: waiting for the stag is an equilibrium exactly where it is worth a hare or more


def test_sobol_indices_of_an_equilibrium_are_areas(tmp_path: Path) -> None:
    case = hunt(tmp_path, ("[3.6, 5]", "[2, 5]"), ("[2.7, 3.4]", "[2, 4]"))
    plan = sampling(case, 65536, 1, distribution="uniform", free=["stag_share", "hare"])
    asked = [outputs.holds(case, "first.stag", "some")]
    (found,) = sensitivity(case.scenario("free_choice"), plan, asked, ["sobol"]).influences
    # Variance 2/9; knowing the stag: E = (s - 2)/2 up to 1, variance 1/9; knowing the hare: E = (5 - h)/3, of
    # variance 1/27.
    for measure, stag, hare in (("first", 1 / 2, 1 / 6), ("total", 5 / 6, 1 / 2)):
        assert by_name(found, measure) == pytest.approx({"stag_share": stag, "hare": hare}, abs=0.03)
    assert found.average == pytest.approx(2 / 3, abs=0.01)
    assert found.names == ("stag_share", "hare")


def test_a_payoff_that_is_an_assumption_is_driven_by_it_alone(tmp_path: Path) -> None:
    case = hunt(tmp_path)
    plan = sampling(case, 2048, 1, free=["stag_share", "hare"])
    methods = ["rank", "sobol", "morris", "regional", "pawn"]
    found = sensitivity(case.scenario("free_choice"), plan, [outputs.payoff(case, "first")], methods)
    for influence in found.influences:
        assert influence.names == ("stag_share", "hare")
        assert influence.strength[1] < 0.1
    first = {one.method: next(iter(one.measures.values()))[0] for one in found.influences}
    assert first["rank"] == pytest.approx(1)
    assert first["sobol"] == pytest.approx(1, abs=0.02)
    assert first["morris"] == pytest.approx(1.4, abs=0.2)  # its range over the whole of its quantiles
    assert first["regional"] == pytest.approx(1, abs=0.01)


def test_on_kosovo_washingtons_credibility_leads_by_every_method_and_few_exceed_noise() -> None:
    plan = sampling(KOSOVO, 2048, 1, level="main")
    asked = [outputs.holds(KOSOVO, "share == 1", "best_joint")]
    found = sensitivity(RECOGNITION, plan, asked, ["regional", "rank", "pawn", "morris"])
    for influence in found.influences:
        assert "us_cred" in influence.names[:2], influence.method
        assert (np.diff(influence.strength) <= 0).all()
    for influence in found.influences[:3]:
        assert 0 < (influence.strength > influence.noise).sum() < len(influence.names) / 2


# ---- what is refused, and the command


def test_the_picture_of_rank_correlations_names_the_size_that_its_bars_show() -> None:
    outcome = outputs.holds(KOSOVO, "share == 1")
    methods = ["rank", "regional"]
    found = sensitivity(KOSOVO.scenario("recognition_first"), sampling(KOSOVO, 512), [outcome], methods)
    drawn = {one.name: one.figure.axes[0] for one in pictures(found)}
    rank_of = next(one for one in found.influences if one.method == "rank").measures["rank_correlation"][:12]
    bars = [bar.get_width() for bar in drawn["sensitivity_rank"].patches[:12]]
    assert min(rank_of) < 0
    assert bars == pytest.approx(abs(rank_of))
    assert drawn["sensitivity_rank"].get_xlabel() == "Size of the rank correlation"
    assert drawn["sensitivity_regional"].get_xlabel() == "Distance"


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_assumption_s_name_is_broken_over_two_lines_at_any_usual_width(width: int) -> None:
    names = ["kosovo.concession.cost", "kosovo.concession.normalise", "us_cred"]
    table = table_of("A heading", "Assumption", "Total", "+- (bootstrap)", "First", "+- (bootstrap) ", "Range", "Unit",
                     right=("Total",))  # fmt: skip
    for name in names:
        table.add_row(name, "0.162", "0.139", "0.102", "0.143", "0.6 to 1.2", "share of the separatism cost removed")
    table.add_section()
    table.add_row("a0", "0.1", "0.1", "0.1", "0.1", "0 to 1", "multiplier")
    said = plain(table, width)
    assert all(name in said for name in names)
    assert all(len(line) <= width for line in said.splitlines())
    assert "(bootstrap)" in said
    assert "share of the separatism cost removed" in " ".join(said.split()) or width > 80
    lines = said.splitlines()
    assert lines[-2].strip() == "" or width == 80, "a section stays one where rows are not written in lines"


def test_what_room_is_left_goes_to_the_columns_that_lack_it() -> None:
    needs = [Measurement(5, 5), Measurement(4, 10), Measurement(6, 60)]
    assert shares(needs, 100) == [None, None, None]
    assert shares(needs, 51) == [5, 10, 30]
    assert shares(needs, 23) == [5, 5, 7]
    assert shares(needs, 20) == [None, None, None]


@pytest.mark.parametrize(
    ("methods", "draws", "correlated", "words"),
    [
        (["sobel"], 64, False, "Did you mean 'sobol'"),
        (["sobol"], 64, False, "too few for sobol"),
        (["morris"], 64, False, "too few for morris"),
        (["sobol"], 4096, True, "vary apart"),
    ],
)
def test_a_method_that_cannot_be_is_refused(methods: list[str], draws: int, correlated: bool, words: str) -> None:
    plan = sampling(KOSOVO, draws, correlated=correlated)
    with pytest.raises(InputError, match=words):
        sensitivity(RECOGNITION, plan, [outputs.holds(KOSOVO, None)], methods)


def test_what_never_varies_has_no_drivers() -> None:
    with pytest.raises(InputError, match="no assumption drives it"):
        sensitivity(KOSOVO.scenario("status_quo"), sampling(KOSOVO, 64), [outputs.holds(KOSOVO, "share == 1")])


@pytest.mark.parametrize("method", ["pawn", "sobol", "morris"])
def test_without_salib_there_is_one_message_before_any_draw_is_solved(
    monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "SALib"] or ["SALib"]:
        monkeypatch.setitem(sys.modules, name, None)
    solved: list[int] = []
    asked = [outputs.holds(KOSOVO, "count(holdouts.yes) == 4")]
    with pytest.raises(InputError, match=r"pip install 'negotiation-sim\[sensitivity\]'"):
        sensitivity(RECOGNITION, sampling(KOSOVO, 64), asked, ["regional", method], solved.append)
    assert not solved
    sensitivity(RECOGNITION, sampling(KOSOVO, 64), asked, ["regional", "rank"], solved.append)
    assert solved


def test_the_command_gives_the_same_record_for_the_same_seed() -> None:
    arguments = ("sensitivity", "recognition_first", "--draws", "256", "--only", "main", "--method", "pawn", "--json")
    said = answer(*arguments)
    assert said == answer(*arguments, sim=process)
    record = json.loads(said)
    assert record["sampling"]["seed"] == 1
    assert record["results"][0]["method"] == "pawn"
    assert "Did you mean 'serbia'" in refusal("sensitivity", "recognition_first", "--payoff", "serbie")


def test_a_case_without_hinges_asks_for_a_condition() -> None:
    with pytest.raises(InputError, match="`holds=CONDITION`"):
        outputs.holds(load_case("stag_hunt"), None)


def test_the_question_is_asked_from_python_as_on_the_command_line() -> None:
    arguments = ("sensitivity", "recognition_first")
    asked = ask(*arguments, holds="share == 1", only="main", draws=64)
    typed = (*arguments, "--holds", "share == 1", "--only", "main", "--draws", "64", "--json")
    assert asked.record == json.loads(answer(*typed))
    assert set(asked.table["method"]) == {"regional", "rank"}


@pytest.mark.parametrize(("methods", "draws"), [((), 4096), (("rank", "sobol"), 65536)])
def test_how_many_draws_there_are_unless_asked_for_depends_on_the_method(methods: tuple[str, ...], draws: int) -> None:
    assert SensitivityAsked(scenario="x", method=methods).sampling(KOSOVO).count == draws
    assert SensitivityAsked(scenario="x", method=methods, draws=64).sampling(KOSOVO).count == 64


def test_every_method_that_may_be_asked_for_is_one_that_is_there() -> None:
    assert set(METHODS) == {*ON_DRAWS, *ON_DESIGNS}


def bars_of(axes: Axes) -> dict[int, Rectangle]:
    """The bars by row, those of the legend left out."""
    return {round(bar.get_y() + bar.get_height() / 2): bar for bar in axes.patches if bar.get_width()}


@pytest.mark.parametrize("method", METHODS)
def test_a_bar_that_cannot_be_told_from_noise_is_an_empty_outline_and_the_others_are_not(method: str) -> None:
    scenario = load_case("kosovo").scenario("recognition_first")
    free = ["serbia.*", "us_cred", "spain.*", "dialogue_offset"] if method == "morris" else []
    drawn = sampling(scenario.case, 1024 if method == "pawn" else 256, free=free)
    result = outputs.payoff(scenario.case, "serbia") if method == "morris" else "count(holdouts.yes) == 4"
    found = sensitivity(scenario, drawn, [result], [method]) if method != "sobol" else SOBOL
    (influence,) = found.influences
    figure = picture(found, influence, "bars").figure
    (axes,) = figure.axes
    bars, (main, *rest) = bars_of(axes), influence.measures.values()
    floor = rest[0] if method in ("morris", "sobol") else np.full(len(main), influence.noise)
    clear = [bool(abs(main[row]) > floor[row]) for row in bars]
    assert {True, False} == {*clear}
    for row, bar in bars.items():
        solid = bar.get_hatch() is not None or bar.get_facecolor()[:3] != (1, 1, 1)
        assert solid is clear[row]
    legend = axes.get_legend()
    assert "Not to be told from noise" in [text.get_text() for text in legend.get_texts()]
    figure.draw_without_rendering()
    below = legend.get_window_extent().y1
    assert all(bar.get_window_extent().y0 > below for bar in bars.values())
    above = int((np.abs(main) > floor).sum())
    of_intervals = f"The interval of {len(main) - above} of the {len(main)} includes 0"
    assert (of_intervals if method in ON_DESIGNS else f"{above} assumptions exceed") in noise_words(influence)


OF_SOBOL = Influence(
    "sobol",
    outputs.payoff(KOSOVO, "serbia"),
    ("us_cred", "serbia.weight.status", "serbia.weight.growth"),
    {
        "total": np.array([0.6, 0.3, 0.2]),
        "total_bootstrap": np.array([0.1, 0.4, 0.2]),
        "first": np.array([0.5, -0.1, 0.1]),
        "first_bootstrap": np.array([0.1, 0.1, 0.1]),
    },
    float("nan"),
    640,
    10.0,
)
SOBOL = Sensitivity(KOSOVO.scenario("recognition_first"), sampling(KOSOVO, 640), (OF_SOBOL,))


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_no_whisker_is_cut_at_the_axis_and_the_caption_counts_the_points_of_the_design(method: str) -> None:
    pytest.importorskip("SALib")
    scenario = load_case("kosovo").scenario("recognition_first")
    drawn = sampling(scenario.case, 800, free=["serbia.weight.*", "us_cred"])
    found = sensitivity(scenario, drawn, [outputs.payoff(scenario.case, "serbia")], [method])
    (influence,) = found.influences
    figure = picture(found, influence, "bars").figure
    (axes,) = figure.axes
    (name, main), *_ = influence.measures.items()
    whiskers = np.abs(main) - influence.measures[f"{name}_bootstrap"]
    assert axes.get_xlim()[0] <= min(0, whiskers[: len(bars_of(axes))].min())
    assert f"{influence.draws:,} points, no draws" in " ".join(figure.get_supxlabel().split())
    assert "800 draws" not in figure.get_supxlabel()
