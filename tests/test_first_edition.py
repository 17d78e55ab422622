"""The layer `first_edition`: laid over a set, it brings back every answer that the case gave before it was repaired."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import load_case, solve_scenario, thresholds
from negotiation_sim.case.assumptions import Change
from negotiation_sim.case.concerning import concerning
from negotiation_sim.case.scenario import Case

from .by_hand import kosovo as by_hand
from .nine import of_nine, payoffs_of_nine
from .test_who_stands_by import only_beside

HERE = Path(__file__).parent
FOUR = by_hand.HOLDOUTS
LAYER = "first_edition"
OWN_RULES = ("conditional_funds", "serbia_first_autonomy")
"""Scenarios that set repaired numbers themselves, which lie over any layer."""


@cache
def kosovo() -> Case:
    return load_case("kosovo")


@cache
def frozen() -> Case:
    """The case as it was before the repairs."""
    return load_case(HERE / "frozen" / "kosovo")


@pytest.mark.parametrize("assume", list(by_hand.DIFFERENCES))
@pytest.mark.parametrize("scenario", [name for name in frozen().scenario_files if name not in OWN_RULES])
def test_under_the_layer_every_answer_is_that_of_the_first_edition(assume: str, scenario: str) -> None:
    """Ten sets and thirteen scenarios, the sixty pairs of the reference among them, to every digit but rounding."""
    now = solve_scenario(kosovo().scenario(scenario, f"{assume}+{LAYER}"))
    then = solve_scenario(frozen().scenario(scenario, assume))
    assert np.abs(payoffs_of_nine(now.game) - then.game.payoffs).max() < 1e-12
    assert of_nine(now.equilibria.equilibria) == list(then.equilibria.equilibria)
    assert now.staged is not None
    assert then.staged is not None
    assert of_nine(now.staged.outcomes) == list(then.staged.outcomes)
    for rule in ("best_joint", "cautious"):
        assert of_nine([now.staged.path(rule).profile or ()]) == [then.staged.path(rule).profile]


@pytest.mark.parametrize("assume", list(by_hand.DIFFERENCES))
def test_under_the_layer_the_beliefs_that_the_four_need_are_those_of_the_first_edition(assume: str) -> None:
    now = thresholds(kosovo().scenario("recognition_first", f"{assume}+{LAYER}"))
    then = thresholds(frozen().scenario("recognition_first", assume))
    assert [now.belief(player) for player in FOUR] == pytest.approx([then.belief(player) for player in FOUR], abs=1e-9)


def test_the_layer_gives_every_set_the_values_of_the_first_edition() -> None:
    for name in frozen().sets:
        now, then = kosovo().values(f"{name}+{LAYER}"), frozen().values(name)
        assert {key: now[key] for key in then} == then


def test_the_layer_sets_every_number_that_a_repair_brought_or_changed_and_no_other() -> None:
    """A number that a repair adds later and the layer forgets is named here, unless it moves nothing there.

    What only the table reads is no repair: the first edition had no table.
    """
    before, after = frozen().register, concerning(kosovo())
    switched_off = kosovo().sets[LAYER].changes
    in_the_game = concerning(kosovo())
    brought = {name for name in in_the_game if name not in before and name not in only_beside()}
    changed = {name for name in before if before[name].value != after[name].value}
    assert brought | changed | {"kosovo.weight.minority"} == set(switched_off)


def test_every_neutral_value_lies_in_its_range() -> None:
    entries = kosovo().register
    layer = kosovo().sets[LAYER]
    outside = [name for name, change in layer.changes.items() if not entries[name].allows(change.value)]
    outside += [
        f"{name} over {below}" for below, name, change in over(layer.over) if not entries[name].allows(change.value)
    ]
    assert not outside


def over(values: Mapping[str, Mapping[str, Change]]) -> list[tuple[str, str, Change]]:
    return [(below, name, change) for below, changes in values.items() for name, change in changes.items()]
