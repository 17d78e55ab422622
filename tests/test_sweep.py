"""Sweeps: what a plan may say, what a chunk holds, what the file and its exports say of it."""

import csv
import itertools
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from typer.testing import CliRunner, Result

from negotiation_sim import InputError, ask, load_case, solve_scenario
from negotiation_sim.case.library import library
from negotiation_sim.cli import app
from negotiation_sim.cli.progress import Reached, clock, sentence, watched
from negotiation_sim.questions.sweep import chunks, store
from negotiation_sim.questions.sweep.answer import Swept, sweep
from negotiation_sim.questions.sweep.chunks import solve_chunk
from negotiation_sim.questions.sweep.forms import record
from negotiation_sim.questions.sweep.plan import Grid, Sample, SweepPlan
from negotiation_sim.questions.sweep.reading import read_plan
from negotiation_sim.questions.sweep.summary import summary
from negotiation_sim.questions.sweep_export.answer import export
from negotiation_sim.worlds.advance import Advance, Watch
from negotiation_sim.worlds.sampling import sampling

SWEEPS = sorted((library() / "kosovo" / "sweeps").glob("*.toml"))
VALID = """
title = "Stags"
case = "stag_hunt"
scenarios = ["free_choice", "in_turn"]
chunk = 30
[sample]
draws = 100
seed = 3
[conclusions.hunted]
holds = "first.stag and second.stag"
sense = "cautious"
"""


def plan_of(folder: Path, text: str = VALID, name: str = "stags") -> SweepPlan:
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return read_plan(file)


@pytest.fixture
def plan(tmp_path: Path) -> SweepPlan:
    return plan_of(tmp_path)


# ---- what a plan may say

FAULTS = {
    "unknown_key": ("chunk = 30", "chunks = 30", "line 5: chunks: is not a key", "Did you mean 'chunk'?"),
    "title_missing": ('title = "Stags"', "", "'title' is missing"),
    "case_missing": ('case = "stag_hunt"', "", "lies in no case's folder", 'case = "kosovo"'),
    "unknown_case": ('"stag_hunt"', '"stag_hunting"', "line 3: case: unknown case 'stag_hunting'", "'stag_hunt'?"),
    "case_that_is_a_folder_of_something_else": ('"stag_hunt"', '".."', "line 3: case: ..: is a folder without a game"),
    "case_with_too_long_a_name": ('"stag_hunt"', f'"{"a" * 300}"', "line 3: case: aaaa", "cannot be read"),
    "case_that_is_no_text": ('"stag_hunt"', "3", "line 3: case: 3 is a number; text belongs here"),
    "title_that_is_no_text": ('"Stags"', "3", "line 2: title: 3 is a number; text belongs here"),
    "sets_that_are_no_list": ("chunk = 30", 'sets = "base"', "line 5: sets: 'base' is text; a list belongs here"),
    "scenarios_that_are_no_texts": (
        '"in_turn"',
        "7",
        "line 4: scenarios: holds 7 (a number); every entry must be text",
    ),
    "unknown_scenario": ('"in_turn"', '"in_turns"', "line 4: scenarios", "Did you mean 'in_turn'?"),
    "no_scenario": ('["free_choice", "in_turn"]', "[]", "line 4: scenarios: is empty"),
    "scenario_twice": ('"free_choice", "in_turn"', '"in_turn", "in_turn"', "lists 'in_turn' twice"),
    "unknown_set": ("chunk = 30", 'sets = ["sceptic"]', "line 5: sets: unknown assumption set 'sceptic'"),
    "chunk_of_none": ("chunk = 30", "chunk = 0", "line 5: chunk: 0 is not possible", "from 1 to"),
    "chunk_of_a_half": ("chunk = 30", "chunk = 30.5", "30.5 is not possible: write a whole number"),
    "chunk_too_large": ("chunk = 30", "chunk = 1_000_000_000", "line 5: chunk:", "whole number from 1 to"),
    "chunk_as_text": ("chunk = 30", 'chunk = "many"', "a number belongs here", "without quotes"),
    "neither_grid_nor_sample": ("[sample]\ndraws = 100\nseed = 3", "", "needs one of two", "[grid]", "[sample]"),
    "grid_and_sample": ("[sample]", "[grid]\nhare = [1, 2]\n[sample]", "needs one of two"),
    "draws_missing": ("draws = 100", "", "sample: 'draws' is missing"),
    "seed_missing": ("seed = 3", "", "sample: 'seed' is missing"),
    "negative_seed": ("seed = 3", "seed = -3", "line 8: sample.seed: -3 is not possible", "from 0 to"),
    "too_many_draws": ("draws = 100", "draws = 1e12", "sample.draws", "from 1 to 1,000,000,000"),
    "unknown_key_of_the_sample": ("seed = 3", "seed = 3\nsed = 3", "sample.sed: is not a key", "'seed'"),
    "unknown_distribution": (
        "seed = 3",
        'seed = 3\ndistribution = "triangle"',
        "sample.distribution: unknown distribution",
        "Did you mean 'triangular'?",
    ),
    "unknown_scheme": (
        "seed = 3",
        'seed = 3\nscheme = "sobl"',
        "line 9: sample.scheme: unknown scheme",
        "Did you mean 'sobol'?",
    ),
    "scheme_that_is_no_text": ("seed = 3", "seed = 3\nscheme = 4", "sample.scheme: 4 is a number; text belongs here"),
    "correlated_that_is_no_truth": (
        "seed = 3",
        'seed = 3\ncorrelated = "yes"',
        "sample.correlated: 'yes' is text; true or false belongs here",
    ),
    "correlated_in_a_case_without_groups": (
        "seed = 3",
        "seed = 3\ncorrelated = true",
        "line 9: sample.correlated: the case 'stag_hunt' declares no correlations",
    ),
    "unknown_assumption_to_draw": (
        "seed = 3",
        'seed = 3\nassumptions = ["hares"]',
        "sample.assumptions: unknown assumption 'hares'",
        "Did you mean 'hare'?",
    ),
    "no_assumption_to_draw": ("seed = 3", "seed = 3\nassumptions = []", "line 9: sample.assumptions: is empty"),
    "unknown_axis": ("[sample]\ndraws = 100\nseed = 3", "[grid]\nhares = [1]", "line 7: grid.hares", "'hare'"),
    "empty_grid": ("[sample]\ndraws = 100\nseed = 3", "[grid]", "line 6: grid: is empty", "steps = 11"),
    "empty_axis": ("[sample]\ndraws = 100\nseed = 3", "[grid]\nhare = []", "grid.hare: is empty"),
    "axis_with_a_value_twice": ("[sample]\ndraws = 100\nseed = 3", "[grid]\nhare = [1, 1.0]", "the value 1.0 twice"),
    "axis_of_text": ("[sample]\ndraws = 100\nseed = 3", '[grid]\nhare = ["1"]', "a number belongs here"),
    "axis_that_is_a_number": ("[sample]\ndraws = 100\nseed = 3", "[grid]\nhare = 1", "a list belongs here"),
    "axis_of_one_step": (
        "[sample]\ndraws = 100\nseed = 3",
        "[grid]\nhare = { from = 1, to = 2, steps = 1 }",
        "grid.hare.steps: 1 is not possible",
        "from 2 to",
    ),
    "axis_without_an_end": (
        "[sample]\ndraws = 100\nseed = 3",
        "[grid]\nhare = { from = 1, steps = 3 }",
        "grid.hare: 'to' is missing",
    ),
    "axis_with_an_unknown_key": (
        "[sample]\ndraws = 100\nseed = 3",
        "[grid]\nhare = { from = 1, to = 2, step = 3 }",
        "grid.hare.step: is not a key",
        "Did you mean 'steps'?",
    ),
    "grid_too_large": (
        "[sample]\ndraws = 100\nseed = 3",
        "[grid]\nhare = { from = 1, to = 2, steps = 100000 }\nstag_share = { from = 1, to = 2, steps = 100000 }",
        "10,000,000,000 points",
        "Take fewer steps",
    ),
    "unknown_key_of_a_conclusion": (
        "sense =",
        "senses =",
        "conclusions.hunted.senses",
        "Did you mean 'sense'?",
    ),
    "unknown_sense": ('"cautious"', '"cautios"', "line 11: conclusions.hunted.sense", "Did you mean 'cautious'?"),
    "sense_twice": (
        '"cautious"',
        '"cautious"\nconcept = "some"',
        "line 12: conclusions.hunted.concept",
        "Keep 'sense' alone",
    ),
    "condition_that_cannot_be_read": ("first.stag and", "first.stagg and", "line 10: conclusions.hunted.holds", "stag"),
    "conclusion_without_a_condition": ('holds = "first.stag and second.stag"', "", "'holds' is missing"),
    "conclusion_with_a_capital_letter": ("conclusions.hunted", "conclusions.Hunted", "cannot be a conclusion"),
    "conclusion_named_as_a_column": ("conclusions.hunted", "conclusions.scenario", "the name of another column"),
    "conclusion_named_as_an_assumption": ("conclusions.hunted", "conclusions.hare", "the name of another column"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_sweep_file_is_refused_with_a_message_to_mend_it_from(tmp_path: Path, fault: str) -> None:
    old, new, *words = FAULTS[fault]
    assert VALID.count(old) == 1
    with pytest.raises(InputError) as caught:
        plan_of(tmp_path, VALID.replace(old, new))
    for word in words:
        assert word in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path.name}/stags.toml")
    assert str(caught.value).endswith((".", "?", '"', "11 }", "NAME`"))
    assert "\n" not in str(caught.value)


def test_a_fault_in_the_case_that_a_sweep_names_is_placed_in_the_case_alone(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "game.toml").write_text("[cases]", encoding="utf-8")
    with pytest.raises(InputError, match=r"^broken/"):
        plan_of(tmp_path, VALID.replace('"stag_hunt"', '"broken"'))


def without_order(folder: Path) -> Path:
    """The stag hunt in a folder, without its orders of moves; the path of a sweep in it."""
    game = (library() / "classics" / "stag_hunt" / "game.toml").read_text(encoding="utf-8")
    start, end = game.index("[order]"), game.index("[payoffs]")
    (folder / "game.toml").write_text(game[:start] + game[end:], encoding="utf-8")
    for name in ("assumptions.toml", "free_choice.toml"):
        shutil.copy(library() / "classics" / "stag_hunt" / name, folder)
    (folder / "sweeps").mkdir()
    return folder / "sweeps" / "stags.toml"


def test_a_staged_conclusion_is_refused_where_nobody_moves_in_an_order(tmp_path: Path) -> None:
    path = without_order(tmp_path)
    path.write_text(
        'title = "x"\n[sample]\ndraws = 1\nseed = 1\n[conclusions.c]\nholds = "first.stag"', encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"conclusions\.c.*needs an order of moves"):
        read_plan(path)


def test_the_older_word_for_a_sense_is_read_as_it_was(tmp_path: Path, plan: SweepPlan) -> None:
    assert plan_of(tmp_path, VALID.replace("sense =", "concept =")).record == plan.record
    with pytest.raises(InputError, match=r"conclusions\.hunted\.concept: unknown concept 'cautios'"):
        plan_of(tmp_path, VALID.replace("sense =", "concept =").replace("cautious", "cautios"))


def test_chunks_that_would_fill_the_memory_are_refused_with_the_largest_that_do_not(tmp_path: Path) -> None:
    text = 'title = "x"\ncase = "kosovo"\nchunk = {}\n[sample]\ndraws = 1e7\nseed = 1'
    with pytest.raises(InputError, match=r"chunk: .*write at most [\d,]+\.$") as caught:
        plan_of(tmp_path, text.format(10**6))
    most = int(str(caught.value).split()[-1].strip(".").replace(",", ""))
    plan = plan_of(tmp_path, text.format(most))
    assert most * len(plan.runs) * len(plan.columns) * 8 < 4e8


@pytest.mark.parametrize("path", SWEEPS, ids=lambda path: path.stem)
def test_every_sweep_of_the_case_is_valid_and_finds_its_case_by_where_it_lies(path: Path) -> None:
    plan = read_plan(path)
    assert plan.case.name == "kosovo"
    assert plan.conclusions
    assert solve_chunk(replace(plan, chunk=3), 0).rows.shape == (3 * len(plan.runs), len(plan.columns))


# ---- what is drawn


def test_a_grid_is_every_combination_of_its_values_the_last_axis_fastest(tmp_path: Path) -> None:
    axes = "[grid]\nhare = { from = 1, to = 3, steps = 5 }\nstag_share = [4, 5, 7]\nempty_handed = [-1, 0]"
    plan = plan_of(tmp_path, VALID.replace("[sample]\ndraws = 100\nseed = 3", axes).replace("chunk = 30", "chunk = 7"))
    rows = pd.concat([solve_chunk(plan, k).rows for k in range(plan.chunks)])
    found = rows[rows["scenario"] == "free_choice"][["hare", "stag_share", "empty_handed"]]
    expected = itertools.product([1, 1.5, 2, 2.5, 3], [4, 5, 7], [-1, 0])
    assert [tuple(row) for row in found.to_numpy()] == [tuple(map(float, row)) for row in expected]


def test_an_axis_of_a_dotted_name_is_written_as_in_the_register(tmp_path: Path) -> None:
    text = 'title = "x"\ncase = "kosovo"\n[grid]\nserbia.weight.status = [8, 12]\nus_cred = [0.5]\n'
    plan = plan_of(tmp_path, text)
    assert isinstance(plan.inputs, Grid)
    assert plan.inputs.axes == {"serbia.weight.status": (8.0, 12.0), "us_cred": (0.5,)}


@pytest.mark.parametrize("distribution", ["triangular", "uniform"])
def test_draws_have_the_distribution_that_is_asked_for(distribution: str) -> None:
    case = load_case("kosovo")
    names = ("dialogue_offset", "serbia.weight.status", "us_cred")
    drawn = sampling(case, 4000, 5, distribution=distribution, free=names)
    draws = Sample(drawn).draws(case.scenario("free_choice", "sceptic"), range(4000))
    values = case.values("sceptic")
    for name in names:
        entry = case.register[name]
        low, width = min(entry.low, values[name]), max(entry.high, values[name]) - min(entry.low, values[name])
        law = stats.uniform(low, width)
        if distribution == "triangular":
            law = stats.triang((values[name] - low) / width, low, width)
        assert stats.kstest(draws[name], law.cdf).pvalue > 1e-4


def with_draws(plan: SweepPlan, count: int) -> SweepPlan:
    assert isinstance(plan.inputs, Sample)
    return replace(plan, inputs=Sample(replace(plan.inputs.sampling, wanted=count)))


@pytest.mark.parametrize("correlated", [False, True], ids=["apart", "correlated"])
@pytest.mark.parametrize("scheme", ["random", "sobol"])
def test_a_sample_draws_what_uncertainty_draws_from_the_same_seed_whatever_the_chunk(
    scheme: str, correlated: bool
) -> None:
    case = load_case("kosovo")
    drawn = sampling(case, 9000, 7, scheme, correlated=correlated)
    scenario = case.scenario("recognition_first", "sceptic")
    blocks = [drawn.draws(scenario, points) for points in drawn.blocks()]
    for start, stop in ((0, 1), (1020, 1030), (4090, 4100), (8191, 9000), (drawn.count - 1, drawn.count), (0, 9000)):
        found = Sample(drawn).draws(scenario, range(start, stop))
        assert tuple(found) == drawn.names
        for name in blocks[0]:
            whole = np.concatenate([block[name] for block in blocks])
            assert found[name].tolist() == whole[start:stop].tolist()


OTHER_SAMPLES = ("", 'scheme = "sobol"', "correlated = true", 'scheme = "sobol"\ncorrelated = true')


@pytest.mark.parametrize("more", OTHER_SAMPLES)
def test_its_shares_are_those_of_uncertainty_and_a_resumed_table_is_the_same(tmp_path: Path, more: str) -> None:
    text = (
        'title = "x"\ncase = "kosovo"\nscenarios = ["recognition_first"]\nchunk = 50\n'
        f'[sample]\ndraws = 200\nseed = 4\nassumptions = ["us_cred", "dialogue_offset", "funds"]\n{more}\n'
        '[conclusions.settled]\nholds = "serbia.normalise"\n'
    )
    plan = plan_of(tmp_path, text)
    swept = ask("sweep", tmp_path / "stags.toml", into=tmp_path / "whole.duckdb")
    asked = {"scheme": "sobol"} if "sobol" in more else {}
    told = ask(
        "uncertainty",
        ["recognition_first"],
        case="kosovo",
        holds=["settled: serbia.normalise"],
        draws=200,
        seed=4,
        free=["us_cred", "dialogue_offset", "funds"],
        correlated="correlated" in more,
        **asked,
    )
    shares = told.table
    share = swept.record["results"][0]["share_of_draws"]["settled"]
    assert swept.record["rows"] == (256 if "sobol" in more else 200)
    assert 0 < share < 1
    assert share in [pytest.approx(value, abs=1e-12) for value in shares.select_dtypes("number").to_numpy().ravel()]
    with closing(store.opened(tmp_path / "begun.duckdb", plan, resume=False)) as opened:
        opened.record(solve_chunk(plan, 2))
    sweep(plan, tmp_path / "begun.duckdb", resume=True)
    assert exported(tmp_path / "begun.duckdb") == exported(tmp_path / "whole.duckdb")


def test_the_scheme_and_the_correlations_are_part_of_what_the_table_depends_on(tmp_path: Path) -> None:
    text = 'title = "x"\ncase = "kosovo"\n[sample]\ndraws = 256\nseed = 1\n'
    plans = [plan_of(tmp_path, text + more) for more in OTHER_SAMPLES]
    assert len({plan.digest for plan in plans}) == 4
    assert len({solve_chunk(replace(plan, chunk=4), 0).digest for plan in plans}) == 4
    assert plan_of(tmp_path, text + 'scheme = "random"\ncorrelated = false').digest == plans[0].digest


def test_a_scenario_that_leaves_nothing_to_draw_is_refused(tmp_path: Path) -> None:
    text = (
        'title = "x"\ncase = "kosovo"\nscenarios = ["russia_escalates"]\n'
        '[sample]\ndraws = 5\nseed = 1\nassumptions = ["spoil_cost"]'
    )
    with pytest.raises(
        InputError, match=r"line 7: sample\.assumptions: scenario 'russia_escalates' .* nothing to draw"
    ):
        plan_of(tmp_path, text)


def test_more_draws_keep_those_there_were_and_no_chunk_repeats_another(plan: SweepPlan) -> None:
    assert isinstance(plan.inputs, Sample)
    more = with_draws(plan, 1000)
    fewer, many = (pd.concat([solve_chunk(one, k).rows for k in range(4)]) for one in (plan, more))
    assert len(fewer) == 200
    merged = fewer.merge(many, on=list(plan.columns)[:3], suffixes=("", "_more"))
    assert (merged["hare"] == merged["hare_more"]).all()
    assert fewer[fewer["scenario"] == "in_turn"]["hare"].is_unique


def test_scenarios_and_sets_share_their_draws_and_a_scenario_keeps_what_it_changes(tmp_path: Path) -> None:
    text = (
        'title = "x"\ncase = "kosovo"\nscenarios = ["recognition_first", "russia_escalates"]\n'
        'sets = ["op_ed", "sceptic"]\n'
        '[sample]\ndraws = 5\nseed = 1\nassumptions = ["spoil_cost", "us_cred", "dialogue_offset"]'
    )
    plan = plan_of(tmp_path, text)
    rows = solve_chunk(plan, 0).rows.set_index(["assumption_set", "scenario"])
    changed = plan.case.scenario_files["russia_escalates"].changes["spoil_cost"].value
    assert (rows.loc[("op_ed", "russia_escalates"), "spoil_cost"] == changed).all()
    assert rows.loc[("op_ed", "recognition_first"), "spoil_cost"].nunique() == 5
    ranks = [rows.loc[(own, "recognition_first"), "dialogue_offset"].rank().tolist() for own in ("op_ed", "sceptic")]
    assert ranks[0] == ranks[1]


# ---- what a chunk holds


def test_a_chunk_depends_on_the_plan_and_its_number_alone(plan: SweepPlan) -> None:
    first = [solve_chunk(plan, k).digest for k in range(plan.chunks)]
    again = [solve_chunk(plan, k).digest for k in reversed(range(plan.chunks))]
    assert first == again[::-1]
    assert len(set(first)) == plan.chunks


def test_a_chunk_is_the_same_whatever_the_threads_that_solve_it() -> None:
    plan = replace(read_plan(SWEEPS[-1]), sets=("op_ed",), chunk=1500)
    assert len({solve_chunk(plan, 1, threads).digest for threads in (1, 2, 3)}) == 1


def rows_one_game_at_a_time(plan: SweepPlan, rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    """The second way: every row's own game, built and solved alone."""
    for row in rows.to_dict("records"):
        values = {name: row[name] for name in plan.inputs.names}
        solved = solve_scenario(plan.case.scenario(row["scenario"], row["assumption_set"], values))
        assert solved.staged is not None
        paths = {rule: solved.staged.path(rule).profile for rule in ("best_joint", "cautious")}
        moves = {rule: solved.game.moves(profile) if profile else None for rule, profile in paths.items()}
        payoffs = solved.game.payoff(paths["best_joint"]) if paths["best_joint"] else {}
        yield {
            "equilibria": len(solved.equilibria.equilibria),
            **{rule: " ".join(f"{p}={m}" for p, m in own.items()) if own else None for rule, own in moves.items()},
            **{f"payoff.{player}": payoff for player, payoff in payoffs.items()},
        }


@pytest.mark.parametrize("name", ["hinges", "stags"])
def test_a_row_is_what_its_game_solved_alone_says(tmp_path: Path, name: str) -> None:
    plan = replace(read_plan(SWEEPS[-1]), chunk=40) if name == "hinges" else plan_of(tmp_path)
    rows = solve_chunk(plan, 0).rows
    expected = pd.DataFrame(rows_one_game_at_a_time(plan, rows))
    for column in ("equilibria", "best_joint", "cautious"):
        assert rows[column].tolist() == expected[column].tolist()
    for player in plan.case.players:
        np.testing.assert_allclose(rows[f"payoff.{player}"], expected[f"payoff.{player}"], rtol=1e-12)


def test_a_conclusion_is_read_off_the_moves_of_its_row() -> None:
    plan = replace(read_plan(SWEEPS[-1]), chunk=200)
    rows = solve_chunk(plan, 0).rows
    all_four = pd.concat(
        [rows["best_joint"].str.contains(f"{one}=yes") for one in plan.case.groups["holdouts"]], axis=1
    )
    assert rows["recognised"].tolist() == all_four.all(axis=1).tolist()
    normalised = all_four.all(axis=1) & rows["best_joint"].str.contains("serbia=normalise")
    assert rows["normalised"].tolist() == normalised.tolist()
    assert (rows["recognised_possible"] | ~rows["recognised_guaranteed"]).all()
    assert 0 < rows["recognised"].sum() < len(rows)


def test_a_case_without_an_order_of_moves_has_no_staged_columns_filled(tmp_path: Path) -> None:
    path = without_order(tmp_path)
    path.write_text('title = "x"\n[sample]\ndraws = 4\nseed = 1', encoding="utf-8")
    plan = read_plan(path)
    rows = solve_chunk(plan, 0).rows
    assert rows[["best_joint", "cautious", "payoff.first", "payoff.second"]].isna().all(axis=None)
    assert rows["equilibria"].tolist() == [2, 2, 2, 2]
    sweep(plan, tmp_path / "out.duckdb")
    assert exported(tmp_path / "out.duckdb")[0].decode().splitlines()[1].endswith(",2,,,,")


# ---- the file


def exported(path: Path) -> tuple[bytes, bytes, str]:
    """The canonical table as CSV and as Parquet, and its hash."""
    with closing(store.read(path)) as opened:
        for suffix in (".csv", ".parquet"):
            export(opened, [(path.with_suffix(suffix), suffix)])
        return path.with_suffix(".csv").read_bytes(), path.with_suffix(".parquet").read_bytes(), opened.table_hash


def test_the_table_is_the_rows_of_all_chunks(plan: SweepPlan, tmp_path: Path) -> None:
    assert sweep(plan, tmp_path / "out.duckdb")
    text, _, _ = exported(tmp_path / "out.duckdb")
    rows = pd.concat([solve_chunk(plan, k).rows for k in range(plan.chunks)]).sort_values(["draw", "scenario"])
    found = list(csv.DictReader(text.decode().splitlines()))
    assert len(found) == plan.rows == 200
    for column in ("hare", "payoff.first"):
        assert [float(row[column]) for row in found] == rows[column].tolist()
    assert [row["best_joint"] for row in found] == rows["best_joint"].tolist()
    assert [row["hunted"] == "true" for row in found] == rows["hunted"].tolist()
    pd.testing.assert_frame_equal(
        pd.DataFrame(
            store.read(tmp_path / "out.duckdb")
            .connection.execute("SELECT * FROM results ORDER BY draw // 30, scenario, draw")
            .df()
        ),
        pd.concat([solve_chunk(plan, k).rows for k in range(plan.chunks)], ignore_index=True),
        check_dtype=False,
        check_categorical=False,
    )


SHARED = """
title = "x"
case = "kosovo"
scenarios = ["recognition_first", "russia_escalates", "status_quo"]
sets = ["op_ed", "sceptic"]
chunk = 2
[sample]
draws = 3
seed = 1
assumptions = ["spoil_cost", "us_cred"]
"""


def test_runs_share_their_values_where_set_and_changes_do(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SHARED)
    assert plan.sources == (0, 1, 0, 3, 4, 3)
    rows = solve_chunk(plan, 0).rows
    values = [rows[plan.inputs.names[0]][2 * k : 2 * k + 2].tolist() for k in range(6)]
    assert values == [values[source] for source in plan.sources]
    grid = SHARED.split("[sample]")[0] + "[grid]\nspoil_cost = [0.2, 0.3]"
    assert plan_of(tmp_path, grid).sources == (0,) * 6


def test_values_that_runs_share_are_written_once_and_asked_for_as_if_in_every_row(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SHARED)
    sweep(plan, tmp_path / "out.duckdb")
    with closing(store.read(tmp_path / "out.duckdb")) as opened:
        assert opened.connection.execute("SELECT count(*) FROM draws").fetchone() == (3 * 4,)
        found = opened.connection.execute("SELECT * FROM results").df()
    rows = pd.concat([solve_chunk(plan, k).rows for k in range(plan.chunks)])
    keys = ["draw", "assumption_set", "scenario"]
    pd.testing.assert_frame_equal(
        *(one.astype(dict.fromkeys(keys[1:], str)).sort_values(keys, ignore_index=True) for one in (found, rows)),
        check_dtype=False,
        check_categorical=False,
    )


def test_a_table_in_one_piece_as_an_earlier_version_wrote_it_is_refused(plan: SweepPlan, tmp_path: Path) -> None:
    import duckdb

    sweep(plan, tmp_path / "out.duckdb")
    with duckdb.connect(str(tmp_path / "out.duckdb")) as connection:
        connection.execute("CREATE TABLE whole AS SELECT * FROM results")
        connection.execute("DROP VIEW results; DROP TABLE found; DROP TABLE draws; ALTER TABLE whole RENAME TO results")
    with pytest.raises(InputError, match=r"no table 'draws' .* An earlier version wrote it"):
        sweep(plan, tmp_path / "out.duckdb", resume=True)
    with pytest.raises(InputError, match=r"no table 'draws' .* An earlier version wrote it"):
        exported(tmp_path / "out.duckdb")


def test_chunks_in_any_order_make_the_same_bytes(plan: SweepPlan, tmp_path: Path) -> None:
    for name, order in (("forward", [0, 1, 2, 3]), ("mixed", [2, 0, 3, 1])):
        with closing(store.opened(tmp_path / f"{name}.duckdb", plan, resume=False)) as opened:
            for number in order:
                opened.record(solve_chunk(plan, number))
    assert exported(tmp_path / "forward.duckdb") == exported(tmp_path / "mixed.duckdb")


def telling(advance: Advance) -> Watch:
    """A watch that shows nothing and calls `advance` with the draws of each chunk."""

    @contextmanager
    def watch(what: str, total: int, *, begun: int = 0, parts: str = "", note: str = "") -> Iterator[Advance]:
        yield advance

    return watch


def test_processes_make_the_table_that_this_process_makes(plan: SweepPlan, tmp_path: Path) -> None:
    reached: list[int] = []
    sweep(plan, tmp_path / "one.duckdb")
    sweep(plan, tmp_path / "two.duckdb", count=2, watch=telling(reached.append))
    assert exported(tmp_path / "one.duckdb") == exported(tmp_path / "two.duckdb")
    assert sum(reached) == 100
    assert len(reached) == plan.chunks


def test_a_chunk_is_written_wholly_or_not_at_all(plan: SweepPlan, tmp_path: Path) -> None:
    with closing(store.opened(tmp_path / "out.duckdb", plan, resume=False)) as opened:
        opened.record(solve_chunk(plan, 0))
        twice = solve_chunk(plan, 0)
        import duckdb

        with pytest.raises(duckdb.ConstraintException):
            opened.record(twice)
        count = opened.connection.execute("SELECT count(*) FROM results").fetchone()
        assert count == (60,)
        opened.record(solve_chunk(plan, 1))
        assert opened.done == {0, 1}


def test_the_inputs_hold_plan_seed_versions_hash_and_every_value(plan: SweepPlan, tmp_path: Path) -> None:
    sweep(plan, tmp_path / "out.duckdb")
    with closing(store.read(tmp_path / "out.duckdb")) as opened:
        inputs = opened.inputs
        assumptions = opened.connection.execute("SELECT * FROM assumptions").df()
    assert json.loads(inputs["plan"]) == json.loads(json.dumps(plan.described))
    assert (inputs["seed"], inputs["hash"], inputs["numpy"]) == (3, plan.digest, np.__version__)
    assert inputs["python"] == ".".join(map(str, sys.version_info[:3]))
    assert len(assumptions) == len(plan.case.register) * 2
    assert dict(zip(assumptions["assumption"], assumptions["value"], strict=True)) == plan.case.values()
    assert assumptions["swept"].all()


def test_the_hash_changes_with_everything_that_changes_a_number_and_with_nothing_else(tmp_path: Path) -> None:
    base = plan_of(tmp_path).digest
    assert plan_of(tmp_path, VALID.replace("Stags", "Other title"), "renamed").digest == base
    for old, new in (
        ("seed = 3", "seed = 4"),
        ("draws = 100", "draws = 101"),
        ("chunk = 30", "chunk = 31"),
        ("seed = 3", 'seed = 3\ndistribution = "uniform"'),
        ("seed = 3", 'seed = 3\nassumptions = ["hare"]'),
        ('"free_choice", ', ""),
        ('"cautious"', '"best_joint"'),
        ("first.stag and", "first.stag or"),
    ):
        assert plan_of(tmp_path, VALID.replace(old, new)).digest != base


def test_a_file_that_exists_is_never_begun_again(plan: SweepPlan, tmp_path: Path) -> None:
    out = tmp_path / "out.duckdb"
    assert sweep(plan, out)
    before = out.read_bytes()
    with pytest.raises(InputError, match=r"exists already\. Go on with it by `resume`"):
        sweep(plan, out)
    assert sweep(plan, out, resume=True) is False
    assert out.read_bytes() == before


def test_another_sweep_is_not_mixed_into_a_file_and_the_message_says_what_differs(
    plan: SweepPlan, tmp_path: Path
) -> None:
    sweep(plan, tmp_path / "out.duckdb")
    other = plan_of(tmp_path, VALID.replace("seed = 3", "seed = 4").replace("chunk = 30", "chunk = 31"))
    with pytest.raises(InputError, match="holds another sweep: chunk, sample differ"):
        sweep(other, tmp_path / "out.duckdb", resume=True)
    changed = load_case("stag_hunt").register | {"hare": replace(plan.case.register["hare"], value=2.9)}
    with pytest.raises(InputError, match="holds another sweep: rules and values differ"):
        sweep(replace(plan, case=replace(plan.case, register=changed)), tmp_path / "out.duckdb", resume=True)


def test_other_versions_do_not_go_on_with_a_file(
    plan: SweepPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep(plan, tmp_path / "out.duckdb")
    monkeypatch.setattr(store, "versions", lambda: {**chunks.versions(), "numpy": "1.0"})
    with pytest.raises(InputError, match=r"was begun with numpy .*; this is 1\.0"):
        sweep(plan, tmp_path / "out.duckdb", resume=True)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is not a DuckDB file"), (b"a letter to my aunt" * 900, "is not a DuckDB file")],
    ids=["empty", "text"],
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    plan: SweepPlan, tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "out.duckdb").write_bytes(content)
    with pytest.raises(InputError, match=words):
        sweep(plan, tmp_path / "out.duckdb", resume=True)
    assert (tmp_path / "out.duckdb").read_bytes() == content


def test_a_database_that_no_sweep_wrote_is_refused(plan: SweepPlan, tmp_path: Path) -> None:
    import duckdb

    duckdb.connect(str(tmp_path / "out.duckdb")).close()
    with pytest.raises(InputError, match="no sweep wrote it"):
        sweep(plan, tmp_path / "out.duckdb", resume=True)
    with pytest.raises(InputError, match="there is no such file"):
        store.read(tmp_path / "none.duckdb")


def test_without_the_extra_the_message_says_how_to_install_it(
    plan: SweepPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(InputError, match=r"pip install 'negotiation-sim\[sweep\]'"):
        sweep(plan, tmp_path / "out.duckdb")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"pip install 'negotiation-sim\[cluster\]'"):
        sweep(plan, tmp_path / "out.duckdb", cluster="tcp://127.0.0.1:1")
    assert not (tmp_path / "out.duckdb").exists()


@pytest.mark.parametrize(("count", "cluster"), [(0, None), (-1, None), (2, "tcp://127.0.0.1:1")])
def test_workers_that_cannot_be_are_refused(plan: SweepPlan, tmp_path: Path, count: int, cluster: str | None) -> None:
    with pytest.raises(InputError, match="write `workers=1` or more, or `cluster`"):
        sweep(plan, tmp_path / "out.duckdb", count=count, cluster=cluster)


# ---- what comes out


def test_the_summary_gives_the_shares_that_the_table_has(plan: SweepPlan, tmp_path: Path) -> None:
    sweep(plan, tmp_path / "out.duckdb")
    with closing(store.read(tmp_path / "out.duckdb")) as opened:
        found = summary(opened)
    rows = pd.concat([solve_chunk(plan, k).rows for k in range(plan.chunks)])
    for one in found.shares:
        own = rows[rows["scenario"] == one.scenario]
        assert one.conclusions == {"hunted": own["hunted"].mean()}
        assert (one.draws, one.equilibria) == (100, own["equilibria"].mean())
    assert [one.scenario for one in found.shares] == ["free_choice", "in_turn"]
    assert found.complete
    assert record(Swept(found, wrote=True))["table_hash"] == found.table_hash


def test_the_documented_query_gives_what_pandas_gives(tmp_path: Path) -> None:
    import duckdb

    plan = read_plan(SWEEPS[-1])
    plan = replace(with_draws(plan, 400), chunk=100)
    sweep(plan, tmp_path / "hinges.duckdb")
    query = (SWEEPS[-1].parent / "hinges.sql").read_text(encoding="utf-8")
    with duckdb.connect(str(tmp_path / "hinges.duckdb"), read_only=True) as connection:
        found = connection.execute(query).df()
    rows = pd.concat([solve_chunk(plan, k).rows for k in range(plan.chunks)])
    rows["band"] = np.floor(rows["dialogue_offset"] * 10) / 10
    for (assumed, band), own in rows.groupby(["assumption_set", "band"], observed=True):
        line = found[(found["assumption_set"] == assumed) & np.isclose(found["dialogue_offset"], band)].iloc[0]
        assert line["draws"] == len(own)
        assert line["recognised"] == pytest.approx(own["recognised"].mean())
        assert line["recognised_draws"] == own["recognised"].sum()
        settled = own[own["recognised"]]["normalised"].mean()
        assert line["normalised_then"] == pytest.approx(settled, nan_ok=True)
        assert line["serbia"] == pytest.approx(own["payoff.serbia"].mean())


def test_a_run_ends_with_the_file_it_wrote_in_a_folder_that_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plan_of(tmp_path)
    assert invoke("stags.toml", "--into", "a/b/out.duckdb").stderr == "wrote a/b/out.duckdb\n"
    assert Path("a/b/out.duckdb").is_file()


def test_a_resumed_run_says_whether_there_was_anything_to_resume_or_left_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plan = plan_of(tmp_path)
    first, again = (invoke("stags.toml", "--resume").stderr for _ in range(2))
    assert first == (
        "stags.duckdb: there is no such file, so nothing to resume; the sweep starts anew.\nwrote stags.duckdb\n"
    )
    assert again == "stags.duckdb: was complete already; nothing was left to do.\n"
    store.opened(Path("begun.duckdb"), plan, resume=False).close()
    assert invoke("stags.toml", "--resume", "--into", "begun.duckdb").stderr == "wrote begun.duckdb\n"


def invoke(*arguments: str) -> Result:
    """A sweep command in this process; what it raises is raised here."""
    return CliRunner().invoke(app, ["sweep", *arguments], catch_exceptions=False)


def test_progress_is_said_in_numbers_that_add_up() -> None:
    reached = Reached(done=3000, begun=1000, of=10_000, seconds=4.0)
    assert sentence(reached, "draws") == "3,000 of 10,000 draws, 500 a second, 0:00:14 left"
    assert clock(3723) == "1:02:03"
    assert sentence(Reached(0, 0, 10, 0.0), "draws") == "0 of 10 draws, 0 a second"


def test_the_commands_run_and_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plan_of(tmp_path)
    ran = invoke("stags.toml", "--json")
    record = json.loads(ran.stdout)
    assert record["complete"]
    assert (record["rows"], record["seed"], record["file"]) == (200, 3, "stags.duckdb")
    done = invoke("export", "stags.duckdb", "--csv", "a.csv", "--parquet", "b/b.parquet")
    assert done.exit_code == 0
    frame = pd.read_csv("a.csv")
    assert frame.shape == (200, 12)
    assert json.loads(Path("b/b.inputs.json").read_text())["hash"] == record["hash"]
    table = invoke("run", "stags.toml", "--resume").stdout
    assert f"{frame[frame['scenario'] == 'in_turn']['hunted'].mean():.3f}" in table
    assert record["hash"] in table
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.csv",
        "a.inputs.json",
        "b",
        "stags.duckdb",
        "stags.toml",
    ]


def test_the_question_is_asked_from_python(tmp_path: Path) -> None:
    plan_of(tmp_path)
    file = tmp_path / "out.duckdb"
    swept = ask("sweep", tmp_path / "stags.toml", into=file)
    assert swept.record["complete"]


def test_elsewhere_than_on_a_terminal_a_line_now_and_then_counts_from_where_the_run_began(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("negotiation_sim.cli.progress.EVERY", 0.0)
    with watched("stags", 100, begun=40, parts="draws", note="Go on with `resume`.") as advance:
        advance(30)
    first, line = capsys.readouterr().err.splitlines()
    assert first == "Go on with --resume."
    assert line.startswith("70 of 100 draws, ")
    with watched("Solving draws", 100) as advance:
        advance(30)
    assert capsys.readouterr().err == ""


def test_a_sweep_of_a_copied_case_says_its_title_and_what_it_was_copied_from(tmp_path: Path) -> None:
    ask("new", tmp_path / "mine", like="stag_hunt")
    (tmp_path / "mine" / "sweeps").mkdir()
    path = tmp_path / "mine" / "sweeps" / "s.toml"
    path.write_text('title = "S"\n[grid]\nhare = { from = 3, to = 3.2, steps = 2 }\n', encoding="utf-8")
    swept = ask("sweep", path, into=tmp_path / "s.duckdb")
    assert "Case: The stag hunt (mine, a copy of stag_hunt)." in swept.text
    assert (swept.record["case"], swept.record["case_title"], swept.record["copy_of"]) == (
        "mine",
        "The stag hunt",
        "stag_hunt",
    )
    assert read_plan(path).digest == swept.record["hash"]
