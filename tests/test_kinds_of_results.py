"""A conclusion about another kind of result is asked of that kind, or refused with the kinds that can be asked."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case import loader
from negotiation_sim.case.conclusions import Conclusion
from negotiation_sim.case.library import library
from negotiation_sim.case.other_kinds import OtherKind
from negotiation_sim.case.scenario import Scenario
from negotiation_sim.games.arrays import Array
from negotiation_sim.worlds import drawn_outputs
from negotiation_sim.worlds.results.on_numbers import NumberedKind
from negotiation_sim.worlds.results.result import KINDS
from negotiation_sim.worlds.tables import Draws

LINE = 3.2
DEAL = '\n[conclusions.deal]\ntitle = "there is a deal"\nof = "table"\nholds = "more > 0"\n'
SWEEP = """
title = "Deals"
scenarios = ["free_choice"]
[sample]
draws = 300
seed = 1
[conclusions.agreed]
holds = "deal"
[conclusions.hunted]
holds = "first.stag and second.stag"
"""


def food(scenario: Scenario, reached: Conclusion, draws: Draws) -> dict[str, Array]:
    """A kind of result that is no game: what a hare feeds beyond LINE, whatever is played."""
    count = len(next(iter(draws.values())))
    return {"more": np.broadcast_to(draws.get("hare", np.array(scenario.values["hare"])), (count,)) - LINE}


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The stag hunt with a conclusion about a table, a kind that is registered for the test alone."""
    declared = OtherKind({"more": "what a hare feeds beyond the line"})
    read = loader.read_conclusions

    def with_table(*parts: Any) -> Any:
        parts[-1]["table"] = declared
        return read(*parts)

    monkeypatch.setattr(loader, "read_conclusions", with_table)
    monkeypatch.setitem(KINDS, "table", NumberedKind(food))  # type: ignore[arg-type]
    folder = tmp_path / "hunt"
    for path in sorted((library() / "classics" / "stag_hunt").rglob("*.toml")):
        target = folder / path.relative_to(library() / "classics" / "stag_hunt")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with (folder / "game.toml").open("a", encoding="utf-8") as game:
        game.write(DEAL)
    (folder / "sets").mkdir(exist_ok=True)
    (folder / "sets" / "plenty.toml").write_text('title = "Plenty"\n[values]\nhare = 3.4\n', encoding="utf-8")
    return str(folder)


def test_what_drives_it_is_asked_of_the_kind_and_no_game_is_solved(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def solved(*_: Any, **__: Any) -> None:
        raise AssertionError("a game was solved")

    monkeypatch.setattr(drawn_outputs, "solve_draws", solved)
    answer = ask("sensitivity", "free_choice", holds=["deal"], draws=256, case=case)
    strongest = answer.table.query("method == 'regional' and measure == 'distance'").iloc[0]
    assert (strongest["assumption"], strongest["value"]) == ("hare", 1.0)
    assert "there is a deal" in answer.text


def test_conclusions_of_two_kinds_are_asked_of_the_same_draws(case: str) -> None:
    answer = ask("sensitivity", "free_choice", holds=["deal", f"hare > {LINE}"], draws=256, case=case)
    table, game = (each["average"] for each in answer.record["results"][:3:2])
    assert [each["output"] for each in answer.record["results"]][::2] == ["there is a deal", f"hare > {LINE}"]
    assert 0 < table < 1
    assert table == game


def test_the_box_of_another_kind_bounds_what_that_kind_depends_on(case: str) -> None:
    answer = ask("discover", "free_choice", holds="deal", draws=512, case=case)
    bounds = answer.record["boxes"][0]["bounds"]
    assert list(bounds) == ["hare"]
    assert bounds["hare"]["low"] == pytest.approx(LINE, abs=0.02)


def test_a_sweep_asks_every_kind_on_the_same_draws(case: str, tmp_path: Path) -> None:
    plan = Path(case) / "sweeps" / "deals.toml"
    plan.parent.mkdir()
    plan.write_text(SWEEP, encoding="utf-8")
    answer = ask("sweep", plan, into=tmp_path / "deals.duckdb")
    with duckdb.connect(str(tmp_path / "deals.duckdb"), read_only=True) as file:
        rows = file.execute("SELECT hare, agreed FROM results").fetchall()
    assert len(rows) == 300
    assert all(agreed == (hare > LINE) for hare, agreed in rows)
    assert {agreed for _, agreed in rows} == {True, False}
    assert "there is a deal (share of draws)" in " ".join(answer.text.split())


def test_what_decides_between_two_sets_is_asked_of_the_kind(case: str) -> None:
    answer = ask("believe", "free_choice", holds="deal", between=["base", "plenty"], case=case)
    assert [way["least_sets"] for way in answer.record["directions"]] == [[["hare"]], [["hare"]]]


ANSWERED: dict[str, dict[str, Any]] = {
    "breakeven": {"holds": "deal"},
    "regions": {"holds": "deal", "x": "hare", "y": "stag_share"},
    "believe": {"holds": "deal"},
    "uncertainty": {"holds": ["deal"], "draws": 64},
    "sensitivity": {"holds": ["deal"], "draws": 128},
    "discover": {"holds": "deal", "draws": 128},
}


@pytest.mark.parametrize("name", ANSWERED)
def test_every_question_about_a_conclusion_answers_for_other_kinds(name: str, case: str) -> None:
    answer = ask(name, "free_choice" if name != "uncertainty" else ["free_choice"], case=case, **ANSWERED[name])
    assert "there is a deal" in " ".join(answer.text.split())


def test_the_value_at_which_a_kind_changes_is_that_of_every_question(case: str) -> None:
    (told,) = ask("breakeven", "free_choice", holds="deal", assumption=["hare"], case=case).record["break_evens"]
    assert [each["value"] for each in told["switches"]] == [pytest.approx(LINE, abs=1e-9)]
    nearest = ask("believe", "free_choice", holds="deal", measure=["total"], case=case).record["answers"][0]
    assert nearest["values"] == {"hare": pytest.approx(LINE, abs=1e-6)}
    region = ask("regions", "free_choice", holds="deal", x="hare", y="stag_share", case=case).record
    assert region["share_of_the_ranges"] == pytest.approx((3.4 - LINE) / (3.4 - 2.7), abs=1e-6)


@pytest.mark.parametrize("name", ["path", "coalitions"])
@pytest.mark.parametrize("text", ["deal", "table: more > 0"])
def test_what_asks_for_moves_refuses_other_kinds_in_one_message(name: str, text: str, case: str) -> None:
    with pytest.raises(InputError, match=r"' is about 'table' \(of\).*conclusions about 'game' only"):
        ask(name, "free_choice", case=case, to=text)
