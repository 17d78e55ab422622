"""States that are alike on one line: what a line says in words is true of its states, and of no others."""

import re
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_sim import ask, build, load_case
from negotiation_sim.case.scenario import Case
from negotiation_sim.games.normal_form import Game
from negotiation_sim.present.patterns import Pattern, patterns


@cache
def kosovo() -> tuple[Case, Game]:
    """Serbia and Kosovo with four moves each, Russia with four, and the four holdouts, a group."""
    case = load_case(Path(__file__).parent / "frozen" / "kosovo")
    return case, build(case.scenario("recognition_first"))


def described(case: Case, game: Game, said: str) -> set[int]:
    """The states of which it is true, the sentence read word by word."""
    free = [player for player, size in zip(game.players, game.shape, strict=True) if size > 1]
    moves = [[(who, case.players[who].label(move)) for move in game.strategies[game.player(who)]] for who in free]
    parts = said.split("; ")
    return {
        state for state, taken in enumerate(product(*moves)) if all(_true(case, part, dict(taken)) for part in parts)
    }


def _true(case: Case, part: str, taken: dict[str, str]) -> bool:
    """Whether one part of the sentence is true of what everybody does."""
    members = case.groups["holdouts"]
    if counted := re.fullmatch(r"([\d, or]+) of the 4 holdouts: (\w+), the others: (\w+)", part):
        done = [taken[who] for who in members]
        assert {*done} <= {*counted.groups()[1:]}
        return done.count(counted[2]) in map(int, re.findall(r"\d+", counted[1]))
    names = {"holdouts": members, **{case.players[who].name: (who,) for who in taken}}
    who = [each for name, several in names.items() if re.search(rf"\b{name}\b", part) for each in several]
    does = re.split(rf"\b(?:{'|'.join(names)})\b", part)[-1].strip(" :").removeprefix("each:").strip()
    if does in ("any move", "any moves"):
        return True
    if does == "all no or all yes":
        return len({taken[each] for each in members}) == 1
    return all(taken[each] in re.split(", | or ", does) for each in who)


def check(case: Case, game: Game, states: list[int], lines: list[Pattern]) -> None:
    assert sorted(state for line in lines for state in line.states) == sorted(states)
    for line in lines:
        assert described(case, game, line.words) == {*line.states}


@given(st.data())
def test_every_state_stands_in_one_line_and_a_line_says_what_is_true_of_its_states_alone(data: st.DataObject) -> None:
    case, game = kosovo()
    kept = [data.draw(st.sets(st.integers(0, size - 1), min_size=1)) for size in game.shape]
    box = {int(np.ravel_multi_index(profile, game.shape)) for profile in product(*map(sorted, kept))}
    states = box ^ data.draw(st.sets(st.integers(0, game.profiles - 1), max_size=3))
    check(case, game, sorted(states), patterns(case, game, sorted(states)))


@pytest.mark.parametrize("sanctions", ["single", "any"])
def test_the_table_of_stable_states_counts_all_that_json_has_and_says_how_many_it_hides(sanctions: str) -> None:
    asked = ask("stability", "recognition_first", sanctions=sanctions)
    some = {str(state["state"]) for states in asked.record["stable"].values() for state in states}
    assert some == {*asked.table["state"]}
    counts = [int(each) for each in re.findall(r" (\d+) {3}(?:yes|-) ", asked.text)]
    hidden = re.search(r"([\d,]+) more states that are stable for all in some sense are not shown", asked.text)
    assert len(counts) < len(some) / 4
    assert sum(counts) + int(hidden[1] if hidden else 0) == len(some)
    assert bool(hidden) is (sanctions == "any")
