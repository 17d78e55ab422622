"""What answers say in words: what the others do meanwhile, what leads, and that table and sentences agree."""

import re
from pathlib import Path

import pytest

from negotiation_sim import ask, load_case
from negotiation_sim.case.assumptions import Assumption
from negotiation_sim.case.library import new_case
from negotiation_sim.present.screen import brief_of, sentences_in
from negotiation_sim.present.tables import Headed
from negotiation_sim.questions.breakeven.answer import BreakEven, BreakEvens
from negotiation_sim.questions.sensitivity.pictures import picture
from negotiation_sim.worlds.along.switches import Switch

FROZEN = str(Path(__file__).parent / "frozen" / "kosovo")
"""The first edition of the built-in case, whose figures stay."""


def joined(text: str) -> str:
    return " ".join(text.split())


# ---- each number of a deviation says what the others do meanwhile


def test_explain_says_that_all_others_stay() -> None:
    answer = ask("explain", "recognition_first", players=["spain"], result=2, case=FROZEN)
    assert "Spain would lose 2.08 by no instead, all others staying:" in joined(answer.text)


def test_the_staged_path_says_that_later_movers_answer() -> None:
    text = joined(ask("run", "recognition_first", case=FROZEN).text)
    assert "(instead: by another move, once later movers have answered it)" in text
    assert "2.10 by no" in text


def test_thresholds_say_who_stays_who_moves_and_who_answers() -> None:
    text = joined(ask("thresholds", "recognition_first", case=FROZEN).text)
    assert "+2.23" in text
    assert "the other members stay; as the last: they all move; whoever moves after the group then answers" in text


# ---- tables and sentences agree


def test_an_end_of_the_stages_that_is_no_equilibrium_is_told_in_the_sentence_too(tmp_path: Path) -> None:
    new_case(tmp_path / "river")
    answer = ask("compare", case=str(tmp_path / "river"))
    table = answer.table.query("scenario == 'no_treaty'").drop_duplicates("result").set_index("result")
    assert list(table["best_joint"]) == [False, True]
    assert list(table["equilibrium"]) == [True, False]
    text = joined(answer.text)
    assert (
        "No treaty: one pure equilibrium. Upstream dams the river; Downstream threatens. In stages, both rules" in text
    )
    assert "lead to result 2: Upstream lets the river run; Downstream offers trade. That is no equilibrium of" in text
    assert (
        "A treaty with a fine: one pure equilibrium. Upstream lets the river run; Downstream offers trade. Changes"
        in text
    )


@pytest.mark.parametrize("asked", [("compare",), ("run", "free_choice")])
def test_a_game_of_two_without_a_pure_equilibrium_shows_its_mixed_ones(asked: tuple[str, ...]) -> None:
    name, *scenario = asked
    answer = ask(name, *scenario, case="matching_pennies")
    assert "Matcher 0.5 heads and 0.5 tails; Mismatcher 0.5 heads and 0.5 tails" in joined(answer.text)
    (mixed,) = answer.record["scenarios"][0]["mixed"]
    assert mixed["profile"]["matcher"] == {"heads": 0.5, "tails": 0.5}


def test_no_mixed_equilibria_are_sought_where_there_is_a_pure_one() -> None:
    assert "mixed" not in ask("run", "free_choice", case="chicken").record["scenarios"][0]


def test_a_tile_names_the_results_that_the_table_numbers(tmp_path: Path) -> None:
    paths = ask("compare", "recognition_first").write(tmp_path)
    svg, words = (next(p for p in paths if p.name == f"outcome_grid.{ending}") for ending in ("svg", "txt"))
    assert "A (result 1: " in words.read_text(encoding="utf-8")
    assert ">(2)</text>" in svg.read_text(encoding="utf-8")


# ---- what leads


def moved(name: str, low: float, high: float, value: float, switch: float) -> BreakEven:
    entry = Assumption(name, value, low, high, "points", "w", "s", "main")
    return BreakEven(entry, value, True, (Switch(switch, switch, switch, True, True, (0,)),), low, high)


def test_breakeven_leads_with_a_switch_inside_the_range_where_there_is_one() -> None:
    outside, inside = moved("outside", 0, 1, 1, 1.1), moved("inside", 0, 1, 1, 0.4)
    both = BreakEvens((), (outside, inside), True)
    assert outside.share < inside.share
    assert both.nearest is inside
    assert BreakEvens((), (outside,), True).nearest is outside


def test_believe_does_not_prove_that_fewer_than_one_do_not_do() -> None:
    text = joined(ask("believe", "recognition_first", holds="serbia.stall", measure=["count"], free=["us_cred"]).text)
    assert "Fewest assumptions: for it to hold it is enough to believe Washington's credibility (us_cred)" in text
    assert "no fewer do" not in text


# ---- Morris


def test_morris_counts_points_and_its_whiskers_stay_on_the_axis() -> None:
    pytest.importorskip("SALib")
    answer = ask("sensitivity", "recognition_first", payoff=["serbia"], method=["morris"], draws=256,
                 free=["serbia.weight.*", "us_cred"])  # fmt: skip
    (influence,) = answer.answer.influences
    assert f"over {influence.draws:,} points of the method's own design" in joined(answer.text)
    axes = picture(answer.answer, influence, "morris").figure.axes[0]
    sizes, errors = influence.measures["mean_size"], influence.measures["mean_size_bootstrap"]
    assert axes.get_xlim()[0] <= (sizes - errors)[:12].min()


# ---- the first sentence is the answer


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        (
            ("path", "recognition_first", {"to": "chain"}),
            "There is no way to a state with 'The",
        ),
        (("coalitions", "recognition_first", {}), "Nobody leaves the start alone; at least 3 must move together. 4"),
        (("stability", "recognition_first", {}), "6 of 768 states stay in the sense of Nash: no player has a state it"),
        (
            ("run", "recognition_first", {}),
            "Recognition first, where best joint leads (result 2, one of 2 equilibria):",
        ),
        (("solve", "recognition_first", {}), "Serbia and Kosovo: Recognition first: 2 equilibria by enumeration of"),
        (
            ("compare", "", {}),
            "Recognition first leads to 'Who recognises: all; NATO track: open; Serbia normalises: yes;",
        ),
        (("uncertainty", "", {"draws": 64}), "Recognition first: the whole argument, all 3 hinges, holds in "),
        (
            ("plans", "", {}),
            "5 of 7 plans work under the assumptions of somebody who holds them; 'The economic package' and",
        ),
    ],
)
def test_the_first_sentence_answers_the_question(asked: tuple[str, str, dict[str, object]], first: str) -> None:
    name, scenario, values = asked
    answered = ask(name, *([scenario] if scenario else []), **values)
    brief = answered.question.load("brief")(answered.answer) if answered.question.brief else brief_of(answered.full)
    sentence = next(sentence for part in brief.sentences for sentence in sentences_in(part))
    assert sentence.startswith(first)
    assert sentence.endswith(".")


@pytest.mark.parametrize("concept", ["pure", "strong", "subgame_perfect", "perfect_bayesian", "sequential", "mixed"])
def test_what_a_concept_gives_opens_with_how_many_there_are_and_says_whose_each_payoff_is(concept: str) -> None:
    game = "chicken" if concept in ("strong", "mixed", "pure") else "entry_deterrence.efg"
    answered = ask("solve", *(["free_choice"] if game == "chicken" else [game]), concept=concept, **(
        {"case": game} if game == "chicken" else {}))  # fmt: skip
    brief = answered.question.load("brief")(answered.answer)
    first = next(sentence for part in brief.sentences for sentence in sentences_in(part))
    assert re.search(r": (one|no|\d+) .*(equilibri|outcome)", first), first
    assert first.endswith(".")
    for table in brief.shown:
        if isinstance(table, Headed) and table.columns[-1].header == "Payoffs":
            players = [str(column.header) for column in table.columns if column.header not in ("", "Payoffs")]
            for cell in table.columns[-1].cells:
                assert [part.rpartition(" ")[0] for part in str(cell).split(", ")] == players


@pytest.mark.parametrize("case", ["kosovo", "accords"])
def test_everywhere_the_first_that_is_told_is_where_the_first_page_stands(case: str) -> None:
    """Where best joint leads, in the order of results, beside the matrix, and where payoffs are explained."""
    read = load_case(case)
    told = {each["name"]: each["results"] for each in ask("compare", list(read.main), case=case).record["scenarios"]}
    for each in ask("change", list(read.main), case=case).record["scenarios"]:
        ends = each["after"]["ends"]
        shown = next((end for end in ends if "best_joint" in end["rules"]), ends[0])
        assert told[each["name"]][0]["headlines"] == shown["headlines"]
        explained = ask("explain", each["name"], case=case).record["profile"]
        assert explained == shown["profile"]
        free = [player for player in read.players if len(read.scenario(each["name"]).strategies(player)) > 1]
        if "best_joint" in shown["rules"] and len(free) > 2:
            beside = ask("matrix", *free[:2], scenario=each["name"], case=case).record
            assert beside["others"] == {who: move for who, move in shown["profile"].items() if who not in free[:2]}
