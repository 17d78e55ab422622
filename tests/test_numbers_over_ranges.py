"""Maps, draws and sweeps of conclusions about numbers, each against the formulas themselves."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest

from negotiation_sim import InputError, ask, load_case
from negotiation_sim.questions.regions.answer import regions
from negotiation_sim.worlds.results.chain import chain
from negotiation_sim.worlds.sampling import sampling

from .numbered import bargain, formulas, values_of


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with bargain(tmp_path_factory.mktemp("case") / "hunt") as folder:
        yield folder


@pytest.mark.parametrize(
    ("text", "x", "y"),
    [
        ("deal", "toll", "patience"),
        ("table: joint > 1.2", "toll", "patience"),
        ("worth_it", "toll", "stag_share"),
        ("table: zone == 2", "toll", "stag_share"),
        ("table: depth > 0.5 or gain.first > 4.2", "stag_share", "toll"),
    ],
)
def test_a_map_is_that_of_a_dense_grid(case: str, text: str, x: str, y: str) -> None:
    links = chain(load_case(case).scenario("in_turn"), text)
    told = regions(links, x, y)
    (low, high), (bottom, top) = ((told.x.low, told.x.high), (told.y.low, told.y.high))
    across = np.linspace(low, high, 83)
    wrong = []
    for up in np.linspace(bottom, top, 47):
        strip = told.strip_at(float(up))
        truths = links[0].scenario.with_values({y: float(up)})
        dense = chain(truths, text)[0].holds(x, across)
        for place, holds in zip(across, dense, strict=True):
            near = np.abs(strip.edges - place).min() < 0.005 * (high - low)
            wrong += [(place, up)] if strip.at(float(place)) != holds and not near else []
    assert len(wrong) <= 0.005 * 83 * 47, wrong[:5]  # next to a corner a boundary may be half a strip away
    assert not told.exact
    assert not told.complete


def test_a_map_says_how_it_was_drawn_and_on_what_the_answer_turns(case: str) -> None:
    answer = ask("regions", "in_turn", holds="worth_it", x="toll", y="stag_share", case=case)
    assert "is bracketed" in answer.record["method"]
    words = {each["words"] for each in answer.record["boundaries"]}
    assert words == {
        "The answer turns on product of the gains (joint)",
        "The answer turns on what both gain (surplus)",
    }


def test_no_axis_of_a_map_of_the_game_is_what_the_table_alone_reads(case: str) -> None:
    with pytest.raises(InputError, match="toll"):
        ask("regions", "in_turn", holds="hunted", x="toll", y="hare", case=case)


def test_shares_of_draws_are_those_of_the_formulas(case: str) -> None:
    texts = ["deal", "cheap: table: surplus > 0", "table: joint > 1", "hunted"]
    answer = ask("uncertainty", ["in_turn"], holds=texts, draws=2000, case=case)
    outcomes = answer.record["scenarios"][0]["outcomes"]
    read = load_case(case)
    scenario = read.scenario("in_turn")
    drawn = sampling(read, 2000, kinds=("game", "table"))
    made = formulas(values_of(scenario, drawn.draws(scenario, drawn.unit_points(0, drawn.count))))
    reference = {"deal": made["zone"] > 0, "cheap": made["surplus"] > 0, "table: joint > 1": made["joint"] > 1}
    for name, truths in reference.items():
        assert 0.02 < truths.mean() < 0.98
        for sense in ("best_joint", "cautious"):
            assert outcomes[name][sense]["share"] == pytest.approx(truths.mean())
        assert outcomes[name]["some"] == {"share": None, "monte_carlo_standard_error": None, "draws": 0}
    assert outcomes["deal"]["title"] == "there is a package that both prefer to no agreement"
    assert outcomes["hunted"]["best_joint"]["share"] == 1


def test_draws_of_the_game_are_the_same_whatever_the_table_reads(case: str) -> None:
    alone = ask("uncertainty", ["in_turn"], holds=["hunted"], draws=64, case=case)
    assert set(alone.record["sampling"]["assumptions"]) == {"stag_share", "hare", "empty_handed"}
    plain = ask("uncertainty", ["in_turn"], holds=["first.stag and second.stag"], draws=64, case="stag_hunt")
    assert [each["payoffs"] for each in alone.record["scenarios"]] == [
        each["payoffs"] for each in plain.record["scenarios"]
    ]


def test_what_drives_a_conclusion_about_numbers_is_drawn(case: str) -> None:
    answer = ask("sensitivity", "in_turn", holds=["deal"], method=["regional"], draws=1024, case=case)
    (told,) = answer.record["results"]
    assert next(iter(told["assumptions"])) == "toll"
    assert told["assumptions"]["hare"]["distance"] < told["noise"] * 1.5
    answer = ask("sensitivity", "in_turn", payoff=["first"], draws=256, case=case)
    assert "toll" not in answer.record["results"][0]["assumptions"]


def test_numbers_are_outputs_as_payoffs_are(case: str) -> None:
    answer = ask(
        "sensitivity", "in_turn", number=["table.surplus", "table.depth"], method=["rank"], draws=512, case=case
    )
    surplus, depth = answer.record["results"]
    read = load_case(case)
    scenario, drawn = read.scenario("in_turn"), sampling(read, 512, kinds=("table",))
    made = formulas(values_of(scenario, drawn.draws(scenario, drawn.unit_points(0, drawn.count))))
    assert surplus["average"] == pytest.approx(made["surplus"].mean())
    assert depth["average"] == pytest.approx(np.nanmean(made["depth"]))
    assert (surplus["output"], surplus["conclusion"], depth["draws"] < 512) == ("what both gain", None, True)
    assert next(iter(surplus["assumptions"])) == next(iter(depth["assumptions"])) == "toll"
    with pytest.raises(InputError, match=r"'surplu'.*Did you mean 'surplus'"):
        ask("sensitivity", "in_turn", number=["table.surplu"], case=case)
    with pytest.raises(InputError, match="tabel"):
        ask("sensitivity", "in_turn", number=["tabel.surplus"], case=case)


def test_a_box_of_a_conclusion_about_numbers_holds_it(case: str) -> None:
    answer = ask("discover", "in_turn", holds="table: surplus > 0.5", draws=2048, case=case)
    box = answer.record["boxes"][answer.record["chosen"]]
    assert "toll" in box["bounds"]
    assert box["fresh"]["density"] > 0.85


SWEEP = """
title = "Deals"
scenarios = ["in_turn"]
[sample]
draws = 200
seed = 3
[conclusions.agreed]
holds = "deal"
[conclusions.gained]
holds = "table: surplus > 0.5 and joint > 0.5"
[conclusions.hunters]
holds = "first.stag and second.stag"
"""


def sweep_file(case: str, name: str, text: str) -> Path:
    path = Path(case) / "sweeps" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sweep_draws_and_asks_what_its_conclusions_read(case: str, tmp_path: Path) -> None:
    answer = ask("sweep", sweep_file(case, "deals", SWEEP), into=tmp_path / "deals.duckdb")
    with duckdb.connect(str(tmp_path / "deals.duckdb"), read_only=True) as file:
        rows = file.execute("SELECT * FROM results").df()
    made = formulas({name: rows[name].to_numpy() for name in ("stag_share", "patience", "toll")} | {"pledge": 0.0})
    assert (rows["agreed"].to_numpy() == (made["zone"] > 0)).all()
    assert (rows["gained"].to_numpy() == ((made["surplus"] > 0.5) & (made["joint"] > 0.5))).all()
    assert 0 < rows["agreed"].mean() < 1
    assert "there is a package that both prefer to no agreement" in " ".join(answer.text.split())


def test_a_sweep_of_games_draws_nothing_of_the_table(case: str, tmp_path: Path) -> None:
    games = SWEEP[: SWEEP.index("[conclusions.agreed]")] + SWEEP[SWEEP.index("[conclusions.hunters]") :]
    ask("sweep", sweep_file(case, "games", games), into=tmp_path / "games.duckdb")
    with duckdb.connect(str(tmp_path / "games.duckdb"), read_only=True) as file:
        columns = [name for name, *_ in file.execute("DESCRIBE results").fetchall()]
    assert "hare" in columns
    assert "toll" not in columns


PLANS = """
[plans.bargain]
title = "A bargain"
author = "made for tests"
scenario = "in_turn"
holds = "{holds}"
held_by = ["cheap"]
source = "made for tests"
"""


@pytest.mark.parametrize("holds", ["deal", "table: zone > 0"])
def test_a_plan_may_promise_a_conclusion_about_numbers(case: str, holds: str) -> None:
    (Path(case) / "plans.toml").write_text(PLANS.format(holds=holds), encoding="utf-8")
    rows = ask("plans", case=case, between=["cheap", "base"]).table
    assert dict(zip(rows["set"], rows["verdict"], strict=True)) == {"base": "fails", "cheap": "works"}
