"""What the search for the nearest world leaves out, or keeps, changes no answer: each against the long way."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import load_case
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.games.arrays import Array, Mask
from negotiation_sim.questions.believe.nearest import pool as pool_of_places
from negotiation_sim.questions.believe.nearest.goals import Goal
from negotiation_sim.questions.believe.nearest.ground import nearest_first, rank
from negotiation_sim.questions.believe.nearest.pool import Pool
from negotiation_sim.questions.believe.nearest.programmes import MEASURES, Inequalities, Measure, nearest, step_to
from negotiation_sim.questions.believe.nearest.staged_search import TARGETS, _promising, goes_to
from negotiation_sim.questions.believe.nearest.successive import linearised
from negotiation_sim.questions.believe.nearest.worlds import Worlds, worlds
from negotiation_sim.worlds.results.result import conclusion
from negotiation_sim.worlds.tables import tables

FROZEN = Path(__file__).parent / "frozen" / "kosovo"


@cache
def kosovo() -> Case:
    return load_case(FROZEN)


def recognition(set_: str) -> Scenario:
    return kosovo().scenario("recognition_first", set_)


def goal(make: bool = True) -> Goal:
    return Goal(conclusion(kosovo(), "kosovo.concede", "best_joint"), make)


@pytest.mark.parametrize("seed", range(30))
def test_one_programme_finds_the_same_largest_change_and_sum_as_two(seed: int) -> None:
    rng = np.random.default_rng(seed)
    slopes = rng.normal(size=(rng.integers(2, 6), 8))
    slope = slopes * (rng.random(slopes.shape) < 0.4)
    inequalities = Inequalities(slope, rng.normal(0.3, 0.5, len(slope)))
    low, high = -rng.random(8), rng.random(8)
    two, at_once = nearest(inequalities, low, high, "largest"), step_to(inequalities, low, high, "largest")
    assert (two is None) == (at_once is None)
    if two is not None and at_once is not None:
        assert at_once.distance == pytest.approx(two.distance, abs=1e-5)
        assert np.abs(at_once.z).sum() <= np.abs(two.z).sum() + 1e-6
        assert (slope @ at_once.z >= inequalities.need - 1e-8).all()
        assert at_once.price == pytest.approx(two.price, abs=1e-3)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_programme_asked_again_with_other_numbers_is_another_programme(measure: Measure) -> None:
    low, high = -np.ones(2), np.ones(2)
    for need in (0.2, 0.4, 0.2):
        optimum = nearest(Inequalities(np.array([[1.0, 0.5]]), np.array([need])), low, high, measure)
        assert optimum is not None
        assert optimum.z @ [1.0, 0.5] == pytest.approx(need)


def first_programme(box: Worlds, wanted: Goal, target: int, measure: Measure) -> float:
    """How far a profile's first programme ends from the present world; infinite where it has no answer."""
    begin = linearised(box, goes_to(box, wanted, target), np.zeros(len(box.names)))
    optimum = nearest(begin.inequalities, box.low, box.high, measure)
    return np.inf if optimum is None else round(optimum.distance, 6)


@pytest.mark.parametrize("measure", ["total", "largest"])
@pytest.mark.parametrize(("set_", "make"), [("sceptic", True), ("op_ed", False), ("sceptic_kosovo", True)])
def test_no_profile_within_the_limit_is_left_out_of_those_that_promise_most(
    set_: str, make: bool, measure: Measure
) -> None:
    box = worlds(recognition(set_))
    everyone = _promising(box, goal(make), measure, np.inf)
    assert 0 < len(everyone) <= TARGETS
    first = {target: first_programme(box, goal(make), target, measure) for target in everyone}
    assert sorted(first.values()) == [*first.values()]
    for limit in (0.05, 0.2, 0.6, 2.0):
        near = _promising(box, goal(make), measure, limit)
        assert set(near) >= {target for target, distance in first.items() if distance <= limit}


@pytest.mark.parametrize("measure", MEASURES)
def test_the_nearest_of_the_pool_come_first_and_no_place_is_solved_twice(
    measure: Measure, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved: list[bytes] = []
    the_long_way = pool_of_places.reached_at

    def counted(box: Worlds, wanted: Goal, places: Array) -> Mask:
        solved.extend(row.tobytes() for row in box.values(places))
        return the_long_way(box, wanted, places)

    monkeypatch.setattr(pool_of_places, "reached_at", counted)
    monkeypatch.setattr(pool_of_places, "POINTS", 256)
    box = worlds(recognition("sceptic_kosovo"))
    pool = Pool(box, goal())
    places = [*pool.nearest(measure)]
    assert len(places) > len(pool.hits[:1])
    assert [rank(z, measure) for z in places] == sorted(rank(z, measure) for z in places)
    assert the_long_way(box, goal(), np.array(places)).all()
    rows = np.array([*places[:5], np.zeros(len(box.names)), *places[:5]])
    assert np.array_equal(pool.reaches(rows), the_long_way(box, goal(), rows))
    assert len(solved) == len(set(solved))


@pytest.mark.parametrize("measure", MEASURES)
def test_rows_are_put_in_the_order_of_their_rank(measure: Measure) -> None:
    rows = np.random.default_rng(4).uniform(-1, 1, (200, 5)).round(1)
    ranked = [rank(rows[k], measure) for k in nearest_first(rows, measure)]
    assert np.allclose(ranked, sorted(rank(row, measure) for row in rows))


def test_a_world_has_the_same_tables_whichever_worlds_were_evaluated_before_it() -> None:
    rng = np.random.default_rng(5)
    here, apart = recognition("op_ed"), load_case(FROZEN).scenario("recognition_first", "op_ed")
    entries = [entry for entry in here.case.register.values() if entry.high > entry.low]
    for _ in range(12):
        few = rng.choice(len(entries), 3, replace=False)
        values = {entries[k].name: float(rng.uniform(entries[k].low, entries[k].high)) for k in few}
        changed = tables(here.with_values(values))
        fresh = tables(load_case(FROZEN).scenario("recognition_first", "op_ed").with_values(values))
        assert np.array_equal(changed.payoffs(), fresh.payoffs())
    assert np.array_equal(tables(here).payoffs(), tables(apart).payoffs())
