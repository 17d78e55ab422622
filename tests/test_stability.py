"""The graph model: published conflicts, the definitions in plain loops, and what must hold of any conflict."""

import csv
import io
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim import ask, build, load_case
from negotiation_sim.case.conflict_file import load_conflict
from negotiation_sim.errors import InputError
from negotiation_sim.games import graph as graphs
from negotiation_sim.games.graph import ConflictGraph, graph_of_game
from negotiation_sim.games.measured import Rounding
from negotiation_sim.games.reach import reached
from negotiation_sim.questions.path.answer import joint_path
from negotiation_sim.questions.stability.answer import stabilities
from negotiation_sim.solve.pure import pure_equilibria
from negotiation_sim.solve.stability import (
    SANCTIONS,
    STABILITIES,
    Sanctions,
    coalition_moves,
    stability,
    stable_against_coalitions,
)
from negotiation_sim.solve.status_quo import shortest_path
from negotiation_sim.worlds.dispute import dispute, graph_of_conflict

from .by_hand import moves as by_hand
from .commands import answer
from .conftest import random_game
from .test_cli import answer as process_answer


def published(name: str) -> ConflictGraph:
    return graph_of_conflict(load_conflict(name))


def labels(graph: ConflictGraph, states: object) -> list[str]:
    return [graph.states[s] for s in states]  # type: ignore[attr-defined]


def random_graph(seed: int, players: int, states: int, ranks: int, density: float) -> ConflictGraph:
    """Any graph at all: moves that cannot be undone are as likely as not, and with few ranks ties are common."""
    rng = np.random.default_rng(seed)
    moves = []
    for _ in range(players):
        arcs = rng.random((states, states)) < density
        np.fill_diagonal(arcs, False)
        padded = np.where(arcs, np.arange(states), -1)
        moves.append(np.sort(padded, axis=1)[:, ::-1][:, : max(1, int(arcs.sum(axis=1).max()))].astype(np.intp))
    names = tuple(f"p{i}" for i in range(players))
    return ConflictGraph(
        names, tuple(f"s{s}" for s in range(states)), tuple(moves), rng.integers(0, ranks, (players, states))
    )


def plain(graph: ConflictGraph) -> tuple[list[list[set[int]]], list[list[int]]]:
    moves = [[set(graph.targets(i, s)) for s in range(len(graph.states))] for i in range(len(graph.players))]
    return moves, graph.ranks.tolist()


graph_cases = st.tuples(
    st.integers(0, 10_000), st.integers(1, 4), st.integers(2, 9), st.sampled_from([2, 4, 30]), st.floats(0.1, 0.5)
).map(lambda drawn: random_graph(*drawn))

ELMIRA = {"nash": "589", "gmr": "14589", "smr": "14589", "seq": "589"}
CLASSICS = {
    "prisoners_dilemma": {"nash": "4", "gmr": "14", "smr": "14", "seq": "14"},
    "chicken": {"nash": "23", "gmr": "123", "smr": "123", "seq": "23"},
    "stag_hunt": {"nash": "14", "gmr": "14", "smr": "14", "seq": "14"},
}


@pytest.mark.parametrize("sanctions", SANCTIONS)
@pytest.mark.parametrize(("name", "answers"), [("elmira", ELMIRA), *CLASSICS.items()])
def test_the_published_conflicts_have_the_published_equilibria(
    name: str, answers: dict[str, str], sanctions: Sanctions
) -> None:
    """Hipel, Fang, Kilgour & Haight (1993); Fang, Hipel & Kilgour (1993); Fraser & Hipel (1984)."""
    found = stability(published(name), sanctions)
    assert {concept: "".join(labels(found.graph, found.equilibria(concept))) for concept in STABILITIES} == answers


def test_elmira_has_the_published_moves() -> None:
    """The arcs of Xu, Kilgour, Hipel & Kemkes (2010), not stated in the file but following from its options."""
    graph = published("elmira")
    arcs = [[int(graph.states[s] + graph.states[t]) for s in range(9) for t in graph.targets(i, s)] for i in range(3)]
    assert arcs == [
        [12, 34, 56, 78],
        [13, 19, 24, 29, 39, 49, 57, 59, 68, 69, 79, 89],
        [15, 26, 37, 48, 51, 62, 73, 84],
    ]


def test_from_the_status_quo_of_elmira_improvements_reach_state_5_alone() -> None:
    """Li, Kilgour & Hipel (2005)."""
    graph = published("elmira")
    near = reached(graph, graph.state("1"), improving=True)
    assert labels(graph, np.flatnonzero(near >= 0)) == ["1", "5"]


def test_at_state_5_of_elmira_the_ministry_and_uniroyal_improve_together_and_8_and_9_are_left_by_nobody() -> None:
    """Kilgour, Hipel, Fang & Peng (2001)."""
    graph = published("elmira")
    (move,) = coalition_moves(graph, graph.state("5"))
    assert ([graph.players[i] for i in move.coalition], graph.states[move.state]) == (["moe", "uniroyal"], "8")
    assert labels(graph, stable_against_coalitions(graph)) == ["8", "9"]


def test_elmira_went_1_5_8() -> None:
    graph = published("elmira")
    start, end = graph.state("1"), graph.state("8")
    found = joint_path(graph, start, [end])
    assert found is not None
    assert [(graph.states[step.start], graph.states[step.end]) for step in found.steps] == [("1", "5")]
    assert (graph.states[found.start], graph.states[found.move.state]) == ("5", "8")
    steps = shortest_path(graph, start, [end])
    assert steps is not None
    assert [graph.players[step.player] for step in steps if not step.willing] == ["moe"]
    assert [step.cost for step in steps] == [1, 0, 0]


@settings(max_examples=120, deadline=None)
@given(graph_cases)
def test_stability_is_that_of_the_definitions(graph: ConflictGraph) -> None:
    moves, ranks = plain(graph)
    for sanctions in SANCTIONS:
        found = stability(graph, sanctions)
        for concept in STABILITIES:
            expected = [
                [by_hand.is_stable(moves, ranks, i, s, concept, sanctions) for s in range(len(graph.states))]
                for i in range(len(graph.players))
            ]
            assert found.stable[concept].tolist() == expected, (concept, sanctions)


@settings(max_examples=80, deadline=None)
@given(graph_cases, st.data())
def test_what_is_reached_is_the_end_of_a_legal_sequence(graph: ConflictGraph, data: st.DataObject) -> None:
    moves, ranks = plain(graph)
    start = data.draw(st.integers(0, len(graph.states) - 1))
    who = data.draw(st.sets(st.integers(0, len(graph.players) - 1)))
    for improving in (False, True):
        found = set(np.flatnonzero(reached(graph, start, sorted(who), improving) >= 0).tolist())
        assert found == by_hand.reachable(moves, ranks, start, sorted(who), improving) | {start}


@settings(max_examples=60, deadline=None)
@given(graph_cases)
def test_coalitions_improve_as_in_the_definition(graph: ConflictGraph) -> None:
    moves, ranks = plain(graph)
    left_by_nobody = []
    for s in range(len(graph.states)):
        found: dict[tuple[int, ...], set[int]] = {}
        for move in coalition_moves(graph, s):
            found.setdefault(move.coalition, set()).add(move.state)
        assert found == by_hand.improving_coalition_moves(moves, ranks, s)
        left_by_nobody += [] if found else [s]
    assert list(stable_against_coalitions(graph)) == left_by_nobody


def test_three_steps_that_are_liked_are_nearer_than_one_that_is_not() -> None:
    first = np.array([[1, 3], [-1, -1], [3, -1], [-1, -1]])
    second = np.array([[-1], [2], [-1], [-1]])
    ranks = np.array([[2, 3, 0, 1], [0, 0, 1, 0]])
    graph = ConflictGraph(("a", "b"), ("s0", "s1", "s2", "s3"), (first, second), ranks)
    path = shortest_path(graph, 0, [3])
    assert path is not None
    assert [(step.player, step.end, step.willing) for step in path] == [(0, 1, True), (1, 2, True), (0, 3, True)]


def test_of_equal_paths_the_one_is_taken_whose_unwilling_mover_falls_least() -> None:
    moves = (np.array([[2], [-1], [-1]]), np.array([[1], [-1], [-1]]))
    graph = ConflictGraph(("a", "b"), ("s0", "s1", "s2"), moves, np.array([[2, 0, 0], [2, 1, 0]]))
    (step,) = shortest_path(graph, 0, [1, 2]) or ()
    assert (step.player, step.cost) == (1, 1)
    (step,) = shortest_path(graph, 0, [1, 2], heights=np.array([[2.0, 0, 1.9], [2.0, 1.0, 0]])) or ()
    assert (step.player, step.cost) == (0, 2)


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(st.integers(0, 10_000), st.integers(1, 3), st.integers(2, 5), st.sampled_from([2, 9]), st.just(0.3)),
    st.data(),
)
def test_a_shortest_path_is_legal_and_none_has_fewer_unwilling_steps_or_of_as_many_fewer_steps(
    drawn: tuple[int, int, int, int, float], data: st.DataObject
) -> None:
    graph = random_graph(*drawn)
    moves, ranks = plain(graph)
    start, end = (data.draw(st.integers(0, len(graph.states) - 1)) for _ in range(2))
    path = shortest_path(graph, start, [end])
    best = by_hand.fewest_unwilling(moves, ranks, start, {end}, longest=6)
    if path is None:
        assert best is None
        return
    states = [start, *(step.end for step in path)]
    assert [step.start for step in path] == states[:-1]
    assert states[-1] == end
    assert all(step.end in moves[step.player][step.start] for step in path)
    assert all(a.player != b.player for a, b in pairwise(path))
    assert all(step.willing == (ranks[step.player][step.end] > ranks[step.player][step.start]) for step in path)
    found = (sum(not step.willing for step in path), len(path))
    assert best is None or found <= best
    assert found == best or len(path) > 6


@settings(max_examples=80, deadline=None)
@given(graph_cases)
def test_nash_is_inside_seq_and_smr_which_are_inside_gmr(graph: ConflictGraph) -> None:
    for sanctions in SANCTIONS:
        stable = stability(graph, sanctions).stable
        assert (stable["nash"] <= stable["seq"]).all()
        assert (stable["seq"] <= stable["gmr"]).all()
        assert (stable["nash"] <= stable["smr"]).all()
        assert (stable["smr"] <= stable["gmr"]).all()


@settings(max_examples=80, deadline=None)
@given(graph_cases)
def test_longer_sanctions_stabilise_more_and_with_two_players_nothing_more(graph: ConflictGraph) -> None:
    single, whole = (stability(graph, sanctions).stable for sanctions in SANCTIONS)
    for concept in STABILITIES:
        assert (single[concept] <= whole[concept]).all()
        assert len(graph.players) > 2 or (single[concept] == whole[concept]).all()


@settings(max_examples=40, deadline=None)
@given(graph_cases, st.data())
def test_relabelling_states_and_players_relabels_what_is_stable(graph: ConflictGraph, data: st.DataObject) -> None:
    states = np.array(data.draw(st.permutations(range(len(graph.states)))))  # the new place of each state
    players = data.draw(st.permutations(range(len(graph.players))))
    back = np.argsort(states)
    moves = tuple(np.where(graph.moves[i] >= 0, states[graph.moves[i]], -1)[back] for i in players)
    moved = ConflictGraph(
        tuple(graph.players[i] for i in players),
        tuple(graph.states[s] for s in back),
        moves,
        graph.ranks[list(players)][:, back],
    )
    for sanctions in SANCTIONS:
        before, after = stability(graph, sanctions).stable, stability(moved, sanctions).stable
        for concept in STABILITIES:
            assert (before[concept][list(players)][:, back] == after[concept]).all()


@pytest.mark.parametrize("seed", range(20))
def test_the_nash_states_of_a_game_are_its_pure_equilibria(seed: int) -> None:
    rng = np.random.default_rng(seed)
    game = random_game(rng, tuple(rng.integers(1, 4, 4)), integers=3 if seed % 2 else None)
    states = stability(graph_of_game(game), names=["nash"]).equilibria("nash")
    assert [tuple(np.unravel_index(s, game.shape)) for s in states] == list(pure_equilibria(game).equilibria)


@pytest.mark.parametrize("seed", range(10))
def test_irreversible_moves_are_the_only_ones_that_a_game_lacks(seed: int) -> None:
    rng = np.random.default_rng(seed)
    game = random_game(rng, (2, 3, 2))
    graph = graph_of_game(game, {"p1": [("s0", "s2"), ("s2", "s1")], "p2": [("s1", "s0")]})
    for s, profile in enumerate(np.ndindex(*game.shape)):
        for i in range(3):
            expected = set()
            for other in by_hand.deviations(profile, (i,), game.shape):
                step = (i, profile[i], other[i])
                if other != profile and step not in {(1, 0, 2), (1, 2, 1), (2, 1, 0)}:
                    expected.add(int(np.ravel_multi_index(other, game.shape)))
            assert set(graph.targets(i, s)) == expected


def test_computed_payoffs_that_differ_by_rounding_alone_are_a_tie() -> None:
    game = random_game(np.random.default_rng(1), (2, 2), integers=2)
    payoffs = game.payoffs + 1e-14 * np.arange(8).reshape(2, 2, 2)
    noisy = type(game)(game.players, game.strategies, payoffs, rounding=Rounding.of(np.full((2, 2, 2), 1e-13)))
    assert (graph_of_game(noisy).ranks == graph_of_game(game).ranks).all()


def test_a_game_with_too_many_states_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "MAX_STATES", 3)
    with pytest.raises(InputError, match="4 states is too large; at most 3"):
        graph_of_game(random_game(np.random.default_rng(1), (2, 2)))


def test_a_recognition_is_not_withdrawn_so_that_one_alone_stays() -> None:
    case = load_case(Path(__file__).parent / "frozen" / "kosovo")
    game = build(case.scenario("recognition_first"))
    spain = game.player("spain")
    alone = (0, 0, 0, 0, 0, 1, 0, 0, 0)
    state = int(np.ravel_multi_index(alone, game.shape))
    assert game.gains(alone)[spain] > 0
    bound, free = (graph_of_game(game, declared) for declared in (case.irreversible, {}))
    assert state in stability(bound).equilibria("nash")
    assert state not in stability(free).equilibria("nash")
    assert bound.targets(spain, state) == ()


def test_a_process_of_its_own_prints_the_same() -> None:
    assert process_answer("stability", "elmira") == answer("stability", "elmira")


def test_stability_lists_the_states_under_each_concept_and_marks_the_pure_equilibria() -> None:
    record = json.loads(answer("stability", "recognition_first", "--json"))
    game = build(load_case("kosovo").scenario("recognition_first"))
    pure = [game.moves(profile) for profile in pure_equilibria(game).equilibria]
    assert [{**game.moves((0,) * len(game.players)), **state["profile"]} for state in record["pure_equilibria"]] == pure
    assert set(record["stable"]) == {"nash", "gmr", "smr", "seq"}
    assert all(state in record["stable"]["nash"] for state in record["pure_equilibria"])
    assert record["sanctions"] == "single"
    assert (
        "Irreversible: Spain, Slovakia, Romania and Greece cannot move from recognition to no recognition."
        in answer("stability", "recognition_first", "--full")
    )


def test_stability_csv_has_every_state_and_the_text_says_how_many_it_leaves_out() -> None:
    rows = list(csv.DictReader(io.StringIO(answer("stability", "free_choice", "--concept", "seq", "--csv"))))
    text = answer("stability", "recognition_first", "--sanctions", "any", "--full")
    assert len(rows) == len(stabilities(dispute(load_case("kosovo").scenario("free_choice")), names=["seq"]).states)
    assert {"state", "serbia", "seq", "coalition", "pure_equilibrium"} <= set(rows[0])
    assert "more states that are stable for all in some sense are not shown; --csv lists all." in text


def test_pure_equilibria_are_marked_where_there_is_a_game_and_not_where_there_are_rankings() -> None:
    assert "equilibrium" not in answer("stability", "elmira")
    assert "equilibrium" in answer("stability", "recognition_first")


def test_each_row_says_by_itself_what_its_concept_means() -> None:
    for concept in ("gmr", "smr", "seq"):
        assert "opponents can answer" in " ".join(answer("stability", "elmira", "--concept", concept).split())


def test_where_no_state_is_stable_a_sentence_says_so_and_every_output_names_the_sanctions() -> None:
    for kind, named in {"single": "one move of one opponent", "any": "any legal sequence"}.items():
        arguments = ("stability", "free_choice", "--case", "matching_pennies", "--sanctions", kind)
        record = json.loads(answer(*arguments, "--json"))
        assert (record["stable"]["nash"], record["stable"]["smr"]) == ([], [])
        for said in (record["reason"], answer(*arguments, "--full")):
            assert "No state is stable for all players in the sense of Nash or SMR." in said
            assert named in said
        assert {row["sanctions"] for row in csv.DictReader(io.StringIO(answer(*arguments, "--csv")))} == {kind}
    assert "No state is stable for all" not in answer("stability", "elmira")


def test_what_is_asked_from_python_has_all_its_forms(tmp_path: Path) -> None:
    answered = ask("stability", "elmira", concept=["seq", "nash"])
    assert list(answered.record["stable"]) == ["seq", "nash"]
    assert set(answered.table["state"]) == {"5", "8", "9"}
    assert "Sanctions are single" in answered.text
    assert {path.name for path in answered.write(tmp_path)} == {
        *(f"stability_elmira.{form}" for form in ("txt", "json", "csv")),
        *(f"status_quo_graph_elmira.{form}" for form in ("png", "svg", "txt")),
    }


def test_the_short_answer_names_every_state_that_it_counts_as_stable_where_they_are_few() -> None:
    shown = " ".join(process_answer("stability", "elmira").split())
    stable = json.loads(answer("stability", "elmira", "--json"))["stable"]["nash"]
    first = shown[: shown.index("states are stable against every coalition")]
    assert first.startswith(f"{len(stable)} of 9 states stay in the sense of Nash: no player has a state it likes ")
    assert all(f"{state['state']} (" in first for state in stable)
