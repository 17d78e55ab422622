"""Names in any capitals, the case of the folder, and messages that say where was looked and what to do."""

import shlex
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask, load_case
from negotiation_sim.errors import as_known

from .command_line import answer, refusal
from .test_invalid import VALID

# ---- capitals

SAME = {
    "scenario": ("run", "Free_Choice", "--case", "stag_hunt"),
    "case": ("run", "free_choice", "--case", "Stag_Hunt"),
    "set": ("compare", "recognition_first", "--assume", "SCEPTIC"),
    "sets laid over each other": ("compare", "recognition_first", "--assume", "Op_Ed+Sceptic"),
    "assumption": ("run", "recognition_first", "--set", "US_Cred=0.5"),
    "player and move": ("explain", "recognition_first", "--profile", "Spain=NO", "--player", "SPAIN"),
    "player": ("assumptions", "--player", "Serbia"),
    "players of a matrix": ("matrix", "Serbia", "KOSOVO", "--scenario", "free_choice"),
    "condition": ("breakeven", "recognition_first", "--holds", "Serbia.Normalise"),
    "names in a condition": ("breakeven", "recognition_first", "--holds", "count(HoldOuts.Yes) == 4"),
    "patterns": ("uncertainty", "recognition_first", "--draws", "16", "--free", "US_cred,Serbia.*"),
    "assumptions of a map": ("regions", "in_turn", "--case", "stag_hunt", "--holds", "first.stag", "--x", "STAG_share",
        "--y", "Hare"),
    "choice": ("uncertainty", "recognition_first", "--draws", "16", "--scheme", "Sobol"),
    "concept": ("solve", "recognition_first", "--concept", "Dominance"),
    "where to start": ("coalitions", "recognition_first", "--from", "Spain=YES"),
    "conflict": ("stability", "Elmira"),
    "body": ("power", "NATO"),
    "claim": ("cite", "c43"),
    "group": ("thresholds", "recognition_first", "--group", "HoldOuts"),
}  # fmt: skip


@pytest.mark.parametrize("what", SAME)
def test_capitals_of_a_name_do_not_matter(what: str) -> None:
    written = SAME[what]
    small = tuple(word if word.startswith("--") else word.lower() for word in written)
    if what == "claim":
        small = ("cite", "C43")
    assert written != small
    assert answer(*written).casefold() == answer(*small).casefold()  # a condition is repeated as it was written


@pytest.mark.parametrize(
    ("name", "allowed", "known"),
    [("A", ["a", "b"], "a"), ("a", ["a", "A"], "a"), ("B", ["b", "B"], "B"), ("aB", ["ab", "AB"], "aB"), ("x", [], "x"),
     ("STRASSE", ["straße"], "straße")],
)  # fmt: skip
def test_a_name_is_known_in_other_capitals_only_where_that_is_unique(name: str, allowed: list[str], known: str) -> None:
    assert as_known(name, allowed) == known


def test_one_assumption_in_two_spellings_is_still_one() -> None:
    assert "us_cred is given two values" in refusal(
        "run", "free_choice", "--set", "us_cred=0.5", "--set", "US_CRED=0.6"
    )


def test_scenarios_in_two_spellings_are_compared_once() -> None:
    twice = answer("compare", "recognition_first", "Recognition_First", "--json")
    assert twice == answer("compare", "recognition_first", "--json")


# ---- where was looked

LOOKED = {
    "scenario": (("run", "recognition_frist"), "Did you mean 'recognition_first'?"),
    "set": (("run", "free_choice", "--assume", "scptic"), "Did you mean 'sceptic'?"),
    "assumption": (("run", "free_choice", "--set", "us_crd=1"), "Did you mean 'us_cred'?"),
    "player": (("assumptions", "--player", "serbai"), "Did you mean 'serbia'?"),
    "player who moves": (("solve", "free_choice", "--given", "spian=no"), "Did you mean 'spain'?"),
    "scenario or conflict": (("stability", "free_choise"), "Did you mean 'free_choice'?"),
    "claim or source": (("cite", "C999"), "C9"),
}


@pytest.mark.parametrize("what", LOOKED)
def test_a_name_that_is_not_known_is_told_in_which_case_it_was_looked_for(what: str) -> None:
    arguments, hint = LOOKED[what]
    said = refusal(*arguments)
    assert " in the case kosovo." in said
    assert hint in said


# ---- the folder


@pytest.fixture
def own_case(tmp_path: Path) -> Path:
    return ask("new", tmp_path / "river").answer.folder  # type: ignore[no-any-return]


@pytest.mark.parametrize("arguments", [("scenarios",), ("compare",), ("assumptions",), ("run", "treaty")])
def test_inside_the_folder_of_a_case_that_case_is_asked_about(arguments: tuple[str, ...], own_case: Path) -> None:
    assert answer(*arguments, folder=own_case) == answer(*arguments, "--case", "river", folder=own_case.parent)


def test_a_case_that_is_named_is_taken_inside_another_ones_folder(own_case: Path) -> None:
    assert answer("scenarios", "--case", "chicken", folder=own_case) == answer("scenarios", "--case", "chicken")
    assert answer("scenarios", folder=own_case.parent) == answer("scenarios", "--case", "kosovo")


def test_a_message_inside_the_folder_names_its_case(own_case: Path) -> None:
    assert "unknown scenario 'treety' in the case river. Did you mean 'treaty'?" in refusal(
        "run", "treety", folder=own_case
    )


def test_a_game_file_is_solved_inside_the_folder_of_a_case(own_case: Path) -> None:
    (own_case / "g.csv").write_text("a,payoff: a\nx,1\ny,2\n", encoding="utf-8")
    assert "y" in answer("solve", "g.csv", folder=own_case)
    assert "--case names a case" in refusal("solve", "g.csv", "--case", "kosovo", folder=own_case)


# ---- a line to paste


@pytest.mark.parametrize(
    "name", ["my_case", "My Case", "it's mine", "a&b", "(x)", "$HOME", 'a "b"', "100%", "a#b", "~x"]
)
def test_the_line_that_new_prints_can_be_pasted(name: str, tmp_path: Path) -> None:
    said = answer("new", name, folder=tmp_path)
    words = shlex.split(said.removeprefix("Try: "))
    assert words[:3] == ["negotiation-sim", "compare", "--case"]
    assert words[3:] == [f"./{name}"]
    assert said == "Try: negotiation-sim compare --case " + said.split("--case ", 1)[1]
    assert "treaty" in answer(*words[1:], folder=tmp_path)


# ---- what to do about a file


def broken(folder: Path, file: str, old: str, new: str) -> str:
    import shutil

    shutil.copytree(VALID, folder / "case")
    path = folder / "case" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_case(folder / "case")
    return str(caught.value)


@pytest.mark.parametrize(
    ("new", "said"),
    [("x = 0,3", "write x = 0.3."), ("x = -12,25", "write x = -12.25."), ("x = .5", "write x = 0.5."),
     ("x = 5.", "write x = 5.0."), ("x = count(a.b) == 2", 'in quotes: write x = "count(a.b) == 2".'),
     ("x = share * 2 # a remark", 'write x = "share * 2".'), ("x = 2 * share", 'write x = "2 * share".'),
     ("x = not a.b", 'write x = "not a.b".'), ("x = a river", 'write x = "a river".')],
)  # fmt: skip
def test_what_is_no_toml_is_told_how_to_write_it(new: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "game.toml").write_text(f'[case]\ntitle = "T"\n{new}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_case(tmp_path / "case")
    assert str(caught.value).startswith("case/game.toml: is not valid TOML: line 3")
    assert str(caught.value).endswith(said)


@pytest.mark.parametrize("new", ['x = "unclosed', "x = [1, 2", "x y", "= 3", "[x", "x = {a = 1", 'x = "a" b'])
def test_other_faults_of_toml_get_no_wrong_advice(new: str, tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "game.toml").write_text(f'[case]\ntitle = "T"\n{new}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_case(tmp_path / "case")
    assert "write x" not in str(caught.value)


def test_a_range_with_decimal_commas_is_told_so(tmp_path: Path) -> None:
    import re

    text = (VALID / "assumptions.toml").read_text(encoding="utf-8")
    written = re.search(r"range = \[[^\]]*\]", text)
    assert written is not None
    said = broken(tmp_path, "assumptions.toml", written[0], "range = [0,1, 0,9]")
    assert "needs two numbers, [lowest, highest]. The decimal mark is a point." in said


def test_a_rule_with_a_name_that_no_register_has_is_told_to_add_a_table(tmp_path: Path) -> None:
    folder = ask("new", tmp_path / "river").answer.folder
    path = folder / "game.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("* dam_tension", "* penalty"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_case(folder)
    said = str(caught.value)
    assert "'penalty'" in said
    assert "add to assumptions.toml a table [penalty] with value, range, unit, why and source" in said
