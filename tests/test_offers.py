"""The question offers: offers by turns, sessions of tactics and tournaments, on tables of cases and in files."""

import json
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation_sim.errors import InputError
from negotiation_sim.games.session import session
from negotiation_sim.games.tactics import TACTICS
from negotiation_sim.games.take_it_or_leave_it import alternating_shares
from negotiation_sim.questions.asking import Answered, ask
from negotiation_sim.questions.offers.forms import stretches
from negotiation_sim.questions.offers.sentences import reason
from negotiation_sim.worlds.negotiation import negotiations

from .command_line import within as run

CAR = str(Path(__file__).parent / "frozen" / "car" / "car.toml")
PIE = """title = "A pie"
parties = ["one", "other"]
[disagreement]
one = 0
other = 0
[issues.share]
options = [OPTIONS]
[worth.one.share]
ONE
[worth.other.share]
OTHER
"""


def written_pie(folder: Path, pieces: int) -> str:
    """A table of one pie that is cut into so many pieces."""
    names = [f"p{k}" for k in range(pieces + 1)]
    text = PIE.replace("OPTIONS", ", ".join(f'"{name}"' for name in names))
    text = text.replace("ONE", "\n".join(f"{name} = {k / pieces!r}" for k, name in enumerate(names)))
    text = text.replace("OTHER", "\n".join(f"{name} = {1 - k / pieces!r}" for k, name in enumerate(names)))
    (folder / "pie.toml").write_text(text, encoding="utf-8")
    return str(folder / "pie.toml")


@cache
def offers(*scenario: str, **values: Any) -> Answered:
    return ask("offers", list(scenario), **values)


def test_without_a_scenario_the_first_main_one_with_a_zone_is_asked_and_said() -> None:
    answer = offers().answer
    zones = [negotiations(answer.case.scenario(name, "op_ed"), rules=["best_joint"])[0].zone.any()
             for name in answer.case.main]  # fmt: skip
    assert answer.scenario.name == answer.case.main[zones.index(True)]
    assert f"No scenario was named: '{answer.scenario.title}' is the first of the main ones" in offers().text
    assert "No scenario was named" not in offers("status_quo").text
    assert "No scenario was named" not in offers(CAR).text


def test_offers_by_turns_over_a_fine_pie_come_to_rubinsteins_shares_which_stand_beside_them(tmp_path: Path) -> None:
    record = ask("offers", [written_pie(tmp_path, 1000)], rounds=200, patience=["one=0.9", "other=0.8"]).record
    known = alternating_shares(0.9, 0.8)
    assert list(record["rubinstein"].values()) == pytest.approx(known, abs=1e-9)
    assert list(record["agreed"]["gains"].values()) == pytest.approx(known, abs=0.02)
    turned = ask("offers", [written_pie(tmp_path, 1000)], rounds=200, patience=["0.9", "other=0.8"], first="other")
    assert list(turned.record["rubinstein"].values()) == pytest.approx(alternating_shares(0.8, 0.9)[::-1], abs=1e-9)


def test_a_chance_of_breakdown_weighs_as_impatience_in_both(tmp_path: Path) -> None:
    pie = written_pie(tmp_path, 200)
    by_chance = ask("offers", [pie], patience=["1"], breakdown=0.2, rounds=30).record
    by_patience = ask("offers", [pie], patience=["0.8"], rounds=30).record
    assert by_chance["rubinstein"] == by_patience["rubinstein"]
    assert by_chance["agreed"]["package"] == by_patience["agreed"]["package"]


def test_shares_of_one_pie_are_not_told_where_they_say_nothing(tmp_path: Path) -> None:
    assert ask("offers", [written_pie(tmp_path, 10)], patience=["1"]).record["rubinstein"] is None
    dear = Path(CAR).read_text(encoding="utf-8").replace("seller = 0.4", "seller = 4")
    (tmp_path / "dear.toml").write_text(dear, encoding="utf-8")
    record = ask("offers", [str(tmp_path / "dear.toml")]).record
    assert record["rubinstein"] is None
    assert record["agreed"] is None
    assert "Seller loses by every package" in ask("offers", [str(tmp_path / "dear.toml")]).text


def test_the_last_proposer_takes_all_that_the_other_would_not_refuse() -> None:
    """By hand: in one round the buyer gets what is best for it of what the seller does not lose by."""
    record = offers(CAR, rounds=1, first="buyer").record
    gains = negotiations(offers(CAR).answer.scenario)[0].bargaining.gains
    best = gains[1, gains[0] >= 0].max()
    assert record["agreed"]["gains"]["buyer"] == pytest.approx(best)


def test_what_a_file_says_of_the_whole_time_is_shared_out_over_the_rounds() -> None:
    assert offers(CAR, rounds=4).record["patience"] == {"seller": pytest.approx(0.81**0.25), "buyer": 1.0}
    assert offers(CAR, rounds=4, patience=("buyer=0.5",)).record["patience"]["buyer"] == 0.5
    assert offers("status_quo").record["patience"] == {"serbia": 0.9, "kosovo": 0.9}


def test_every_turn_of_a_session_is_logged_with_what_it_gains_both_sides() -> None:
    answered = offers("status_quo", tactics=("boulware,conceder",), seed=3)
    record, point = answered.record["session"], answered.answer.point
    for turn in record["turns"]:
        number = point.packages.find(turn["package"])
        assert list(turn["gains"].values()) == pytest.approx(point.bargaining.gains[:, number].tolist(), abs=1e-9)
    assert [turn["party"] for turn in record["turns"][:4]] == ["serbia", "kosovo", "serbia", "kosovo"]
    assert record["agreed"] == record["turns"][-1]["package"]
    assert record["gains"] == record["turns"][-1]["gains"]
    frame = answered.table
    assert len(frame) == len(record["turns"])
    assert frame["gain_serbia"].tolist() == pytest.approx([turn["gains"]["serbia"] for turn in record["turns"]])


def test_what_was_left_on_the_table_is_all_that_gives_somebody_more_and_nobody_less() -> None:
    answered = offers("status_quo", tactics=("boulware,conceder",), seed=3)
    gains, ended = answered.answer.point.bargaining.gains, answered.answer.session.gains
    count = sum(1 for k in range(gains.shape[1]) if min(gains[:, k] - ended) >= 0 and max(gains[:, k] - ended) > 0)
    left = answered.record["session"]["left"]
    assert left["count"] == count > 0
    least = [round(min(np.array(list(each["gains"].values())) - ended), 6) for each in left["best"]]
    assert least == sorted(least, reverse=True)
    assert f"{count:,} packages give somebody more and nobody less" in answered.text


def test_the_same_seed_gives_the_same_session_and_another_may_give_another() -> None:
    asked = {"tactics": ("linear,linear",), "rounds": 8}
    first = ask("offers", ["status_quo"], seed=1, **asked).record["session"]
    assert first == ask("offers", ["status_quo"], seed=1, **asked).record["session"]
    assert any(ask("offers", ["status_quo"], seed=k, **asked).record["session"] != first for k in (2, 3, 4))


def test_a_breakdown_is_told_with_its_reason() -> None:
    hard = offers(CAR, tactics=("hardliner,hardliner",), rounds=3)
    assert hard.record["session"]["agreed"] is None
    assert hard.record["session"]["gains"] == {"seller": 0.0, "buyer": 0.0}
    assert "do not agree within 3 rounds: time ran out; the last offer to Buyer was worth -" in " ".join(
        hard.text.split()
    )
    agreed = offers(CAR, tactics=("conceder,conceder",)).answer
    assert reason(agreed, agreed.session).endswith("accepted what lay on the table")


def test_who_loses_by_every_package_does_not_come_and_that_is_said(tmp_path: Path) -> None:
    dear = Path(CAR).read_text(encoding="utf-8").replace("seller = 0.4", "seller = 4")
    (tmp_path / "dear.toml").write_text(dear, encoding="utf-8")
    answered = ask("offers", [str(tmp_path / "dear.toml")], tactics=["linear,linear"])
    assert answered.record["session"]["turns"] == []
    assert "Seller loses by every package" in answered.text


def test_a_tournament_is_the_mean_of_its_sessions() -> None:
    answered = offers(CAR, tournament=True, sessions=3, rounds=6, seed=2)
    point, held = answered.answer.point, answered.answer.tournament
    matches = answered.record["tournament"]["matches"]
    assert [tuple(match["tactics"].values()) for match in matches] == [*product(TACTICS, repeat=2)]
    total = agreed = 0
    for match in matches:
        each = [session(point.bargaining, point.packages.places.T, tuple(match["tactics"].values()), 6,
                        rng=np.random.default_rng([2, k])) for k in range(3)]  # fmt: skip
        assert match["agreed"] == pytest.approx(np.mean([one.agreed is not None for one in each]))
        assert list(match["gains"].values()) == pytest.approx(np.mean([one.gains for one in each], axis=0))
        total, agreed = total + 3, agreed + sum(one.agreed is not None for one in each)
    assert held.sessions == total == answered.record["tournament"]["sessions"]
    assert held.agreed == pytest.approx(agreed / total)
    for k, party in enumerate(("seller", "buyer")):
        means = {t: np.mean([m["gains"][party] for m in matches if m["tactics"][party] == t]) for t in TACTICS}
        assert means[held.best[k]] == pytest.approx(max(means.values()))
    assert "is no forecast" in answered.text
    assert len(answered.table) == 36


def test_in_short_a_row_stands_for_the_rounds_in_which_a_party_stays_with_its_offer() -> None:
    held = offers(CAR, tactics=("boulware,linear",)).answer.session
    made = stretches(held)
    assert sorted((turn.round, turn.party) for turns in made for turn in turns) == sorted(
        (turn.round, turn.party) for turn in held.turns
    )
    assert all(len({(turn.party, turn.act, turn.package) for turn in turns}) == 1 for turns in made)
    assert len(made) < len(held.turns)


@pytest.mark.parametrize(
    "values", [{}, {"tactics": ("boulware,conceder",)}, {"tournament": True}, {"tactics": ("hardliner,hardliner",)}]
)
def test_three_sentences_come_first_on_one_screen(values: dict[str, Any]) -> None:
    options = [part for name, value in values.items() for part in
               ([f"--{name}"] if value is True else [f"--{name}", *value])]  # fmt: skip
    shown = run("offers", "status_quo", *options).stdout
    assert len(shown.splitlines()) <= 40
    assert shown.startswith("In 'Status quo' ")
    assert "--full shows the rest" in shown


def test_every_offer_stands_in_the_words_of_its_picture_and_a_tournament_has_none() -> None:
    for values in ({}, {"tactics": ("boulware,conceder",)}):
        answered = offers("status_quo", **values)
        (picture,) = answered.question.load("pictures")(answered.answer)
        record = answered.record
        if record["session"]:
            steps = [turn for turn in record["session"]["turns"] if turn["act"] == "offers"]
        else:
            steps = [offer for offer in record["offers"] if offer["package"]]
        assert picture.words.count(" offers gains of: ") == len(steps)
        assert picture.name == "offers_dance"
    alone = offers(CAR, tournament=True, sessions=1)
    assert list(alone.question.load("pictures")(alone.answer)) == []


THREE = """title = "Three towns"
parties = ["a", "b", "c"]
disagreement = { a = 0, b = 0, c = 0 }
[issues.road]
options = ["north", "middle", "south"]
[issues.rail]
options = ["none", "built"]
[worth.a.road]
north = 3
middle = 2
south = 1
[worth.b.road]
north = 1
middle = 3
south = 2
[worth.c.road]
north = 1
middle = 1
south = 3
[worth.c.rail]
built = -0.5
[worth.a.rail]
built = 1
"""


def test_three_parties_take_turns_and_each_pair_has_its_picture(tmp_path: Path) -> None:
    (tmp_path / "towns.toml").write_text(THREE, encoding="utf-8")
    towns = str(tmp_path / "towns.toml")
    answered = ask("offers", [towns], tactics=["linear", "conceder", "aspiration"])
    assert answered.record["rubinstein"] is None
    assert set(answered.record["session"]["gains"]) == {"a", "b", "c"}
    pictures = list(answered.question.load("pictures")(answered.answer))
    assert [picture.name for picture in pictures] == [f"offers_dance_{pair}" for pair in ("a_b", "a_c", "b_c")]
    held = ask("offers", [towns], tournament=True, sessions=1, rounds=2)
    assert held.record["tournament"]["sessions"] == len(TACTICS) ** 3


@pytest.mark.parametrize(
    ("scenario", "values", "says"),
    [
        ([CAR], {"tactics": ["linear"]}, "and the tactics that are named 1"),
        ([CAR], {"tactics": ["linear,bulware"]}, "Did you mean 'boulware'"),
        ([CAR], {"patience": ["often"]}, "'often' is no number"),
        ([CAR], {"patience": ["1.5"]}, "`patience` is 1.5"),
        ([CAR], {"patience": ["nobody=0.5"]}, "unknown party 'nobody'"),
        ([CAR], {"patience": ["nan"]}, "`patience` is nan"),
        ([CAR], {"first": "sellar"}, "Did you mean 'seller'"),
        ([CAR], {"rounds": 0}, "`rounds` is 0"),
        ([CAR], {"breakdown": 1.5}, "`breakdown` is 1.5"),
        ([CAR], {"assume": ["op_ed"]}, "`assume` is about a case"),
        (["status_quo", "recognition_first"], {}, "2 scenarios are named"),
        (["status_quo"], {"case": "stag_hunt"}, "status_quo"),
        ([], {"case": "stag_hunt"}, "has no table"),
    ],
)
def test_what_cannot_be_asked_is_named(scenario: list[str], values: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError) as caught:
        ask("offers", scenario, **values)
    assert says in str(caught.value)


def test_issues_taken_off_and_moves_that_are_given_change_the_table() -> None:
    whole, less = offers("status_quo").record, offers("status_quo", without=("serbia_eu,funds,security",)).record
    assert whole["agreed"] != less["agreed"]
    assert json.loads(run("offers", "status_quo", "--json").stdout)["agreed"] == whole["agreed"]


def test_what_was_taken_off_the_table_and_put_on_it_is_said_everywhere() -> None:
    answered = ask("offers", "status_quo", without=["serbia_eu,memberships.un_too"], also=["land"])
    laid = "Taken off the table: Kosovo's memberships: the UN too; Serbia in the EU. Put on the table:"
    assert answered.record["without"] == ["memberships.un_too", "serbia_eu"]
    assert answered.record["with"] == ["land"]
    label = answered.answer.point.packages.table.issues["memberships"].options["un_too"]
    laid = laid.replace("the UN too", label)
    assert laid in " ".join(answered.text.split())
    plain = ask("offers", "status_quo")
    assert plain.record["without"] == plain.record["with"] == []
    assert "Taken off" not in plain.text
