"""Conflicts stated by options and rankings: what a file means, and that a broken one says how to mend it."""

from pathlib import Path

import pytest

from negotiation_sim.case.conflict import built_in_conflicts, find_conflict
from negotiation_sim.case.conflict_file import load_conflict
from negotiation_sim.case.library import built_in_cases
from negotiation_sim.errors import InputError

SMALL = """
title = "Two doors"
status_quo = "none"
{extra}

[players.a]
name = "A"
options = ["open", "lock"]

[players.b]
name = "B"
options = ["enter"]

[preferences]
a = [{a}]
b = [{b}]
"""
EIGHT = ["none", "a.lock", "a.open", "a.lock, a.open", "b.enter", "a.lock, b.enter", "a.open, b.enter"]
EIGHT += ["a.lock, a.open, b.enter"]


def quoted(labels: list[str]) -> str:
    return ", ".join(f'"{label}"' for label in labels)


def written(folder: Path, text: str) -> Path:
    (folder / "conflict.toml").write_text(text, encoding="utf-8")
    return folder


def elmira(folder: Path, old: str, new: str) -> Path:
    text = built_in_conflicts()["elmira"].read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    return written(folder, text.replace(old, new))


def test_without_labels_the_states_are_the_selections_of_options(tmp_path: Path) -> None:
    found = load_conflict(written(tmp_path, SMALL.format(extra="", a=quoted(EIGHT), b=quoted(EIGHT))))
    assert set(found.states) == set(EIGHT)
    assert found.moves("b", "a.open") == ("a.open, b.enter",)
    assert set(found.moves("a", "none")) == {"a.open", "a.lock", "a.lock, a.open"}
    assert found.status_quo == "none"


def test_infeasible_selections_are_no_states_and_merged_ones_are_one(tmp_path: Path) -> None:
    extra = 'infeasible = ["a.open and a.lock", "a.lock and b.enter"]\nmerged = ["b.enter"]'
    left = ["none", "a.lock", "a.open", "b.enter"]
    found = load_conflict(
        written(tmp_path, SMALL.format(extra=extra, a=quoted(left), b='["none", "b.enter"], ' + quoted(left[1:3])))
    )
    assert sorted(found.states) == sorted(left)
    assert found.states["b.enter"] == (frozenset({"b.enter"}), frozenset({"a.open", "b.enter"}))
    assert found.moves("a", "b.enter") == ()
    assert set(found.moves("b", "b.enter")) == {"none", "a.open"}
    assert found.preferences["b"] == (("none", "b.enter"), ("a.lock",), ("a.open",))
    assert found.holds(found.condition("a.open")).tolist() == [label == "a.open" for label in found.states]


def test_an_option_alone_is_kept_and_of_a_pair_the_first_is_not_given_up_for_the_second(tmp_path: Path) -> None:
    bound = SMALL + '\n[irreversible]\na = ["lock"]\nb = []\n'
    found = load_conflict(written(tmp_path, bound.format(extra="", a=quoted(EIGHT), b=quoted(EIGHT))))
    assert found.moves("a", "a.lock") == ("a.lock, a.open",)
    assert set(found.moves("a", "a.open")) == {"none", "a.lock", "a.lock, a.open"}
    pair = SMALL + '\n[irreversible]\na = [["open", "lock"]]\n'
    found = load_conflict(written(tmp_path, pair.format(extra="", a=quoted(EIGHT), b=quoted(EIGHT))))
    assert set(found.moves("a", "a.open")) == {"none", "a.lock, a.open"}
    assert set(found.moves("a", "a.lock, a.open")) == {"none", "a.open", "a.lock"}


def test_a_conflict_is_found_by_name_by_folder_and_by_file(tmp_path: Path) -> None:
    place = elmira(tmp_path, "title =", "# mine\ntitle =")
    for name in (str(place), place / "conflict.toml", "elmira"):
        assert load_conflict(name).title == load_conflict("elmira").title
    assert find_conflict("nowhere") is None


def test_every_built_in_conflict_loads_and_names_its_source_and_is_no_case() -> None:
    assert {"elmira", "prisoners_dilemma", "chicken", "stag_hunt"} <= set(built_in_conflicts())
    for name in built_in_conflicts():
        assert load_conflict(name).source
    assert "elmira" not in built_in_cases()


FAULTS = {
    "unknown key": ('title = "The', 'titel = "x"\ntitle = "The', ["titel", "Did you mean 'title'?"]),
    "no title": ('title = "The Elmira groundwater conflict, 1991"', "", ["'title' is missing"]),
    "unknown status quo": ("status_quo = 1", "status_quo = 10", ["status_quo", "unknown state '10'"]),
    "status quo of a truth value": ("status_quo = 1", "status_quo = true", ["status_quo", "unknown state 'True'"]),
    "no status quo": ("status_quo = 1", "", ["'status_quo' is missing"]),
    "unknown option in a condition": ('merged = ["uniroyal.abandon"]', 'merged = ["uniroyal.abandn"]',
        ["merged", "Did you mean"]),
    "a condition that cannot be read": ('merged = ["uniroyal.abandon"]', 'merged = ["uniroyal.abandon ="]',
        ["merged", "cannot be read"]),
    "everything ruled out": ("uniroyal.abandon != 1", "uniroyal.abandon != 9", ["infeasible", "rules out every state"]),
    "no name": ('name = "Uniroyal"\n', "", ["players.uniroyal", "'name' is missing"]),
    "an option twice": ('options = ["insist"]', 'options = ["insist", "insist"]',
        ["players.local.options", "'insist' twice"]),
    "an option of two words": ('options = ["insist"]', 'options = ["in sist"]',
        ["players.local.options", "cannot be a name of an option"]),
    "too many options": ('options = ["insist"]', f"options = {[f'o{k}' for k in range(57)]}",
        ["61 options", "at most 60"]),
    "too many states": ('options = ["insist"]', f"options = {[f'o{k}' for k in range(14)]}",
        ["infeasible", "98,304 states; at most 16,384 are possible"]),
    "too many states on the way": ('options = ["insist"]', f"options = {[f'o{k}' for k in range(40)]}",
        ["infeasible", "already the options up to local.o", "1,572,864 states; at most 1,048,576"]),
    "statements and a ranking": ("[preferences]", '[statements]\nmoe = ["1"]\n[preferences]',
        ["statements.moe", "statements and a ranking", "Keep one"]),
    "statements of nobody": ("[preferences]", '[statements]\nmo = ["1"]\n[preferences]',
        ["statements.mo", "Did you mean 'moe'?"]),
    "irreversible of an unknown player": ('moe = ["modify"]', 'mo = ["modify"]',
        ["irreversible.mo", "Did you mean 'moe'?"]),
    "irreversible unknown option": ('moe = ["modify"]', 'moe = ["modfy"]',
        ["irreversible.moe", "Did you mean 'modify'?"]),
    "irreversible three": ('["accept", "delay"]', '["accept", "delay", "abandon"]',
        ["irreversible.uniroyal", "neither an option nor a pair"]),
    "irreversible to itself": ('["accept", "delay"]', '["accept", "accept"]',
        ["irreversible.uniroyal", "neither an option nor a pair"]),
    "label of an infeasible state": ('3 = ["uniroyal.accept"]', '3 = ["uniroyal.accept", "uniroyal.delay"]',
        ["states.3", "'infeasible' rules out"]),
    "label of a state that has one": ('3 = ["uniroyal.accept"]', '3 = ["uniroyal.delay"]',
        ["states.3", "has a label already"]),
    "label missing": ('9 = ["uniroyal.abandon"]', "", ["states", "no label to the state with uniroyal.abandon taken"]),
    "label with an unknown option": ('9 = ["uniroyal.abandon"]', '9 = ["abandon"]',
        ["states.9", "unknown option 'abandon'"]),
    "ranking of an unknown player": ("local = [7,", "locals = [7,", ["preferences.locals", "Did you mean 'local'?"]),
    "ranking missing": ("local = [7, 3, 5, 1, 8, 6, 4, 2, 9]", "",
        ["preferences", "local has no ranking", "[statements]"]),
    "state ranked twice": ("[7, 3, 4, 8, 5, 1, 2, 6, 9]", "[7, 3, 4, 8, 5, 1, 2, 6, 9, 9]",
        ["preferences.moe", "ranks '9' twice"]),
    "state not ranked": ("[7, 3, 4, 8, 5, 1, 2, 6, 9]", "[7, 3, 4, 8, 5, 1, 2, 6]",
        ["preferences.moe", "leaves out 9"]),
    "unknown state ranked": ("[7, 3, 4, 8, 5, 1, 2, 6, 9]", "[7, 3, 4, 8, 5, 1, 2, 6, 90]",
        ["preferences.moe", "unknown state '90'"]),
    "a ranking of numbers with a point": ("[7, 3, 4, 8, 5, 1, 2, 6, 9]", "[7.5]",
        ["preferences.moe", "unknown state '7.5'"]),
    "a ranking that is a text": ("[7, 3, 4, 8, 5, 1, 2, 6, 9]", '"7, 3"', ["preferences.moe", "a list belongs here"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_conflict_is_refused_with_a_message_to_mend_it_from(tmp_path: Path, fault: str) -> None:
    old, new, words = FAULTS[fault]
    with pytest.raises(InputError) as caught:
        load_conflict(elmira(tmp_path, old, new))
    message = str(caught.value)
    assert "conflict.toml" in message
    for expected in words:
        assert expected in message, message
    assert "\n" not in message
    assert message.endswith((".", "?"))


def test_an_unknown_conflict_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match="Did you mean 'elmira'"):
        load_conflict("elmyra")
