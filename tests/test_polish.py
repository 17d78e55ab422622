"""Polishing: against places on paper, and whole answers against solving small random cases at every place of a grid."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import load_case
from negotiation_sim.case.scenario import Scenario
from negotiation_sim.errors import InputError
from negotiation_sim.games.arrays import Array, Mask
from negotiation_sim.questions.believe.answer import nearest_worlds
from negotiation_sim.questions.believe.nearest.clock import Clock
from negotiation_sim.questions.believe.nearest.goals import Goal
from negotiation_sim.questions.believe.nearest.ground import Ground, nearest_of, rank
from negotiation_sim.questions.believe.nearest.nearest_world import NearestWorld
from negotiation_sim.questions.believe.nearest.polish import polished
from negotiation_sim.questions.believe.nearest.programmes import MEASURES, Measure, length
from negotiation_sim.questions.believe.sentences import sentences
from negotiation_sim.worlds.results.result import truths

# ------ on paper ------


def ground(measure: Measure, *rows: tuple[float, ...], need: float = 1.0) -> Ground:
    """Where one of some weighted sums of the values reaches what is needed; every value moves by 1 at most."""

    def holds(places: Array) -> Mask:
        return np.any([places @ np.array(row) >= need - 1e-12 for row in rows], axis=0)

    size = len(rows[0])
    return Ground(holds, -np.ones(size), np.ones(size), measure)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("than", [None, 0, 30])
def test_the_nearest_row_that_holds_is_the_least_of_all_that_hold_though_not_all_are_solved(
    measure: Measure, than: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotiation_sim.questions.believe.nearest.ground.TOGETHER", 3)
    rng = np.random.default_rng(3)
    rows = rng.uniform(-1, 1, (60, 4)) * (rng.random((60, 4)) < 0.6)
    for need in (0.2, 0.9, 1.6, 9.0):
        place = ground(measure, (1.0, -1.0, 0.5, 0.2), need=need)
        limit = (np.inf, np.inf) if than is None else rank(rows[than], measure)
        near = [row for row in rows if place.holds(row[None])[0] and rank(row, measure) < limit]
        best = nearest_of(rows, place, None if than is None else rows[than])
        assert (best is None) == (not near)
        if best is not None:
            assert rank(best, measure) == min(rank(row, measure) for row in near)


def test_a_value_that_moves_too_far_goes_back_as_far_as_it_may() -> None:
    place = polished(np.array([1.0, 0.0]), ground("total", (2.0, 0.0)))
    assert place == pytest.approx([0.5, 0.0], abs=1e-6)


def test_what_is_not_needed_goes_back_to_no_move_at_all() -> None:
    place = polished(np.array([0.5, 0.7, -0.3]), ground("total", (2.0, 0.0, 0.0)))
    assert place.tolist() == [0.5, 0.0, 0.0]


def test_a_value_is_traded_for_another_that_does_more() -> None:
    assert polished(np.array([1.0, 0.0]), ground("total", (1.0, 4.0))) == pytest.approx([0.0, 0.25], abs=1e-5)
    assert polished(np.array([1.0, 0.0]), ground("total", (1.0, -4.0))) == pytest.approx([0.0, -0.25], abs=1e-5)


def test_a_trade_stops_at_the_end_of_a_range() -> None:
    """As near to it as the smallest share of a value that is traded."""
    place = polished(np.array([0.9, 0.8]), ground("total", (1.0, 1.2), need=1.8))
    assert place == pytest.approx([0.6, 1.0], abs=1e-4)


def test_at_most_all_that_help_move_equally_far() -> None:
    place = polished(np.array([1.0, 0.0, 0.0]), ground("largest", (1.0, 1.0, -2.0)))
    assert place == pytest.approx([0.25, 0.25, -0.25], abs=1e-5)


def test_in_number_two_are_given_up_for_one_and_the_one_goes_back_as_far_as_it_may() -> None:
    place = polished(np.array([0.5, 0.5, 0.0]), ground("count", (1.0, 1.0, 0.0), (0.0, 0.0, 2.0)))
    assert place == pytest.approx([0.0, 0.0, 0.5], abs=1e-6)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("seed", range(5))
def test_no_value_moved_back_none_dropped_and_no_pair_traded_still_holds(measure: Measure, seed: int) -> None:
    """At places bounded by several conditions, some of them products."""
    rng = np.random.default_rng(seed)
    slope, twist = rng.normal(size=(2, 4)), rng.normal(size=(2, 4, 4)) / 3

    def holds(places: Array) -> Mask:
        sums = places @ slope.T + np.einsum("pi,kij,pj->pk", places, twist, places)
        return np.asarray((sums >= 0.4).all(axis=1))

    starts = rng.uniform(-1, 1, (400, 4))
    starts = starts[holds(starts)]
    place = polished(starts[0], Ground(holds, -np.ones(4), np.ones(4), measure))
    assert holds(place[None])[0]
    assert rank(place, measure) <= rank(starts[0], measure)
    for other in nearby(place):
        nearer = length(other, measure) < length(place, measure) - 1e-4
        assert not (nearer and holds(other[None])[0]), other


def nearby(place: Array) -> list[Array]:
    """Each value moved back by some share, all of it included, alone or while another moves on by less."""
    places = []
    for j, share in itertools.product(np.flatnonzero(place), (0.02, 0.2, 0.5, 1.0)):
        back = place.copy()
        back[j] -= share * place[j]
        places.append(back)
        for k, part in itertools.product(range(len(place)), (-0.9, -0.5, 0.5, 0.9)):
            if k != j:
                traded = back.copy()
                traded[k] = np.clip(place[k] + part * share * abs(place[j]), -1, 1)
                places.append(traded)
    return places


# ------ small random cases, solved at every place of a grid ------

NUMBER = '[{}]\nvalue = {}\nrange = [{}, {}]\nunit = "points"\nwhy = "a test"\nsource = "the tests"\nlevel = "main"\n'
RANGES = {"p": (1, 0, 3), "q": (2, 0, 4), "r": (1, -1, 2)}
SENSES = ("some", "every", "best_joint", "cautious")


def small_case(folder: Path, seed: int) -> Scenario:
    """Two to four players, two moves each, two or three assumptions that are added, or in some cells multiplied.

    All numbers are whole, so payoffs are often equal.
    """
    rng = np.random.default_rng(seed)
    players, multiplied, names = 2 + seed % 3, seed % 2 == 1, list(RANGES)[: int(rng.integers(2, 4))]
    labels = "abcd"[:players]

    def cell(moves: tuple[str, ...], k: int) -> str:
        parts = [str(rng.integers(-6, 7)), *(f"{rng.integers(-2, 3)}*{name}" for name in names)]
        parts += [f"{rng.integers(-1, 2)}*p*q"] if multiplied and k < 2 else []
        return "*".join([*(f"{who}.{move}" for who, move in zip(labels, moves, strict=True)), f"({' + '.join(parts)})"])

    def rule() -> str:
        return " + ".join(cell(moves, k) for k, moves in enumerate(itertools.product("xy", repeat=players)))

    tables = ['[case]\ntitle = "Small"\nsource = "the tests"']
    tables += [f'[players.{who}]\nname = "{who.upper()}"\nstrategies = ["x", "y"]' for who in labels]
    tables += [f'[order]\nplain = [["a"], {[*labels[1:]]}]', "[payoffs]", *(f'{who} = "{rule()}"' for who in labels)]
    folder.mkdir()
    (folder / "game.toml").write_text("\n".join(tables), encoding="utf-8")
    numbers = (NUMBER.format(name, *RANGES[name]) for name in names)
    (folder / "assumptions.toml").write_text("".join(numbers), encoding="utf-8")
    (folder / "plain.toml").write_text('title = "Plain"\norder = "plain"\n', encoding="utf-8")
    return load_case(folder).scenario("plain")


def least_on_a_grid(scenario: Scenario, goal: Goal) -> dict[Measure, float]:
    """In each measure the least distance of all places of a grid that reach the goal; the grid holds all whole numbers.

    Infinite where none does.
    """
    names = list(scenario.case.register)
    steps = 20 if len(names) == 2 else 8
    now, low, high = np.array([RANGES[name] for name in names], dtype=float).T
    axes = [np.linspace(a, b, int(b - a) * steps + 1) for a, b in zip(low, high, strict=True)]
    values = np.array(list(itertools.product(*axes)))
    reached = truths(scenario, goal.conclusion, dict(zip(names, values.T, strict=True))) == goal.make
    z = (values[reached] - now) / (high - low)
    return {measure: min((length(place, measure) for place in z), default=np.inf) for measure in MEASURES}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("sense", SENSES)
def test_no_place_of_a_grid_is_nearer_than_an_answer_and_none_undercuts_a_bound(
    tmp_path: Path, seed: int, sense: str
) -> None:
    scenario = small_case(tmp_path / "case", seed)
    for condition in ("a.x", "a.y and b.x"):
        try:
            answers = nearest_worlds(scenario, condition, sense)
        except InputError:  # the condition holds at no profile
            continue
        grid = least_on_a_grid(scenario, answers[0].goal)
        for answer in answers:
            least = grid[answer.measure]
            assert answer.at_least <= answer.distance
            if answer.world is None or answer.inside is not None:
                assert least == np.inf
                continue
            assert answer.goal.reached(answer.world)
            assert answer.distance <= least + 1e-6
            assert answer.at_least <= least + 1e-6


def numbers(answer: NearestWorld) -> tuple[float, dict[str, float]]:
    return answer.distance, {moved.entry.name: moved.new for moved in answer.moved}


@pytest.mark.parametrize("sense", SENSES)
def test_an_answer_is_the_same_whichever_other_measures_are_asked(tmp_path: Path, sense: str) -> None:
    scenario = small_case(tmp_path / "case", 5)
    together = nearest_worlds(scenario, "a.x", sense)
    for answer in together:
        (alone,) = nearest_worlds(scenario, "a.x", sense, measures=[answer.measure])
        assert numbers(alone) == numbers(answer)
        assert alone.at_least == answer.at_least


def test_what_one_value_does_only_where_two_payoffs_are_equal_is_found(tmp_path: Path) -> None:
    """Matching pennies has a pure equilibrium only where a player is indifferent."""
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "game.toml").write_text(
        '[case]\ntitle = "Pennies"\nsource = "the tests"\n[players.a]\nname = "A"\nstrategies = ["x", "y"]\n'
        '[players.b]\nname = "B"\nstrategies = ["x", "y"]\n[payoffs]\n'
        'a = "p * p * (a.x * b.x + a.y * b.y) + q * a.x * b.y - 2 * a.x * b.y"\nb = "a.x * b.y + a.y * b.x"\n',
        encoding="utf-8",
    )
    numbers = NUMBER.format("p", 1, -1, 3) + NUMBER.format("q", 2, 0, 4)
    (folder / "assumptions.toml").write_text(numbers, encoding="utf-8")
    (folder / "plain.toml").write_text('title = "Plain"\n', encoding="utf-8")
    (answer,) = nearest_worlds(load_case(folder).scenario("plain"), "b.x or b.y", "some", measures=["count"])
    assert answer.distance == 1
    assert answer.at_least <= 1


# ------ time ------


def test_where_time_is_up_the_best_so_far_is_given_and_said_to_be_no_more() -> None:
    scenario, told = load_case("kosovo").scenario("recognition_first"), list[str]()
    (whole,) = nearest_worlds(scenario, "serbia.normalise", measures=["total"], clock=Clock(1e6, told.append))
    assert not whole.stopped
    assert any(best.startswith("total ") for best in told)
    (none,) = nearest_worlds(scenario, "serbia.normalise", measures=["total"], clock=Clock(-1.0))
    assert none.stopped
    assert none.world is None
    assert sentences(none) == ["Time was up before an answer was found."]
