"""The question `sets`: who holds each assumption set, which way it leans, in what it differs."""

import json
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask, load_case

from .command_line import answer, refusal
from .test_plays import case

FROZEN = str(Path(__file__).parent / "frozen" / "kosovo")
"""The first edition of the built-in case, whose figures stay."""


def test_every_set_is_listed_the_register_first_and_without_a_difference() -> None:
    kosovo = load_case("kosovo")
    first, *others = ask("sets").record
    assert [first["name"], *(entry["name"] for entry in others)] == list(kosovo.sets)
    assert (first["name"], first["changes"]) == (kosovo.base_set, {})
    assert all(entry["changes"] for entry in others)


def test_an_entry_has_who_holds_it_which_way_it_leans_and_every_value_with_its_reason() -> None:
    kosovo = load_case("kosovo")
    for entry in ask("sets").record:
        assert entry["author"]
        assert entry["lean"]
        values = {name: change["value"] for name, change in entry["changes"].items()}
        assert kosovo.values(entry["name"]) == {**kosovo.values(), **values}
        assert all(change["source"] for change in entry["changes"].values())


def test_what_a_base_says_is_part_of_the_set_that_is_built_on_it(tmp_path: Path) -> None:
    case(tmp_path, None, free="")
    (tmp_path / "sets").mkdir()
    (tmp_path / "sets" / "one.toml").write_text('title = "One"\n[values]\nx = 2\n', encoding="utf-8")
    (tmp_path / "sets" / "two.toml").write_text('title = "Two"\nbase = "one"\n', encoding="utf-8")
    two = ask("sets", case=str(tmp_path)).record[-1]
    assert (two["name"], two["base"]) == ("two", "one")
    assert two["changes"]["x"]["value"] == 2


def test_the_table_says_in_how_many_values_a_set_differs() -> None:
    text = ask("sets").text
    for entry in ask("sets").record:
        (row,) = (line for line in text.splitlines() if line.split()[:1] == [entry["name"]])
        assert row.rstrip().endswith(str(len(entry["changes"])) if entry["changes"] else "the register")


def test_the_command_prints_what_python_gives() -> None:
    assert json.loads(answer("sets", "--json")) == ask("sets").record
    assert [line.rstrip() for line in answer("sets", "--full").splitlines()] == ask("sets").text.splitlines()


def test_an_unknown_case_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"Did you mean 'stag_hunt'\?"):
        ask("sets", case="stag_hint")
    assert "Did you mean 'stag_hunt'?" in refusal("sets", "--case", "stag_hint")


# --- side by side


def test_two_sets_side_by_side_are_every_assumption_of_which_they_say_different_things_and_no_other() -> None:
    kosovo = load_case("kosovo")
    for first, second in (("op_ed", "sceptic"), ("sceptic", "hindsight_2026"), ("sceptic_four+thaci_2018", "op_ed")):
        rows = ask("sets", [first, second]).record
        values = [kosovo.values(name) for name in (first, second)]
        assert [row["name"] for row in rows] == [name for name in kosovo.register if values[0][name] != values[1][name]]
        for row in rows:
            assert [row["sets"][name]["value"] for name in (first, second)] == [each[row["name"]] for each in values]
            assert all(bool(side["why"]) == side["spoken"] for side in row["sets"].values())


def test_three_sets_and_a_spreadsheet_may_be_compared_and_a_range_of_its_own_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_text("name,value,low,why\nhare,3,2,because\nstag_share,4.5,3.6,\n", encoding="utf-8")
    more = tmp_path / "more.toml"
    more.write_text('title = "M"\n[values]\nhare = 3.2\n', encoding="utf-8")
    asked = ask("sets", ["base", str(path), str(more)], case="stag_hunt")
    assert [row["name"] for row in asked.record] == ["stag_share", "hare"]
    assert asked.record[1]["sets"]["my.csv"] == {"value": 3, "low": 2, "high": 3.4, "why": "because",
                                                "source": SOURCE, "spoken": True}  # fmt: skip
    assert "3 (2 to 3.4)" in asked.text
    assert "They differ in 2 of 3 assumptions" in asked.text
    assert "range of hare 2.7 to 3.4 -> 2 to 3.4" in " ".join(asked.text.split())


SOURCE = "this project's numbers for the story of Rousseau (1755)"


def test_what_the_sets_say_alike_and_the_register_otherwise_is_counted() -> None:
    compared = ask("sets", ["sceptic", "sceptic_four"], case=FROZEN)
    assert "are the same under them, 5 of these not the register's." in compared.text


def test_one_set_alone_and_an_unknown_one_are_refused() -> None:
    with pytest.raises(InputError, match="names one set; name two at least"):
        ask("sets", ["sceptic"])
    assert "Did you mean 'sceptic'?" in refusal("sets", "sceptik", "op_ed")


def dated(folder: Path, **dates: str) -> str:
    """A small case with a set of each name, as of its date."""
    case(folder, None, free="")
    (folder / "sets").mkdir()
    for name, date in dates.items():
        text = f'title = "{name}"\nas_of = "{date}"\n[values]\nx = 2\n'
        (folder / "sets" / f"{name}.toml").write_text(text, encoding="utf-8")
    return str(folder)


def test_the_list_says_as_of_when_where_a_set_says_so(tmp_path: Path) -> None:
    asked = ask("sets", case=dated(tmp_path, early="2020-09-03", late="2026"))
    base, early, late = asked.record
    assert "as_of" not in base
    assert (early["as_of"], late["as_of"]) == ("2020-09-03", "2026")
    assert "As of" in asked.text
    assert "2020-09-03" in asked.text


def test_of_sets_laid_over_each_other_the_latest_date_stands(tmp_path: Path) -> None:
    read = load_case(dated(tmp_path, early="2020-09-03", late="2026-06", undated=""))
    assert read.assumption_set("late+early").as_of == "2026-06"
    assert read.assumption_set("undated+early").as_of == "2020-09-03"


def test_a_set_without_a_date_shows_none(tmp_path: Path) -> None:
    asked = ask("sets", case=dated(tmp_path, undated=""))
    assert "As of" not in asked.text
    assert all("as_of" not in entry for entry in asked.record)


def test_an_as_of_that_is_no_date_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"one\.toml.*as_of.*'June 2026' is no date"):
        load_case(dated(tmp_path, one="June 2026"))
