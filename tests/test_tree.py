"""The game in stages walked move by move: every branch against recursion over the definition."""

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from negotiation_sim import ask, build, load_case, solve_scenario
from negotiation_sim.case.game_in_file import case_of_game
from negotiation_sim.errors import InputError
from negotiation_sim.games.normal_form import Game
from negotiation_sim.present.canvas import Picture
from negotiation_sim.questions.tree import answer as walked
from negotiation_sim.questions.tree.answer import Walk
from negotiation_sim.questions.tree.pictures import pictures
from negotiation_sim.questions.tree.record import record
from negotiation_sim.solve.staged import RULES, Rule

from .by_hand import solving
from .conftest import random_game, table_of

SPLIT = "spain=no,slovakia=yes,romania=yes,greece=yes"
WALKS = {
    "the first stage": ("recognition_first", ()),
    "a split of the four": ("recognition_first", (SPLIT,)),
    "the last stage": ("recognition_first", (SPLIT, "russia=spoil")),
    "another order": ("land_swap", ("eu=co_lead",)),
    "under the status quo": ("status_quo", ()),
}


def walk(scenario: str, moves: tuple[str, ...] = (), **more: Any) -> Walk:
    made: Walk = ask("tree", scenario, moves=moves, **more).answer
    return made


def by_recursion(at: Walk, rule: Rule, moves: dict[int, int]) -> tuple[int, ...] | None:
    """Where a rule leads after moves, by recursion over the definition."""
    made = {**{i: 0 for i, count in enumerate(at.game.shape) if count == 1}, **moves}
    later = tuple(turn for turn in at.turns if turn[0] not in moves)
    return solving.select(table_of(at.game), at.game.shape, later, rule, played=tuple(made.items()))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("scenario", "moves"), WALKS.values(), ids=WALKS)
def test_each_move_leads_where_recursion_over_the_definition_leads(
    scenario: str, moves: tuple[str, ...], rule: Rule
) -> None:
    at = walk(scenario, moves, rule=rule)
    every = itertools.product(*(range(at.game.shape[i]) for i in at.to_move))
    assert {tuple(branch.moves.values()) for branch in at.branches} == set(every)
    for branch in at.branches:
        assert branch.end == by_recursion(at, rule, {**at.history, **branch.moves})


def walk_of(game: Game, turns: tuple[tuple[int, ...], ...], rule: Rule, history: dict[int, int]) -> Walk:
    """A walk in any game, without a case around it."""
    case = case_of_game(game, "drawn")
    stages = tuple(tuple(game.players[i] for i in turn) for turn in turns)
    scenario = replace(case, orders={"in_stages": stages}).scenario("drawn")
    return Walk(solve_scenario(scenario), rule, turns, history)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", range(6))
def test_in_any_game_each_move_leads_from_each_node_where_recursion_leads(seed: int, rule: Rule) -> None:
    turns = ((2,), (0, 3), (1,)) if seed % 2 else ((1, 2), (0,), (3,))
    game = random_game(np.random.default_rng(seed), (2, 2, 3, 2), integers=3)
    for made in range(len(turns)):
        before = [i for turn in turns[:made] for i in turn]
        for node in itertools.product(*(range(game.shape[i]) for i in before)):
            at = walk_of(game, turns, rule, dict(zip(before, node, strict=True)))
            ends = {tuple(sorted(branch.moves.items())): branch.end for branch in at.branches}
            every = itertools.product(*(range(game.shape[i]) for i in turns[made]))
            for joint in every:
                moves = dict(zip(turns[made], joint, strict=True))
                assert ends[tuple(sorted(moves.items()))] == by_recursion(at, rule, {**at.history, **moves})


@pytest.mark.parametrize(("scenario", "moves"), WALKS.values(), ids=WALKS)
def test_what_is_marked_as_chosen_by_a_rule_is_what_recursion_chooses(scenario: str, moves: tuple[str, ...]) -> None:
    at = walk(scenario, moves)
    for rule in RULES:
        end = by_recursion(at, rule, dict(at.history))
        assert end is not None
        marked = [branch.moves for branch in at.branches if rule in branch.rules]
        assert marked == [{player: end[player] for player in at.to_move}]


@pytest.mark.parametrize(("scenario", "moves"), WALKS.values(), ids=WALKS)
def test_what_is_marked_as_in_a_staged_outcome_is_in_one_by_the_recursive_definition(
    scenario: str, moves: tuple[str, ...]
) -> None:
    at = walk(scenario, moves)
    made = {**{i: 0 for i, count in enumerate(at.game.shape) if count == 1}, **at.history}
    later = at.turns[at.made :]
    outcomes = solving.staged_outcomes(table_of(at.game), at.game.shape, later, played=tuple(made.items()))
    assert len(at.outcomes) == len(outcomes)
    for branch in at.branches:
        there = any(all(end[i] == move for i, move in branch.moves.items()) for end in outcomes)
        assert branch.in_staged_outcome == there


@pytest.mark.parametrize(("scenario", "moves"), WALKS.values(), ids=WALKS)
def test_who_would_move_otherwise_gains_by_another_branch_and_by_none_more(
    scenario: str, moves: tuple[str, ...]
) -> None:
    at = walk(scenario, moves)
    ends = {tuple(branch.moves.values()): branch.end for branch in at.branches}
    for branch in at.branches:
        joint, gains = tuple(branch.moves.values()), {gain.player: gain for gain in branch.gains}
        for place, player in enumerate(at.to_move):
            payoffs = [at.game.payoffs[(player, *ends[solving.with_move(joint, place, move)])]
                       for move in range(at.game.shape[player])]  # fmt: skip
            gain = max(payoffs) - payoffs[joint[place]]
            assert (player in gains) == (gain > 1e-9)
            if player in gains:
                assert gains[player].gain == pytest.approx(gain)
                assert payoffs[gains[player].move] == pytest.approx(max(payoffs))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("scenario", ["recognition_first", "economic_normalization", "four_in_turn"])
def test_the_branches_of_the_rule_lead_to_where_the_scenario_ends_by_it(scenario: str, rule: str) -> None:
    at, moves = walk(scenario, rule=rule), ()
    while at.to_move:
        (chosen,) = [each["value"] for each in record(at)["branches"] if each["by_rule"]]
        moves = (*moves, chosen)
        at = walk(scenario, moves, rule=rule)
    path = at.solved.staged.path(rule) if at.solved.staged else None
    told = record(at)
    assert path is not None
    assert path.profile == at.end(at.history)
    assert told["on_path"]
    assert told["end"]["profile"] == at.game.moves(path.profile)
    assert told["steps"] == list(moves)


def test_who_left_the_rule_first_is_told_with_what_the_rule_had_there() -> None:
    said = str(ask("tree", "recognition_first", moves=(SPLIT,)).text)
    assert "Stage 1 was not played by best joint" in said
    assert "recognises" in said


def test_at_the_end_the_payoffs_are_those_of_the_profile_and_it_is_said_whether_somebody_would_leave() -> None:
    at = walk("recognition_first", (SPLIT, "russia=spoil", "serbia=stall,kosovo=concede"))
    end = record(at)["end"]
    game = build(load_case("kosovo").scenario("recognition_first"))
    profile = game.profile(end["profile"])
    assert end["payoffs"] == pytest.approx(game.payoff(profile))
    assert end["equilibrium"] is nobody_gains(game, profile)
    assert not at.branches


def nobody_gains(game: Any, profile: tuple[int, ...]) -> bool:
    gains = (game.payoffs[(i, *solving.with_move(profile, i, other))] - game.payoffs[(i, *profile)]
             for i, count in enumerate(game.shape) for other in range(count))  # fmt: skip
    return all(gain <= 1e-9 for gain in gains)


def test_of_very_many_joint_moves_those_of_the_rules_and_of_staged_outcomes_are_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = walk("recognition_first")
    monkeypatch.setattr(walked, "MOST_BRANCHES", 8)
    some = walk("recognition_first")
    assert len(some.branches) == 8
    assert record(some)["left_out"] == 8
    listed = [branch.moves for branch in some.branches]
    assert all(branch.moves in listed for branch in whole.branches if branch.rules or branch.in_staged_outcome)


FAULTS = {
    "one of four": (("spain=no",), ["Spain, Slovakia, Romania and Greece choose at once", "slovakia=no"]),
    "a later stage": (("russia=spoil",), ["choose at once", "spain=no"]),
    "an unknown move": (("spain=perhaps",), ["unknown strategy 'perhaps'", "Known"]),
    "a move that is held": (("us=hands_off",), ["us", "hands_off"]),
    "no equation": (("spain",), ["PLAYER=MOVE"]),
}


@pytest.mark.parametrize(("moves", "words"), FAULTS.values(), ids=FAULTS)
def test_moves_that_lead_to_no_node_are_refused_in_words(moves: tuple[str, ...], words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        walk("recognition_first", moves)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_a_case_without_an_order_of_moves_has_no_tree() -> None:
    with pytest.raises(InputError, match="no order of moves"):
        ask("tree", next(iter(load_case("chicken").scenario_files)), case="chicken")


def test_where_the_rule_leads_nowhere_the_moves_are_there_and_none_is_marked_or_drawn_in_bold() -> None:
    at = walk("free_choice", case="matching_pennies")
    told = record(at)
    assert (told["end"], told["outcomes"]) == (None, 0)
    assert "have no pure equilibrium" in told["reason"]
    assert [len(branch.gains) for branch in at.branches] == [1] * 4
    assert not any(branch.rules or branch.in_staged_outcome for branch in at.branches)
    (picture,) = pictures(at)
    assert isinstance(picture, Picture)
    assert "Nothing is in bold" in picture.words


def test_the_picture_has_an_end_for_each_joint_move_of_the_two_stages() -> None:
    (picture,) = pictures(walk("recognition_first", (SPLIT,)))
    assert isinstance(picture, Picture)
    assert "Russia" in picture.words
    assert "veto only" in picture.words


def test_moves_of_four_who_choose_at_once_are_written_whole() -> None:
    (picture,) = pictures(walk("recognition_first"))
    assert isinstance(picture, Picture)
    written = [text.get_text() for axes in picture.figure.axes for text in axes.texts]
    assert written.count("no recognition") == 15
    assert not any("\u2026" in text for text in written)
