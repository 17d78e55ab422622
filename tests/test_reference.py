"""The reference page against the code: what it says of files and of JSON is what is read and printed."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from negotiation_sim import Game, ask
from negotiation_sim.case.bodies import load_body
from negotiation_sim.case.conflict_file import load_conflict
from negotiation_sim.case.library import library, new_case
from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.formats.efg import to_efg
from negotiation_sim.formats.game_file import write_game
from negotiation_sim.questions import questions
from negotiation_sim.questions.asking import Answered
from negotiation_sim.questions.validate.concepts import CONCEPTS

from .by_hand.small_trees import card_game
from .test_plays import HELD, case
from .test_sweep import plan_of

PAGE = (Path(__file__).parent.parent / "docs" / "reference.md").read_text(encoding="utf-8")
FROZEN_TABLE = Path(__file__).parent / "frozen" / "water"
OF_A_SCENARIO = {"case", "case_title", "assumptions", "changes", "outside_range", "hash", "scenario"}
SHARED = {*OF_A_SCENARIO, "labels", "copy_of", "both_set", "changed_rules", "title", "conflict", "source"}


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
    assert set(found) - OF_A_SCENARIO - {"labels"} == {"concept", *KEYS[concept]}


ON_TREES = {
    concept: names(keys) for concepts, keys in rows("| `solve TREE --concept` |") for concept in names(concepts)
}
TREES = {"value": "cards.efg", "sequential": "selten_horse.efg"}


@pytest.mark.parametrize("concept", ON_TREES)
def test_solve_prints_the_keys_that_the_page_names_of_trees(concept: str, tmp_path: Path) -> None:
    (tmp_path / "cards.efg").write_text(to_efg(card_game()), encoding="utf-8")
    tree = TREES.get(concept, "beer_quiche.efg" if concept != "subgame_perfect" else "centipede.efg")
    more = ["--lambda", "2"] if concept == "agent_quantal" else []
    shown = printed("solve", str(tmp_path / tree) if concept == "value" else tree, "--concept", concept, *more)
    assert set(shown) == {"concept", "title", "hash", "reason", *ON_TREES[concept]}


def test_the_keys_that_solve_declares_are_those_of_all_concepts_together() -> None:
    assert set(questions()["solve"].keys or ()) == {"concept", *(key for keys in KEYS.values() for key in keys)}


def test_of_a_game_file_the_title_stands_for_what_was_solved(tmp_path: Path) -> None:
    file = write_game(Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]], title="Two"), tmp_path / "game.nfg")
    assert set(printed("solve", str(file), "--concept", "dominance")) == {"concept", "title", "hash", "left", "trace"}


def small_case(folder: Path) -> Path:
    """A case in which scenarios and assumptions have every key that they may have."""
    case(folder, HELD, free="", patron='plays = ["patron"]')
    (folder / "sets").mkdir()
    (folder / "sets" / "more.toml").write_text(
        'title = "More"\nas_of = "2026-06"\n[values]\nx = { value = 2, range = [0, 3] }\n[over.base.values]\nx = 1\n',
        encoding="utf-8",
    )
    return folder


def trading(folder: Path) -> Path:
    """Kosovo with a scenario that remembers what trade ties."""
    new_case(folder / "trading", "kosovo")
    scenario = folder / "trading" / "economic_normalization.toml"
    scenario.write_text('remembers = ["trade"]\n' + scenario.read_text(encoding="utf-8"), encoding="utf-8")
    return folder / "trading"


def small_catalogue(folder: Path) -> Path:
    """A catalogue with a known answer."""
    folder.mkdir()
    (folder / "known.toml").write_bytes((library() / "validation" / "taylor_jonker_1978.toml").read_bytes())
    return folder


def small_sweep(folder: Path) -> Path:
    """A sweep of a hundred draws."""
    plan_of(folder)
    return folder / "stags.toml"


STAGS: dict[str, Any] = {"case": "stag_hunt"}


def swept(folder: Path) -> Path:
    """The file of that sweep."""
    ask("sweep", small_sweep(folder), into=folder / "stags.duckdb")
    return folder / "stags.duckdb"


def reported(folder: Path) -> Path:
    """The run record of a report."""
    ask("report", case="chicken", out=folder / "report.md")
    return folder / "report.json"


ASKED: list[tuple[str, Callable[[Path], Iterable[Answered]]]] = [
    ("compare", lambda folder: (ask("compare", **STAGS), ask("compare", "status_quo", assume=["op_ed", "sceptic"]))),
    ("run", lambda folder: [ask("run", "free_choice", **STAGS)]),
    ("extensive", lambda folder: [ask("extensive", "Ann: out = 0 2; in (Bob: fight = -1 -1; yield = 1 1)")]),
    ("tree", lambda folder: (ask("tree", "in_turn", case="stag_hunt"), ask("tree", "recognition_first"))),
    ("explain", lambda folder: [ask("explain", "free_choice", case="chicken")]),
    ("matrix", lambda folder: [ask("matrix", "first", "second", scenario="free_choice", **STAGS)]),
    ("thresholds", lambda folder: [ask("thresholds", "recognition_first", given="spain=no")]),
    (
        "breakeven",
        lambda folder: (
            ask("breakeven", "free_choice", holds="first.stag", **STAGS),
            ask("breakeven", "uninvited", holds="table: zone > 0", case=FROZEN_TABLE),
        ),
    ),
    ("regions", lambda folder: [ask("regions", "in_turn", holds="first.stag", x="stag_share", y="hare", **STAGS)]),
    ("uncertainty", lambda folder: [ask("uncertainty", "in_turn", draws=64, **STAGS)]),
    ("sensitivity", lambda folder: [ask("sensitivity", "recognition_first", holds="serbia.normalise", draws=1024)]),
    ("discover", lambda folder: [ask("discover", "recognition_first", holds="serbia.normalise", draws=1024)]),
    ("sweep", lambda folder: [ask("sweep", small_sweep(folder), into=folder / "stags.duckdb")]),
    ("sweep check", lambda folder: [ask("sweep check", swept(folder))]),
    ("stability", lambda folder: (ask("stability", "free_choice", **STAGS), ask("stability", "elmira"))),
    ("coalitions", lambda folder: (ask("coalitions", "free_choice", **STAGS), ask("coalitions", "elmira"))),
    ("path", lambda folder: (ask("path", "free_choice", to="first.stag", **STAGS), ask("path", "elmira", to="8"))),
    ("power", lambda folder: [ask("power", written(folder, "body.toml", BODY), every_index=True)]),
    ("validate", lambda folder: [ask("validate", catalogue=small_catalogue(folder / "known"))]),
    ("cases", lambda folder: [ask("cases")]),
    ("scenarios", lambda folder: [ask("scenarios", case=str(each)) for each in (small_case(folder), trading(folder))]),
    ("sets", lambda folder: (ask("sets", case=str(small_case(folder))), ask("sets", ["op_ed", "sceptic"]))),
    ("assumptions", lambda folder: [ask("assumptions", case=str(small_case(folder)), changes=["x=2"])]),
    ("check", lambda folder: [ask("check", "chicken")]),
    ("report", lambda folder: [ask("report", case="chicken")]),
    ("verify", lambda folder: [ask("verify", reported(folder))]),
    ("analogy", lambda folder: [ask("analogy", "accords", "kosovo")]),
    ("offers", lambda folder: [ask("offers", case=FROZEN_TABLE, tactics=["linear,linear"], tournament=True)]),
    ("play", lambda folder: [ask("play", "free_choice", **STAGS)]),
    ("plans", lambda folder: [ask("plans", "recognition_first", between=["op_ed", "sceptic_kosovo"])]),
    (
        "years",
        lambda folder: [
            ask("years", "recognition_first", story=True, replay=["2024:sponsor=1"], pace=True, wait="serbia")
        ],
    ),
    ("argument", lambda folder: [ask("argument", claim="C79")]),
    ("backtest", lambda folder: [ask("backtest", "w1", assume="op_ed")]),
    ("change", lambda folder: [ask("change", "in_turn", changes=["hare=2.5"], **STAGS)]),
    ("dials", lambda folder: [ask("dials", "in_turn", **STAGS)]),
    ("posturing", lambda folder: [ask("posturing", sender="kosovo")]),
    ("cite", lambda folder: [ask("cite", "C43")]),
    ("glossary", lambda folder: [ask("glossary", "regret")]),
    ("game", lambda folder: [ask("game", "3 3, 0 5; 5 0, 1 1")]),
    ("limits", lambda folder: [ask("limits")]),
    (
        "believe",
        lambda folder: (
            ask("believe", "in_turn", holds="first.stag", measure="total", **STAGS),
            ask("believe", "recognition_first", holds="serbia.normalise", between=["op_ed", "sceptic_kosovo"]),
        ),
    ),
    ("table", lambda _: [ask("table", case=FROZEN_TABLE)]),
]
"""Small questions that together have every key of a record; in what they are asked about, too, where that makes a
difference. `solve` is left out: the keys of its record depend on the concept, and the page has a table of them."""


def keys_of(record: Any) -> set[str]:
    """The keys of a record at its top; of a list the keys of its entries."""
    return {key for part in (record if isinstance(record, list) else [record]) for key in part}


@pytest.mark.parametrize(("name", "asking"), ASKED, ids=[name for name, _ in ASKED])
def test_the_keys_of_a_record_are_those_that_the_question_declares_and_those_that_all_share(
    name: str, asking: Callable[[Path], Iterable[Answered]], tmp_path: Path
) -> None:
    keys = {key for answered in asking(tmp_path) for key in keys_of(answered.record)}
    declared = set(questions()[name].keys or ())
    assert declared <= keys
    assert keys - SHARED <= declared


def test_every_question_with_a_record_is_asked_for_its_keys() -> None:
    with_a_record = {name for name, question in questions().items() if question.record}
    assert with_a_record - {"solve"} <= {name for name, _ in ASKED}


def test_the_page_names_the_keys_that_all_records_share() -> None:
    paragraph = PAGE[PAGE.index("What was solved stands in the same keys") :].partition("\n\n")[0]
    assert set(names(paragraph)) == SHARED


CONFLICT = {
    "title": '"A title"',
    "about": '"a"',
    "source": '"s"',
    "status_quo": '"calm"',
    "infeasible": '["one.fight and one.flee"]',
    "merged": '["one.fight"]',
    "players": '{ one = { name = "One", options = ["fight", "flee"] }, two = { name = "Two", options = ["call"] } }',
    "irreversible": '{ two = ["call"], one = [["flee", "fight"]] }',
    "states": '{ calm = [], called = ["two.call"], war = ["one.fight"], off = ["one.flee"], '
    'gone = ["one.flee", "two.call"] }',
    "preferences": '{ one = ["calm", ["called", "war"], "off", "gone"] }',
    "statements": '{ two = ["one.fight", "-1 IFF 2", "3"] }',
}
BODY: dict[str, str] = {
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
