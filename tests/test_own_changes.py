"""Whatever a user changes stands on every output: a value, a range, a reason, a rule; in a set, a copy, a scenario."""

import csv
import html
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from negotiation_sim import InputError, ask, load_case
from negotiation_sim.case.choosing import choose
from negotiation_sim.case.conclusions import KINDS_OF_RESULT
from negotiation_sim.case.own_changes import changed_parts
from negotiation_sim.case.scenario import Scenario
from negotiation_sim.case.spreadsheet import COLUMNS, TAKEN, set_from_table
from negotiation_sim.present.stamp import stamp
from negotiation_sim.questions import questions
from negotiation_sim.questions.asking import files_of
from negotiation_sim.questions.common import UnderAssumptions
from negotiation_sim.questions.declaration import Question

from .command_line import answer

STAGS = "free_choice"


def copied(folder: Path, file: str = "game.toml", old: str = "", new: str = "", like: str = "stag_hunt") -> Path:
    """A copy of a case in which a text of one file is replaced."""
    ask("new", folder / "mine", like=like)
    path = folder / "mine" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / "mine"


def spreadsheet(folder: Path, **cells: str) -> Path:
    """The register of the stag hunt as it is exported, with other cells in the row of `hare`."""
    path = folder / "edited.csv"
    ask("assumptions", case="stag_hunt", csv=path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    next(row for row in rows if row["name"] == "hare").update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def set_file(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(f'title = "Own"\n{text}', encoding="utf-8")
    return path


def of(case: Path | str, scenario: str = STAGS, *sets: Path | str, changes: tuple[str, ...] = ()) -> Scenario:
    return choose(str(case), [scenario], [str(name) for name in sets], changes).only()


GAME, REGISTER = "game.toml", "assumptions.toml"
CHANGES: dict[str, tuple[Callable[[Path], Scenario], str]] = {
    "own value": (lambda folder: of("stag_hunt", STAGS, changes=("hare=3.2",)), "hare 3 -> 3.2"),
    "value outside its range": (
        lambda folder: of("stag_hunt", STAGS, changes=("hare=9",)),
        "hare 3 -> 9 (outside its range 2.7 to 3.4)",
    ),
    "value in a spreadsheet": (
        lambda folder: of("stag_hunt", STAGS, spreadsheet(folder, value="3.1")),
        "hare 3 -> 3.1",
    ),
    "low in a spreadsheet": (
        lambda folder: of("stag_hunt", STAGS, spreadsheet(folder, low="2")),
        "range of hare 2.7 to 3.4 -> 2 to 3.4",
    ),
    "high in a spreadsheet": (
        lambda folder: of("stag_hunt", STAGS, spreadsheet(folder, high="4")),
        "range of hare 2.7 to 3.4 -> 2.7 to 4",
    ),
    "why in a spreadsheet": (
        lambda folder: of("stag_hunt", STAGS, spreadsheet(folder, why="I say so")),
        "reason of hare changed",
    ),
    "why in a spreadsheet, beside another value": (
        lambda folder: of("stag_hunt", STAGS, spreadsheet(folder, value="3.1", why="I say so")),
        "reason of hare changed",
    ),
    "source in a spreadsheet, beside another value": (
        lambda folder: of("stag_hunt", STAGS, spreadsheet(folder, value="3.1", source="me")),
        "source of hare changed",
    ),
    "reason in a set, beside another value": (
        lambda folder: of("stag_hunt", STAGS, set_file(folder, '[values]\nhare = { value = 3.1, why = "w" }\n')),
        "reason of hare changed",
    ),
    "source in a spreadsheet": (
        lambda folder: of("stag_hunt", STAGS, spreadsheet(folder, source="me")),
        "source of hare changed",
    ),
    "value in a set": (
        lambda folder: of("stag_hunt", STAGS, set_file(folder, "[values]\nhare = 3.3\n")),
        "hare 3 -> 3.3",
    ),
    "range in a set": (
        lambda folder: of("stag_hunt", STAGS, set_file(folder, "[values]\nhare = { range = [1, 4] }\n")),
        "range of hare 2.7 to 3.4 -> 1 to 4",
    ),
    "reason in a set": (
        lambda folder: of("stag_hunt", STAGS, set_file(folder, '[values]\nhare = { value = 3, why = "w" }\n')),
        "reason of hare changed",
    ),
    "value in a set on a set": (
        lambda folder: of(
            "kosovo", "status_quo", set_file(folder, 'base = "sceptic"\n[values]\nus_cred = 0.6\npressure = 0.5\n')
        ),
        "Washington's credibility (us_cred) 0.75 -> 0.6",
    ),
    "value in a copy": (
        lambda folder: of(copied(folder, REGISTER, "value = 3\n", "value = 3.25\n")),
        "hare 3 -> 3.25",
    ),
    "range in a copy": (
        lambda folder: of(copied(folder, REGISTER, "[2.7, 3.4]", "[2.5, 3.4]")),
        "range of hare 2.7 to 3.4 -> 2.5 to 3.4",
    ),
    "reason in a copy": (
        lambda folder: of(copied(folder, REGISTER, "A hare is caught alone", "A hare is easy")),
        "reason of hare changed",
    ),
    "new assumption in a copy": (
        lambda folder: of(
            copied(
                folder,
                REGISTER,
                "[hare]",
                '[luck]\nvalue = 1\nrange = [0, 2]\nunit = "u"\nwhy = "w"\nsource = "s"\n[hare]',
            )
        ),
        "assumption luck is new",
    ),
    "payoff in a copy": (
        lambda folder: of(copied(folder, GAME, "empty_handed), hare)", "0), hare)")),
        "payoff of first changed",
    ),
    "player in a copy": (
        lambda folder: of(copied(folder, GAME, '["hare", "stag"]', '["stag", "hare"]')),
        "player first changed",
    ),
    "order in a copy": (
        lambda folder: of(copied(folder, GAME, '[["first"], ["second"]]', '[["second"], ["first"]]')),
        "order in_turn changed",
    ),
    "order taken out of a copy": (
        lambda folder: of(copied(folder, GAME, 'together = [["hunters"]]\n', "")),
        "order together taken out",
    ),
    "outcome in a copy": (
        lambda folder: of(copied(folder, GAME, "[payoffs]", '[outcomes]\nboth = "first.stag"\n[payoffs]')),
        "outcome both is new",
    ),
    "conclusion in a copy": (
        lambda folder: of(
            copied(folder, GAME, "[payoffs]", '[conclusions.stag]\ntitle = "t"\nholds = "first.stag"\n[payoffs]')
        ),
        "conclusion stag is new",
    ),
    "scenario in a copy": (
        lambda folder: of(copied(folder, "free_choice.toml", "meaning", 'order = "in_turn"\nmeaning')),
        "scenario free_choice changed",
    ),
    "value of a scenario in a copy": (
        lambda folder: of(
            copied(folder, "free_choice.toml", "meaning", "changes = { hare = 3.3 }\nmeaning"),
        ),
        "hare 3 -> 3.3",
    ),
    "set in a copy": (
        lambda folder: of(
            copied(folder, "sets/sceptic.toml", "us_cred = { value = 0.75", "us_cred = { value = 0.7", like="kosovo"),
            "status_quo",
            "sceptic",
        ),
        "Washington's credibility (us_cred) 0.75 -> 0.7",
    ),
    "copy of a copy": (
        lambda folder: of(_copy_of(copied(folder, REGISTER, "value = 3\n", "value = 3.25\n"))),
        "hare 3 -> 3.25",
    ),
    "scenario from elsewhere": (lambda folder: of("stag_hunt", str(_scenario(folder))), "scenario elsewhere is new"),
    "value of a scenario from elsewhere": (lambda folder: of("stag_hunt", str(_scenario(folder))), "hare 3 -> 3.3"),
}


def _copy_of(case: Path) -> Path:
    ask("new", case.parent / "again", like=str(case))
    return case.parent / "again"


def _scenario(folder: Path) -> Path:
    path = folder / "elsewhere.toml"
    path.write_text('title = "Elsewhere"\nbase = "in_turn"\n[changes]\nhare = 3.3\n', encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_of_any_kind_stands_in_the_stamp_and_nothing_else_does(kind: str, tmp_path: Path) -> None:
    make, words = CHANGES[kind]
    changed = {change.words for change in stamp([make(tmp_path)]).changes}
    beside = {
        "value of a scenario from elsewhere": "scenario elsewhere is new",
        "scenario from elsewhere": "hare 3 -> 3.3",
        "why in a spreadsheet, beside another value": "hare 3 -> 3.1",
        "source in a spreadsheet, beside another value": "hare 3 -> 3.1",
        "reason in a set, beside another value": "hare 3 -> 3.1",
    }
    assert changed == {words, *([beside[kind]] if kind in beside else [])}


@pytest.mark.parametrize("like", ["stag_hunt", "kosovo"])
def test_a_copy_that_was_not_edited_and_a_spreadsheet_as_exported_show_no_change(like: str, tmp_path: Path) -> None:
    case = load_case(copied(tmp_path, like=like))
    assert (case.copy_of, case.origin and case.origin.name) == (like, like)
    for name in case.scenario_files:
        for assumed in case.sets:
            made = stamp([case.scenario(name, assumed)])
            assert made.changes == ()
            assert f"(mine, a copy of {like})" in made.line
    ask("assumptions", case=like, csv=tmp_path / "my.csv")
    assert stamp([of(like, next(iter(case.scenario_files)), tmp_path / "my.csv")]).changes == ()


def test_the_line_names_case_sets_changes_and_hash(tmp_path: Path) -> None:
    scenario = of("stag_hunt", STAGS, spreadsheet(tmp_path, value="3.1"))
    assert stamp([scenario]).line == (
        f"Case: The stag hunt (stag_hunt). Assumptions: edited.csv. Own changes: hare 3 -> 3.1. Hash {scenario.digest}."
    )
    assert "Own changes: none." in stamp([of("stag_hunt")]).line


def test_a_change_that_holds_for_one_of_several_sets_or_scenarios_says_for_which(tmp_path: Path) -> None:
    edited = spreadsheet(tmp_path, value="3.1")
    choice = choose("stag_hunt", [STAGS, "in_turn"], [str(edited), "base"])
    scenarios = [choice.case.scenario(name, assumed) for assumed in choice.sets for name in choice.names]
    (change,) = stamp(scenarios).changes
    assert change.words == "hare 3 -> 3.1 under edited.csv"
    made = stamp([of("stag_hunt"), of("stag_hunt", str(_scenario(tmp_path)))])
    assert "hare 3 -> 3.3 in elsewhere" in {change.words for change in made.changes}


def test_of_one_value_over_two_sets_both_values_before_are_named() -> None:
    kosovo = load_case("kosovo")
    made = stamp([kosovo.scenario("status_quo", name, {"us_cred": 0.6}) for name in ("op_ed", "sceptic")])
    assert [change.words for change in made.changes] == [
        "Washington's credibility (us_cred) 1 -> 0.6 under op_ed",
        "Washington's credibility (us_cred) 0.75 -> 0.6 under sceptic",
    ]
    assert made.values == {"us_cred": [0.6]}


def test_a_copy_of_a_case_that_is_gone_says_so_and_is_still_answered(tmp_path: Path) -> None:
    ask("new", tmp_path / "first")
    ask("new", tmp_path / "second", like=str(tmp_path / "first"))
    assert stamp([of(tmp_path / "second", "treaty")]).copy_of == "first"
    (tmp_path / "first").rename(tmp_path / "elsewhere")
    assert "a copy of ../first, which is not here: what was changed in the copy cannot be said" in (
        stamp([of(tmp_path / "second", "treaty")]).line
    )


def test_a_caption_names_a_dozen_changes_and_counts_the_others() -> None:
    kosovo = load_case("kosovo")
    names = [entry.name for entry in kosovo.register.values() if entry.low < entry.high][:20]
    made = stamp([kosovo.scenario("status_quo", None, {name: kosovo.register[name].low for name in names})])
    assert all(name in made.line for name in names)
    assert "; and 8 more, in the text" in made.caption(12)
    assert "more, in the text" not in made.caption(19)


def test_a_caption_names_case_and_sets_by_their_titles() -> None:
    kosovo = load_case("kosovo")
    (one, other), scenarios = list(kosovo.sets)[:2], [kosovo.scenario("status_quo", name) for name in kosovo.sets]
    titles = f"{kosovo.sets[one].title}; {kosovo.sets[other].title}"
    assert f"Case: {kosovo.title} (kosovo). Assumptions: {titles}. Own" in stamp(scenarios[:2]).caption(12)
    assert f"Assumptions: {len(scenarios)} sets. Own" in stamp(scenarios).caption(12)
    assert f"Assumptions: {one}, {other}. Own" in stamp(scenarios[:2]).line


# --- a spreadsheet: what is taken is used, what cannot be taken is refused


def test_a_range_in_a_spreadsheet_is_drawn_from_and_the_hash_of_the_draws_says_so(tmp_path: Path) -> None:
    wide, narrow = (
        ask("uncertainty", STAGS, case="stag_hunt", assume=assume, draws=64, free=["hare"], holds=["hare > 3.4"]).record
        for assume in (str(spreadsheet(tmp_path, high="6")), "base")
    )
    shares = [record["scenarios"][0]["outcomes"]["hare > 3.4"]["some"]["share"] for record in (wide, narrow)]
    assert shares[0] > 0 == shares[1]
    assert wide["hash"] == narrow["hash"]
    assert wide["sampling"]["hash"] != narrow["sampling"]["hash"]


def test_a_reason_and_a_range_in_a_spreadsheet_are_what_the_register_shows(tmp_path: Path) -> None:
    edited = spreadsheet(tmp_path, low="2", why="I say so", source="me")
    (entry,) = (
        entry for entry in ask("assumptions", case="stag_hunt", assume=str(edited)).record if entry["name"] == "hare"
    )
    assert (entry["low"], entry["high"], entry["why"], entry["source"]) == (2, 3.4, "I say so", "me")
    assert entry["changed"] == [
        "range of hare 2.7 to 3.4 -> 2 to 3.4",
        "reason of hare changed",
        "source of hare changed",
    ]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            {"unit": "kilos"},
            ["hare", "the unit is 'points', and 'kilos' stands here", "value, low, high, why and source"],
        ),
        ({"level": "detail"}, ["the level is 'main', and 'detail'"]),
        ({"low": "9"}, ["low 9 is above high 3.4"]),
        ({"low": "much"}, ["hare: low: 'much' is not a finite number"]),
        ({"high": "inf"}, ["hare: high: 'inf' is not a finite number"]),
    ],
)
def test_an_edit_that_cannot_be_taken_is_refused(cells: dict[str, str], words: list[str], tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, **cells)
    with pytest.raises(InputError) as caught:
        set_from_table(str(path), load_case("stag_hunt").register)
    for said in ("edited.csv, line 3", *words):
        assert said in str(caught.value)


def test_a_column_that_the_register_lacks_and_a_source_that_the_case_lacks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_text("name,value,remark\nhare,3,mine\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 1: unknown column 'remark'"):
        set_from_table(str(path), load_case("stag_hunt").register)
    path.write_text("name,value,source\nus_cred,0.9,S999\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 2: us_cred: source: unknown source 'S999'"):
        of("kosovo", "status_quo", path)


def test_every_column_that_is_exported_is_taken_or_refused(tmp_path: Path) -> None:
    register = load_case("stag_hunt").register
    before = set_from_table(str(spreadsheet(tmp_path)), register)
    assert {**before.changes, **before.ranges, **before.reasons} == {}
    for column in COLUMNS[1:]:
        new = {"value": "3.2", "low": "1", "high": "4", "level": "detail"}.get(column, "another text")
        path = spreadsheet(tmp_path, **{column: new})
        if column in ("label", "theme"):  # for the reader: the case says what they are
            assert not set_from_table(str(path), register).changes
        elif column in TAKEN:
            after = set_from_table(str(path), register)
            assert {**after.changes, **after.ranges, **after.reasons}.keys() == {"hare"}, column
        else:
            with pytest.raises(InputError, match=column):
                set_from_table(str(path), register)


@pytest.mark.parametrize("kind", ["set", "scenario"])
def test_a_file_with_the_name_of_one_of_the_case_is_refused_and_not_taken_for_it(kind: str, tmp_path: Path) -> None:
    name = "sceptic" if kind == "set" else "status_quo"
    path = tmp_path / f"{name}.toml"
    path.write_text('title = "Mine"\n', encoding="utf-8")
    with pytest.raises(InputError, match=rf"the case has an? [a-z ]+ called '{name}' already"):
        of("kosovo", *(("status_quo", path) if kind == "set" else (str(path),)))
    inside = Path(load_case.__code__.co_filename).parents[2] / "scenarios" / "kosovo"
    of(
        "kosovo",
        *(("status_quo", inside / "sets/sceptic.toml") if kind == "set" else (str(inside / "status_quo.toml"),)),
    )


def test_a_sweep_over_a_set_with_a_range_of_its_own_is_refused(tmp_path: Path) -> None:
    case = copied(tmp_path)
    (case / "sets").mkdir()
    (case / "sets" / "wide.toml").write_text('title = "W"\n[values]\nhare = { range = [0, 4] }\n', encoding="utf-8")
    (case / "sweeps").mkdir()
    sweep = case / "sweeps" / "all.toml"
    sweep.write_text(
        'title = "S"\nsets = ["wide"]\n[sample]\ndraws = 8\nseed = 1\n[conclusions.a]\nholds = "first.stag"\n'
    )
    with pytest.raises(InputError, match="'wide' gives hare another range"):
        ask("sweep", sweep, into=tmp_path / "s.duckdb")


# --- every output of every question

ASKED: dict[str, dict[str, Any]] = {
    "compare": {},
    "report": {},
    "run": {"scenario": STAGS},
    "explain": {"scenario": STAGS},
    "tree": {"scenario": STAGS},
    "matrix": {"row": "first", "column": "second", "scenario": STAGS},
    "thresholds": {"scenario": STAGS},
    "breakeven": {"scenario": STAGS, "holds": "first.stag"},
    "regions": {"scenario": STAGS, "holds": "first.stag", "x": "stag_share", "y": "empty_handed"},
    "believe": {"scenario": STAGS, "holds": "first.stag"},
    "uncertainty": {"scenarios": (STAGS,), "draws": 64},
    "sensitivity": {"scenario": STAGS, "holds": ("stag_share > 4.2",), "draws": 64},
    "discover": {"scenario": STAGS, "holds": "stag_share > 4.2", "draws": 64},
    "solve": {"scenario": STAGS},
    "stability": {"scenario": STAGS},
    "coalitions": {"scenario": STAGS},
    "path": {"scenario": STAGS, "to": "first.stag"},
    "assumptions": {},
    "export": {"scenario": STAGS},
    "change": {"scenarios": (STAGS,)},
    "dials": {"scenarios": (STAGS,)},
    "play": {"scenario": STAGS, "seat": "first", "moves": ("stag",)},
}
"""Every question about a case under assumptions, asked of the stag hunt."""


def under_assumptions() -> Iterator[Question]:
    return (question for question in questions().values() if issubclass(question.asks, UnderAssumptions))


def test_every_question_under_assumptions_is_asked_here() -> None:
    # The stag hunt has none of what these are about: see their tests.
    elsewhere = {"argument", "backtest", "offers", "plans", "posturing", "table", "years"}
    assert {question.name for question in under_assumptions()} == {*ASKED} | elsewhere


def on_one_line(file: str, text: str) -> str:
    """A text without its folds; of a picture the texts in it."""
    if file.endswith(".svg"):
        text = html.unescape(re.sub(r"<[^>]+>", " ", text[text.index("</metadata>") :]))
    return " ".join(text.split())


@pytest.mark.parametrize("name", ASKED)
def test_case_set_change_rule_and_hash_stand_on_every_output(name: str, tmp_path: Path) -> None:
    case = copied(tmp_path, GAME, "empty_handed), hare)", "0), hare)")
    values = {"case": str(case), "assume": (), "changes": ("hare=3.2",), **ASKED[name]}
    if name == "export":
        ask(name, **values, file=tmp_path / "game.nfg")
        texts = {"game.nfg": (tmp_path / "game.nfg").read_text(encoding="utf-8")}
    else:
        answered = ask(name, **values)
        texts = {"text": answered.text}
        if answered.question.writes:
            texts |= {
                file.name: file.content if isinstance(file.content, str) else file.content.decode("utf-8")
                for file in files_of(answered.question, answered.answer)
                if file.content is not None and not file.name.endswith(".png")
            }
        if isinstance(answered.record, dict):
            assert (answered.record["case"], answered.record["copy_of"]) == ("mine", "stag_hunt")
            assert answered.record["changes"] == {"hare": 3.2}
            assert [rule["name"] for rule in answered.record["changed_rules"]] == ["payoff of first"]
    for file, text in texts.items():
        said = on_one_line(file, text)
        if file.endswith(".json"):
            continue
        if file.endswith(".csv"):
            for row in csv.DictReader(io.StringIO(text)):
                assert (row["case"], row["copy_of"], row["own_changes"]) == (
                    "mine",
                    "stag_hunt",
                    "hare=3.2; payoff of first",
                )
                assert re.fullmatch("[0-9a-f]{12}", row["hash"])
                assert row["assumptions"] == "base"
            continue
        whose = r"Assumptions: (base|The register as it stands)\."
        assert re.search(whose, said), file
        for words in ("The stag hunt (mine, a copy of stag_hunt)", "hare 3 -> 3.2"):
            assert words in said, f"{file}: {words}"
        assert "payoff of first changed" in said, file
        assert re.search(r"Hash [0-9a-f]{12}", said), file


@pytest.mark.parametrize("name", ["uncertainty", "sensitivity", "discover"])
def test_the_seed_stands_on_every_output_of_what_is_drawn(name: str) -> None:
    answered = ask(name, case="stag_hunt", **ASKED[name], seed=7)
    assert answered.record["sampling"]["seed"] == 7
    for file in files_of(answered.question, answered.answer):
        if file.name.endswith((".csv", ".svg", ".txt")) and file.content is not None:
            text = file.content if isinstance(file.content, str) else file.content.decode("utf-8")
            assert re.search(r"[Ss]eed", on_one_line(file.name, text)), file.name


def test_a_changed_range_stands_in_a_csv_as_a_range_and_not_as_the_name_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,value,low,high\nhare,3,1,3.5\n", encoding="utf-8")
    asked = ("compare", "--case", "stag_hunt", "--assume", str(tmp_path / "mine.csv"), "--csv")
    changes = {row["own_changes"] for row in csv.DictReader(io.StringIO(answer(*asked)))}
    assert changes == {"range of hare=1 to 3.5"}


EDITS = {
    "table.toml": ("police.mixed.minority", "police.mixed.credit"),
    "posturing.toml": ('earnest = "posture.serbia.end_drive.earnest"', 'earnest = "posture.serbia.sign.earnest"'),
    "rounds.toml": ('foresight = "', 'foresight = "2 * '),
}


@pytest.mark.parametrize("file", EDITS)
def test_a_rule_that_a_copy_changes_beside_the_game_shows(file: str, tmp_path: Path) -> None:
    """Whichever kind of result has it in a file of its own: on the stamp, and in the hash."""
    same = load_case(copied(tmp_path / "same", like="kosovo")).scenario("status_quo")
    other = load_case(copied(tmp_path / "other", file, *EDITS[file], like="kosovo")).scenario("status_quo")
    assert [*changed_parts(same)] == []
    assert {part.kind for part in changed_parts(other)} == {"rule"}
    assert other.digest != same.digest


def test_every_kind_of_result_with_a_file_of_its_own_is_edited_here() -> None:
    assert set(EDITS) == set(KINDS_OF_RESULT.values()) - {""}
