"""The question `check`: every fault of a case at once, and remarks on what does nothing in it."""

import json
import re
import shutil
from pathlib import Path

import pytest

from negotiation_sim import ask, load_case, solve_scenario
from negotiation_sim.case.all_faults import all_faults
from negotiation_sim.case.library import built_in_cases, find_case
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.errors import InputError
from negotiation_sim.present.screen import SCREEN

from .command_line import answer, refusal, within
from .test_invalid import FAULTS, MUSEUM, VALID, load_and_build

FOLLOWS = {
    "assumption_named_as_a_move": "north.fear",
    "group_named_as_a_player": "neighbours",
    "hinge_that_lists_players": "'holds' is missing",
    "outcomes_in_a_long_circle": "trust -> peace -> trust",
    "reserved_word_as_a_player": "north",
    "reserved_word_as_an_assumption": "goodwill",
    "strategy_of_two_words": "refuse",
}
"""Broken files in which there is more than one fault: what each further fault is about."""
UNREADABLE = {
    *("assumption_written_twice", "byte_order_mark_and_nothing_else", "empty_game_file", "empty_register"),
    *("game_file_of_comments_alone", "not_toml", "not_utf_8", "outcome_written_twice", "players_as_a_list_of_tables"),
    *("python_for_toml", "table_written_twice", "value_of_five_thousand_digits"),
}
"""Files without which all the rest has no meaning."""


def broken(folder: Path, *faults: str) -> Path:
    """The small valid case with these entries of the museum laid over it."""
    case = Path(shutil.copytree(VALID, folder / "case"))
    for fault in faults:
        shutil.copytree(MUSEUM / fault, case, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return case


def first_fault(case: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_and_build(case)
    return str(caught.value)


@pytest.mark.parametrize("fault", FAULTS)
def test_of_a_case_with_one_fault_that_fault_is_found_and_no_other(fault: str, tmp_path: Path) -> None:
    case = broken(tmp_path, fault)
    first, *others = ask("check", case).record["faults"]
    assert first.partition(" (under ")[0] == first_fault(case)
    assert all(FOLLOWS.get(fault, "no other fault is expected") in other for other in others)


def files_of(fault: str) -> set[Path]:
    return {path.relative_to(MUSEUM / fault) for path in (MUSEUM / fault).rglob("*") if path.name != "expected.txt"}


ONE_FAULT = [
    fault
    for fault in FAULTS
    if fault not in UNREADABLE and fault not in FOLLOWS and "divi" not in fault and "root" not in fault
]
PAIRS = [
    (first, second)
    for first, second in zip(ONE_FAULT, ONE_FAULT[67:] + ONE_FAULT[:67], strict=True)
    if not files_of(first) & files_of(second)
]


def about(faults: tuple[str, ...]) -> set[str]:
    """The faults without the names that they offer: those depend on the rest of the case."""
    offered = re.compile(r" (Known:|Did you mean).*|^\S*(?=case/)")
    return {offered.sub("", fault) for fault in faults}


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_faults_in_different_files_are_both_found_or_the_second_speaks_of_what_the_first_broke(
    first: str, second: str, tmp_path: Path
) -> None:
    alone = [about(all_faults(broken(tmp_path / name, name)).faults) for name in (first, second)]
    checked = all_faults(broken(tmp_path / "both", first, second))
    found = about(checked.faults)
    assert found <= alone[0] | alone[1]
    assert found & (alone[0] | alone[1])
    assert found == alone[0] | alone[1] or checked.unread


def test_almost_all_pairs_are_both_found(tmp_path: Path) -> None:
    """So that leaving out what may be a consequence does not leave out all."""
    both = 0
    for k, (first, second) in enumerate(PAIRS):
        both += len(all_faults(broken(tmp_path / str(k), first, second)).faults) == 2
    assert both > 0.9 * len(PAIRS) > 30


MANY = {
    "game.toml": [
        ('title = "', 'titel = "x"\ntitle = "'),
        ("share * trust", "shar * trust"),
    ],
    "assumptions.toml": [("value = 0.4", "value = 40"), ('unit = "', 'unti = "u"\nunit = "')],
    "uninvited.toml": [("[fixes]", '[fixes]\nnobody = "x"\n')],
    "sets/wary.toml": [("invitation = ", "invitatio = ")],
}


def test_faults_of_all_kinds_in_all_files_are_found_at_once_each_with_its_place(tmp_path: Path) -> None:
    case = broken(tmp_path)
    for file, edits in MANY.items():
        text = (case / file).read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text, (file, old)
            text = text.replace(old, new, 1)
        (case / file).write_text(text, encoding="utf-8")
    (case / "claims.csv").write_text("claim,paragraph\nC01,1\n", encoding="utf-8")
    (case / "another.toml").write_text("title = \n", encoding="utf-8")
    faults = ask("check", case).record["faults"]
    for words in (
        "claims.csv, line 1: the columns are",
        "another.toml: is not valid TOML",
        "case.titel: is not a key",
        "unknown name 'shar'",
        "value 40 is outside its range",
        "unti: is not a key",
        "fixes.nobody: unknown player",
        "unknown assumption 'invitatio'",
    ):
        assert sum(words in fault for fault in faults) == 1, (words, faults)
    assert len(faults) == 8


def test_two_faults_of_one_table_of_claims_are_both_found(tmp_path: Path) -> None:
    case = broken(tmp_path)
    header = "claim,paragraph,paraphrase,actors,implication,later_check\n"
    (case / "claims.csv").write_text(f"{header}C01,1,a,b,c,d\nC01,1,a,b,c,d\nC02,1\n", encoding="utf-8")
    faults = ask("check", case).record["faults"]
    assert [fault.partition(": ")[0] for fault in faults] == ["case/claims.csv, line 3", "case/claims.csv, line 4"]


def test_a_sweep_of_the_case_is_looked_at_too(tmp_path: Path) -> None:
    ask("new", tmp_path / "mine", like="stag_hunt")
    (tmp_path / "mine" / "sweeps").mkdir()
    (tmp_path / "mine" / "sweeps" / "bad.toml").write_text('title = "S"\nscenarios = ["nowhere"]\n[grid]\nhare = [1]\n')
    (fault,) = ask("check", tmp_path / "mine").record["faults"]
    assert "unknown scenario 'nowhere'" in fault


@pytest.mark.parametrize("name", [name for name in built_in_cases() if name not in ("kosovo", "accords")])
def test_the_built_in_cases_have_no_fault(name: str) -> None:
    assert ask("check", name).record["faults"] == []


def test_the_kosovo_case_has_no_fault() -> None:
    assert all_faults(find_case("kosovo")).faults == ()


# --- exit codes and forms


def test_faults_end_the_command_with_2_remarks_with_0(tmp_path: Path) -> None:
    case = broken(tmp_path, "value_outside_its_range")
    for form in ((), ("--json",)):
        done = within("check", str(case), *form)
        assert done.returncode == 2
        assert "is outside its range" in done.stdout
    assert json.loads(answer("check", "chicken", "--json")) == ask("check", "chicken").record
    assert ask("check", "chicken").record["remarks"]
    assert "Did you mean 'chicken'?" in refusal("check", "chiken")


def test_text_says_what_was_searched_and_that_it_is_a_search() -> None:
    text = " ".join(ask("check", "chicken").text.split())
    assert "The case “Chicken” (chicken) has no fault" in text
    assert "was searched, not proved: 4 assumptions" in text
    assert "in 2 scenarios under one set; 18 games were solved" in text


def test_what_is_remarked_on_is_called_as_people_read_it_with_its_name_in_brackets() -> None:
    text = " ".join(ask("check", "accords", quick=True).text.split())
    assert "The files of the case “The Abraham Accords of 2020” (accords) have no fault" in text
    kosovo = " ".join(ask("check", "kosovo", quick=True).text.split())
    assert "in “With hindsight, June 2026” (hindsight_2026)" in kosovo
    assert not [name for name in load_case("kosovo").sets if f" in {name}" in kosovo]


# --- remarks

GAME = """
[case]
title = "Small"
baseline = "free"
[players.row]
name = "Row"
strategies = ["stay", "go"]
[players.column]
name = "Column"
strategies = ["stay", "go"]
[outcomes]
shared = "row.go * column.go"
first_idle = "row.go * lonely"
second_idle = "first_idle + 1"
[payoffs]
row = "gain * shared - cost * row.go"
column = "gain * shared - cost * column.go"
"""
ENTRY = '[{name}]\nvalue = {value}\nrange = [{low}, {high}]\nunit = "points"\nwhy = "w"\nsource = "{source}"\n'
REGISTER = {"gain": (3, 0, 4), "cost": (1, 0.5, 1.5), "lonely": (1, 0, 2), "spare": (1, 1, 2), "flag": (0, 0, 1)}


def small(folder: Path) -> Path:
    """A case with one thing of every kind that a remark is about."""
    folder.mkdir()
    (folder / "game.toml").write_text(GAME, encoding="utf-8")
    entries = [
        ENTRY.format(name=name, value=value, low=low, high=high, source="S01" if name == "gain" else "s")
        for name, (value, low, high) in REGISTER.items()
    ]
    text = "".join(entries).replace(
        '[flag]\nvalue = 0\nrange = [0, 1]\nunit = "points"', '[flag]\nvalue = 0\nrange = [0, 1]\nunit = "switch"'
    )
    (folder / "assumptions.toml").write_text(text, encoding="utf-8")
    scenarios = {
        "free": "",
        "again": "",
        "cheap": "changes = { cost = 0.6 }",
        "idle": 'changes = { cost = 1 }\n[fixes]\nrow = "go"',
    }
    for name, more in scenarios.items():
        (folder / f"{name}.toml").write_text(f'title = "{name}"\n{more}', encoding="utf-8")
    (folder / "sets").mkdir()
    (folder / "sets" / "high.toml").write_text('title = "H"\n[values]\ngain = 4\ncost = 1\n', encoding="utf-8")
    (folder / "sources.csv").write_text("source,reference,note\nS01,a,\nS02,b,\nS03,c,see S02\n", encoding="utf-8")
    return folder


def test_a_remark_of_every_kind_names_what_it_is_about_and_nothing_else(tmp_path: Path) -> None:
    record = ask("check", small(tmp_path / "small")).record
    assert {remark["kind"]: remark["names"] for remark in record["remarks"]} == {
        "unused assumptions": ["lonely", "spare", "flag"],
        "unused outcomes": ["first_idle", "second_idle"],
        "moves nothing": ["cost"],
        "same scenarios": ["free (as again)"],
        "idle changes": ["cost in idle", "cost in high"],
        "uncited": ["S02", "S03"],
        "value at an end": ["spare (1, lowest)"],
    }


def test_what_is_used_cited_and_different_gets_no_remark(tmp_path: Path) -> None:
    folder = small(tmp_path / "small")
    game = (folder / "game.toml").read_text(encoding="utf-8")
    headline = '[headlines.idle]\ntitle = "t"\nholds = "second_idle > 1"\n'
    counted = headline + '[hinges.spare]\ntitle = "t"\nholds = "spare + flag > 1"\n'
    (folder / "game.toml").write_text(game + counted, encoding="utf-8")
    (folder / "again.toml").unlink()
    high = 'title = "H"\n[values]\ngain = { value = 4, why = "S02", source = "S03" }\n'
    (folder / "sets" / "high.toml").write_text(high, encoding="utf-8")
    kinds = {remark["kind"] for remark in ask("check", folder).record["remarks"]}
    assert kinds == {"moves nothing", "idle changes", "value at an end"}


def ends(case: Case) -> set[str]:
    """The assumptions that move no result, by solving each game by itself."""
    names = {name for name, entry in case.register.items() if entry.low < entry.high}
    return {name for name in names if not any(moves(run, name) for run in runs(case) if name not in run.file.changes)}


def runs(case: Case) -> list[Scenario]:
    return [case.scenario(name, assumed) for name in case.scenario_files for assumed in case.sets]


def results(scenario: Scenario) -> set[tuple[object, ...]]:
    solved = solve_scenario(scenario)
    return {
        (r.profile, r.equilibrium, r.best_joint, r.cautious)
        for r in solved.results
        if r.equilibrium or r.best_joint or r.cautious
    }


def moves(run: Scenario, name: str) -> bool:
    entry = run.case.register[name]
    return any(results(run.with_values({name: value})) != results(run) for value in (entry.low, entry.high))


@pytest.mark.parametrize("name", ["small", "stag_hunt", "chicken", "battle_of_the_sexes", "river"])
def test_what_moves_no_result_is_what_moves_none_when_each_game_is_solved_by_itself(name: str, tmp_path: Path) -> None:
    if name == "small":
        small(tmp_path / name)
    elif name == "river":
        ask("new", tmp_path / name)
    asked = str(tmp_path / name) if (tmp_path / name).exists() else name
    record = ask("check", asked).record
    named = {kind: set() for kind in ("unused assumptions", "moves nothing")} | {
        remark["kind"]: {*remark["names"]} for remark in record["remarks"]
    }
    unmoved = ends(load_case(asked))
    assert named["moves nothing"] == unmoved - named["unused assumptions"]


def test_an_end_of_a_range_at_which_a_rule_gives_no_number_is_named(tmp_path: Path) -> None:
    folder = small(tmp_path / "small")
    game = (folder / "game.toml").read_text(encoding="utf-8")
    (folder / "game.toml").write_text(
        game.replace('"gain * shared - cost * row.go"', '"shared / gain - cost * row.go"')
    )
    remarks = {remark["kind"]: remark["names"] for remark in ask("check", folder).record["remarks"]}
    assert remarks["no number"] == ["gain"]
    assert "gain" not in remarks.get("moves nothing", ())


def test_a_rule_without_a_number_under_a_set_is_a_fault_that_names_the_set(tmp_path: Path) -> None:
    folder = small(tmp_path / "small")
    game = (folder / "game.toml").read_text(encoding="utf-8")
    (folder / "game.toml").write_text(game.replace('"gain * shared - cost * row.go"', '"shared / (gain - 4) - row.go"'))
    faults = ask("check", folder).record["faults"]
    assert len(faults) == 1
    assert "payoffs.row: is not a finite number in scenario 'again'" in faults[0]
    assert faults[0].endswith("(under 'high', and 3 times more)")


def new_case(folder: Path, *edits: tuple[str, str]) -> Path:
    """The case that `new` makes, with edits in its game.toml."""
    ask("new", folder / "mine")
    path = folder / "mine" / "game.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return folder / "mine"


@pytest.mark.parametrize(
    ("edit", "further"),
    [
        (('water = "1', 'waterr = "1'), 0),  # a criterion that uses it is called alike
        (('tension = "clip', 'tensin = "clip'), 3),
        (("upstream.dam * diverted", "upstream.dam * divertedd"), 0),
        (("upstream.dam * diverted", "upstream.damm * diverted"), 0),
        (('tension = "clip(', 'tension = "clap('), 0),
    ],
)
def test_one_typo_is_one_fault_that_names_every_place_where_it_shows(
    edit: tuple[str, str], further: int, tmp_path: Path
) -> None:
    faults = ask("check", new_case(tmp_path, edit)).record["faults"]
    assert len(faults) == 1
    places = faults[0].partition(" The same name stands at ")[2]
    assert len(places.split(", ")) * bool(places) == further


def test_payoffs_that_overflow_in_every_scenario_are_a_fault(tmp_path: Path) -> None:
    case = new_case(tmp_path, ('water = "water"', 'water = "1e305 * water"'))
    (fault,) = ask("check", case).record["faults"]
    assert "at most 1e+300 is possible" in fault
    assert "(in scenario 'no_treaty' under 'base', and 3 times more)" in fault
    said = within("check", str(case))
    assert said.returncode == 2
    assert "No fault" not in said.stdout


def test_the_full_text_names_all_that_a_remark_is_about() -> None:
    checked = ask("check", "kosovo")
    (remark,) = (each for each in checked.record["remarks"] if each["kind"] == "moves nothing")
    assert len(remark["names"]) > 40
    text = " ".join(checked.text.split())
    assert all(name in text for name in remark["names"])


def in_short(case: Path) -> tuple[list[str], str]:
    """The lines that the command prints of a case, and the same in one line."""
    done = within("check", str(case))
    return done.stdout.splitlines(), " ".join(done.stdout.split())


@pytest.mark.parametrize("most", [1, 2, 5, 40])
def test_of_many_faults_as_many_are_shown_as_fit_a_screen(most: int, tmp_path: Path) -> None:
    case = Path(shutil.copytree(VALID, tmp_path / "case"))
    entries = iter(range(most))
    register = case / "assumptions.toml"
    fresh = "".join(f'[new{k}]\nvalue = 2\nrange = [0, 1]\nunit = "-"\nwhy = "-"\nsource = "-"\n' for k in entries)
    register.write_text(register.read_text("utf-8") + "\n" + fresh, "utf-8")
    lines, text = in_short(case)
    shown = [k for k in range(most) if f"new{k}.value: value 2 is outside" in text]
    assert len(lines) <= SCREEN
    assert shown == list(range(most)) if most <= 5 else len(shown) >= 10
    assert (f"and {most - len(shown)} more rows" in text) == (most > len(shown))


def test_each_kind_of_remark_is_shown_whatever_many_names_the_first_has(tmp_path: Path) -> None:
    case = Path(shutil.copytree(VALID, tmp_path / "case"))
    register = case / "assumptions.toml"
    idle = "".join(f'[idle{k}]\nvalue = 0\nrange = [0, 1]\nunit = "-"\nwhy = "-"\nsource = "-"\n' for k in range(200))
    register.write_text(register.read_text("utf-8") + "\n" + idle, "utf-8")
    lines, text = in_short(case)
    assert len(lines) <= SCREEN
    assert all(remark["says"] in text for remark in ask("check", case).record["remarks"])
    assert "more" in text
