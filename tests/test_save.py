"""`save`: one's own changes as a set that reads back to the same answers."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from negotiation_sim import InputError, ask, load_case
from negotiation_sim.case.choosing import choose
from negotiation_sim.questions import questions
from negotiation_sim.questions.common import UnderAssumptions

from .command_line import refusal, within
from .test_own_changes import ASKED


def written(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


RANGED = 'us_cred = { value = 0.6, range = [0, 1], why = "w\\"x", source = "S08" }'
MINE = f'title = "M"\nbase = "sceptic"\n[values]\n{RANGED}\n'
SHEET = 'name,value,low,why\neu_cred,0.6,0.1,\nus_cred,1,0.3,"a reason, of ""mine"""\n'
UNDER: dict[str, tuple[str, ...]] = {
    "register": (),
    "base set": ("op_ed",),
    "set": ("sceptic",),
    "sets": ("sceptic_four+thaci_2018",),
    "file": ("FOLDER/mine.toml",),
    "spreadsheet": ("FOLDER/my.csv",),
    "spreadsheet over a set": ("sceptic+FOLDER/my.csv",),
}
CHANGES = ("dialogue_offset=0.30000000000000004", "serbia.weight.status=13", "pressure=1e-7")


@pytest.mark.parametrize("under", UNDER)
def test_a_saved_set_gives_the_values_the_ranges_and_the_answers_that_it_was_saved_from(
    under: str, tmp_path: Path
) -> None:
    written(tmp_path, "mine.toml", MINE)
    written(tmp_path, "my.csv", SHEET)
    sets = tuple(name.replace("FOLDER", str(tmp_path)) for name in UNDER[under])
    before = ask("run", "recognition_first", assume=sets, changes=CHANGES, save=tmp_path / "own.toml")
    after = ask("run", "recognition_first", assume=str(tmp_path / "own.toml"))
    assert before.saved == tmp_path / "own.toml"
    assert after.record["scenarios"] == before.record["scenarios"]
    assert after.record["hash"] == before.record["hash"]
    changes = [answered.record["changes"] for answered in (before, after)]
    assert changes[0].items() <= changes[1].items()
    assert changes[0] == changes[1] or under == "sets"  # the file stands without them, so all that it says is one's own
    first = choose("kosovo", ["recognition_first"], sets, CHANGES).only()
    second = choose("kosovo", ["recognition_first"], [str(tmp_path / "own.toml")]).only()
    assert first.values == second.values
    shown = [{name: (e.low, e.high, e.why) for name, e in each.case.register.items()} for each in (first, second)]
    assert {name: bounds[:2] for name, bounds in shown[0].items()} == {name: b[:2] for name, b in shown[1].items()}


def test_the_file_is_built_on_the_set_and_holds_only_ones_own_changes(tmp_path: Path) -> None:
    ask("run", "recognition_first", assume="sceptic", changes=("us_cred=0.5",), save=tmp_path / "own.toml")
    text = (tmp_path / "own.toml").read_text(encoding="utf-8")
    assert text == 'title = "Own changes under \'sceptic\'"\nbase = "sceptic"\n\n[values]\nus_cred = 0.5\n'


def test_under_several_sets_the_changes_alone_are_saved_and_can_be_laid_over_each(tmp_path: Path) -> None:
    sets = ("op_ed", "sceptic")
    before = ask("compare", "status_quo", assume=sets, changes=("us_cred=0.5",), save=tmp_path / "own.toml")
    assert "base" not in (tmp_path / "own.toml").read_text(encoding="utf-8")
    after = ask("compare", "status_quo", assume=tuple(f"{name}+{tmp_path / 'own.toml'}" for name in sets))
    assert [part["scenarios"] for part in after.record["comparisons"]] == [
        part["scenarios"] for part in before.record["comparisons"]
    ]


@pytest.mark.parametrize("name", ASKED)
def test_every_question_under_assumptions_saves(name: str, tmp_path: Path) -> None:
    values: dict[str, Any] = {"case": "stag_hunt", "changes": ("hare=3.2",), **ASKED[name]}
    if name == "export":
        values["file"] = tmp_path / "game.nfg"
    assert ask(name, **values, save=tmp_path / "own.toml").saved == tmp_path / "own.toml"
    assert choose("stag_hunt", ["in_turn"], [str(tmp_path / "own.toml")]).only().values["hare"] == 3.2


def test_the_option_is_declared_once_and_every_question_under_assumptions_has_it() -> None:
    for question in questions().values():
        has = "save" in {field.name for field in question.fields}
        assert has is issubclass(question.asks, UnderAssumptions)


def test_the_command_says_that_it_wrote_the_file(tmp_path: Path) -> None:
    done = within("run", "status_quo", "--set", "us_cred=0.5", "--save", "own.toml", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "wrote own.toml\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("compare", "--save", "own.toml"), "nothing is changed, so there is nothing to --save"),
        (("compare", "--assume", "sceptic", "--save", "own.toml"), "nothing is changed"),
        (("compare", "--set", "us_cred=1", "--save", "own.csv"), "ends in .toml"),
        (("compare", "--set", "us_cred=1", "--save", "a+b.toml"), "'+' in the name"),
        (("compare", "--set", "us_cred=1", "--save", "sceptic.toml"), "a set called 'sceptic' already"),
        (("stability", "elmira", "--save", "own.toml"), "stated by rankings"),
        (
            ("run", "serbia_first_autonomy", "--set", "consent_discount=0.1", "--save", "own.toml"),
            "scenario 'serbia_first_autonomy' sets consent_discount itself",
        ),
        (("run", "status_quo", "--set", "us_credo=1", "--save", "own.toml"), "Did you mean 'us_cred'?"),
        (("breakeven", "status_quo", "--holds", "serbai.x", "--set", "us_cred=1", "--save", "own.toml"), "unknown"),
    ],
)
def test_what_could_not_be_read_back_and_a_question_without_an_answer_save_nothing(
    arguments: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    assert words in refusal(*arguments, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    written(tmp_path, "taken", "mine")
    with pytest.raises(InputError, match="cannot be written"):
        ask("run", "status_quo", changes=("us_cred=0.5",), save=tmp_path / "taken" / "own.toml")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_every_value_of_the_register_can_be_saved_and_read_back(tmp_path: Path) -> None:
    kosovo = load_case("kosovo")
    changed = {name: entry.value + 1 / 3 for name, entry in kosovo.register.items()}
    for name in (name for file in kosovo.scenario_files.values() for name in file.changes):
        changed.pop(name, None)
    ask(
        "assumptions", changes=tuple(f"{name}={value!r}" for name, value in changed.items()), save=tmp_path / "all.toml"
    )
    read = choose("kosovo", ["status_quo"], [str(tmp_path / "all.toml")]).only().values
    assert {name: read[name] for name in changed} == changed
    exported = tmp_path / "all.csv"
    ask("assumptions", assume=str(tmp_path / "all.toml"), csv=exported)
    rows = csv.DictReader(io.StringIO(exported.read_text(encoding="utf-8")))
    assert {row["name"]: float(row["value"]) for row in rows} == {**read}


def test_a_file_that_is_there_is_neither_replaced_nor_is_the_question_answered(tmp_path: Path) -> None:
    written(tmp_path, "own.toml", MINE)
    said = refusal("run", "recognition_first", "--set", "us_cred=0.5", "--save", "own.toml", folder=tmp_path)
    assert "own.toml: exists already; nothing was written." in said
    assert (tmp_path / "own.toml").read_text(encoding="utf-8") == MINE


def test_a_value_that_a_spreadsheet_gives_without_a_reason_is_saved_without_one(tmp_path: Path) -> None:
    ask("run", "recognition_first", assume=written(tmp_path, "my.csv", SHEET), save=tmp_path / "own.toml")
    text = (tmp_path / "own.toml").read_text(encoding="utf-8")
    assert "eu_cred = { value = 0.6, range" in text
    assert "set in a spreadsheet" not in text
    assert "a reason, of" in text
