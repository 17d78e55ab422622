"""What is told of the years in words and pictures: paces, waiting, a history played again, the ways through them."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.scenario import Case
from negotiation_sim.questions.years.forms import _story
from negotiation_sim.questions.years.question import QUESTION
from negotiation_sim.questions.years.sentences import alike, sentences
from negotiation_sim.questions.years.ways_picture import ways_picture
from negotiation_sim.worlds.years import years_of
from negotiation_sim.worlds.years_laid import seed_that_differs
from negotiation_sim.worlds.years_told import end_of, hardened_by, simulated
from negotiation_sim.worlds.years_ways import counted, ways

NEIGHBOURS = Path(__file__).parent / "frozen" / "neighbours_years"


@pytest.fixture(scope="module")
def kosovo() -> Case:
    return load_case("kosovo")


# ---- together or one a year


def test_both_paces_are_compared_under_what_every_set_believes_of_hardening(kosovo: Case) -> None:
    answered = ask("years", "recognition_first", pace=True)
    assert hardened_by(answered.answer.world) == ("stiffen",)
    believed = answered.record["pace_as_others_believe"]
    assert [each["values"]["stiffen"] for each in believed] == [0.6]
    assert "serwer_2022" in believed[0]["sets"]
    alone = ask("years", "recognition_first", pace=True, changes=["stiffen=0.6"]).record["pace"]
    for name in ("together", "one a year"):
        assert believed[0][name]["settled"] == pytest.approx(alone[name]["settled"])


def test_the_first_words_on_the_pace_give_both_shares_and_which_leads_where_recognitions_harden() -> None:
    answered = ask("years", "recognition_first", pace=True)
    first, second, *_ = sentences(answered.answer)
    shares = [answered.record["pace"][name]["settled"][-1] for name in ("together", "one a year")]
    assert f"Serbia has settled in {100 * shares[0]:.0f} of 100 histories" in first
    assert first.endswith(f"one a year, in {100 * shares[1]:.0f}.")
    assert "0.6 for how far recognitions harden Belgrade (stiffen)" in second
    assert "serwer_2022 believe" in second
    assert second.endswith("together leads by more.")


def test_those_who_do_the_same_are_named_together() -> None:
    assert alike(["Spain"], "recognises") == "Spain recognises"
    assert alike(["Spain", "Greece"], "recognises") == "Spain recognises, and so does Greece"
    assert alike(["A", "B", "C"], "signs") == "A signs, and so do B and C"


# ---- waiting


def test_waiting_that_pays_costs_nothing_and_waiting_that_does_not_costs_the_gap() -> None:
    pays = ask("years", "recognition_first", wait="serbia")
    assert sentences(pays.answer)[0].startswith("Serbia loses nothing by 2030 if it prolongs the talks")
    costs = ask("years", "serbia_first_autonomy", assume=["pragmatic_serbia"], wait="serbia")
    worth = {year: each["over_the_years"] for year, each in costs.record["wait"].items() if year != "player"}
    gap = max(worth.values()) - worth["never"]
    assert gap > 0
    assert sentences(costs.answer)[0].startswith(f"By 2030 it costs Serbia {gap:.2f} payoff points")


# ---- one history


def test_the_end_of_a_history_is_the_last_state_that_is_simulated(kosovo: Case) -> None:
    years = years_of(kosovo.scenario("recognition_first"))
    plan = years.plan()
    for seed in (1, 4, 9):
        assert end_of(years, plan, seed=seed) == simulated(years, plan, 1, seed=seed)[0, -1]


def test_a_move_that_changes_nothing_is_said_to_change_nothing() -> None:
    answered = ask("years", "recognition_first", seed=10, replay=["2023:sponsor=1"])
    assert answered.record["story"] == answered.record["replayed"]["story"]
    first = sentences(answered.answer)[0]
    assert first.startswith("In the history of seed 10 nothing would have been different")
    assert "there it is so already" in first
    other = int(re.search(r"In that of seed (\d+) it is not", first).group(1))  # type: ignore[union-attr]
    with_it = ask("years", "recognition_first", seed=other, replay=["2023:sponsor=1"])
    assert with_it.record["story"] != with_it.record["replayed"]["story"]
    columns = [len(_story(each.answer).columns) for each in (answered, with_it)]
    assert columns == [2, 3]


def test_where_no_history_differs_no_seed_is_named(kosovo: Case) -> None:
    years = years_of(kosovo.scenario("recognition_first", values={"years.war_begins": 0.0}))
    assert seed_that_differs(years, years.plan(), {(2023, "war"): "0"}) is None
    assert seed_that_differs(years, years.plan(), {(2023, "war"): "1"}) == 1


def test_the_examples_of_a_history_played_again_show_a_difference() -> None:
    """Those that the question itself gives, and the page of the years."""
    page = (Path(__file__).parent.parent / "docs" / "years_page.py").read_text(encoding="utf-8")
    shown = [each for each in QUESTION.examples if "replay" in each] + re.findall(r"years (.*--replay \S+)", page)
    assert len(shown) > 1
    for example in shown:
        seed, move = re.search(r"seed[= ](\d+)", example), re.search(r"replay[= ](\S+)", example)
        assert seed
        assert move
        told = ask("years", "recognition_first", seed=int(seed.group(1)), replay=[move.group(1)]).record
        assert told["story"] != told["replayed"]["story"], example


def test_a_move_that_matters_says_from_when_on_and_how_it_ends() -> None:
    answered = ask("years", "recognition_first", seed=2, replay=["2023:sponsor=1"])
    first, second, *_ = sentences(answered.answer)
    assert "is another from 2023 on" in first
    assert answered.record["end"] != answered.record["replayed"]["end"]
    after = answered.record["replayed"]["events"]["all_recognise"]["after"]
    assert f"{100 * after:.0f} of 100 with the other move" in second


def test_years_in_a_row_are_told_together_and_are_laid_down_each() -> None:
    answered = ask("years", "status_quo", given=["2022-2024:greece=yes"])
    apart = ask("years", "status_quo", given=["2022:greece=yes", "2023:greece=yes", "2024:greece=yes"])
    assert answered.record["events"] == apart.record["events"]
    assert "in each year from 2022 to 2024 Greece recognises" in " ".join(sentences(answered.answer))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("2021-2026:sponsor=1", "in each year from 2021 to 2026 Washington leads a Dialogue"),
        ("2021-2023:sponsor=0", "in each year from 2021 to 2023 it is not so that Washington leads a Dialogue"),
        ("2022-2024:war=1", "in each year from 2022 to 2024 there is open war in Europe"),
        ("2022-2024:hungary=cooperative", "in each year from 2022 to 2024 Hungary "),
        ("2021-2022:spain=no", "in each year from 2021 to 2022 Spain withholds recognition"),
        ("2022:fresh=2", "in 2022 'recognitions that still rankle in Belgrade' is at 2"),
        ("2022:sponsor=1", "in 2022 Washington takes up a Dialogue"),
    ],
)
def test_what_lasts_is_told_as_lasting_and_a_number_is_named_apart(given: str, words: str) -> None:
    assert words in " ".join(sentences(ask("years", "recognition_first", given=[given]).answer))


def test_no_sentence_says_the_same_thing_twice() -> None:
    """Of two events one of which says what the other says and more, only the longer stands, or what it adds."""
    answered = ask("years", "recognition_first", seed=2, replay=["2021:serbia=normalise", "2021:kosovo=concede"])
    ends, when = sentences(answered.answer)[-3:-1]
    assert "Serbia has settled in " in ends
    assert "and Kosovo concedes as well in " in ends
    assert when.startswith("In at least half of them all four have recognised by ")
    for end in (answered.record["end"], answered.record["replayed"]["end"]):
        assert sum(each.startswith("Serbia has settled") for each in end) <= 1


def test_the_ways_are_told_in_the_words_of_the_case() -> None:
    words = ways_picture(ask("years", "recognition_first").answer).words
    assert "recognition by none" in words
    assert "turned" not in words


def test_what_is_said_of_a_move_in_the_years_stands_before_what_the_game_says_of_it(tmp_path: Path) -> None:
    folder = shutil.copytree(NEIGHBOURS, tmp_path / "case")
    text = (folder / "rounds.toml").read_text(encoding="utf-8")
    words = 'moves = ["refuse", "sign"]\nsays = { sign = "At last North signs" }'
    (folder / "rounds.toml").write_text(text.replace('moves = ["refuse", "sign"]', words), encoding="utf-8")
    told = ask("years", "uninvited", case=str(folder), replay=["2021:north=sign"]).record["replayed"]["story"]
    assert "At last North signs" in [each["words"] for each in told]
    wrong = words.replace("sign =", "sing =")
    (folder / "rounds.toml").write_text(text.replace('moves = ["refuse", "sign"]', wrong), encoding="utf-8")
    with pytest.raises(InputError, match=r"state\.north\.says.*'sing'"):
        ask("years", "uninvited", case=str(folder))


# ---- the ways through the years


@pytest.mark.parametrize(
    ("scenario", "assume"), [("recognition_first", "op_ed"), ("serbia_first_autonomy", "pragmatic_serbia")]
)
def test_who_comes_to_a_place_and_does_not_leave_it_ends_there(kosovo: Case, scenario: str, assume: str) -> None:
    years = years_of(kosovo.scenario(scenario, assume))
    plan = years.plan()
    told = ways(years, plan, years.carried(plan))
    assert sum(told.ends.values()) == pytest.approx(1)
    for place, share in told.ends.items():
        into = sum(step for (_, end), step in told.steps.items() if end == place)
        out = sum(step for (start, _), step in told.steps.items() if start == place)
        assert into - out + (place == (0, 0)) == pytest.approx(share, abs=1e-9)


def test_the_ways_are_those_of_simulated_histories(kosovo: Case) -> None:
    years = years_of(kosovo.scenario("recognition_first"))
    plan, count = years.plan(), 20_000
    told = ways(years, plan, years.carried(plan))
    members, settler = counted(years)
    assert settler == "serbia"
    drawn = simulated(years, plan, count, seed=5)
    across = sum((years.space.places[name] == 1).astype(int) for name in members)[drawn]
    down = years.space.places[settler][drawn]
    for (start, end), share in told.steps.items():
        before = (across[:, :-1] == start[0]) & (down[:, :-1] == start[1])
        after = (across[:, 1:] == end[0]) & (down[:, 1:] == end[1])
        simulated_share = (before & after).sum() / count
        assert simulated_share == pytest.approx(share, abs=4 * np.sqrt(max(share, 1e-4) / count))


# ---- the record of the answer


def test_every_list_of_the_record_has_a_value_for_each_year() -> None:
    record = ask("years", "recognition_first").record
    count = len(record["years"])
    for event in record["events"].values():
        assert {*event} == {"label", "share", "standard_error", "simulated"}
        assert all(len(event[key]) == count for key in ("share", "standard_error", "simulated"))
    assert all(len(mean) == count for mean in record["means"].values())
    assert all(len(part) == count for each in record["bands"].values() for part in each.values())
