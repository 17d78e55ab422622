"""The question `backtest`: dated statements under every set, against games solved by loops; what was known, and when.

tests/frozen/two_in_step is a small case with two equilibria, one, or none, by what a set says.
"""

import json
import re
import shlex
import shutil
from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask, load_case
from negotiation_sim.case.backtest_frozen import hash_now
from negotiation_sim.case.claims import Source
from negotiation_sim.case.known import Dates, last_day
from negotiation_sim.case.scenario import Case
from negotiation_sim.questions.asking import Answered
from negotiation_sim.questions.backtest.answer import Tried
from negotiation_sim.questions.backtest.pictures import LOOKS, look, picture
from negotiation_sim.worlds.foretold import Answers, Foretelling

from .by_hand import kosovo as by_hand
from .by_hand import solving
from .command_line import answer as printed

STEPS = Path(__file__).parent / "frozen" / "two_in_step"
MUSEUM = Path(__file__).parent / "invalid"
KOSOVO = load_case("kosovo")


@cache
def steps(*windows: str) -> Answered:
    return ask("backtest", list(windows), case=str(STEPS))


@cache
def kosovo() -> Answered:
    return ask("backtest")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the small case, to be changed."""
    return Path(shutil.copytree(STEPS, tmp_path / "two_in_step"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


# ---- what is foretold, and what it scores


def ends(values: Mapping[str, float], column: tuple[str, ...]) -> list[tuple[str, str]]:
    """The pure equilibria of the small game by its definition, Column held to some moves."""

    def paid(row: str, other: str) -> tuple[float, float]:
        same = row == other
        return (
            values["row_match"] * same + values["bonus"] * (row == "left"),
            values["column_match"] * same,
        )

    return [
        (row, other)
        for row, other in product(("left", "right"), column)
        if paid(row, other)[0] >= max(paid(r, other)[0] for r in ("left", "right"))
        and paid(row, other)[1] >= max(paid(row, o)[1] for o in column)
    ]


BOTH, LEFT = ("left", "right"), ("left",)
CONDITIONS = {
    "row_left": (BOTH, lambda row, column: row == "left"),
    "in_step": (BOTH, lambda row, column: row == column),
    "apart": (LEFT, lambda row, column: row != column),
    "freed": (BOTH, lambda row, column: column == "right"),
    "tomorrow": (LEFT, lambda row, column: row == column),
}


@pytest.mark.parametrize("name", ["said", "leftist", "contrary"])
def test_a_sets_answers_are_those_of_all_equilibria_of_the_windows_game(name: str) -> None:
    case, told = load_case(STEPS), steps().answer
    for statement, (column, holds) in CONDITIONS.items():
        found = ends(case.values(name), column)
        assert told.answers[statement, name].answers == {holds(*end) for end in found}
        assert bool(told.answers[statement, name].silent) is not bool(found)


def test_a_statement_scores_one_divided_by_the_answers_if_the_truth_is_among_them() -> None:
    assert Answers(frozenset({True})).score(True) == 1
    assert Answers(frozenset({True, False})).score(True) == Answers(frozenset({True, False})).score(False) == 0.5
    assert Answers(frozenset({False})).score(True) == 0
    told = steps().answer
    assert told.score("said") == 0.5 + 1 + 1 + 0.5
    assert [each.name for each in told.scored("said")] == ["row_left", "in_step", "apart", "freed"]


@pytest.mark.parametrize("which", [steps, kosovo])
def test_every_sum_is_that_of_the_rows_of_the_table(which: object) -> None:
    told: Answered = which()  # type: ignore[operator]
    rows = [row for row in told.table.to_dict("records") if row["kind"] == "set" and row["truth"] == row["truth"]]
    for name, kept in told.record["sets"].items():
        mine = [row for row in rows if row["who"] == name and row["answers"]]
        truth = {1.0: "yes", 0.0: "no"}
        by_rule = [(truth[row["truth"]] in row["answers"].split("/")) / len(row["answers"].split("/")) for row in mine]
        assert kept["scored"] == len(mine)
        assert kept["score"] == (pytest.approx(sum(by_rule)) if mine else None)
        assert kept["scored"] + kept["silent"] + kept["later"] == len({row["statement"] for row in rows})


def test_an_open_statement_is_foretold_and_not_scored() -> None:
    told = steps().answer
    assert told.answers["tomorrow", "said"].answers == {True}
    assert "tomorrow" not in [each.name for each in told.all_scored]
    assert kosovo().record["statements"][-1]["truth"] is None


def test_baselines_are_what_a_condition_says_of_everybodys_moves_then() -> None:
    rows = {each["statement"]: each["baselines"] for each in steps().record["statements"]}
    assert rows["row_left"] == {
        "nothing_changes": ["no"], "last_outcome": ["no"], "even_guess": ["yes", "no"]
    }  # fmt: skip
    assert rows["freed"]["nothing_changes"] == ["yes"]
    assert rows["freed"]["last_outcome"] == ["no"]
    assert steps().record["sets"]["said"]["baselines"] == {"nothing_changes": 2, "last_outcome": 3, "even_guess": 2}


def test_a_set_that_is_silent_everywhere_fails() -> None:
    told = steps("both")
    assert told.record["sets"]["contrary"]["verdict"] == "fails"
    assert told.record["sets"]["contrary"]["score"] is None
    assert "fails: silent everywhere" in told.text
    assert told.record["sets"]["said"]["verdict"] == "scored"


def test_sets_differ_where_their_answers_do() -> None:
    told = steps().answer
    assert [each.name for each in told.differ] == ["row_left", "freed"]
    assert f"sets differ on 2 of {len(told.all_scored)} scored statements" in steps().text


def test_what_the_text_or_its_own_set_got_wrong_stands_first() -> None:
    assert next(each["statement"] for each in steps().record["statements"]) == "apart"
    order = [(not each["own_wrong"], each["number"]) for each in kosovo().record["statements"]]
    assert order == sorted(order)
    for each in kosovo().record["statements"]:
        said = each["said"] is not None and each["truth"] is not None and each["said"] != each["truth"]
        answers, truth = each["under"]["op_ed"]["answers"], {True: "yes", False: "no"}.get(each["truth"])
        assert each["own_wrong"] is (said or bool(truth and answers and truth not in answers))


def test_the_first_sentence_says_how_statements_were_chosen_and_what_they_cannot_test() -> None:
    first = steps().answer.backtest.first_sentence
    assert (
        first == "The statements were chosen with the answers known, and they cannot test what either would do alone."
    )
    assert steps().text.startswith(first[:80])
    assert printed("backtest").startswith("The statements were chosen with the answers known, and they cannot test")


def test_the_first_three_sentences_say_who_would_have_been_surprised_and_by_what() -> None:
    told: Tried = kosovo().answer
    head = " ".join(printed("backtest").partition("Statement by statement")[0].split())
    for statement in told.all_scored:
        assert (f"'{statement.title}'" in head) is bool(told.surprised(statement) or told.wrong(statement))


# ---- what was known, and when


@pytest.mark.parametrize(
    ("date", "last"), [("2020", "2020-12-31"), ("2024-02", "2024-02-29"), ("2023-02", "2023-02-28")]
)
def test_a_date_without_a_day_counts_as_its_last(date: str, last: str) -> None:
    assert last_day(date) == last


def test_a_source_without_a_date_counts_as_later(copy: Path) -> None:
    edit(copy, "sources.csv", "2019-05,", ",")
    with pytest.raises(InputError, match=r"backtest\.toml.*S01 \(without a date\)"):
        load_case(copy)
    told = Dates({**load_case(STEPS).sources, "S09": Source("S09", "A", "B", "", "", "")})
    assert list(told.later("S01; S04; S09; C01", "2020-12-31")) == [
        "C01 (without a date)", "S04 (2021-06-30)", "S09 (without a date)"
    ]  # fmt: skip


def test_a_set_speaks_only_where_it_and_all_its_sources_were_known() -> None:
    told = steps().answer
    assert told.answers["row_left", "later"].later == "it speaks as of 2024-03"
    assert "does not say as of when" in told.answers["row_left", "undated"].later
    assert told.answers["row_left", "sourced_later"].later == "its bonus cites S04 (2021-06-30)"
    assert told.answers["apart", "sourced_later"].answers == {False}
    assert steps().record["sets"]["later"]["verdict"] == "kept_out"


def test_of_sets_laid_over_each_other_each_must_be_known() -> None:
    told = ask("backtest", case=str(STEPS), assume=["leftist+undated", "leftist+contrary"]).answer
    assert told.answers["row_left", "leftist+undated"].later
    assert not told.answers["row_left", "leftist+contrary"].later


@pytest.mark.parametrize("name", ["hindsight_2026", "first_edition", "sceptic"])
def test_hindsight_speaks_in_no_window(name: str) -> None:
    assert kosovo().record["sets"][name]["verdict"] == "kept_out"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["hindsight_2026"], ["(hindsight_2026) is kept out of every window", "speaks as of 2026"]),
        (["sceptic"], ["(sceptic) is kept out of every window", "on 2025-01-20 at the latest"]),
        (["hindsight_2026", "sceptic"], ["(sceptic) are kept out", "(hindsight_2026): ", "(sceptic): "]),
    ],
)
@pytest.mark.parametrize("full", [[], ["--full"]])
def test_that_all_that_is_asked_about_is_kept_out_is_said_first_with_its_reason_and_without_empty_tables(
    asked: list[str], words: list[str], full: list[str]
) -> None:
    told = " ".join(printed("backtest", *(part for name in asked for part in ("--assume", name)), *full).split())
    first = told.partition("The statements were chosen")[0]
    assert first
    for each in words:
        assert each in first
    for absent in ("fails", "What each set scores", "Answers, statement by statement", "Of 100 histories"):
        assert absent not in told
    assert told.count("kept out") == 1


def test_no_answer_of_the_kosovo_case_rests_on_a_set_or_a_value_that_is_later_than_its_window() -> None:
    told: Tried = kosovo().answer
    for statement in told.statements:
        starts = told.backtest.windows[statement.window].starts
        for each in told.speaking(statement):
            assert last_day(each.as_of) <= starts
            for change in each.changes.values():
                for number in re.findall(r"\bS\d{2,}\b", change.source):
                    assert last_day(KOSOVO.sources[number].date) <= starts


def test_a_number_with_a_later_source_is_held_inside_its_stored_range(copy: Path) -> None:
    edit(copy, "backtest.toml", "[0.5, 1.5]", "[-0.9, -0.5]")
    case = load_case(copy)
    assert case.backtest is not None
    told = Foretelling(case, case.backtest, {})
    window = case.backtest.windows["both"]
    assert told.held(window, "game") == {"column_match": -0.5}
    held = told.scenario(window.file, window, "game", case.assumption_set())
    assert held.values["column_match"] == -0.5
    assert ask("backtest", case=str(copy)).answer.answers["in_step", "said"].silent
    contrary = told.scenario(window.file, window, "game", case.assumption_set("contrary"))
    assert contrary.values["column_match"] == -1, "what a set says itself was known"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ranges = { column_match = [0.5, 1.5] }\n", ""),
        ('known = "2019-12-31"\nwhy = "nobody', 'known = "2020-02-02"\nwhy = "nobody'),
        ("column_match = [0.5", "row_match = [0.5"),
    ],
)
def test_a_number_that_was_not_known_and_has_no_range_of_the_time_is_refused(copy: Path, old: str, new: str) -> None:
    edit(copy, "backtest.toml", old, new)
    with pytest.raises(InputError) as refused:
        ask("backtest", case=str(copy))
    message = str(refused.value)
    for words in ("two_in_step/backtest.toml", "window both", "column_match, which cites S03 (2022)", "[as_of.GROUP]"):
        assert words in message
    assert ask("check", str(copy)).record["faults"] == [message]


def test_claims_are_as_old_as_the_text_in_which_they_are_made(copy: Path) -> None:
    edit(copy, "assumptions.toml", 'why = "left is as good as right"\nsource = "', 'why = "x"\nsource = "C01; ')
    ask("backtest", case=str(copy))
    edit(copy, "sources.csv", "2020-01-15", "2020-02-15")
    with pytest.raises(InputError, match=r"bonus, which cites C01 \(2020-02-15\)"):
        ask("backtest", case=str(copy))


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    faults = {
        "window_that_uses_what_was_not_known": 'known = "2020-02"',
        "statement_without_a_date": "day",
        "statement_with_a_truth_in_words": 'truth = "no"',
        "stored_range_upside_down": "invitation = [0.5, 0]",
    }
    shutil.copytree(MUSEUM / "_valid", tmp_path / "case")
    text = (MUSEUM / "statement_without_a_date" / "backtest.toml").read_text(encoding="utf-8")
    text = text.replace('known = "2019-12-31" }', 'known = "2020-02" }').replace("truth = false", 'truth = "no"')
    text = text.replace("invitation = [0, 0.5]", "invitation = [0.5, 0]")
    (tmp_path / "case" / "backtest.toml").write_text(text, encoding="utf-8")
    told = ask("check", str(tmp_path / "case")).record["faults"]
    assert len(told) == len(faults)
    for words in ("fixes.broker.known", "'day' is missing", "treaty.truth", "is upside down"):
        assert sum(words in fault for fault in told) == 1


# ---- the guard against later edits

EDITS = {
    "a rule": ("game.toml", "row.right * column.right", "row.right * column.left"),
    "a number": ("assumptions.toml", "value = 0\n", "value = 0.5\n"),
    "a range": ("assumptions.toml", "range = [0, 3]", "range = [0, 4]"),
    "a source of a number": ("assumptions.toml", 'source = "S01"', 'source = "S02"'),
    "a value of a set": ("sets/leftist.toml", "value = 3", "value = 2"),
    "the day of a set": ("sets/leftist.toml", 'as_of = "2019"', 'as_of = "2018"'),
    "a statement's words": ("backtest.toml", "Row goes left", "Row goes to the left"),
    "a statement's truth": ("backtest.toml", 'truth = "open"', "truth = true"),
    "a statement's day": ("backtest.toml", 'day = "2030-12-31"', 'day = "2031-12-31"'),
    "a fact of a window": ("backtest.toml", 'starts = "2020-02-01"', 'starts = "2020-03-01"'),
    "a stored range": ("backtest.toml", "[0.5, 1.5]", "[0.5, 2]"),
    "the date of a source that is cited": ("sources.csv", "2019-05,", "2019-04,"),
}


def frozen(folder: Path) -> str:
    case = load_case(folder)
    assert case.backtest is not None
    return hash_now(case, case.backtest)


@pytest.mark.parametrize("what", EDITS)
def test_whatever_a_score_depends_on_cannot_be_changed_unseen(copy: Path, what: str) -> None:
    renewed = ask("backtest", case=str(copy), renew=copy / "backtest.toml")
    assert renewed.record["frozen"]["fits"]
    assert "are those that were frozen" in ask("backtest", case=str(copy)).text
    edit(copy, *EDITS[what])
    told = ask("backtest", case=str(copy))
    assert told.record["frozen"] == {"stored": renewed.record["frozen"]["now"], "now": frozen(copy), "fits": False}
    assert "were changed after they were frozen" in told.text
    assert ask("backtest", case=str(copy), renew=copy / "backtest.toml").record["frozen"]["fits"]


def test_the_hash_is_renewed_in_place_and_nothing_else_is_written(copy: Path) -> None:
    before = (copy / "backtest.toml").read_text(encoding="utf-8")
    ask("backtest", case=str(copy), renew=copy / "backtest.toml")
    after = (copy / "backtest.toml").read_text(encoding="utf-8")
    assert after == before.replace('frozen = ""', f'frozen = "{frozen(copy)}"')
    edit(copy, "assumptions.toml", 'it likes to be in step"\nsource = "S01', 'it does"\nsource = "S01')
    assert ask("backtest", case=str(copy)).record["frozen"]["fits"], "a reason in words moves no score"


def test_the_hash_is_written_into_the_file_of_the_case_alone(copy: Path) -> None:
    with pytest.raises(InputError, match="is not that file"):
        ask("backtest", case=str(STEPS), renew=copy / "backtest.toml")
    edit(copy, "backtest.toml", 'frozen = ""\n', "")
    with pytest.raises(InputError, match='needs one line that begins with frozen = ""'):
        ask("backtest", case=str(copy), renew=copy / "backtest.toml")


def test_the_kosovo_case_is_frozen_as_it_stands() -> None:
    """Where this fails, rules, sets or statements were changed: read what became of the scores, then renew the hash."""
    assert kosovo().record["frozen"]["fits"]


def test_own_changes_are_told_and_leave_the_guard(copy: Path) -> None:
    ask("backtest", case=str(copy), renew=copy / "backtest.toml")
    told = ask("backtest", case=str(copy), changes="bonus=2")
    assert told.record["changes"] == {"bonus": 2}
    assert told.record["frozen"]["fits"]
    assert told.answer.answers["row_left", "said"].answers == {True}


# ---- the Kosovo case


def by_loops(fixed: dict[str, str], assume: str, **values: float) -> list[dict[str, str]]:
    """The pure equilibria of the rules as they were written out by hand, found by the definition."""
    numbers = by_hand.repaired(assume) | values
    counts, table = by_hand.game(fixed, numbers)
    named = by_hand.labels(fixed)
    return [
        {who: named[i][profile[i]] for i, who in enumerate(by_hand.PLAYERS)}
        for profile in solving.pure_equilibria(table, counts)
    ]


def recognised(end: dict[str, str]) -> bool:
    return any(end[who] == "yes" for who in by_hand.HOLDOUTS)


PACKAGE = {"us": "econ_package", "eu": "status_neutral"}
BY_HAND = {
    "package": ({"eu": "status_neutral"}, {}, lambda end: end["us"] == "econ_package"),
    "settles_under_it": (PACKAGE, {}, lambda end: end["serbia"] == "normalise"),
    "recognition": (PACKAGE, {}, recognised),
    "threat": ({"us": "hands_off"}, {"threat": 0.3}, recognised),
    "moscow": ({"us": "hands_off"}, {"threat": 0.3}, lambda end: end["russia"] == "arm_serbia"),
    "association": ({"us": "hands_off", "eu": "status_neutral"}, {}, lambda end: end["kosovo"] == "concede"),
    "dialogue": ({"eu": "status_neutral"}, {}, lambda end: end["us"] == "sov_dialogue"),
    "economics": ({"eu": "status_neutral"}, {}, lambda end: end["us"] == "econ_package"),
    "conditional_funds": (
        PACKAGE,
        {"funds_conditional": 1, "moratorium": 0, "funds": 0.45},
        lambda end: end["serbia"] == "normalise",
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_an_answer_of_the_kosovo_case_is_that_of_its_rules_read_by_hand(name: str) -> None:
    fixed, values, holds = BY_HAND[name]
    told: Tried = kosovo().answer
    asked = [each for each in ("op_ed", "economy_optimist", "sceptic_four") if told.answers[name, each].answers]
    assert "op_ed" in asked
    for assume in asked:
        assert told.answers[name, assume].answers == {holds(end) for end in by_loops(fixed, assume, **values)}, assume


def test_the_kosovo_case_has_eighteen_dated_statements_in_four_windows_of_which_one_is_open() -> None:
    told = kosovo().record["statements"]
    assert len(told) == 18
    assert len({each["window"] for each in told}) == 4
    assert [each["number"] for each in told if each["truth"] is None] == [18]
    assert all(each["day"] and each["source"] for each in told)
    assert all(each["silent"] or each["holds"] for each in told)


def test_the_brier_score_of_shares_is_their_mean_squared_error_beside_the_rate_before() -> None:
    told = kosovo().record
    happened = [each["happened"] for each in told["shares"]]
    for name, score in told["brier"].items():
        shares = [each["climatology"] if name == "climatology" else each["under"][name] for each in told["shares"]]
        if score is not None:
            errors = [(share - came) ** 2 for share, came in zip(shares, happened, strict=True)]
            assert score == pytest.approx(sum(errors) / len(errors))
    assert told["brier"]["hindsight_2026"] is None
    assert told["brier"]["climatology"] == 0, "in twelve years none of it had happened"


def test_shares_are_those_of_the_years_of_the_same_scenario() -> None:
    """W1 is the economic package with its own order of moves, so its shares are those of that scenario."""
    years = ask("years", "economic_normalization").record
    for each in kosovo().record["shares"]:
        share = years["events"][each["event"]]["share"][years["years"].index(each["year"])]
        assert each["under"]["op_ed"] == pytest.approx(share)


def with_statement(folder: Path, text: str) -> Case:
    shutil.copytree(Path(__file__).parent.parent / "scenarios" / "kosovo", folder)
    file = folder / "backtest.toml"
    head, mark, rest = file.read_text(encoding="utf-8").partition("# ------ Shares")
    file.write_text(f"{head}{text}\n{mark}{rest}", encoding="utf-8")
    return load_case(folder)


def test_a_statement_may_be_about_another_kind_of_result(tmp_path: Path) -> None:
    text = """[statements.of_the_years]
title = "In most histories Washington leads nothing by 2025"
window = "w1"
of = "years"
holds = "dialogue.2025 < LIMIT"
nothing_changes = true
last_outcome = true
truth = true
day = "2025-12-31"
source = "S63"
"""
    share = next(each["under"]["op_ed"] for each in kosovo().record["shares"] if each["event"] == "dialogue")
    for limit, foretold in ((share + 0.01, {True}), (share - 0.01, {False})):
        case = with_statement(tmp_path / f"kosovo_{foretold}", text.replace("LIMIT", f"{limit}"))
        assert case.backtest is not None
        told = Foretelling(case, case.backtest, {})
        told.check()
        assert told.answers(case.backtest.statements[-1], case.assumption_set()).answers == foretold


def test_another_kind_of_result_needs_the_baselines_written_and_its_numbers_known(tmp_path: Path) -> None:
    text = """[statements.of_the_table]
title = "There is a package that both prefer"
window = "w3"
of = "table"
holds = "zone > 0"
nothing_changes = false
last_outcome = false
truth = false
day = "2024-05-17"
source = "S55"
"""
    case = with_statement(tmp_path / "kosovo", text)
    assert case.backtest is not None
    with pytest.raises(InputError, match="the window w3 uses what was not known on 2024-03-01"):
        Foretelling(case, case.backtest, {}).check()
    with pytest.raises(InputError, match="'last_outcome' is missing: of table it cannot be computed"):
        with_statement(tmp_path / "second", text.replace("last_outcome = false\n", ""))


# ---- forms


def test_the_picture_has_a_tile_for_each_statement_under_each_set_that_speaks() -> None:
    told: Tried = kosovo().answer
    drawn = picture(told)
    speaking = [each.name for each in told.sets if told.verdict(each.name) != "kept_out"]
    bars = sum(map(told.wrong, told.statements))
    assert len(drawn.figure.axes[0].patches) == len(told.statements) * (len(speaking) + 3) + bars
    signs = [text.get_text() for text in drawn.figure.axes[0].texts]
    for kind in ("wrong", "right", "open"):
        looks = sum(look(each, told.answers[each.name, name]) == kind for each in told.statements for name in speaking)
        looks += sum(look(each, told.baselines[b, each.name]) == kind for each in told.statements
                     for b in ("nothing_changes", "last_outcome"))  # fmt: skip
        by_text = [each for each in told.statements if each.said is not None]
        looks += sum({"wrong": told.text_wrong(each), "open": each.is_open, "right": each.truth is each.said}[kind]
                     for each in by_text)  # fmt: skip
        assert signs.count(LOOKS[kind][2]) == looks
    assert told.backtest.first_sentence in drawn.words


def test_where_text_and_set_contradict_each_other_is_told_and_drawn() -> None:
    told: Tried = kosovo().answer
    rows = kosovo().record["statements"]
    assert any(each["contradicted"] for each in rows)
    for each in rows:
        answers, word = told.own[each["statement"]].answers, each["said"]
        assert each["contradicted"] is (word is not None and bool(answers) and word not in answers)
        assert each["text_wrong"] is (None not in (word, each["truth"]) and word != each["truth"])
        assert each["own_wrong"] is (each["text_wrong"] or each["set_wrong"])
        mark = f"'{each['title']}'"
        told_so = next(line for line in picture(told).words.split("\n") if "contradict each other" in line)
        assert (mark in told_so) is each["contradicted"]
    assert "contradict each other" in kosovo().text


def test_a_share_that_is_there_is_never_written_as_none() -> None:
    shares = [share for each in kosovo().record["shares"] for share in each["under"].values() if share]
    assert any(share < 0.0005 for share in shares), "else this tests nothing"
    table = kosovo().text.partition("Of 100 histories of the years")[2]
    assert "<0.1" in table
    assert " 0.0 " not in table.partition("The text:")[0]
    page = (Path(__file__).parent.parent / "docs" / "backtest_page.py").read_text(encoding="utf-8")
    assert "percent_of_hundred" in page


def test_a_case_without_statements_an_unknown_window_and_an_unknown_set_are_refused() -> None:
    with pytest.raises(InputError, match=r"has no dated statements: add backtest\.toml"):
        ask("backtest", case="chicken")
    with pytest.raises(InputError, match="Did you mean 'held'"):
        ask("backtest", "heldd", case=str(STEPS))
    with pytest.raises(InputError, match="Did you mean 'leftist'"):
        ask("backtest", case=str(STEPS), assume="leftists")


def test_the_json_is_that_of_the_answer() -> None:
    assert json.loads(printed("backtest", "--case", str(STEPS), "--json")) == json.loads(json.dumps(steps().record))


def test_the_commands_of_the_page_answer(copy: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "backtest.md").read_text(encoding="utf-8")
    block = page.partition("```bash\n")[2].partition("```")[0]
    new = copy.parent / "my_case"
    commands = [shlex.split(line.partition("#")[0].replace("my_case", str(new))) for line in block.splitlines()]
    assert [command[1] for command in commands] == ["backtest", "backtest", "backtest", "new", "backtest"]
    for _, *arguments in commands:
        told = printed(*arguments)
        assert arguments[0] == "new" or "The statements were chosen with the answers known" in told
    assert (new / "backtest.toml").is_file()
