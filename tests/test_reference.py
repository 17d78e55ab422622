"""The reference page against the code: what it says of files and of JSON is what is read and printed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from negotiation_sim import Game
from negotiation_sim.case.bodies import load_body
from negotiation_sim.case.conflict_file import load_conflict
from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.formats.game_file import write_game
from negotiation_sim.questions.validate.concepts import CONCEPTS

PAGE = (Path(__file__).parent.parent / "docs" / "reference.md").read_text(encoding="utf-8")
OF_A_SCENARIO = {"case", "assumptions", "changes", "outside_range", "hash", "scenario"}
OF_A_CONFLICT = {"conflict", "source"}


def rows(head: str) -> list[list[str]]:
    """The cells of the table under this head."""
    part = PAGE[PAGE.index(head) :].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines()[2:]]


def names(cell: str) -> list[str]:
    """What stands in code there, outside brackets."""
    while (bare := re.sub(r"\([^()]*\)", "", cell)) != cell:
        cell = bare
    return re.findall(r"`([^`]+)`", cell)


def printed(*arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, [*arguments, "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_concept_of_the_catalogue_is_listed_with_its_inputs_and_parameters() -> None:
    said = {
        name: (tuple(re.findall(r"`([^`]+)`", inputs)), tuple(re.findall(r"`([^`]+)`", reads)))
        for concepts, inputs, reads, _ in rows("| Concept | From |")
        for name in names(concepts)
    }
    assert said == {name: (concept.needs, concept.reads) for name, concept in CONCEPTS.items()}


KEYS = {concept: names(keys) for concepts, keys in rows("| `solve --concept` |") for concept in names(concepts)}


@pytest.mark.parametrize("concept", KEYS)
def test_solve_prints_the_keys_that_the_page_names(concept: str) -> None:
    more = ["--lambda", "2"] if concept in ("agent_quantal", "logit_dynamics") else []
    found = printed("solve", "recognition_first", "--concept", concept, *more)
    assert set(found) - OF_A_SCENARIO == {"concept", *KEYS[concept]}


def test_of_a_game_file_the_title_stands_for_what_was_solved(tmp_path: Path) -> None:
    file = write_game(Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]], title="Two"), tmp_path / "game.nfg")
    assert set(printed("solve", str(file), "--concept", "dominance")) == {"concept", "title", "left", "trace"}


COMMANDS = {command: names(keys) for commands, keys in rows("| Command | Keys besides") for command in names(commands)}
ASKED = [
    ("stability", ["recognition_first"], OF_A_SCENARIO),
    ("stability", ["elmira"], OF_A_CONFLICT),
    ("coalitions", ["recognition_first"], OF_A_SCENARIO),
    ("coalitions", ["elmira"], OF_A_CONFLICT),
    ("path", ["recognition_first", "--to", "nato > 0"], OF_A_SCENARIO),
    ("path", ["elmira", "--to", "8"], OF_A_CONFLICT),
    ("power", ["security_council"], set()),
    ("validate", [], set()),
]


def shown(part: object) -> str:
    """A set in order: the ids of the tests are the same in every process."""
    return str(sorted(part) if isinstance(part, set) else part) if part else "-"


@pytest.mark.parametrize(("command", "arguments", "solved"), ASKED, ids=shown)
def test_a_command_prints_the_keys_that_the_page_names(command: str, arguments: list[str], solved: set[str]) -> None:
    assert {command for command, _, _ in ASKED} == set(COMMANDS)
    assert set(printed(command, *arguments)) - solved == set(COMMANDS[command])


CONFLICT = {
    "title": '"A title"',
    "about": '"a"',
    "source": '"s"',
    "status_quo": '"calm"',
    "infeasible": '["one.fight and one.flee"]',
    "merged": '["one.fight"]',
    "players": '{ one = { name = "One", options = ["fight", "flee"] }, two = { name = "Two", options = ["call"] } }',
    "irreversible": '{ two = ["call"], one = [["flee", "fight"]] }',
    "states": '{ calm = [], called = ["two.call"], war = ["one.fight"], off = ["one.flee"], gone = ["one.flee", "two.call"] }',
    "preferences": '{ one = ["calm", ["called", "war"], "off", "gone"], two = ["war", "calm", "called", "gone", "off"] }',
}
BODY = {
    "title": '"A body"',
    "source": '"s"',
    "about": '"a"',
    "groups": '{ big = { title = "Big", members = ["A", "B"], source = "s", weights = { votes = [2, 3] } },'
    ' small = { title = "Small", seats = 2, weights = { votes = 1 } } }',
    "ways": '{ one = { title = "t", source = "s", quotas = { votes = "more than 1/2", members = 2 }, veto = ["big"] },'
    " all = { unanimous = true } }",
}


def written(folder: Path, name: str, table: dict[str, str]) -> Path:
    path = folder / name
    path.write_text("\n".join(f"{key} = {value}" for key, value in table.items()), encoding="utf-8")
    return path


def said_of(file: str) -> set[str]:
    part = PAGE[PAGE.index(f"### {file}") :]
    return {name.partition(".")[0] for key, _ in rows_of(part) for name in re.findall(r"`([^`.][^`]*)`", key)}


def rows_of(part: str) -> list[list[str]]:
    table = part[part.index("| Key |") :].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|", 1)] for line in table.splitlines()[2:]]


def test_a_conflict_with_every_key_of_the_page_is_read(tmp_path: Path) -> None:
    assert said_of("conflict.toml") == set(CONFLICT)
    conflict = load_conflict(written(tmp_path, "conflict.toml", CONFLICT))
    assert list(conflict.states) == ["calm", "called", "war", "off", "gone"]
    assert conflict.moves("one", "off") == ("calm",)
    with pytest.raises(InputError, match="is not a key"):
        load_conflict(written(tmp_path, "conflict.toml", {"colour": '"red"', **CONFLICT}))


def test_a_body_with_every_key_of_the_page_is_read(tmp_path: Path) -> None:
    assert said_of("body.toml") == set(BODY)
    body = load_body(written(tmp_path, "body.toml", BODY))
    assert body.members == ("A", "B", "Small 1", "Small 2")
    assert [len(way.conditions) for way in body.ways] == [3, 1]
    with pytest.raises(InputError, match="is not a key"):
        load_body(written(tmp_path, "body.toml", {"colour": '"red"', **BODY}))
