"""A game in a file is asked as the scenario that it was exported from, and answers alike; what it lacks is refused."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.library import library
from negotiation_sim.formats.game_file import read_game, write_game
from negotiation_sim.games.normal_form import Game
from negotiation_sim.questions import questions
from negotiation_sim.questions.declaration import Question
from negotiation_sim.questions.fields import Field
from negotiation_sim.spelling import spelled

from .command_line import answer, refusal

ENDINGS = (".nfg", ".csv", ".tsv", ".xlsx")
HEAD = {"case", "case_title", "assumptions", "changes", "own_changes", "outside_range", "hash", "scenario", "title"}
"""What says which scenario or game was asked about, and not what the answer is."""
OF_RULES = {"rule", "why", "source", "weight_name"}
"""What a case says of a payoff and a file cannot."""
WORDED = {"reason", "words", "equilibria_in_words", "others_in_words", "results"}
"""What calls players by the names that only a case gives them."""

QUESTIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "matrix first second": ((), ("--result", "2")),
    "explain": (("--result", "1"), ("--result", "2"), ("--result", "1", "--player", "second")),
    "stability": ((), ("--sanctions", "any"), ("--concept", "seq")),
    "coalitions": ((), ("--result", "1"), ("--to", "first.MOVE"), ("--from", "first=MOVE")),
    "path": (("--to", "first.MOVE and second.MOVE"), ("--to", "first.MOVE", "--result", "1")),
}
MOVES = {
    "stag_hunt": {"first": "stag", "second": "stag"},
    "majority": {"first": "with_third", "second": "with_third"},
}
"""For which move MOVE stands in what is asked of each case."""
ASKED = [(words, more) for words, several in QUESTIONS.items() for more in several]


@pytest.fixture(params=["stag_hunt", "majority"])
def case(request: pytest.FixtureRequest) -> str:
    """A case of two players with two moves each, and one of three."""
    return str(request.param)


def exported(folder: Path, case: str, ending: str = ".nfg") -> str:
    """The game of a case in a file."""
    file = folder / f"{case}_game{ending}"
    answer("export", "free_choice", str(file), "--case", case)
    return str(file)


def command(words: str, of: str, *more: str, case: str = "stag_hunt") -> tuple[str, ...]:
    """The command that asks a question of a scenario or a file."""

    def named(text: str) -> str:
        return re.sub(
            r"(first|second)([.=])MOVE", lambda found: "".join([*found.groups(), MOVES[case][found[1]]]), text
        )

    return (*words.split(), *(("--scenario",) if words.startswith("matrix") else ()), of, *map(named, more))


def content(record: Any) -> Any:
    """What a record says of moves and payoffs."""
    if isinstance(record, dict):
        return {key: content(part) for key, part in record.items() if key not in HEAD | OF_RULES | WORDED}
    return [content(part) for part in record] if isinstance(record, list) else record


@pytest.mark.parametrize(("words", "more"), ASKED)
def test_a_file_answers_as_the_scenario_that_it_was_exported_from(
    tmp_path: Path, case: str, words: str, more: tuple[str, ...]
) -> None:
    file = exported(tmp_path, case)
    of_file, of_case = (
        json.loads(answer(*command(words, of, *more, "--json", *where, case=case)))
        for of, where in ((file, ()), ("free_choice", ("--case", case)))
    )
    assert content(of_file) == content(of_case)
    assert "case" not in of_file
    assert of_file["title"]


@pytest.mark.parametrize("words", QUESTIONS)
def test_a_table_for_programs_says_the_same_of_a_file_and_whose_it_is(tmp_path: Path, case: str, words: str) -> None:
    file, more = exported(tmp_path, case), QUESTIONS[words][0]
    tables = [
        list(csv.DictReader(io.StringIO(answer(*command(words, of, *more, "--csv", *where, case=case)))))
        for of, where in ((file, ()), ("free_choice", ("--case", case)))
    ]
    assert tables[0] or (case, words) == ("majority", "coalitions")  # nobody leaves there
    assert content(tables[0]) == content(tables[1])
    assert all("free choice" in row["title"].lower() or "chooses freely" in row["title"] for row in tables[0])
    assert all(re.fullmatch("[0-9a-f]{12}", row["hash"]) for row in tables[0])


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("words", QUESTIONS)
def test_every_ending_is_read_and_every_form_written(tmp_path: Path, words: str, ending: str) -> None:
    file, more = exported(tmp_path, "stag_hunt", ending), QUESTIONS[words][0]
    text = answer(*command(words, file, *more, "--full"))
    assert re.search(rf"Game: .*\(stag_hunt_game{ending}\)\. Hash [0-9a-f]{{12}}\.", text)
    assert "Assumptions:" not in text
    answer(*command(words, file, *more, "--out", str(tmp_path / "out")))
    endings = {path.suffix for path in (tmp_path / "out").iterdir()}
    assert endings == {".txt", ".json", ".csv"} | (set() if words == "explain" else {".png", ".svg"})
    pictures = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.svg")]
    assert all("Game:" in picture and "Assumptions:" not in picture for picture in pictures)
    assert not any("under “" in picture or "under &#" in picture for picture in pictures)


def test_the_hash_is_that_of_the_payoffs(tmp_path: Path) -> None:
    def hash_of(*payoffs: float) -> str:
        file = write_game(Game.from_bimatrix([payoffs], [payoffs], title="Two"), tmp_path / "game.nfg")
        return str(ask("explain", file, profile="player 2=strategy 1").record["hash"])

    assert hash_of(1.0, 2.0) == hash_of(1.0, 2.0) != hash_of(1.0, 2.5)


@pytest.mark.parametrize("words", QUESTIONS)
@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--assume", "base"), "--assume changes a case's assumptions, and FILE is a game file, which has none"),
        (("--set", "hare=2"), "--set changes a case's assumptions, and FILE is a game file, which has none"),
        (("--case", "stag_hunt"), "--case names a case, and FILE is a game file, which belongs to none. Leave it out"),
        (("--save", "mine.toml"), "FILE is a game file, without assumptions: there is nothing to --save"),
    ],
)
def test_what_only_a_case_has_is_refused(tmp_path: Path, words: str, more: tuple[str, ...], message: str) -> None:
    file = exported(tmp_path, "stag_hunt")
    assert message.replace("FILE", file) in refusal(*command(words, file, *QUESTIONS[words][0], *more), folder=tmp_path)
    assert not (tmp_path / "mine.toml").exists()


@pytest.mark.parametrize("words", QUESTIONS)
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.nfg", "none.nfg: cannot be read (No such file"),
        ("game.doc", "the ending '.doc' is no game file"),
        ("bad.csv", "bad.csv"),
    ],
)
def test_a_file_that_is_no_game_is_refused(tmp_path: Path, words: str, name: str, message: str) -> None:
    (tmp_path / "bad.csv").write_text("a,b\n1\n", encoding="utf-8")
    assert message in refusal(*command(words, str(tmp_path / name), *QUESTIONS[words][0]))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("matrix first third --scenario FILE", "unknown player 'third'"),
        ("explain FILE --result 4", "the game in stag_hunt_game.nfg has results 1 to 2; 4 is"),
        (
            "coalitions FILE --result 3",
            "the game in stag_hunt_game.nfg has 2 pure equilibria; 3 is not the number of one",
        ),
        ("coalitions FILE --from third=hare", "unknown player 'third' in the game file stag_hunt_game.nfg"),
        ("path FILE --to first.stag --from first=goat", "unknown strategy 'goat'. Known: hare, stag"),
        ("path FILE --to first.goat", "unknown strategy 'first.goat'. Did you mean 'first.stag'? A state may be named"),
        ("path FILE --to goat|goat", "A state may be named too, for example 'stag|stag'"),
        (
            "path FILE --to first.stag*first.hare",
            "holds at none of the 4 states of 'stag_hunt_game.nfg'. Ask for less.",
        ),
        ("explain FILE --profile first=goat", "unknown strategy 'goat'"),
        ("explain FILE --profile third=hare", "unknown player 'third' in the game file stag_hunt_game.nfg"),
    ],
)
def test_names_that_the_file_does_not_have_are_refused(tmp_path: Path, asked: str, message: str) -> None:
    file = exported(tmp_path, "stag_hunt")
    assert message in refusal(*(file if word == "FILE" else word for word in asked.split()))


def test_a_matrix_tells_small_and_large_payoffs_apart(tmp_path: Path) -> None:
    game = Game.from_bimatrix([[0.001, 0.002]], [[2e9, 1e9]])
    text = ask("matrix", "player 1", "player 2", scenario=write_game(game, tmp_path / "game.csv")).text
    assert "0.001* | 2e+09*" in text
    assert "0.002* | 1e+09" in text


@pytest.mark.parametrize("question", ["path", "coalitions"])
def test_a_state_is_named_where_labels_are_no_names(tmp_path: Path, question: str) -> None:
    moves = [["Give way", "Hold out"], ["Give way", "Hold out"]]
    game = Game.from_bimatrix([[3, 1], [4, 0]], [[3, 4], [1, 0]], players=["Team 1", "Team 2"], strategies=moves)
    file = write_game(game, tmp_path / "teams.csv")
    record = ask(question, file, to="Hold out|Give way", start="Team 2=Give way").record
    step = record["steps" if question == "path" else "ways"][0]
    assert step["to" if question == "path" else "state"] == "Hold out|Give way"
    assert record["from"]["profile"] == {"Team 1": "Give way", "Team 2": "Give way"}


def test_moves_of_two_players_that_would_bear_one_name_are_refused(tmp_path: Path) -> None:
    game = Game.from_bimatrix(
        [[3, 1], [4, 0]], [[3, 4], [1, 0]], players=["a", "a.b"], strategies=[["b.c", "d"], ["c", "d"]]
    )
    file = write_game(game, tmp_path / "game.nfg")
    with pytest.raises(InputError, match=r"game\.nfg: two moves would be called 'a\.b\.c'"):
        ask("path", file, to="a.b.c")


def test_a_folder_is_a_conflict_whatever_its_name_ends_in(tmp_path: Path) -> None:
    folder = shutil.copytree(library() / "conflicts" / "elmira", tmp_path / "elmira.v2")
    assert json.loads(answer("stability", str(folder), "--json"))["conflict"]


BAN = 'NFG 1 R "Ban" { "R" "C" } { { "ban" "allow" } { "obey" } }\n3 1 0 2\n'
"""The column player has one move, so a state is one word."""


@pytest.fixture
def ban(tmp_path: Path) -> str:
    (tmp_path / "ban.nfg").write_text(BAN, encoding="utf-8")
    return str(tmp_path / "ban.nfg")


@pytest.mark.parametrize("state", ["allow", "allow|obey", " allow|obey "])
def test_a_state_may_be_named_with_the_moves_of_those_who_have_no_choice(state: str, ban: str) -> None:
    assert ask("path", ban, to=state).answer.targets == (1,)
    assert "unknown state" not in ask("path", ban, to=state).text


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx"])
def test_a_game_file_is_exported_whole_and_reads_back(ending: str, ban: str, tmp_path: Path) -> None:
    ask("export", ban, tmp_path / f"again{ending}")
    before, after = read_game(Path(ban)), read_game(tmp_path / f"again{ending}")
    assert (after.players, after.strategies) == (before.players, before.strategies)
    assert after.payoffs.tolist() == before.payoffs.tolist()
    ask("export", ban, tmp_path / f"held{ending}", given="R=ban")
    assert read_game(tmp_path / f"held{ending}").strategies == (("ban",), ("obey",))


@pytest.mark.parametrize("concept", ["pure", "quantal", "correlated", "dominance", "fictitious_play"])
def test_solve_names_the_same_hash_of_a_game_file_as_the_other_questions_in_every_form(concept: str, ban: str) -> None:
    solved, stable = ask("solve", ban, concept=concept), ask("stability", ban)
    assert solved.record["hash"] == stable.record["hash"]
    assert f"Game: Ban (ban.nfg). Hash {stable.record['hash']}." in solved.text
    assert solved.csv.splitlines()[1].endswith(stable.record["hash"])
    assert stable.record["hash"] in answer("solve", ban, "--concept", concept)
    assert ask("solve", ban, concept=concept, given="R=ban").record["hash"] != stable.record["hash"]


@pytest.mark.parametrize("words", ["matrix FILE R C", "export FILE", "path FILE", "thresholds", "sweep check"])
def test_where_something_is_missing_an_example_shows_what_is_typed(words: str, ban: str) -> None:
    said = refusal(*words.replace("FILE", ban).split())
    name = " ".join(word for word in words.split() if word in ("sweep", "check")) or words.split()[0]
    assert f"Example: negotiation-sim {name} " in said


def needed(question: Question) -> list[Field]:
    return [field for field in question.fields if field.required and not field.help.by_place]


@pytest.mark.parametrize("question", list(filter(needed, questions().values())), ids=lambda each: each.name)
def test_an_option_that_cannot_be_left_out_is_named_with_its_help(question: Question) -> None:
    said = refusal(*question.name.split(), "ban.nfg", "R", "C")
    assert all(f"Needed: --{field.spelled}: {spelled(field.help.text)}" in said for field in needed(question)), said
