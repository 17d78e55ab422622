"""What people read in place of names: labels where the files give them, else the names in words."""

import re
from pathlib import Path

import pytest

from negotiation_sim import ask, load_case
from negotiation_sim.case.scenario import Case
from negotiation_sim.errors import InputError
from negotiation_sim.present.phrases import moves_in_words

REGISTER = """
[hold_out]
value = 1
range = [0, 2]
unit = "points"
why = "w"
source = "s"
{label}

[row.weight.peace]
value = 1
range = [1, 1]
unit = "points"
why = "w"
source = "s"
"""
GAME = """
[case]
title = "t"
[players.row]
name = "Row"
strategies = ["hold_firm", "give_way"]
means = {{ hold_firm = "holds firm" }}
{labels}
[players.column]
name = "Column"
strategies = ["go_on"]
[groups]
both_sides = ["row", "column"]
[outcomes]
un_seat = "row.give_way"
[outcomes.both_sides]
at_ease = "1 - hold_out"
[payoffs.row]
peace = "row.give_way"
[payoffs]
column = "0"
{more}
"""


def case(folder: Path, labels: str = "", more: str = "", label: str = "") -> Case:
    (folder / "game.toml").write_text(GAME.format(labels=labels, more=more), encoding="utf-8")
    (folder / "assumptions.toml").write_text(REGISTER.format(label=label), encoding="utf-8")
    return load_case(folder)


def test_without_labels_people_read_the_names_in_words(tmp_path: Path) -> None:
    plain = case(tmp_path)
    names = ("hold_out", "row.give_way", "un_seat", "row.at_ease", "both_sides", "row")
    labels = ["hold out", "Row: give way", "un seat", "Row: at ease", "both sides", "Row"]
    assert [plain.label_of(name) for name in names] == labels
    assert plain.labels.of_criterion("peace") == "peace"
    assert plain.register["row.weight.peace"].label == "row.weight.peace"


def test_a_group_is_called_by_its_label_and_an_unknown_one_has_none(tmp_path: Path) -> None:
    labelled = case(tmp_path, more='[labels.groups]\nboth_sides = "the two"')
    assert labelled.label_of("both_sides") == "the two"
    with pytest.raises(InputError, match=r"labels.groups.both_side.*\n?.*both_sides"):
        case(tmp_path, more='[labels.groups]\nboth_side = "the two"')


@pytest.mark.parametrize("name", ["kosovo", "accords"])
def test_a_state_names_the_four_by_their_label(name: str) -> None:
    answered = " ".join(ask("stability", load_case(name).main[-1], case=name).text.split())
    assert "the four: " in answered
    assert not re.search(r"holdouts|\d four|(; |of )four: ", answered)


def test_with_labels_people_read_them(tmp_path: Path) -> None:
    labelled = case(
        tmp_path,
        'labels = { give_way = "a step back" }',
        '[labels.criteria]\npeace = "quiet at home"\n[labels.outcomes]\nun_seat = "a seat"\n'
        'both_sides.at_ease = "no worry"',
        'label = "the will to hold out"',
    )
    names = ("hold_out", "row.give_way", "row.hold_firm", "un_seat", "row.at_ease", "column.at_ease")
    labels = ["the will to hold out", "Row: a step back", "Row: hold firm", "a seat", "Row: no worry"]
    assert [labelled.label_of(name) for name in names] == [*labels, "Column: no worry"]
    assert labelled.labels.of_criterion("peace") == "quiet at home"


def test_a_label_changes_no_hash(tmp_path: Path) -> None:
    plain = case(tmp_path).scenario("free_choice").digest
    assert (
        case(tmp_path, 'labels = { give_way = "a step back" }', label='label = "w"').scenario("free_choice").digest
        == plain
    )


def test_moves_in_a_sentence_read_the_meaning_then_the_label_then_the_name(tmp_path: Path) -> None:
    labelled = case(tmp_path, 'labels = { hold_firm = "the old line", give_way = "a step back" }')
    assert moves_in_words(labelled, {"row": "hold_firm"}) == "Row holds firm"
    assert (
        moves_in_words(labelled, {"row": "give_way", "column": "go_on"})
        == "Row plays \u2018a step back\u2019; Column plays \u2018go on\u2019"
    )


@pytest.mark.parametrize("name", ["row.give_away", "unseat", "both_side"])
def test_a_label_of_an_unknown_name_is_refused_with_the_nearest(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=f"unknown name '{name}'. Did you mean"):
        case(tmp_path).label_of(name)
