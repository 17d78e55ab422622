"""Along an assumption the short way, by what is compared, must say what whole games say, world by world."""

from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim.case.conclusions import Conclusion, Sense
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.language.interval import Interval
from negotiation_sim.worlds.along.breakpoints import staged_breakpoints
from negotiation_sim.worlds.along.compared import compared
from negotiation_sim.worlds.along.curves import curves
from negotiation_sim.worlds.along.pure_breakpoints import pure_breakpoints
from negotiation_sim.worlds.along.side import Side, sides
from negotiation_sim.worlds.along.solving import holding, surely_holding
from negotiation_sim.worlds.along.switches import searched
from negotiation_sim.worlds.draws import solve_draws
from negotiation_sim.worlds.results.chain import Link
from negotiation_sim.worlds.rule_rounding import PayoffRounding

from .test_breakeven import TOGETHER, on_paper

SENSES: tuple[Sense, ...] = ("best_joint", "cautious", "some", "every")
CONDITION = "count(holdouts.yes) >= 3 and serbia.normalise or share > us_cred"


@cache
def kosovo() -> Case:
    return load_case(Path(__file__).parent / "frozen" / "kosovo")


def link(scenario: Scenario, sense: Sense, condition: str = CONDITION) -> Link:
    return Link(scenario, Conclusion(scenario.case.condition(condition), sense))


def drawn_lines(count: int) -> Iterator[tuple[Scenario, str]]:
    """Scenarios with values of three assumptions drawn, and the assumption that moves."""
    rng = np.random.default_rng(7)
    register = list(kosovo().register.values())
    for k in range(count):
        moved = [register[i] for i in rng.choice(len(register), 3, replace=False)]
        scenario = kosovo().scenario(("free_choice", "recognition_first")[k % 2], ("op_ed", "sceptic")[k % 3 > 1])
        yield scenario.with_values({entry.name: rng.uniform(entry.low, entry.high) for entry in moved}), moved[0].name


@pytest.mark.parametrize("name", ["us_cred", "eu_years", "delta", "serbia.weight.status", "nato_needs_all"])
def test_the_rows_that_an_assumption_moves_are_to_the_last_bit_those_of_the_whole_program(name: str) -> None:
    scenario = kosovo().scenario("free_choice")
    there, entry = compared(scenario, link(scenario, "best_joint").reached), kosovo().register[name]
    values = np.linspace(entry.low, entry.high, 5)
    whole = there.program.values({**scenario.values, name: values}, len(values))
    np.testing.assert_array_equal(there.along(scenario, name, values), whole)
    assert (whole[~there.moving(name).moves] == whole[~there.moving(name).moves][:, :1]).all()


@pytest.mark.parametrize("sense", SENSES)
def test_what_is_sure_without_whole_games_is_what_whole_games_say(sense: Sense) -> None:
    certain = 0
    for scenario, name in drawn_lines(12):
        entry, asked = kosovo().register[name], link(scenario, sense)
        values = np.linspace(entry.low, entry.high, 4)
        answers, sure = surely_holding(asked, name, values)
        assert (answers[sure] == asked.holds(name, values)[sure]).all(), (scenario.overrides, name)
        certain += int(sure.sum())
    assert certain >= 36


@pytest.mark.parametrize("sense", SENSES)
def test_wherever_play_changes_along_an_assumption_a_breakpoint_lies_between(sense: Sense) -> None:
    changes = 0
    for name in ("us_cred", "eu_years", "dialogue_offset", "nato_ready", "a2", "reprisal"):
        entry, scenario = kosovo().register[name], kosovo().scenario("free_choice")
        reached, (low, high) = link(scenario, sense).reached, searched(entry, entry.value, 1)
        along, values = curves(scenario, reached, name, low, high), np.linspace(low, high, 65)
        assert along is not None
        staged = along.compared.staged
        if reached.rule and staged:
            points = staged_breakpoints(along, staged, reached.rule)
            ends = solve_draws(scenario, {name: values}, (reached.rule,), pure=False).staged[reached.rule].tolist()
        else:
            points, drawn = pure_breakpoints(along), solve_draws(scenario, {name: values}, ())
            ends = [set(drawn.profile[drawn.draw == k].tolist()) for k in range(len(values))]
        for k in range(64):
            if ends[k] != ends[k + 1]:
                changes += 1
                assert ((values[k] <= points) & (points <= values[k + 1])).any(), (name, values[k])
    assert changes > 3


@pytest.mark.parametrize("sense", SENSES)
def test_both_sides_of_a_switch_are_told_by_what_is_compared_as_by_their_whole_games(sense: Sense) -> None:
    for scenario, name in islice(drawn_lines(20), 1, None, 4):
        entry, asked = kosovo().register[name], link(scenario, sense)
        for side in sides(asked, name, entry.low, entry.high):
            whole = Side(side.scenario, side.reached, side.above)
            assert side.short is not None
            assert side.equilibria == whole.equilibria if asked.reached.rule is None else _ends_alike(side, whole)
            _gains_alike(side, whole)


def _ends_alike(side: Side, whole: Side) -> bool:
    """At every node of the first three stages."""
    nodes = [
        dict(zip(movers, moves, strict=True))
        for depth in range(4)
        for movers in [[i for stage in side.stages[:depth] for i in stage]]
        for moves in islice(product(*(range(side.shape[i]) for i in movers)), 0, None, 7)
    ]
    assert len(nodes) > 3
    return all(side.end(history) == whole.end(history) for history in nodes)


def _gains_alike(side: Side, whole: Side) -> None:
    rng = np.random.default_rng(3)
    for _ in range(60):
        profile = tuple(int(rng.integers(m)) for m in side.shape)
        i = int(rng.integers(len(side.shape)))
        other = (*profile[:i], int(rng.integers(side.shape[i])), *profile[i + 1 :])
        assert side.gains(i, profile, other) == whole.gains(i, profile, other)
        assert side.holds(profile) == whole.holds(profile)


@pytest.mark.parametrize("sense", ["some", "every", "best_joint"])
@pytest.mark.parametrize("order", [TOGETHER, '[["row"], ["column"]]'])
def test_what_rounding_could_decide_is_asked_of_the_whole_game(sense: Sense, order: str, tmp_path: Path) -> None:
    """0.1 + 0.2 and 0.3 differ as floats and not as numbers: at x = 0.3 nobody gains by going."""
    case = on_paper(tmp_path, "row.go * x", "column.go * (x - (0.1 + 0.2)) * 3 + row.go", order=order, x=(0.3, 0, 1))
    asked, values = link(case.scenario("free_choice"), sense, "column.go"), np.array([0.3, 0.30001, 0.29999, 0.1 + 0.2])
    sure = surely_holding(asked, "x", values)[1]
    assert sure.tolist()[1:3] == [True, True]
    assert not sure[0] or not sure[3]
    assert (holding(asked, "x", values) == asked.holds("x", values)).all()


@pytest.mark.parametrize("name", ["kosovo", "chicken", "stag_hunt"])
def test_a_limit_rule_by_rule_is_no_less_than_one_profile_by_profile(name: str) -> None:
    case = load_case(name)
    scenario = case.scenario("free_choice")
    for entry in islice(case.register.values(), 0, None, 9):
        within = {entry.name: Interval(entry.low, entry.high)}
        rounding = PayoffRounding(scenario, within)
        assert (rounding.rule_by_rule() >= rounding.greatest() * (1 - 1e-9)).all(), entry.name


def test_limits_of_a_line_serve_all_of_it_and_another_set_gets_its_own() -> None:
    scenario = kosovo().scenario("free_choice")
    limits = compared(scenario, link(scenario, "best_joint").reached).limits
    entry = kosovo().register["us_cred"]
    first = limits.at(scenario, "us_cred", 0.4, 0.6)
    assert first is limits.at(scenario, "us_cred", entry.low, entry.high)
    other = limits.at(kosovo().scenario("free_choice", "sceptic"), "us_cred", 0.4, 0.6)
    assert first is not None
    assert other is not None
    assert other is not first
    wide = limits.at(kosovo().scenario("free_choice", "sceptic"), "us_cred", -50, 50)
    assert wide is not None
    assert (wide.certain >= other.certain).all()
    assert (wide.certain > other.certain).any()
