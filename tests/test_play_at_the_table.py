"""The question play at the table: the same session as between tactics, and what is told of its end."""

import shutil
from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation_sim import load_case
from negotiation_sim.case.scenario import Scenario
from negotiation_sim.errors import InputError
from negotiation_sim.games.session import Session, session
from negotiation_sim.games.tactics import TACTICS
from negotiation_sim.questions import questions
from negotiation_sim.questions.asking import Answered, ask
from negotiation_sim.questions.play.table.seats import parties_of
from negotiation_sim.questions.play.table.sitting import TablePlay, play_table
from negotiation_sim.worlds.negotiation import Negotiation

WATER = str(Path(__file__).parent / "frozen" / "water")
PLACES = [("uninvited", WATER), ("status_quo", "kosovo")]


class TheFirst:
    """Draws the first of what it may draw, so that it does not matter who draws how often."""

    def choice(self, packages: Sequence[int]) -> int:
        return packages[0]


@cache
def scenario_of(scenario: str, case: str) -> Scenario:
    loaded = load_case(case)
    return loaded.scenario(scenario, loaded.base_set)


def play(scenario: str, case: str, seat: str, *moves: str, **values: Any) -> Answered:
    """The answer of `ask`, but each scenario is read once."""
    question = questions()["play"]
    given = {"scenario": scenario, "case": case, "at": "table", "seat": seat, "moves": moves, **values}
    asked = question.asked(given)
    return Answered(question, asked, play_table(asked, scenario_of(scenario, case)))


def play_seats(scenario: str, case: str) -> tuple[str, ...]:
    return parties_of(scenario_of(scenario, case))


def point_of(scenario: str, case: str) -> Negotiation:
    table: TablePlay = play(scenario, case, play_seats(scenario, case)[0]).answer
    return table.point


def written(point: Negotiation, held: Session, seat: int) -> list[str]:
    """The turns of one party as a person writes them."""
    named = (point.packages.named(turn.package).items() for turn in held.turns if turn.party == seat)
    acts = (turn.act for turn in held.turns if turn.party == seat)
    return ["accept" if act == "accepts" else ",".join(f"{issue}={option}" for issue, option in package)
            for act, package in zip(acts, named, strict=True)]  # fmt: skip


@pytest.mark.parametrize(("scenario", "case"), PLACES, ids=[scenario for scenario, _ in PLACES])
def test_who_does_what_a_tactic_does_has_the_session_of_that_tactic(
    scenario: str, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    point, seats = point_of(scenario, case), play_seats(scenario, case)
    monkeypatch.setattr(np.random, "default_rng", lambda seed=None: TheFirst())
    few = [*TACTICS] if case == WATER else ["boulware", "tit_for_tat"]
    for pair, first, seat in product(product(few, few), range(2), range(2)):
        held = session(point.bargaining, point.packages.places.T, pair, 4, first, rng=TheFirst())  # type: ignore[arg-type]
        moves = written(point, held, seat)
        values: dict[str, Any] = {"tactics": [pair[1 - seat]], "rounds": 4, "first": seats[first]}
        record = play(scenario, case, seats[seat], *moves, **values).record
        told = [(turn["round"], *(turn["moves"][0][key] for key in ("player", "move", "package"))) for turn in
                record["stages"]]  # fmt: skip
        assert told == [(turn.round, seats[turn.party], turn.act, point.packages.named(turn.package))
                        for turn in held.turns]  # fmt: skip
        if record["finished"]:
            assert list(record["debrief"]["gains"].values()) == pytest.approx(held.gains.tolist())
        for count in range(len(moves)):
            before = play(scenario, case, seats[seat], *moves[:count], **values).record
            assert not before["finished"]
            packages = [turn["moves"][0]["package"] for turn in before["stages"]]
            assert packages == [package for *_, package in told[: len(packages)]]


@pytest.mark.parametrize("tactic", TACTICS)
@pytest.mark.parametrize(("scenario", "case"), PLACES, ids=[scenario for scenario, _ in PLACES])
def test_the_best_reply_offered_every_time_is_taken_and_gains_what_is_told(
    scenario: str, case: str, tactic: str
) -> None:
    for seat, first in product(play_seats(scenario, case), repeat=2):
        values: dict[str, Any] = {"tactics": [tactic], "rounds": 5, "first": first}
        best = play(scenario, case, seat, "walk", **values).record["debrief"]["best_reply"]
        offer = ",".join(f"{issue}={option}" for issue, option in best["package"].items())
        moves: list[str] = []
        while not (record := play(scenario, case, seat, *moves, **values).record)["finished"]:
            moves.append(offer)
        assert record["debrief"]["gains"] == best["gains"]
        assert record["debrief"]["gains"][seat] == best["gains"][seat] > 0


def test_what_was_left_and_the_efficient_package_near_are_those_of_a_search_one_by_one() -> None:
    point = point_of("status_quo", "kosovo")
    gains = point.bargaining.gains
    stubborn: dict[str, Any] = {"tactics": ["hardliner"]}
    for values, moves in (({}, ["accept"]), (stubborn, ["security=pfp", "accept"])):
        debrief = play("status_quo", "kosovo", "kosovo", *moves, **values).record["debrief"]
        agreed = point.packages.find(debrief["agreed"])
        assert agreed is not None
        assert list(debrief["gains"].values()) == pytest.approx(gains[:, agreed].tolist())
        better = (gains >= gains[:, [agreed]]).all(axis=0) & (gains > gains[:, [agreed]]).any(axis=0)
        assert debrief["left"]["count"] == int(better.sum())
        near = point.packages.find(debrief["near"]["package"])
        assert near is not None
        weakly = np.flatnonzero((gains >= gains[:, [agreed]]).all(axis=0))
        efficient = [k for k in weakly.tolist()
                     if not ((gains[:, weakly] >= gains[:, [k]] - 1e-9).all(axis=0)
                             & (gains[:, weakly] > gains[:, [k]] + 1e-9).any(axis=0)).any()]  # fmt: skip
        changed = {k: int((point.packages.places[:, k] != point.packages.places[:, agreed]).sum()) for k in efficient}
        assert near in changed
        assert changed[near] == min(changed.values())


def test_an_offer_changes_what_it_names_of_the_package_on_the_table() -> None:
    record = play("status_quo", "kosovo", "kosovo", "funds=none,security=pfp").record
    lay, offered = (turn["moves"][0]["package"] for turn in record["stages"][:2])
    assert offered == {**lay, "funds": "none", "security": "pfp"}
    first = play("status_quo", "kosovo", "kosovo", "security=pfp", first="kosovo").record["stages"][0]
    nothing = play("status_quo", "kosovo", "kosovo").answer.point.table.unagreed
    assert first["moves"][0]["package"] == {**nothing, "security": "pfp"}


def test_after_the_word_mine_an_offer_changes_your_own_last_one() -> None:
    moves = ("recognition=de_facto,association=none", "mine,security=pfp", "mine")
    values: dict[str, Any] = {"tactics": ["hardliner"]}
    record = play("status_quo", "kosovo", "kosovo", *moves, **values).record
    first, second, third = (turn["moves"][0]["package"] for turn in record["stages"] if turn["moves"][0]["yours"])
    assert first["security"] != "pfp"
    assert second == third == {**first, "security": "pfp"}
    assert "`moves=mine` repeats your own last one" in record["turn"]["words"]


def test_nobody_sees_what_others_gain_before_it_is_over() -> None:
    answered = play("status_quo", "kosovo", "kosovo", "security=pfp")
    assert all([*turn["moves"][0]["gains"]] == ["kosovo"] for turn in answered.record["stages"])
    assert "Serbia gains" not in answered.text
    assert "gain_serbia" not in answered.table.columns
    over = play("status_quo", "kosovo", "kosovo", "walk")
    assert all([*turn["moves"][0]["gains"]] == ["serbia", "kosovo"] for turn in over.record["stages"])
    assert "gain_serbia" in over.table.columns


def test_what_each_issue_is_worth_adds_up_to_the_gains() -> None:
    debrief = play("status_quo", "kosovo", "kosovo", "accept").record["debrief"]
    for party, gain in debrief["gains"].items():
        assert sum(worth[party] for worth in debrief["by_issue"].values()) == pytest.approx(gain)


def test_walking_away_leaves_everybody_with_nothing_gained_and_a_bet_is_judged() -> None:
    record = play("status_quo", "kosovo", "serbia", "walk", predict=["deal=no"]).record
    assert record["finished"]
    assert record["debrief"]["gains"] == {"serbia": 0, "kosovo": 0}
    assert record["debrief"]["agreed"] is None
    assert record["bet"]["guesses"][0]["right"] is True
    taken = play("status_quo", "kosovo", "kosovo", "accept", predict=["deal=no"]).record
    assert taken["bet"]["guesses"][0]["right"] is False


def test_time_runs_out_after_the_last_round() -> None:
    point = point_of("status_quo", "kosovo")
    worst = int(point.bargaining.gains[0].argmin())
    offer = ",".join(f"{issue}={option}" for issue, option in point.packages.named(worst).items())
    record = play("status_quo", "kosovo", "kosovo", offer, offer, rounds=2, tactics=["hardliner"]).record
    assert record["finished"]
    assert "time ran out" in record["debrief"]["why"]
    before = play("status_quo", "kosovo", "kosovo", offer, rounds=2, tactics=["hardliner"])
    assert before.record["turn"]["last"]
    assert "round 2 of 2 (your last turn)" in before.text


def test_where_a_party_loses_by_every_package_there_are_no_talks(tmp_path: Path) -> None:
    shutil.copytree(WATER, tmp_path / "dry")
    file = tmp_path / "dry" / "table.toml"
    text = file.read_text(encoding="utf-8").replace('half = "-0.5"', 'half = "-9"').replace('all = "-2"', 'all = "-9"')
    file.write_text(f'{text}\nsome_water = "not water.none"\n', encoding="utf-8")
    record = ask("play", "uninvited", case=str(tmp_path / "dry"), at="table", seat="north").record
    assert record["finished"]
    assert record["stages"] == []
    assert "every package loses South something" in record["debrief"]["why"]
    with pytest.raises(InputError, match="it was over after 0"):
        ask("play", "uninvited", case=str(tmp_path / "dry"), at="table", seat="north", moves=["walk"])


@pytest.mark.parametrize(("scenario", "worse"), [("status_quo", True), ("recognition_first", False)])
def test_a_deal_that_is_worse_for_you_than_none_is_said_to_be(scenario: str, worse: bool) -> None:
    answered = play(scenario, "kosovo", "kosovo", "accept")
    assert answered.record["debrief"]["agreed"]
    assert (answered.record["debrief"]["gains"]["kosovo"] < 0) == worse
    assert ("to walk away would have been better for you" in " ".join(answered.text.split())) == worse


WRONG = [
    ({"moves": ["accept"], "first": "kosovo"}, "`moves`, number 1: nothing lies on the table yet"),
    ({"moves": ["maybe"]}, "`moves`, number 1: 'maybe' is no move. Write accept, walk, or an offer"),
    ({"moves": ["security=pfp", "funds=doubble"]}, "unknown option 'doubble' of the issue funds"),
    ({"moves": ["mine"]}, "`moves`, number 1: mine is your own last offer, and you have made none"),
    ({"moves": ["security=pfp,security=kfor"]}, "'security' stands twice in the package"),
    ({"moves": ["fund=none"]}, "unknown issue 'fund' on the table. Did you mean 'funds'?"),
    ({"moves": ["funds=three_times"]}, "this cannot be agreed on: the EU triples its funds only if Serbia recognises"),
    ({"moves": ["walk", "accept"]}, "`moves` has 2, and it was over after 1"),
    ({"predict": ["spain=yes"]}, "'spain=yes' is no bet at the table. Write deal=yes or deal=no."),
    ({"tactics": ["linear,linear"]}, "`tactics` has 2, and beside you there sits serbia"),
    ({"tactics": ["bully"]}, "unknown tactic 'bully'"),
    ({"seat": "spain"}, "unknown party 'spain'"),
    ({"first": "spain"}, "unknown party 'spain'"),
    ({"rule": "quantal"}, "At the table write best_joint, cautious."),
    ({"precision": 1.0}, "`lambda` means nothing where `at=table`"),
    ({"rounds": 0}, "`rounds` is 0; it must be at least 1"),
]


@pytest.mark.parametrize(("values", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_cannot_be_done_at_the_table_is_refused_in_words(values: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as error:
        ask("play", "status_quo", **{"at": "table", "seat": "kosovo", **values})
    assert words in str(error.value)


def test_a_case_without_a_table_has_no_seat_at_one() -> None:
    with pytest.raises(InputError, match="has no table"):
        ask("play", "free_choice", case="chicken", at="table")
