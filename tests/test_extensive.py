"""Small trees as texts: what is written is read again, and what is no tree is refused in words."""

import random

import pytest

from negotiation_sim import ask
from negotiation_sim.case.library import built_in_trees
from negotiation_sim.errors import InputError
from negotiation_sim.formats.game_file import read_tree
from negotiation_sim.formats.tree_text import Branch, Turn, players_of, read_turns, text_of, tree_of, turns_of
from negotiation_sim.games.tree_strategies import reduced_form
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.solve.subgame_perfect import subgame_perfect

from .conftest import table_of

ENTRY = "Entrant: out = 0 2; in (Incumbent: fight = -1 -1; yield = 1 1)"
AT_ONCE = "Ann: up (Bob [x]: left = 2 1; right = 0 0); down (Bob [x]: left = 0 0; right = 1 2)"
PENNIES = "Ann: up (Bob [x]: left = 1 -1; right = -1 1); down (Bob [x]: left = -1 1; right = 1 -1)"
TREES = {name: read_tree(path) for name, path in built_in_trees().items()}


def drawn(rng: random.Random, depth: int, number: list[int]) -> Turn:
    """A random tree of three players and chance."""
    who = rng.choice(["Ann", "Bob", "Cem"] if depth == 0 else ["Ann", "Bob", "Cem", "chance"])
    chances = ["1/3", "2/3"] if who == "chance" else ["", ""]
    branches = []
    for chance in chances:
        number[0] += 1
        goes_on = depth < 3 and rng.random() < 0.6
        then = drawn(rng, depth + 1, number) if goes_on else tuple(str(rng.randint(-5, 5)) for _ in range(3))
        branches.append(Branch(f"{chance} m{number[0]}".strip(), then))
    return Turn(who, "", tuple(branches))


@pytest.mark.parametrize("seed", range(20))
def test_what_is_written_is_read_again(seed: int) -> None:
    turns = drawn(random.Random(seed), 0, [0])
    assert read_turns(text_of(turns)) == turns


@pytest.mark.parametrize("name", TREES)
def test_a_built_in_tree_is_the_same_game_after_it_was_written_and_read(name: str) -> None:
    tree = TREES[name]
    again = tree_of(read_turns(text_of(turns_of(tree))))
    order = [tree.players.index(player) for player in again.players]
    assert [again.moves(node) for node in range(len(again.nodes))] == [
        tree.moves(node) for node in range(len(tree.nodes))
    ]
    assert again.leaves == tree.leaves
    for leaf in tree.leaves:
        assert again.payoffs[leaf] == tuple(tree.payoffs[leaf][i] for i in order)
    assert {*again.members} == {*tree.members}
    assert [each.leaves for each in subgame_perfect(again).outcomes] == [
        each.leaves for each in subgame_perfect(tree).outcomes
    ]


def test_a_comma_within_a_payoff_is_refused_and_one_between_two_is_read() -> None:
    with pytest.raises(InputError, match=r"Write 1\.5 or 1 5"):
        read_turns("A: in (B: fight = 1,5; share = 2 1); out = 0 2")
    assert read_turns("A: in = 1, 5; out = 0 2") == read_turns("A: in = 1 5; out = 0 2")


def test_players_stand_in_the_order_of_the_text_and_payoffs_with_them() -> None:
    turns = read_turns("Bob: a = 1 2; b (Ann: c = 3 4; d = 5 6)")
    assert players_of(turns) == ("Bob", "Ann")
    assert [tuple(map(int, tree_of(turns).payoffs[leaf])) for leaf in tree_of(turns).leaves] == [(1, 2), (3, 4), (5, 6)]


FAULTS = {
    "nothing": ("", "who chooses"),
    "no colon": ("Ann", "`:`"),
    "no move": ("Ann:", "a move"),
    "no payoffs": ("Ann: out", "`= PAYOFFS`"),
    "too few payoffs": ("Ann: out = 1; in (Bob: l = 1 2; r = 3 4)", "it needs 2 numbers, for Ann, Bob"),
    "no number": ("Ann: out = two", "'two'"),
    "an open bracket": ("Ann: in (Bob: l = 1 2", "`)`"),
    "a closed one": ("Ann: in = 1) out", "ends before ')'"),
    "two moves of one name": ("Ann: in = 1; in = 2", "two moves named 'in'"),
    "other moves in one set": ("Ann: u (Bob [x]: l = 1 1; r = 0 0); d (Bob [x]: l = 1 1; s = 0 0)", "same moves"),
    "no chance": ("chance: rain (Ann: l = 1; r = 2); 1/2 sun (Ann: l = 1; r = 2)", "begins with no chance"),
    "chances of more than 1": ("chance: 1/2 a (Ann: l = 1; r = 2); 2/3 b = 1", "sum to"),
    "nobody": ("chance: 1/2 a = 1; 1/2 b = 2", "nobody but chance"),
    "a long name": (f"{'A' * 41}: l = 1; r = 2", "longer than 40"),
    "a long text": ("Ann: " + "; ".join(f"m{k} = 1" for k in range(900)), "letters"),
    "many moves": ("Ann: " + "; ".join(f"{k} = 1" for k in range(61)), "more than 60 moves"),
    "a deep one": ("A: m (" * 13 + "A: l = 1" + ")" * 13, "moves in turn"),
}


@pytest.mark.parametrize(("text", "words"), FAULTS.values(), ids=FAULTS)
def test_what_is_no_tree_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        tree_of(read_turns(text))
    assert words in str(caught.value)


def test_the_equilibrium_that_rests_on_a_threat_is_told_apart() -> None:
    answered = ask("extensive", ENTRY)
    assert [end["payoffs"] for end in answered.record["outcomes"]] == [{"Entrant": 1.0, "Incumbent": 1.0}]
    assert [end["payoffs"] for end in answered.record["not_perfect"]] == [{"Entrant": 0.0, "Incumbent": 2.0}]
    assert answered.record["pure"] == 2
    assert "would not make" in answered.text


@pytest.mark.parametrize("name", [name for name in TREES if name != "ultimatum.efg"])
def test_each_end_by_a_threat_is_that_of_a_pure_equilibrium_by_its_definition(name: str) -> None:
    turns = turns_of(TREES[name])
    record = ask("extensive", text_of(turns)).record
    form = reduced_form(tree_of(turns))
    table, shape = table_of(form.game), form.game.shape
    ends = set()
    for profile in table:
        better = any(table[(*profile[:i], k, *profile[i + 1 :])][i] > table[profile][i] + 1e-9
                     for i, count in enumerate(shape) for k in range(count))  # fmt: skip
        if not better:
            ends.add(tuple(round(value, 9) for value in table[profile]))
    told = {tuple(round(value, 9) for value in end["payoffs"].values())
            for end in (*record["not_perfect"], *record["outcomes"])}  # fmt: skip
    assert ends <= told
    assert len(pure_equilibria(form.game).equilibria) == record["pure"]


def test_who_cannot_tell_nodes_apart_chooses_alike_at_both() -> None:
    assert len(ask("extensive", AT_ONCE).record["outcomes"]) == 2
    assert len(ask("extensive", AT_ONCE.replace(" [x]", "")).record["outcomes"]) == 1


def test_where_nothing_pure_is_left_the_mixed_equilibria_are_told() -> None:
    record = ask("extensive", PENNIES).record
    assert (record["outcomes"], record["pure"]) == ([], 0)
    assert record["mixed"] == [{"Ann": 0.0, "Bob": 0.0}]


def test_the_table_has_a_row_for_each_end() -> None:
    table = ask("extensive", ENTRY).table
    assert list(table["end"]) == ["Entrant out", "Entrant in, Incumbent fight", "Entrant in, Incumbent yield"]
    assert list(table["payoff Incumbent"]) == [2.0, -1.0, 1.0]
    assert list(table["subgame_perfect"]) == [False, False, True]
    assert list(table["not_perfect"]) == [True, False, False]


def test_an_equilibrium_is_called_a_threat_only_where_everybody_sees_every_move() -> None:
    later = "Bob: u (Cem [x]: l = 1 1 -1; r = 1 -1 1); d (Cem [x]: l = 1 -1 1; r = 1 1 -1)"
    answered = ask("extensive", f"Ann: out = 3 3 0; in ({later})")
    assert answered.record["outcomes"] == []
    assert [end["payoffs"] for end in answered.record["not_perfect"]] == [{"Ann": 3.0, "Bob": 3.0, "Cem": 0.0}]
    assert "would not make" not in answered.text
    seen = ask("extensive", ENTRY)
    assert "would not make" in seen.text
