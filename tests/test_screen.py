"""Every answer fits one screen of 80 columns, breaks no word, and says that there is more; `full` has all of it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from negotiation_sim.case.library import built_in_cases
from negotiation_sim.case.loader import load_case
from negotiation_sim.cli import app
from negotiation_sim.present.screen import SCREEN, SENTENCES, Brief, on_a_screen
from negotiation_sim.present.tables import table_of
from negotiation_sim.questions import questions

from .goldens.recording import one_answer_for_all_forms

WITHOUT_A_SCREEN = {"new", "export", "sweep", "sweep export", "sweep check", "verify", "play"}
"""Questions that write or read a file, or have no text; and `play`, whose commands to copy stand on one line each."""

ASKED_ABOUT = {"kosovo": ("recognition_first", "serbia.normalise"), "accords": ("accords_first", "palestinians.unrest")}
"""Of the two large cases: a scenario, and a move that it leaves open."""
HELD = {"accords": ["--given", "israel=suspend"]}
"""Whoever chooses before the group, of whom `thresholds` must be told."""


def _of_case(name: str) -> Iterator[list[str]]:
    case = load_case(name)
    first, *others = case.players.values()
    any_scenario = next(iter(case.main or case.scenario_files))
    scenario, move = ASKED_ABOUT.get(name, (any_scenario, f"{first.id}.{first.strategies[-1]}"))
    about, drawn = [scenario, "--case", name], ["--draws", "64"]
    names = list(case.register)
    yield ["compare", "--case", name]
    yield ["compare", "--all", "--case", name]
    yield ["run", *about]
    if name != "matching_pennies":
        yield ["explain", *about]
    yield ["change", "--case", name, "--set", f"{names[0]}={case.register[names[0]].high}"]
    yield ["dials", "--case", name]
    yield ["matrix", first.id, others[-1].id, "--scenario", scenario, "--case", name]
    if case.group:
        yield ["thresholds", *about, *HELD.get(name, [])]
    yield ["breakeven", *about, "--holds", move]
    if name != "kosovo" and len(names) > 1:
        yield ["regions", *about, "--holds", move, "--x", names[0], "--y", names[1]]
    yield ["believe", *about, "--holds", move, "--concept", "some", "--free", names[0]]
    yield ["uncertainty", "--case", name, *drawn]
    if case.orders:
        yield ["tree", *about]
    if case.orders and scenario != "free_choice":
        yield ["sensitivity", *about, "--payoff", first.id]
    yield ["stability", *about]
    yield ["coalitions", *about]
    yield ["path", *about, "--to", move]
    yield from (["solve", *about, "--concept", concept] for concept in ("pure", "dominance", "correlated"))
    yield from ([listing, "--case", name] for listing in ("scenarios", "sets", "assumptions"))
    yield ["assumptions", "--all", "--case", name]


def _commands() -> Iterator[list[str]]:
    for name in built_in_cases():
        yield from _of_case(name)
    for conflict in ("chicken", "elmira", "prisoners_dilemma", "stag_hunt"):
        state = "3" if conflict == "elmira" else "--help"
        yield from ([question, conflict] for question in ("stability", "coalitions"))
        yield from ([["path", conflict, "--to", state]] if state != "--help" else [])
    for body in ("eu_qualified_majority", "security_council", "council_of_europe", "nato"):
        yield ["power", body]
    yield ["discover", "recognition_first", "--draws", "1024"]
    yield ["uncertainty", "recognition_first", "--draws", "128", "--holds", "us_cred > 0.7"]
    yield ["regions", "recognition_first", "--holds", "serbia.normalise", "--x", "us_cred", "--y", "a2"]
    yield ["believe", "recognition_first", "--holds", "serbia.normalise", "--between", "op_ed", "sceptic"]
    yield ["solve", "recognition_first", "--concept", "quantal"]
    yield ["solve", "recognition_first", "--concept", "fictitious_play", "--rounds", "20"]
    yield from (
        ["posturing"],
        ["posturing", "--sender", "kosovo"],
        ["plans"],
        ["argument"],
        ["argument", "--case", "accords"],
        ["analogy", "accords", "kosovo"],
    )
    yield from (["years", "recognition_first"], ["years", "recognition_first", "--story"])
    yield from (["table"], ["table", "--case", "accords"], ["table", "status_quo", "--package", "recognition=full"])
    yield from (["offers"], ["offers", "--tactics", "boulware,linear"], ["offers", "--case", "accords", "--tournament"])
    yield from (["check", "chicken"], ["check", "stag_hunt"])
    yield from (["report", "--case", "stag_hunt"], ["report"])
    yield from (["sets", *pair] for pair in (("op_ed", "sceptic"), ("sceptic", "thaci_2018", "trump_2020")))
    yield ["backtest"]
    yield ["game", "3 3, 0 5; 5 0, 1 1"]
    yield ["extensive", "Ann: out = 0 2; in (Bob: fight = -1 -1; yield = 1 1)"]
    yield ["tree", "recognition_first", "--moves", "spain=no,slovakia=yes,romania=yes,greece=yes"]
    yield ["tree", "everybody"]
    yield from (["validate"], ["cases"], ["glossary"], ["glossary", "equilibrium"], ["cite", "C14", "C15"])
    yield from (["limits"], ["cite"], ["cite", "--find", "posturing"], ["assumptions", "--theme", "posture"])


@cache
def printed(columns: int, *command: str) -> str:
    with one_answer_for_all_forms():
        done = CliRunner().invoke(app, list(command), env={"COLUMNS": str(columns)}, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def words(text: str) -> set[str]:
    """The words and names of a text, without what ends them and without rules of tables."""
    bare = re.sub(r"[─]+", " ", text)
    return {word.strip(".,;:()'") for word in bare.split()} - {""}


COMMANDS = list(_commands())
MORE = {"--full", "shows", "the", "rest", "and", "more", "row", "rows"}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_answer_fits_one_screen_of_80_columns_and_breaks_no_word_in_full_neither(command: list[str]) -> None:
    text, full = printed(80, *command), printed(80, *command, "--full")
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= SCREEN, text
    known = words(printed(100_000, *command)) | words(printed(100_000, *command, "--full")) | MORE
    assert {word for word in words(text) if word not in known and not word.isdigit()} == set()
    assert max(map(len, full.splitlines())) <= 80
    whole = words(printed(100_000, *command, "--full"))
    longer_than_a_line = [word for word in whole if len(word) > 80]
    assert {word for word in words(full) - whole if not any(word in address for address in longer_than_a_line)} == set()


def test_every_question_that_prints_is_asked() -> None:
    asked = {name for command in COMMANDS for name in questions() if " ".join(command).startswith(name)}
    assert asked == {*questions()} - WITHOUT_A_SCREEN


def test_what_is_left_out_is_said_and_stands_in_full() -> None:
    short, full = printed(80, "validate"), printed(80, "validate", "--full")
    assert short.rstrip().endswith("--full shows the rest.")
    assert "--full" not in full
    assert len(full.splitlines()) > 400


def test_at_most_three_sentences_are_said_and_a_table_keeps_what_fits() -> None:
    table = table_of("Rows", "Row")
    for k in range(100):
        table.add_row(f"row {k}")
    console = Console(width=80, color_system=None)
    with console.capture() as shown:
        console.print(on_a_screen(Brief(("One.", "Two.", "Three.", "Four."), (table,)), console))
    lines = shown.get().splitlines()
    assert [line for line in lines if line.endswith(".")][: SENTENCES + 1] == [
        "One.",
        "Two.",
        "Three.",
        "`full` shows the rest.",
    ]
    rows = sum(line.startswith("row ") for line in lines)
    assert len(lines) <= SCREEN
    assert f"and {100 - rows} more rows" in shown.get()
    assert rows > SCREEN / 2


def test_a_table_without_room_leaves_out_its_reasons_and_not_its_rows() -> None:
    names = ["op_ed", "sceptic", "sceptic_four"]
    for chosen in (names[:2], names):
        table = printed(80, "sets", *chosen)
        differing = [row["name"] for row in json.loads(printed(80, "sets", *chosen, "--json"))]
        there = sum(f"({name})" in table for name in differing)
        assert there >= min(len(differing), 10), table
        assert len(differing) - there == int((re.search(r"and (\d+) more rows", table) or ["", "0"])[1])


@pytest.mark.parametrize("players", [3, 5, 12])
def test_every_equilibrium_is_on_the_screen_or_counted_there(players: int, tmp_path: Path) -> None:
    names, many = " ".join(f'"p{k}"' for k in range(players)), 2**players
    numbers = " ".join(["0"] * (players * many))
    (tmp_path / "ties.nfg").write_text(f'NFG 1 R "ties" {{ {names} }} {{ {"2 " * players}}} {numbers}', "utf-8")
    text = printed(80, "solve", str(tmp_path / "ties.nfg"))
    rows = len(re.findall(r"^[12] (?= *[12] )", text, re.M))
    more = re.search(r"^and ([\d,]+) more rows", text, re.M)
    assert rows + int(more[1].replace(",", "") if more else 0) == many
    assert f"{many:,} equilibria" in text
    assert "not shown" not in text
