"""Trees solved: by the definitions written out, by a scenario's stages, and as the literature has it."""

import itertools
import json
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import InputError, ask, load_case, solve_scenario
from negotiation_sim.errors import Remark
from negotiation_sim.formats.efg import from_efg, to_efg
from negotiation_sim.formats.game_file import read_game, read_tree, write_tree
from negotiation_sim.formats.nfg import to_nfg
from negotiation_sim.games.fractions import fractions_of
from negotiation_sim.games.normal_form import Game
from negotiation_sim.games.staged_tree import staged_tree
from negotiation_sim.games.tree import Tree
from negotiation_sim.games.tree_parts import InformationSet, Node
from negotiation_sim.games.tree_strategies import ReducedForm, reached, reduced_form, strategy_count
from negotiation_sim.questions import questions
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.solve.staged import staged_outcomes
from negotiation_sim.solve.subgame_perfect import subgame_perfect

from .command_line import answer, refusal
from .random_trees import Play, is_equilibrium, leaves_of, plays, random_tree, worth

TREES = Path(__file__).parent.parent / "scenarios" / "trees"


def small(seed: int, **how: bool) -> Tree:
    """A random tree of at most 400 plays."""
    rng = np.random.default_rng(seed)
    while True:
        tree = random_tree(rng, **how)
        if 1 < sum(1 for _ in itertools.islice(plays(tree), 401)) <= 400:
            return tree


def in_reduced(form: ReducedForm, play: Play) -> tuple[int, ...]:
    """The profile of the reduced form that a play is."""
    profile = []
    for strategies in form.strategies:
        fits = [k for k, made in enumerate(strategies) if all(play[number] == move for number, move in made)]
        assert len(fits) == 1  # each full strategy is just one of the reduced
        profile.append(fits[0])
    return tuple(profile)


@pytest.mark.parametrize("seed", range(60))
def test_the_reduced_form_has_the_payoffs_and_the_equilibria_of_the_full_one(seed: int) -> None:
    tree = small(seed)
    form = reduced_form(tree)
    exact = fractions_of(form.game)
    by_definition = set()
    for play in plays(tree):
        profile = in_reduced(form, play)
        for i in range(len(tree.players)):
            assert float(worth(tree, i, play)) == pytest.approx(float(exact[(i, *profile)]), abs=1e-15)
        assert set(form.leaves(profile)) == set(leaves_of(tree, play))
        if is_equilibrium(tree, play):
            by_definition.add(profile)
    assert set(pure_equilibria(form.game).equilibria) == by_definition


@pytest.mark.parametrize("seed", range(60))
def test_strategies_are_counted_before_they_are_listed(seed: int) -> None:
    tree = small(seed)
    form = reduced_form(tree)
    assert [strategy_count(tree, i) for i in range(2)] == [len(made) for made in form.strategies]
    for player, made in enumerate(form.strategies):
        assert len({frozenset(reached(tree, player, strategy)) for strategy in made}) == len(made)


@pytest.mark.parametrize("informed", [True, False], ids=["all is seen", "not all is seen"])
@pytest.mark.parametrize("seed", range(80))
def test_subgame_perfect_outcomes_are_those_of_every_play_that_is_an_equilibrium_in_every_subgame(
    seed: int, informed: bool
) -> None:
    tree = small(seed, informed=informed)
    by_definition = {
        tuple(sorted(leaves_of(tree, play)))
        for play in plays(tree)
        if all(is_equilibrium(tree, play, root) for root in tree.subgames)
    }
    found = subgame_perfect(tree)
    assert [outcome.leaves for outcome in found.outcomes] == sorted(by_definition)
    for outcome in found.outcomes:
        for i in range(len(tree.players)):
            assert outcome.payoffs[i] == sum(tree.payoffs[leaf][i] * _chance(tree, leaf) for leaf in outcome.leaves)


def test_what_chance_never_does_is_no_part_of_an_outcome() -> None:
    body = (
        'c "" 1 "" { "never" 0 "always" 1 } 0\np "" 1 1 "" { "l" "r" } 0\nt "" 1 "" { 5 }\nt "" 1\n'
        'p "" 1 2 "" { "l" "r" } 0\nt "" 2 "" { 1 }\nt "" 3 "" { 2 }\n'
    )
    tree = from_efg('EFG 2 R "" { "A" }\n' + body)
    assert [(outcome.leaves, outcome.payoffs) for outcome in subgame_perfect(tree).outcomes] == [((6,), (2,))]


def _chance(tree: Tree, leaf: int) -> Fraction:
    """The chance of a leaf given that all players head for it, multiplied out along the path."""
    chance = Fraction(1)
    for above, node in itertools.pairwise(tree.path(leaf)):
        if tree.nodes[above].chances:
            chance *= tree.nodes[above].chances[tree.move_before[node]][1]
    return chance


def test_payoffs_that_no_float_tells_apart_are_compared_exactly() -> None:
    large = 2**60
    body = f'p "" 1 1 "" {{ "l" "r" }} 0\nt "" 1 "" {{ {large} }}\nt "" 2 "" {{ {large + 1} }}\n'
    tree = from_efg('EFG 2 R "" { "A" }\n' + body)
    form = reduced_form(tree)
    assert [form.game.strategies[0][k] for (k,) in pure_equilibria(form.game).equilibria] == ["r"]
    assert [outcome.payoffs for outcome in subgame_perfect(tree).outcomes] == [(large + 1,)]


def test_a_tree_whose_strategic_form_is_too_large_is_refused_with_its_size_and_still_solved_as_a_tree() -> None:
    moves = InformationSet(0, "", ("a", "b"))
    nodes: list[Node] = [Node(chances=tuple((str(k), Fraction(1, 40)) for k in range(40)))]
    for k in range(40):
        nodes += [Node(k), Node(pays=(Fraction(k),)), Node(pays=(Fraction(0),))]
    tree = Tree(("A",), (moves,) * 40, tuple(nodes))
    assert strategy_count(tree, 0) == 2**40
    with pytest.raises(InputError, match="has 1,099,511,627,776 strategies; at most 50,000"):
        reduced_form(tree)
    forgetful = Tree(("A",), (moves, moves), (Node(0), Node(1), nodes[2], nodes[3], Node(1), nodes[2], nodes[3]))
    assert forgetful.forgets == (1, 4)
    assert strategy_count(forgetful, 0) == 4
    with pytest.raises(InputError, match="combinations of outcomes of what follows chance"):
        subgame_perfect(Tree(("A",), (moves,) * 40, tuple(Node(node.set, node.chances) for node in nodes)))
    assert subgame_perfect(tree).outcomes[-1].payoffs == (Fraction(sum(range(40)), 40),)


def test_the_size_of_a_large_strategic_form_is_said_before_it_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotiation_sim.questions.solve.inputs.LARGE", 15)
    with pytest.warns(Remark, match=r"beer_quiche.efg: the strategic form has 4 x 4 strategies, 16 profiles"):
        ask("solve", "beer_quiche.efg")


# ---- a scenario's order of moves as a tree


def of_stages(game: Game, order: Iterable[Iterable[str]]) -> set[tuple[int, ...]]:
    """The profiles that end the subgame-perfect outcomes of the tree of a game under an order of moves."""
    tree = from_efg(to_efg(staged_tree(game, [list(stage) for stage in order])))
    profiles = set()
    for outcome in subgame_perfect(tree).outcomes:
        (leaf,) = outcome.leaves
        moves = {tree.sets[number].player: move for number, move in tree.moves_to(leaf)}
        profiles.add(tuple(moves[i] for i in range(len(game.players))))
    return profiles


@pytest.mark.parametrize("seed", range(30))
def test_the_tree_of_an_order_of_moves_has_the_staged_outcomes_as_its_subgame_perfect_ones(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shape = tuple(int(k) for k in rng.integers(1, 4, 4))
    players = tuple("abcd")
    strategies = tuple(tuple(f"s{k}" for k in range(m)) for m in shape)
    game = Game(players, strategies, rng.integers(0, 3, (4, *shape)).astype(float))
    order = [[["a"], ["b"], ["c"], ["d"]], [["d", "a"], ["b"], ["c"]], [["b"], ["a", "c", "d"]], [list(players)]][
        seed % 4
    ]
    assert of_stages(game, order) == set(staged_outcomes(game, order).outcomes)


@pytest.mark.parametrize(
    ("case", "scenario"),
    [
        ("kosovo", "recognition_first"),
        ("kosovo", "status_quo"),
        ("kosovo", "land_swap"),
        ("stag_hunt", "in_turn"),
    ],
)
def test_a_scenario_that_goes_out_as_a_tree_reads_back_with_its_staged_outcomes(
    case: str, scenario: str, tmp_path: Path
) -> None:
    path = ask("export", scenario, tmp_path / "out.efg", case=case).answer
    read = load_case(case).scenario(scenario)
    solved = solve_scenario(read)
    free = [player for player, m in zip(solved.game.players, solved.game.shape, strict=True) if m > 1]
    staged = staged_outcomes(solved.game, read.order or ()).outcomes
    wanted = {tuple(solved.game.moves(profile)[player] for player in free) for profile in staged}
    tree = read_tree(path)
    found = set()
    for outcome in subgame_perfect(tree).outcomes:
        (leaf,) = outcome.leaves
        made = {tree.sets[k].player: tree.sets[k].moves[move] for k, move in tree.moves_to(leaf)}
        found.add(tuple(made[tree.players.index(player)] for player in free))
    assert found == wanted


def test_a_game_of_too_many_profiles_is_not_written_as_a_tree(tmp_path: Path) -> None:
    many = Game.from_bimatrix(np.zeros((150, 150)), np.zeros((150, 150)))
    (tmp_path / "many.nfg").write_text(to_nfg(many), encoding="utf-8")
    said = refusal("export", "many.nfg", "all.efg", folder=tmp_path)
    assert "22,500 leaves, one for each profile; at most 20,000 are written" in said
    assert "--given" in said
    assert not (tmp_path / "all.efg").exists()


def test_a_tree_goes_out_as_its_strategic_form_and_as_itself(tmp_path: Path) -> None:
    answer("export", "beer_quiche.efg", "copy.efg", folder=tmp_path)
    assert read_tree(tmp_path / "copy.efg") == read_tree(TREES / "beer_quiche.efg")
    answer("export", "beer_quiche.efg", "flat.nfg", folder=tmp_path)
    flat = read_game(tmp_path / "flat.nfg")
    assert np.array_equal(flat.payoffs, read_game(TREES / "beer_quiche.efg").payoffs)
    answer("export", "flat.nfg", "again.efg", folder=tmp_path)
    again = reduced_form(read_tree(tmp_path / "again.efg")).game
    assert np.array_equal(again.payoffs, flat.payoffs)
    assert "given" in refusal("export", "beer_quiche.efg", "x.efg", "--given", "Sender=a", folder=tmp_path)


# ---- what the literature has


@pytest.mark.parametrize(
    ("file", "pure", "perfect"),
    [
        ("beer_quiche", {(2.9, 0.9), (2.1, 0.9)}, {(2.9, 0.9), (2.1, 0.9)}),
        ("selten_horse", {(1, 1, 1), (3, 2, 2)}, {(1, 1, 1), (3, 2, 2)}),
        ("entry_deterrence", {(2, 2), (1, 5)}, {(2, 2)}),
        ("chain_store", {(2, 2, 4), (1, 2, 7), (2, 1, 7), (1, 1, 10)}, {(2, 2, 4)}),
        ("centipede", {(0, 0)}, {(0, 0)}),
        ("ultimatum", {(10 - k, k) for k in range(11)} | {(0, 0)}, {(10, 0), (9, 1)}),
    ],
)
def test_the_built_in_trees_are_solved_as_published(
    file: str, pure: set[tuple[float, ...]], perfect: set[tuple[float, ...]]
) -> None:
    tree = read_tree(TREES / f"{file}.efg")
    game = reduced_form(tree).game
    ends = {tuple(game.known(profile).tolist()) for profile in pure_equilibria(game).equilibria}
    assert ends == pure
    assert {tuple(map(float, outcome.payoffs)) for outcome in subgame_perfect(tree).outcomes} == perfect


def test_what_the_command_says_of_a_tree(tmp_path: Path) -> None:
    record = json.loads(answer("solve", "ultimatum.efg", "--concept", "subgame_perfect", "--json", folder=tmp_path))
    assert [outcome["payoffs"]["Responder"] for outcome in record["outcomes"]] == [0, 1]
    assert record["outcomes"][1]["profile"] == {"Proposer": "offer 1", "Responder": "accept"}
    assert set(record) <= {"hash", *(questions()["solve"].keys or ())}
    assert record["outcomes"][1]["paths"] == [
        [
            {"player": "Proposer", "set": "1", "move": "offer 1"},
            {"player": "Responder", "set": "offer 1", "move": "accept"},
        ]
    ]
    text = answer("solve", "beer_quiche.efg", folder=tmp_path)
    assert "2 equilibria" in text
    assert "surly: quiche, wimp: quiche" in text
    assert "beer_quiche.efg" in text


@pytest.mark.parametrize(
    "command",
    [
        ("matrix", "Entrant", "Chain", "--scenario", "entry_deterrence.efg"),
        ("explain", "entry_deterrence.efg", "--profile", "Entrant=in,Chain=cooperate"),
        ("stability", "entry_deterrence.efg"),
        ("coalitions", "entry_deterrence.efg"),
        ("path", "entry_deterrence.efg", "--to", "Entrant.in", "--from", "Entrant=out,Chain=aggressive"),
    ],
    ids=lambda command: str(command[0]),
)
def test_what_takes_a_game_file_takes_a_tree_by_its_strategic_form(command: tuple[str, ...], tmp_path: Path) -> None:
    answer("export", "entry_deterrence.efg", "flat.csv", folder=tmp_path)
    by_tree = answer(*command, "--full", folder=tmp_path)
    by_table = answer(*("flat.csv" if part.endswith(".efg") else part for part in command), "--full", folder=tmp_path)
    assert _without_titles(by_tree) == _without_titles(by_table)


def _without_titles(text: str) -> list[str]:
    """The lines of an answer but for those that name the file or its title."""
    return [line for line in text.splitlines() if not any(word in line for word in ("flat", "entry_", "Entry", "──"))]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("recognition_first", "--concept", "subgame_perfect"), ["needs a tree", ".efg", "solved by staged"]),
        (
            ("beer_quiche.efg", "--concept", "staged"),
            ["On this tree these apply", " subgame_perfect,", " agent_quantal,"],
        ),
        (("beer_quiche.efg", "--concept", "subgame_perfect", "--given", "Sender=x"), ["--given", "Leave it out"]),
        (("beer_quiche.efg", "--set", "a=1"), ["--set", "game file"]),
    ],
)
def test_what_a_tree_cannot_answer_is_said(arguments: tuple[str, ...], words: list[str], tmp_path: Path) -> None:
    said = refusal("solve", *arguments, folder=tmp_path)
    for word in words:
        assert word in said


def test_a_fault_of_size_names_the_file(tmp_path: Path) -> None:
    moves = InformationSet(0, "", ("a", "b"))
    nodes: list[Node] = [Node(chances=tuple((str(k), Fraction(1, 40)) for k in range(40)))]
    for k in range(40):
        nodes += [Node(k), Node(), Node()]
    write_tree(Tree(("A",), (moves,) * 40, tuple(nodes)), tmp_path / "wide.efg")
    assert "wide.efg: the strategic form of this tree has" in refusal("solve", "wide.efg", folder=tmp_path)
    assert "wide.efg: the strategic form of this tree has" in refusal("explain", "wide.efg", folder=tmp_path)
    said = refusal("solve", "wide.efg", "--concept", "subgame_perfect", folder=tmp_path)
    assert "wide.efg: the subgame that is the whole game has" in said
