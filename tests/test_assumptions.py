"""The question `assumptions`: the register with the values in use, on the terminal, as JSON, and as a spreadsheet."""

import json
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask, load_case
from negotiation_sim.case.spreadsheet import set_from_table

from .command_line import answer, refusal, within


def test_every_entry_has_its_range_unit_reason_and_source() -> None:
    register = load_case("kosovo").register
    record = ask("assumptions").record
    assert [entry["name"] for entry in record] == list(register)
    for entry in record:
        assert entry["low"] <= entry["value"] <= entry["high"]
        assert entry["unit"]
        assert entry["why"]
        assert entry["source"]


def test_the_value_in_use_stands_beside_the_registers_own() -> None:
    changed = ask("assumptions", assume="sceptic", changes="us_cred=0.31").record
    values = load_case("kosovo").values("sceptic")
    for entry in changed:
        assert entry["value"] == (0.31 if entry["name"] == "us_cred" else values[entry["name"]])
        assert entry["register_value"] == load_case("kosovo").register[entry["name"]].value


def test_a_value_outside_its_range_is_marked_in_every_form() -> None:
    asked = ask("assumptions", changes="dialogue_offset=-0.5")
    assert [entry["name"] for entry in asked.record if entry["outside_range"]] == ["dialogue_offset"]
    assert "-0.5 (!)" in asked.text
    label = load_case("kosovo").label_of("dialogue_offset")
    assert f"(!) outside its range: {label} (dialogue_offset)" in " ".join(asked.text.split())


def test_details_are_counted_and_shown_only_when_they_are_asked_for() -> None:
    register = load_case("kosovo").register
    details = sum(entry.level == "detail" for entry in register.values())
    short, full = ask("assumptions").text, ask("assumptions", all_levels=True).text
    assert f"{len(register) - details} of {len(register)} assumptions. {details} details not shown" in short
    assert f"{len(register)} of {len(register)} assumptions." in full
    assert "not shown" not in full
    assert "ask with `all`" in short
    assert "ask with --all" in answer("assumptions")


def test_a_player_has_the_entries_of_its_own_the_details_too() -> None:
    asked = ask("assumptions", player="serbia")
    names = {entry["name"] for entry in asked.record}
    assert "serbia.weight.status" in names
    assert not any(name.startswith("kosovo.") for name in names)
    assert "not shown" not in asked.text


def test_an_unknown_player_is_refused_and_no_file_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"unknown player 'serbai'.*Did you mean 'serbia'\?"):
        ask("assumptions", player="serbai", csv=tmp_path / "my.csv")
    assert "unknown player 'serbai'" in refusal("assumptions", "--player", "serbai", "--csv", "my.csv", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("assume", [(), "sceptic", "hindsight_2026", "russia_escalates"])
def test_the_register_goes_to_a_spreadsheet_and_comes_back_as_the_same_values(
    assume: str | tuple[()], tmp_path: Path
) -> None:
    kosovo = load_case("kosovo")
    ask("assumptions", assume=assume, csv=tmp_path / "my.csv")
    back = set_from_table(str(tmp_path / "my.csv"), kosovo.register)
    assert kosovo.values(back) == (kosovo.values(assume) if assume else kosovo.values())
    assert bool(back.changes) == bool(assume)


def test_the_spreadsheet_has_all_entries_whoever_and_whatever_is_shown(tmp_path: Path) -> None:
    done = within("assumptions", "--player", "serbia", "--csv", "my.csv", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "wrote my.csv\n")
    lines = (tmp_path / "my.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "name,label,value,low,high,unit,why,source,level,theme"
    assert len(lines) == 1 + len(load_case("kosovo").register)


def test_a_spreadsheet_that_cannot_be_written_is_a_message_and_leaves_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    assert "taken" in refusal("assumptions", "--csv", "taken/my.csv", folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_a_spreadsheet_of_another_shape_is_refused_with_what_writes_one(tmp_path: Path) -> None:
    (tmp_path / "my.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="exported with assumptions `csv=FILE`"):
        ask("assumptions", assume=str(tmp_path / "my.csv"))
    assert "exported with assumptions --csv FILE." in refusal("assumptions", "--assume", "my.csv", folder=tmp_path)


def test_the_command_prints_what_python_gives() -> None:
    printed = json.loads(answer("assumptions", "--case", "stag_hunt", "--json"))
    assert printed == ask("assumptions", case="stag_hunt").record


def test_words_and_a_theme_choose_entries_and_show_their_details_too() -> None:
    register = load_case("kosovo").register
    found = [entry["name"] for entry in ask("assumptions", find="us_CRED").record]
    assert found == [name for name, entry in register.items() if "us_cred" in f"{name} {entry.why} {entry.source}"]
    theme = [entry["name"] for entry in ask("assumptions", theme="Posture").record]
    assert theme == [name for name in register if name.startswith("posture.")]
    assert all(name in ask("assumptions", theme="posture").text for name in theme)
    both = ask("assumptions", theme="posture", find=register[theme[0]].label).record
    assert theme[0] in [entry["name"] for entry in both]


@pytest.mark.parametrize(
    ("asked", "words"),
    [({"theme": "postur"}, "Did you mean 'posture'?"), ({"player": "serbi"}, "Did you mean 'serbia'?")],
)
def test_themes_and_players_that_are_nowhere_are_told(asked: dict[str, str], words: str) -> None:
    with pytest.raises(InputError) as refused:
        ask("assumptions", **asked)
    assert words in str(refused.value)


def test_all_words_that_are_looked_for_stand_somewhere_in_what_is_said_of_an_entry() -> None:
    """Its theme and its player are said of it too; where no entry has all of them, how many have each is told."""
    case = load_case("kosovo")
    titles = {name: theme.title for theme in case.every_theme for name in theme.assumptions}
    for words in ("greece parallel", "PARALLEL greece", "romania four severity", "years", "table Belgrade cost"):
        shown = {entry["name"] for entry in ask("assumptions", find=words).record}
        wanted = set()
        for name, entry in case.register.items():
            player = case.players[name.split(".")[0]].name if name.split(".")[0] in case.players else ""
            texts = f"{name} {entry.label} {entry.unit} {entry.why} {entry.source} {titles[name]} {player}".lower()
            if all(word in texts for word in words.lower().split()):
                wanted.add(name)
        assert shown == wanted
        assert shown
    nothing = ask("assumptions", find="zebra cyprus")
    assert nothing.record == []
    count = len(ask("assumptions", find="cyprus").record)
    assert f"“zebra” stands in none and “cyprus” stands in {count}." in " ".join(nothing.text.split())
    assert "“zebra”" in ask("assumptions", find="zebra", theme="years").text
