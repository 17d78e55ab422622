"""`path` as its users meet it, the graphs of all questions about moves, and what these refuse."""

import json
from pathlib import Path

import pytest
from matplotlib.path import Path as Outline
from matplotlib.text import Annotation

from negotiation_sim import ask, load_case
from negotiation_sim.case.conflict_file import load_conflict
from negotiation_sim.errors import InputError
from negotiation_sim.present.canvas import Picture
from negotiation_sim.present.writer import NoPicture
from negotiation_sim.questions import questions
from negotiation_sim.questions.path.answer import route
from negotiation_sim.questions.path.pictures import status_quo_graph
from negotiation_sim.questions.thresholds.answer import thresholds
from negotiation_sim.worlds.dispute import dispute

from .commands import answer, refusal


def test_elmira_works_from_the_command_line() -> None:
    stable = json.loads(answer("stability", "elmira", "--sanctions", "any", "--json"))["stable"]
    assert {concept: "".join(state["state"] for state in own) for concept, own in stable.items()} == {
        "nash": "589",
        "gmr": "14589",
        "smr": "14589",
        "seq": "589",
    }
    left = json.loads(answer("coalitions", "elmira", "--from", "5", "--json"))
    assert [(way["coalition"], way["state"], way["losers"]) for way in left["ways"]] == [
        (["moe", "uniroyal"], "8", ["local"])
    ]
    text = " ".join(
        answer("path", "elmira", "--to", "moe.modify and uniroyal.accept and local.insist", "--full").split()
    )
    assert "1 -> 5 -> 8" in text
    assert "1 -> 5 -> 8" in " ".join(answer("path", "elmira", "--to", "8", "--full").split())
    cost = "Ministry of the Environment would fall 1 place in its ranking"
    assert f"needs one step against the mover's interest: {cost}" in text


def test_a_state_that_is_named_is_that_state_and_not_one_with_it() -> None:
    said = answer("path", "elmira", "--to", "8") + answer("coalitions", "elmira", "--from", "5", "--to", "8")
    assert "a way to state 8" in said
    assert "together for state 8" in said
    assert "State 8 is the start." in answer("path", "elmira", "--to", "8", "--from", "8")
    assert "a state with moe.modify" in answer("path", "elmira", "--to", "moe.modify")


def test_of_two_states_the_other_is_the_one_other(tmp_path: Path) -> None:
    (tmp_path / "conflict.toml").write_text(
        'title = "One"\nsource = "made up"\nstatus_quo = "off"\n'
        '[players.one]\nname = "One"\noptions = ["act"]\n[states]\noff = []\non = ["one.act"]\n'
        '[preferences]\none = ["on", "off"]\n',
        encoding="utf-8",
    )
    assert "Improvements alone reach the one other state." in answer("path", str(tmp_path), "--to", "on", "--full")
    assert "do not reach the one other state." in answer("path", str(tmp_path), "--to", "off", "--from", "on", "--full")


def test_a_path_names_the_missing_steps_and_the_joint_move() -> None:
    record = json.loads(answer("path", "recognition_first", "--to", "nato > 0", "--json"))
    assert [step["player"] for step in record["steps"] if not step["willing"]] == ["greece", "romania"]
    assert record["joint"]["coalition"] == ["spain", "slovakia", "romania", "greece"]
    assert (record["reachable"], record["improving"]) == (True, False)


def test_the_steps_missing_to_all_four_cost_what_the_cheapest_insurance_pays_for_them() -> None:
    scenario = load_case("kosovo").scenario("recognition_first")
    found = dispute(scenario)
    missing = route(found, found.status_quo, "count(holdouts.yes) == 4").missing
    costs = {found.graph.players[s.player]: -found.change(s.player, s.start, s.end) for s in missing}
    insured = thresholds(scenario).insurance
    paid = {member: payment for member, payment in zip(insured.order, insured.payments, strict=True) if payment}
    assert costs == pytest.approx(paid)


def test_from_two_recognitions_improvements_alone_lead_to_a_serbia_that_normalises() -> None:
    record = json.loads(
        answer("path", "recognition_first", "--to", "serbia.normalise", "--from", "spain=yes,slovakia=yes", "--json")
    )
    assert record["improving"]
    assert [step["player"] for step in record["steps"]] == ["romania", "greece", "serbia"]


def test_files_are_written_with_the_graph_in_words_too(tmp_path: Path) -> None:
    answer("path", "elmira", "--to", "moe.modify and uniroyal.accept", "--out", str(tmp_path))
    answer("stability", "recognition_first", "--out", str(tmp_path))
    answer("coalitions", "elmira", "--from", "5", "--out", str(tmp_path))
    names = {path.name for path in tmp_path.iterdir()}
    for stem in ("path_elmira", "coalitions_elmira", "stability_kosovo_recognition_first"):
        assert {f"{stem}.txt", f"{stem}.csv", f"{stem}.json"} <= names
    for stem in ("path_graph_elmira", "status_quo_graph_kosovo_recognition_first"):
        assert {f"{stem}.png", f"{stem}.svg", f"{stem}.txt"} <= names
    said = (tmp_path / "path_graph_elmira.txt").read_text(encoding="utf-8")
    assert "Ministry of the Environment would have to move, and loses by it" in said


def boxes(picture: Picture) -> list[str]:
    texts = picture.figure.axes[0].texts
    return [text.get_text() for text in texts if text.get_bbox_patch() and not isinstance(text, Annotation)]


def drawn(picture: Picture) -> tuple[list[Annotation], list[Annotation]]:
    """The arrows and the labels of a picture, laid out."""
    picture.figure.draw_without_rendering()
    notes = [text for text in picture.figure.axes[0].texts if isinstance(text, Annotation)]
    return [note for note in notes if note.arrow_patch], [note for note in notes if not note.arrow_patch]


PICTURES = [
    (("kosovo", "recognition_first"), "nato > 0"),
    (("kosovo", "free_choice"), "nato > 0"),
    (("elmira",), "8"),
    (("elmira",), "9"),
]


def pictured(named: tuple[str, ...], to: str) -> Picture:
    one = load_case(named[0]).scenario(named[1]) if len(named) == 2 else load_conflict(named[0])
    found = dispute(one)
    return drawable(status_quo_graph(found, found.status_quo, route(found, found.status_quo, to)))


def drawable(picture: Picture | NoPicture) -> Picture:
    assert isinstance(picture, Picture)
    return picture


def test_where_nothing_follows_there_is_no_picture_and_each_graph_has_a_title_of_its_own(tmp_path: Path) -> None:
    found = dispute(load_conflict("elmira"))
    assert status_quo_graph(found, found.graph.states.index("8")) == NoPicture("status_quo_graph_elmira")
    titles = set()
    for name, values in {"stability": {}, "coalitions": {"start": ["5"]}, "path": {"to": "8"}}.items():
        (picture,) = (picture for picture in ask(name, "elmira", **values).question.load("pictures")(
            ask(name, "elmira", **values).answer))  # fmt: skip
        titles.add(picture.figure.get_suptitle())
    assert len(titles) == 3


@pytest.mark.parametrize(("named", "to"), PICTURES)
def test_a_label_covers_no_box_no_label_and_no_arrow_nor_does_a_box_behind_it(named: tuple[str, ...], to: str) -> None:
    picture = pictured(named, to)
    arrows, labels = drawn(picture)
    texts = picture.figure.axes[0].texts
    frames = [text.get_bbox_patch() for text in texts if not isinstance(text, Annotation)]
    solid = [frame.get_window_extent() for frame in frames if frame]
    assert len(arrows) == len(labels)
    for label in labels:
        place, sheet = label.get_window_extent(), picture.figure.axes[0].get_window_extent()
        assert label.get_bbox_patch() is None
        assert sheet.x0 <= place.x0 <= place.x1 <= sheet.x1
        assert sheet.y0 <= place.y0 <= place.y1 <= sheet.y1
        others = [other.get_window_extent() for other in labels if other is not label]
        assert not any(place.overlaps(other) for other in [*solid, *others]), label.get_text()
        for arrow in arrows:
            shaft, *heads = arrow.arrow_patch.get_path().to_polygons(closed_only=False)
            assert not any(Outline(head).intersects_bbox(place) for head in heads), label.get_text()
            assert not Outline(shaft).intersects_bbox(place, filled=False), label.get_text()


def test_the_sentences_of_a_picture_tell_a_path_in_its_order() -> None:
    said = pictured(("kosovo", "recognition_first"), "nato > 0").words.split("\n")[1:]
    assert [line.split(" would ")[0] for line in said[:4]] == ["Greece", "Romania", "Spain", "Slovakia"]
    assert "together would move" in said[4]


def test_a_large_graph_is_cut_and_says_what_is_left_out() -> None:
    found = dispute(load_case("kosovo").scenario("free_choice"))
    start = found.start(["us=land_swap", "serbia=unrest"])
    picture = drawable(status_quo_graph(found, start))
    near = route(found, start, "serbia.stall").near
    left_out = sum(steps >= 0 for steps in near) - len(boxes(picture))
    assert left_out > 0
    assert boxes(picture).count("start") == 1
    assert len(boxes(picture)) > 5
    assert picture.words.count("would move from") <= 20
    assert f"{left_out:,} more states that improvements reach are not drawn." in picture.words


def test_every_arrow_of_the_graph_is_an_improvement_of_the_player_it_names() -> None:
    found = dispute(load_conflict("chicken"))
    words = drawable(status_quo_graph(found, found.status_quo)).words
    assert "Row would move from [1 (Row swerve, Column swerve)] to [3 (Column swerve)]." in words
    assert "Column would move from [1 (Row swerve, Column swerve)] to [2 (Row swerve)]." in words
    assert words.count("would move") == 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("stability", "elmirra"), ["unknown scenario or conflict 'elmirra'", "Did you mean 'elmira'?"]),
        (("stability", "stag_hunts"), ["Did you mean 'stag_hunt'?"]),
        (("stability", "matching_pennies"), ["is a case, not a scenario", "--case matching_pennies"]),
        (("stability", "security_council"),
            ["is a voting body, not a scenario", "negotiation-sim power security_council"]),
        (("path", "wheel_thrown_out", "--to", "nato > 0"), ["is a scenario of the case chicken", "--case chicken"]),
        (("stability", "elmira", "--concept", "staged"),
            ["unknown concept of stability 'staged'", "negotiation-sim run"]),
        (("stability", "elmira", "--sanctions", "all"), ["unknown kind of sanctions 'all'", "any: any sequence"]),
        (("stability", "elmira", "--set", "a=1"), ["stated by rankings, without assumptions"]),
        (("path", "spain_holds_out", "--to", "nato > 0"), ["'nato > 0' holds at none of the 384 states"]),
        (("path", "elmira", "--to", "moe.accept"), ["unknown strategy 'moe.accept'"]),
        (("path", "status_quo", "--to", "nato > 0"), ["holds at none of the", "leaves more moves open"]),
        (("coalitions", "status_quo", "--from", "us=sov_dialogue"),
            ["fixes us at hands_off; sov_dialogue is not open"]),
        (("coalitions", "status_quo", "--from", "us=sov_dialog"), ["us: unknown strategy 'sov_dialog'"]),
        (("coalitions", "status_quo", "--result", "9"), ["has 1 pure equilibria; 9 is not the number of one"]),
        (("coalitions", "elmira", "--from", "12"), ["unknown state '12'", "1, 2, 3, 4, 5, 6, 7, 8, 9."]),
        (("path", "elmira", "--to", "12"), ["unknown state '12'", "1, 2, 3, 4, 5, 6, 7, 8, 9."]),
        (("coalitions", "elmira", "--result", "1"), ["has no numbered results"]),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_what_could_be(arguments: tuple[str, ...], expected: list[str]) -> None:
    message = refusal(*arguments)
    for words in expected:
        assert words in message, message


def test_a_condition_that_irreversible_moves_shut_off_is_not_reached() -> None:
    found = dispute(load_case("kosovo").scenario("recognition_first"))
    start = found.start(["spain=yes"])
    assert route(found, start, "spain.no").steps is None
    assert route(found, start, "spain.yes").steps == ()


def test_a_joint_move_is_found_however_many_states_improvements_reach_before() -> None:
    first_five = {"us": "land_swap", "eu": "co_lead", "russia": "spoil", "serbia": "normalise", "kosovo": "concede"}
    start = ",".join(f"{player}={move}" for player, move in first_five.items())
    start += ",spain=yes,slovakia=yes,romania=no,greece=no"
    wanted = " and ".join(f"{player}.{move}" for player, move in first_five.items()) + " and count(holdouts.yes) == 4"
    text = " ".join(answer("path", "free_choice", "--from", start, "--to", wanted, "--full").split())
    assert "After 5 improvements, United States, European Union and Serbia moving together would lead to" in text


def test_what_is_asked_from_python_has_all_its_forms(tmp_path: Path) -> None:
    answered = ask("path", "elmira", to="moe.modify and uniroyal.accept")
    assert [step["player"] for step in answered.record["missing"]] == ["moe"]
    assert list(answered.table.columns) == ["step", "player", "from", "to", "change", "willing"]
    assert "The nearest way needs one step against the mover's interest" in " ".join(answered.text.split())
    assert {path.name for path in answered.write(tmp_path)} == {
        *(f"path_elmira.{form}" for form in ("txt", "json", "csv")),
        *(f"path_graph_elmira.{form}" for form in ("png", "svg", "txt")),
    }


def test_a_conflict_starts_from_one_state() -> None:
    with pytest.raises(InputError, match="starts from one state: `from=LABEL`"):
        ask("path", "elmira", to="8", start=("5", "1"))


def test_the_keys_of_the_records_are_those_that_the_declarations_explain() -> None:
    for name, values in {"path": {"to": "nato > 0"}, "coalitions": {}, "stability": {}}.items():
        record = ask(name, "recognition_first", **values).record
        of_all = {"case", "case_title", "assumptions", "changes", "outside_range", "hash", "labels", "scenario"}
        assert set(record) - of_all == set(questions()[name].keys or ())


def test_one_step_is_spoken_of_as_one(tmp_path: Path) -> None:
    (tmp_path / "g.nfg").write_text('NFG 1 R "g" { "R" "C" } { 2 2 }\n\n0 0 1 1 0 0 1 0\n', encoding="utf-8")
    assert "and its mover likes it." in answer("path", str(tmp_path / "g.nfg"), "--to", "2|1")
