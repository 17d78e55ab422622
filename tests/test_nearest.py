"""The parts of the nearest world: proofs added up by hand, programmes against trying every set, the searches' ends."""

import itertools
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog, milp

from negotiation_sim import load_case
from negotiation_sim.case.scenario import Case, Scenario
from negotiation_sim.questions.believe.answer import nearest_world, nearest_worlds
from negotiation_sim.questions.believe.nearest.certificate import Refutation, certified, impossible, moves_condition
from negotiation_sim.questions.believe.nearest.goals import Goal
from negotiation_sim.questions.believe.nearest.ground import Ground, rank
from negotiation_sim.questions.believe.nearest.nearest_world import NearestWorld
from negotiation_sim.questions.believe.nearest.polish import polished
from negotiation_sim.questions.believe.nearest.pool import Pool
from negotiation_sim.questions.believe.nearest.programmes import Inequalities, Measure, length, nearest
from negotiation_sim.questions.believe.nearest.scan import end_moves, reached_at, single_moves
from negotiation_sim.questions.believe.nearest.worlds import Worlds, worlds
from negotiation_sim.worlds.results.result import conclusion, truths
from negotiation_sim.worlds.tables import build

FROZEN = Path(__file__).parent / "frozen" / "kosovo"
SETTLED = "count(holdouts.yes) == 4 and serbia.normalise and kosovo.concede"


@cache
def kosovo() -> Case:
    return load_case(FROZEN)


def recognition(set_: str) -> Scenario:
    return kosovo().scenario("recognition_first", set_)


@cache
def sceptic_answers() -> dict[Measure, NearestWorld]:
    """All measures at once, which takes as long as one."""
    return {one.measure: one for one in nearest_worlds(recognition("sceptic"), SETTLED, "some", True)}


def sceptic_settled(measure: Measure) -> NearestWorld:
    return sceptic_answers()[measure]


def goal(text: str, concept: str, make: bool = True) -> Goal:
    return Goal(conclusion(kosovo(), text, concept), make)


def draws(box: Worlds, rng: np.random.Generator, count: int) -> np.ndarray:
    """Worlds in the box, a third of them corners."""
    inner = rng.uniform(box.low, box.high, (count - count // 3, len(box.names)))
    corners = np.where(rng.random((count // 3, len(box.names))) < 0.5, box.low, box.high)
    return np.vstack([inner, corners])


def fails_by(box: Worlds, one: Refutation, z: np.ndarray) -> float:
    """By how much the weighted comparisons fail at a point, from the whole game's payoffs."""
    values = dict(zip(box.names, box.start + z * box.width, strict=True))
    payoffs = build(box.scenario.with_values(values)).payoffs.reshape(len(box.scenario.case.players), -1)
    gaps = [
        sum(payoffs[i, own.better] - payoffs[i, own.worse] for i in own.players) - own.margin for own in one.comparisons
    ]
    return -float(np.dot(one.weights, gaps))


@pytest.mark.parametrize(
    ("set_", "concept", "free"),
    [
        ("sceptic", "some", ["serbia.*"]),
        ("sceptic", "best_joint", ["serbia.*", "spain.*", "dialogue_offset"]),
        ("sceptic", "some", ["us_cred", "dialogue_offset", "herd", "spain.*"]),
    ],
)
def test_what_is_refuted_fails_by_as_much_as_is_said_wherever_one_looks(
    set_: str, concept: str, free: list[str]
) -> None:
    box, rng = worlds(recognition(set_), free), np.random.default_rng(3)
    proof = impossible(box, goal(SETTLED, concept))
    assert proof is not None
    good = {int(p) for p in np.flatnonzero(_good(box.scenario))}
    assert set(proof.refuted) == good, "every profile that satisfies the condition is refuted"
    for one in proof.refuted.values():
        assert sum(one.weights) == pytest.approx(1)
        assert min(fails_by(box, one, z) for z in draws(box, rng, 12)) >= one.points - 1e-9
    columns = dict(zip(box.names, (box.start + draws(box, rng, 3000) * box.width).T, strict=True))
    assert not truths(box.scenario, conclusion(kosovo(), SETTLED, concept), columns).any()


def _good(scenario: Scenario) -> np.ndarray:
    """Which profiles have four yes, Serbia normalising and Kosovo conceding, from the labels of the game."""
    game = build(scenario)
    holds = np.zeros(game.shape, dtype=bool)
    for profile in np.ndindex(*game.shape):
        moves = game.moves(profile)
        four = all(moves[one] == "yes" for one in kosovo().groups["holdouts"])
        holds[profile] = four and moves["serbia"] == "normalise" and moves["kosovo"] == "concede"
    return holds.reshape(-1)


def test_nothing_is_refuted_that_some_world_in_the_box_reaches() -> None:
    box = worlds(recognition("sceptic"))
    assert sceptic_settled("total").inside is None
    assert impossible(box, goal(SETTLED, "some")) is None
    assert impossible(box, goal(SETTLED, "best_joint")) is None


def test_a_profile_that_stays_an_equilibrium_does_so_in_every_draw() -> None:
    scenario = load_case("stag_hunt").scenario("free_choice")
    both = conclusion(scenario.case, "first.stag and second.stag", "some")
    box, rng = worlds(scenario), np.random.default_rng(4)
    proof = impossible(box, Goal(both, False))
    assert proof is not None
    assert proof.points == pytest.approx(3.6 - 3.4)  # the stag is worth 3.6 at least, the hare 3.4 at most
    for z in draws(box, rng, 30):
        game = build(scenario.with_values(dict(zip(box.names, box.start + z * box.width, strict=True))))
        profile = tuple(int(k) for k in np.unravel_index(proof.stays or 0, game.shape))
        assert game.regret(profile) == 0
        assert min(fails_by(box, one, z) for one in proof.losses) >= proof.points - 1e-12


def test_nothing_is_claimed_where_a_free_assumption_enters_the_condition() -> None:
    entering = goal("access > 0.6 + a0 / 10 and serbia.normalise", "some")
    scenario, free = recognition("sceptic"), ["a0", "cover_access"]
    box = worlds(scenario, free)
    assert moves_condition(box, entering)
    assert impossible(box, entering) is None
    assert not moves_condition(worlds(scenario, ["serbia.*"]), entering)
    found = nearest_world(scenario, entering, free)
    assert not found.already
    assert (found.exact, found.at_least) == (False, 0)
    assert found.inside is None or not found.inside.proved


def test_an_answer_is_confirmed_by_the_game_alone() -> None:
    scenario = recognition("op_ed")
    assert certified(goal(SETTLED, "best_joint"), scenario)
    assert not certified(goal(SETTLED, "best_joint", make=False), scenario)
    assert not certified(goal(SETTLED, "every"), scenario)  # nobody recognising is an equilibrium too
    assert certified(goal(SETTLED, "some", make=False), recognition("sceptic"))


# ------ programmes ------


def fewest_by_trying(rows: Inequalities, low: np.ndarray, high: np.ndarray) -> float:
    """Every set of variables in order of size, each asked for any point by a linear programme."""
    count = rows.slope.shape[1]
    for size in range(count + 1):
        for own in itertools.combinations(range(count), size):
            bounds = [(low[j], high[j]) if j in own else (0.0, 0.0) for j in range(count)]
            options = {"primal_feasibility_tolerance": 1e-10}
            if linprog(np.zeros(count), A_ub=-rows.slope, b_ub=-rows.need, bounds=bounds, options=options).success:
                return float(size)
    return np.inf


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_fewest_are_those_of_trying_every_set(seed: int) -> None:
    rng = np.random.default_rng(seed)
    slope = rng.integers(-4, 5, (rng.integers(1, 5), 5)).astype(float)
    need = rng.choice([5e-9, 0.5, 1.0, 2.5, -1.0], len(slope))
    low, high = -rng.choice([0.0, 0.4, 1.0], 5), rng.choice([0.0, 0.4, 1.0], 5)
    rows, found = Inequalities(slope, need), None
    found = nearest(rows, low, high, "count")
    expected = fewest_by_trying(rows, low, high)
    assert (np.inf if found is None else found.distance) == expected
    total, largest = (nearest(rows, low, high, measure) for measure in ("total", "largest"))
    assert (total is None) == (largest is None) == (found is None)
    for one in (found, total, largest):
        assert one is None or (slope @ one.z >= need - 1e-9).all()
    if found and total and largest:
        assert total.distance <= length(found.z, "total") + 1e-9
        assert largest.distance <= min(length(one.z, "largest") for one in (found, total)) + 1e-9


def test_a_need_smaller_than_what_mixed_integer_programmes_forgive_is_met_all_the_same() -> None:
    found = nearest(Inequalities(np.array([[1.0, 2.0]]), np.array([1e-8])), -np.ones(2), np.ones(2), "count")
    assert found is not None
    assert found.distance == 1
    assert found.z @ [1, 2] >= 1e-8 - 1e-10


def test_what_fails_by_less_than_mixed_integer_programmes_forgive_is_not_tried_set_by_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    programmes = []
    monkeypatch.setattr("scipy.optimize.milp", lambda *asked, **more: programmes.append(asked) or milp(*asked, **more))
    slope = np.eye(1, 8)
    assert nearest(Inequalities(slope, np.array([1 + 5e-7])), -np.ones(8), np.ones(8), "count") is None
    assert len(programmes) <= 2


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_a_price_is_what_one_point_less_to_overcome_buys(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows = Inequalities(rng.normal(size=(3, 4)), rng.uniform(0.1, 0.6, 3))
    low, high, step = -np.ones(4), np.ones(4), 1e-6
    found = nearest(rows, low, high, "total")
    if found is None:
        return
    for r, price in enumerate(found.price):
        eased = nearest(Inequalities(rows.slope, rows.need - step * np.eye(3)[r]), low, high, "total")
        assert eased is not None
        assert found.distance - eased.distance == pytest.approx(price * step, abs=2e-8)


# ------ one, two, three assumptions ------


def test_what_one_assumption_does_alone_is_what_a_fine_grid_shows() -> None:
    box, wanted = worlds(recognition("op_ed")), goal(SETTLED, "best_joint", make=False)
    found = single_moves(box, wanted)
    assert found.complete
    moves = {box.names[int(np.abs(z).argmax())]: float(z[np.abs(z).argmax()]) for z in found.moves}
    for j, name in enumerate(box.names):
        grid = np.linspace(box.low[j], box.high[j], 401)
        turned = ~truths(box.scenario, wanted.conclusion, {name: box.start[j] + grid * box.width[j]})
        assert turned.any() == (name in moves)
        if turned.any():
            assert abs(moves[name]) == pytest.approx(np.abs(grid[turned]).min(), abs=(grid[1] - grid[0]) * 1.01)


def test_no_pair_at_the_ends_of_ranges_brings_the_sceptic_round_and_some_triples_do() -> None:
    names = ["us_cred", "nato_ready", "cover_access", "conditionality", "a2", "dialogue_offset"]
    box, wanted = worlds(recognition("sceptic"), names), goal(SETTLED, "some")
    found = {frozenset(np.flatnonzero(z).tolist()) for z in end_moves(box, wanted)}
    expected: dict[int, set[frozenset[int]]] = {2: set(), 3: set()}
    for size in expected:
        for own in itertools.combinations(range(len(names)), size):
            for ends in itertools.product(*((box.low[j], box.high[j]) for j in own)):
                z = np.zeros(len(names))
                z[list(own)] = ends
                if certified(wanted, box.moved(z)) and (z[list(own)] != 0).all():
                    expected[size].add(frozenset(own))
    assert not expected[2]
    assert found == expected[3] != set()


def test_no_answer_moves_an_assumption_by_next_to_nothing() -> None:
    measures: tuple[Measure, ...] = ("total", "largest")
    for measure in measures:
        found = sceptic_settled(measure)
        assert min(abs(one.widths) for one in found.moved) > 1e-4


# ------ where local search alone goes astray ------

FOUR = ["jobs", "herd", "reprisal", "pressure"]
CORNER = ["us_cred", "serbia.weight.domestic", "eu_cred", "eu_years", "a0", "serbia.weight.status",
          "serbia.weight.eu_path", "eu_years_colead", "cover_access"]  # fmt: skip


def least_of_a_lattice(box: Worlds, reached: Goal, measure: str, steps: int) -> float:
    """The least length of a place of a fine lattice over the box that reaches the goal."""
    axes = [np.linspace(low, high, steps) for low, high in zip(box.low, box.high, strict=True)]
    z = np.array(list(itertools.product(*axes)))
    columns = dict(zip(box.names, (box.start + z * box.width).T, strict=True))
    holds = truths(box.scenario, reached.conclusion, columns) == reached.make
    return min(length(own, measure) for own in z[holds])  # type: ignore[arg-type]


def test_every_measure_finds_what_lies_inside_and_no_lattice_is_nearer() -> None:
    scenario = recognition("op_ed")
    box = worlds(scenario, FOUR)
    found = {one.measure: one for one in nearest_worlds(scenario, "count(holdouts.yes) == 0", free=FOUR)}
    for measure, one in found.items():
        assert one.inside is None, "it holds inside the ranges"
        if measure != "count":
            assert one.distance <= least_of_a_lattice(box, one.goal, measure, 12) + 1e-6
    assert found["total"].distance == pytest.approx(0.8583333 + 0.8, abs=1e-6)  # reprisal, and pressure to its end
    assert found["total"].distance <= sum(abs(moved.widths) for moved in found["count"].moved) + 1e-6
    ends = {moved.entry.name: moved for moved in found["total"].moved}
    assert ends["pressure"].new == ends["pressure"].entry.low, "the end of a range is exactly that end"
    assert not ends["pressure"].outside


def test_what_only_a_corner_of_the_box_reaches_is_found() -> None:
    scenario = recognition("hindsight_2026")
    one = nearest_world(scenario, goal("count(holdouts.yes) == 4", "every"), CORNER, "count")
    assert one.inside is None
    assert one.world is not None
    assert len(one.moved) == one.distance == 9
    assert truths(one.world, one.goal.conclusion, {"a0": np.array([one.world.values["a0"]])}).all()


@pytest.mark.parametrize("concept", ["some", "every", "best_joint"])
@pytest.mark.parametrize("make", [True, False])
def test_places_of_the_pool_reach_the_goal_and_what_is_polished_from_them_does_too(concept: str, make: bool) -> None:
    scenario = recognition("sceptic" if make else "op_ed")
    box, wanted = worlds(scenario), goal("count(holdouts.yes) == 4", concept, make)
    for z in Pool(box, wanted).starts("count", 2):
        thin = polished(z, Ground(lambda places: reached_at(box, wanted, places), box.low, box.high, "count"))
        assert box.holds(z)
        assert rank(thin, "count") <= rank(z, "count")
        assert wanted.reached(box.moved(z))
        assert wanted.reached(box.moved(thin))
        for j in np.flatnonzero(thin):
            without = np.where(np.arange(len(thin)) == j, 0.0, thin)
            assert np.count_nonzero(thin) == 1 or not wanted.reached(box.moved(without))
