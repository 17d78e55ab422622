"""What `solve` tells of beliefs on trees: sentences, record, table and pictures."""

from pathlib import Path

import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.formats.efg import to_efg

from .by_hand.small_trees import card_game, horse, unseen_state


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    """A folder with a tree in each of three files."""
    for name, tree in (("cards", card_game()), ("horse", horse()), ("unseen", unseen_state())):
        (tmp_path / f"{name}.efg").write_text(to_efg(tree), encoding="utf-8")
    return tmp_path


def test_the_criterion_says_in_words_why_quiche_falls() -> None:
    answer = ask("solve", "beer_quiche.efg", concept="perfect_bayesian")
    words = " ".join(answer.text.split())
    assert "2 pure perfect Bayesian equilibria." in words
    assert (
        "Equilibrium 2 fails the intuitive criterion: wimp could only lose by 'beer', so who sends it is not wimp"
        in words
    )
    assert "leaves 1." in words
    assert "surly 0 to 0.5, wimp 0.5 to 1" in words


def test_the_record_has_beliefs_that_are_known_and_ranges_that_support() -> None:
    first, second = ask("solve", "beer_quiche.efg", concept="perfect_bayesian").record["equilibria"]
    assert first["beliefs"] == {"'after beer' of Receiver": {"surly": 0.9, "wimp": 0.1}}
    assert first["supporting"] == {"'after quiche' of Receiver": {"surly": [0.0, 0.5], "wimp": [0.5, 1.0]}}
    assert first["payoffs"] == {"Sender": 2.9, "Receiver": 0.9}
    assert first["objections"] == []
    assert second["objections"] == [{"message": "beer", "gains": "surly", "excluded": ["wimp"]}]


def test_the_table_has_a_row_for_each_node_of_each_equilibrium(trees: Path) -> None:
    table = ask("solve", trees / "horse.efg", concept="perfect_bayesian").table
    rows = table[table["player"] == "three"][["node", "least_belief", "greatest_belief"]].to_numpy().tolist()
    assert rows == [["c, d", pytest.approx(2 / 3), 1.0], ["d", 0.0, pytest.approx(1 / 3)]]


def test_what_no_mistakes_lead_to_is_said(trees: Path) -> None:
    answer = ask("solve", trees / "unseen.efg", concept="sequential")
    assert "One more is perfect Bayesian, but no small mistakes lead to its beliefs." in " ".join(answer.text.split())
    (kept,) = answer.record["equilibria"]
    assert kept["moves"] == {"number 1 of first": "in", "number 1 of second": "high"}


def test_the_value_and_quantal_play_of_a_tree(trees: Path) -> None:
    value = ask("solve", trees / "cards.efg", concept="value")
    assert value.record["value"] == pytest.approx(1 / 3)
    assert "one can secure 0.33 points whatever two does" in " ".join(value.text.split())
    play = ask("solve", trees / "cards.efg", concept="agent_quantal", precision=2.0).record
    assert play["converged"]
    assert sum(play["play"]["'black' of one"].values()) == pytest.approx(1.0)


def test_pictures_show_the_tree_with_beliefs_and_the_beliefs_that_support(tmp_path: Path) -> None:
    written = ask("solve", "beer_quiche.efg", concept="perfect_bayesian").write(tmp_path)
    names = {path.name for path in written if path.suffix == ".svg"}
    tree, second = "tree_perfect_bayesian_beer_quiche.svg", "tree_perfect_bayesian_beer_quiche_2.svg"
    assert names == {tree, second, "beliefs_perfect_bayesian_beer_quiche.svg"}
    assert "[0.9]" in (tmp_path / tree).read_text(encoding="utf-8")
    said = (tmp_path / "beliefs_perfect_bayesian_beer_quiche.txt").read_text(encoding="utf-8")
    assert "Equilibrium 2, 'after beer' of Receiver: surly 0 to 0.5." in said


@pytest.mark.parametrize("concept", ["perfect_bayesian", "sequential", "value"])
def test_a_game_that_is_no_tree_is_told_what_it_needs(concept: str) -> None:
    with pytest.raises(InputError, match=f"{concept} needs a tree"):
        ask("solve", "recognition_first", concept=concept)
