"""The question `analogy`: each exchange is the game that its file describes, solved; and what is refused."""

import csv
import io
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from negotiation_sim import InputError, ask, load_case, solve_scenario
from negotiation_sim.case.analogy import Analogy, Put, clashes
from negotiation_sim.case.analogy_file import analogy_between
from negotiation_sim.case.library import built_in_cases
from negotiation_sim.games.normal_form import Game
from negotiation_sim.questions.analogy.answer import Exchange, Exchanged
from negotiation_sim.solve.staged import RULES, Rule

from .by_hand import accords as by_hand
from .by_hand import solving
from .command_line import answer, refusal
from .conftest import table_of

FROZEN = Path(__file__).parent / "frozen"
HUNT, CHASE = FROZEN / "hunt", FROZEN / "chase"


@cache
def hunts() -> Exchanged:
    found: Exchanged = ask("analogy", HUNT, CHASE).answer
    return found


@cache
def accords() -> Exchanged:
    found: Exchanged = ask("analogy", "accords", "kosovo").answer
    return found


def after(found: Exchanged, element: str, side: str) -> Mapping[tuple[str, Rule], bool | None]:
    exchange = found.exchange(element, "here" if side == "here" else "there")
    assert exchange is not None
    return exchange.after


# ---- what an exchange is


def test_an_element_puts_in_what_its_expression_says_of_the_other_cases_numbers() -> None:
    prey = hunts().exchange("prey", "here")
    assert prey is not None
    assert prey.scenario.values["stag"] == pytest.approx(0.7 * 2 / 2 + 0.1)
    back = hunts().exchange("prey", "there")
    assert back is not None
    assert back.scenario.values["boar"] == 1


def test_each_exchange_is_the_scenario_with_these_values_moves_and_order_solved_by_itself() -> None:
    """Written out for the chase: no call, the hounds first."""
    case = load_case(CHASE)
    game = solve_scenario(case.scenario("horn").fixing({"master": "sleep"})).game
    quiet = solving_by_hand(game, (("brown", "white"), ("master",)))
    silence = hunts().exchange("silence", "there")
    assert silence is not None
    assert silence.scenario.order == (("brown", "white"), ("master",))
    for rule in RULES:
        moves = quiet[rule]
        assert silence.after["together", rule] == (moves["brown"] == moves["white"] == "run")


def solving_by_hand(game: Game, order: tuple[tuple[str, ...], ...]) -> dict[str, dict[str, str]]:
    """The moves to which each rule leads by the recursion over nodes."""
    table = table_of(game)
    stages = tuple(tuple(game.players.index(player) for player in stage) for stage in order)
    ends = {rule: solving.select(table, game.shape, stages, rule) for rule in RULES}
    return {rule: game.moves(end) for rule, end in ends.items() if end is not None}


@pytest.mark.parametrize("element", ["offer", "unanimity", "gestures", "economies", "company", "reprisals", "openness"])
def test_what_is_put_into_the_accords_ends_where_the_rules_read_by_hand_end(element: str) -> None:
    exchange = accords().exchange(element, "here")
    assert exchange is not None
    assert ends_by_hand(exchange) == dict(exchange.after)


def test_so_does_what_changes_the_order_of_moves_and_what_is_put_in_together() -> None:
    for names in ("in_turn", "concession_first", ""):
        exchange = accords().exchange(names, "here")
        assert exchange is not None
        assert ends_by_hand(exchange) == dict(exchange.after), names
    (pair,) = accords().pairs
    assert pair.elements == ("threat", "economies")
    assert ends_by_hand(pair) == dict(pair.after)


def ends_by_hand(exchange: Exchange) -> dict[tuple[str, str], bool]:
    """The hinges at the ends of the game of the accords, its payoffs and its recursion read by hand."""
    counts, table = by_hand.game({"us": "broker"}, exchange.scenario.values)
    stages = by_hand.order(exchange.scenario.order)  # type: ignore[arg-type]
    held = {}
    for rule in RULES:
        profile = solving.select(table, counts, stages, rule)
        assert profile is not None
        moves = {who: by_hand.STRATEGIES[who][k] for who, k in zip(by_hand.PLAYERS, profile, strict=True)}
        held["recognition", rule] = all(moves[who] == "yes" for who in by_hand.FOUR)
        held["normalises", rule] = moves["palestinians"] == "engage"
        held["concedes", rule] = moves["israel"] == "suspend"
    return held


def test_a_pair_is_told_only_where_it_turns_what_neither_of_the_two_turns_alone() -> None:
    (pair,) = hunts().pairs
    assert (pair.elements, pair.side) == (("prey", "fallback"), "here")
    assert pair.turned("together")
    assert not any(part.turned("together") for part in hunts().exchanges if part.elements in (("prey",), ("fallback",)))


def test_all_together_holds_every_element_and_what_the_file_says_where_two_disagree() -> None:
    together = hunts().exchange("", "here")
    assert together is not None
    assert together.scenario.order == (("first", "second"),)
    assert together.scenario.values["stag"] == pytest.approx(0.8)
    assert together.scenario.values["hare"] == 0.9


def test_of_two_puts_the_later_one_stands_whatever_kind_of_word_it_is() -> None:
    words = analogy_between(HUNT, CHASE)[0].elements["prey"].puts["here"].take
    taken, number = Put(take=words), Put(values={"stag": 2.0})
    assert taken.and_then(number) == number
    assert number.and_then(taken) == taken
    assert clashes(taken, number) == ["stag"]
    assert Put(order="a").and_then(Put(stages=(("x",),))) == Put(stages=(("x",),))
    assert Put(stages=(("x",),)).and_then(Put(fixes={"x": "y"})) == Put(stages=(("x",),), fixes={"x": "y"})


# ---- what it says of the accords and Kosovo


def test_in_the_accords_the_first_hinge_turns_alone_only_on_when_israel_concedes() -> None:
    found = accords()
    turning = [each.elements for each in found.into("here") if each.turned("recognition")]
    assert turning == [("concession_first",)]
    assert [each.elements for each in found.pairs] == [("threat", "economies")]


def test_the_palestinian_side_would_engage_for_what_serbia_is_offered() -> None:
    assert after(accords(), "offer", "here")["normalises", "best_joint"] is True
    assert not accords().hinges["here"]["normalises", "best_joint"]


def test_in_turn_as_in_the_accords_kosovo_needs_no_rule_that_hopes_for_the_best() -> None:
    assert accords().hinges["there"]["recognition", "cautious"] is False
    assert after(accords(), "in_turn", "there")["recognition", "cautious"] is True


def test_the_map_names_every_element_that_is_exchanged_or_stands_in_no_row_of_its_own() -> None:
    analogy = analogy_between("accords", "kosovo")[0]
    assert {row.element for row in analogy.rows} - {""} == {*analogy.elements} - {"company", "openness"}
    assert {row.judged for row in analogy.rows} == {"same", "differs", "reversed"}


def test_members_of_the_four_are_exchanged_in_the_order_in_which_they_move() -> None:
    gestures = analogy_between("accords", "kosovo")[0].elements["gestures"].puts["here"].take
    here = [stage[0] for stage in load_case("accords").orders["accords_first"]]
    there = [stage[0] for stage in load_case("kosovo").orders["four_in_turn"]]
    pairs = [(name.split(".")[0], text.text.split(".")[0]) for name, text in gestures.items() if "." in name]
    assert [here.index(one) for one, _ in pairs] == sorted(here.index(one) for one, _ in pairs)
    assert [there.index(other) for _, other in pairs] == sorted(there.index(other) for _, other in pairs)


# ---- what would show that it holds


def test_what_would_show_that_it_holds_is_computed_or_said_by_the_record() -> None:
    analogy: Analogy = hunts().analogy
    assert [hunts().shows(proof) for proof in analogy.shown_by] == [False, False, True]
    fat: Exchanged = ask("analogy", HUNT, CHASE, assume_second="fat").answer
    assert [fat.shows(proof) for proof in analogy.shown_by] == [True, False, True]
    assert [accords().shows(proof) for proof in accords().analogy.shown_by] == [False] * 3


def test_what_turns_only_together_counts_against_a_hinge_that_should_keep_its_answer() -> None:
    keeps = hunts().analogy.shown_by[0]
    quiet = replace(hunts(), exchanges=())
    assert not quiet.shows(keeps)
    assert replace(quiet, pairs=()).shows(keeps)


# ---- forms


def test_the_order_in_which_the_cases_are_named_makes_no_difference_but_to_whose_set_is_meant() -> None:
    assert ask("analogy", CHASE, HUNT).record == ask("analogy", HUNT, CHASE).record
    fat = ask("analogy", HUNT, CHASE, assume_second="fat").record
    assert ask("analogy", CHASE, HUNT, assume_first="fat").record == fat != ask("analogy", HUNT, CHASE).record


def test_three_sentences_and_a_table_of_one_screen() -> None:
    printed = answer("analogy", "accords", "kosovo")
    assert len(printed.splitlines()) <= 42
    for label in ("what the denier is offered", "all together", "In fairness"):
        assert label in printed
    assert len(accords().exchanges) == 25
    assert "Only together, and neither alone" in answer("analogy", "accords", "kosovo", "--full")


def test_the_table_the_record_and_the_command_say_the_same() -> None:
    asked = ask("analogy", HUNT, CHASE)
    assert json.loads(answer("analogy", str(HUNT), str(CHASE), "--json")) == asked.record
    rows = [*csv.DictReader(io.StringIO(answer("analogy", str(HUNT), str(CHASE), "--csv")))]
    hinges = {
        ("+".join(each["elements"]) if each["elements"] != "all" else "all", each["into"], hinge, rule): said["turned"]
        for each in asked.record["exchanges"]
        for hinge, by_rule in each["hinges"].items()
        for rule, said in by_rule.items()
    }
    table = {(row["element"], row["into"], row["hinge"], row["rule"]): row["turned"] == "True" for row in rows}
    assert table == hinges
    assert all(row["hash"] == asked.record["hash"] for row in rows)


PROSE = r"(?:a|the|of the) (?:stag|boar|hare|bone)|The (?:brown|white) hound|is caught"
"""Where the words that are names in the files are words of people."""


def test_people_read_labels_in_text_and_picture(tmp_path: Path) -> None:
    code = re.compile(r"(?<![(\w.])(?:stag|hare|boar|bone|brown|white|caught|in_turn|at_once)(?![\w)])")
    for name in ask("analogy", HUNT, CHASE).write(tmp_path):
        text = name.read_text(encoding="utf-8") if name.suffix in (".txt", ".svg") else ""
        if name.suffix == ".svg":
            parts = fromstring(text).iter("{http://www.w3.org/2000/svg}text")
            text = " ".join("".join(part.itertext()) for part in parts)
        told = re.sub(PROSE, "", " ".join(text.split()))
        assert not code.findall(told), (name, code.findall(told))


def test_the_picture_has_a_sign_for_every_turn_and_says_in_words_what_it_shows(tmp_path: Path) -> None:
    ask("analogy", HUNT, CHASE).write(tmp_path)
    drawn = (tmp_path / "analogy_grid.svg").read_text(encoding="utf-8")
    turned = sum(each.turned(hinge, rule) for each in hunts().exchanges for hinge, rule in each.before)
    assert len(re.findall("[\u25b2\u25bc]</text>", drawn)) == turned > 4
    said = (tmp_path / "analogy_grid.txt").read_text(encoding="utf-8")
    assert said.count("(turned)") == turned
    assert "what is safe, put into A hunt" in said


# ---- copies, and what is refused


def test_a_copy_of_either_case_is_taken_for_it(tmp_path: Path) -> None:
    ask("new", tmp_path / "mine", like="accords")
    ask("new", tmp_path / "theirs", like="kosovo")
    for pair in ((tmp_path / "mine", "kosovo"), ("accords", tmp_path / "theirs")):
        assert ask("analogy", *pair).record["title"] == accords().analogy.title


def test_an_analogy_is_no_scenario() -> None:
    assert "analogy" not in load_case("accords").scenario_files


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("accords", "kosova"), ["unknown case 'kosova'", "Did you mean 'kosovo'?"]),
        (("accords", "accords"), ["'accords' is named twice", "two different cases"]),
        (("chicken", "kosovo"), ["no analogy between chicken and kosovo", "analogy.toml", 'other = "kosovo"']),
        (("accords", "kosovo", "--assume-second", "scptic"), ["unknown assumption set 'scptic'", "'sceptic'?"]),
    ],
)
def test_names_that_lead_nowhere_are_refused_with_what_to_do(names: tuple[str, ...], words: list[str]) -> None:
    message = refusal("analogy", *names)
    for word in words:
        assert word in message


BROKEN = {
    "a number that the receiver lacks": ("take = { hare = ", "take = { haer = ", ["elements.fallback.here.take.haer",
        "unknown assumption 'haer' in the case hunt", "Did you mean 'hare'?"]),
    "a number that the giver lacks": ('"bone"', '"boen"', ["elements.fallback.here.take.hare", "Did you mean 'bone'?"]),
    "a move of the giver": ('"bone"', '"brown.run"', ["elements.fallback.here.take.hare", "brown.run"]),
    "a number in quotes": ("take = { hare = ", "values = { hare = ", ["elements.fallback.here.values.hare", "number"]),
    "an unknown order": ('order = "quiet"', 'order = "quite"', ["unknown order of moves 'quite'", "'quiet'?"]),
    "an order that forgets somebody": ('[["second"], ["first"]]', '[["second"]]', ["order", "forgets first"]),
    "an unknown player": ("master = ", "mester = ", ["elements.silence.there.fixes.mester", "'master'?"]),
    "an unknown move": ('"sleep"', '"slep"', ["unknown strategy 'slep'", "'sleep'?"]),
    "an element that is put nowhere": ("here = { take = { hare = \"bone\" } }", "", ["elements.fallback",
        "is put into neither case"]),
    "an element that puts nothing": ('{ take = { hare = "bone" } }', "{ }", ["elements.fallback.here", "puts nothing"]),
    "two orders and no word on both": ('[together.here]\norder = "at_once"', "", ["'silence' and 'order'",
        "the order of moves", "[together.here]"]),
    "an unknown hinge": ('hinge = "plenty"', 'hinge = "plente"', ["unknown hinge 'plente'", "'plenty'?"]),
    "an unknown element in a proof": ('element = "prey"\n\n[[shown_by]]', 'element = "pray"\n\n[[shown_by]]',
        ["unknown element 'pray'", "'prey'?"]),
    "a proof without a hinge or an answer": ("answer = true\n", "", ["needs a hinge", "or an answer"]),
    "a judgement that is none": ('"reversed"', '"opposed"', ["unknown judgement 'opposed'", "reversed"]),
    "an unknown scenario": ('"in_turn"', '"in_trun"', ["scenarios.here", "'in_turn'?"]),
    "an unknown key": ("fairness", "fairnes", ["fairnes: is not a key", "Did you mean 'fairness'?"]),
    "a map that is no list of tables": ("[scenarios]", 'map = ["x"]\n[scenarios]', ["analogy.toml"]),
    "a map of words": ("other =", 'shown_by = ["x"]\nother =', ["analogy.toml"]),
}  # fmt: skip


def broken(folder: Path, old: str, new: str) -> Path:
    """Copies of the two small cases, the analogy with one place changed."""
    for case in (HUNT, CHASE):
        shutil.copytree(case, folder / case.name)
    file = folder / "hunt" / "analogy.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / "hunt"


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_analogy_is_refused_with_where_what_and_what_to_do(fault: str, tmp_path: Path) -> None:
    old, new, words = BROKEN[fault]
    case = broken(tmp_path, old, new)
    message = refusal("analogy", str(case), str(tmp_path / "chase"))
    for word in ("analogy.toml, line ", *words) if "TOML" not in message else ("analogy.toml",):
        assert word in message, message
    (found,) = ask("check", case).record["faults"]
    assert " ".join(found.split()) in message.replace("Error: ", "")


def test_cases_whose_hinges_differ_are_refused(tmp_path: Path) -> None:
    case = broken(tmp_path, "A", "A")
    game = tmp_path / "chase" / "game.toml"
    game.write_text(game.read_text(encoding="utf-8").replace("[hinges.plenty]", "[hinges.fed]"), encoding="utf-8")
    with pytest.raises(InputError, match="hinges of the same names in the same order; hunt has together, plenty and"):
        ask("analogy", case, tmp_path / "chase")


def test_the_reference_lists_the_keys_that_an_analogy_may_have(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "reference.md").read_text(encoding="utf-8")
    part = page.partition("### analogy.toml")[2].partition("\n### ")[0]
    listed = {key for row in re.findall(r"^\| (`.*?) \|", part, re.MULTILINE) for key in re.findall(r"`\.?(\w+)", row)}
    message = refusal("analogy", str(broken(tmp_path, "fairness", "zzz")), str(tmp_path / "chase"))
    known = re.search(r"Known: ([\w, ]+)\.", message)
    assert known
    assert {*known[1].split(", ")} <= listed | {"there"}


def test_the_built_in_analogies_have_no_fault() -> None:
    lying = [folder for folder in built_in_cases().values() if (folder / "analogy.toml").is_file()]
    assert [folder.name for folder in lying] == ["accords"]
