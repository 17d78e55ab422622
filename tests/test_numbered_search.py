"""The nearest world for conclusions about numbers: each holds when made anew, and no place of a grid is nearer."""

from collections.abc import Callable, Iterator
from itertools import product
from math import sqrt

import numpy as np
import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.scenario import Scenario
from negotiation_sim.games.arrays import Array, Mask
from negotiation_sim.questions.believe.nearest.clock import Clock
from negotiation_sim.questions.believe.nearest.cuts import bracketed_between, cut
from negotiation_sim.questions.believe.nearest.goals import Goal
from negotiation_sim.questions.believe.nearest.ground import Ground
from negotiation_sim.questions.believe.nearest.numbered_search import nearest_by_numbers
from negotiation_sim.questions.believe.nearest.programmes import MEASURES, Measure
from negotiation_sim.questions.believe.nearest.worlds import Worlds, worlds
from negotiation_sim.worlds.results.on_numbers import NumberedKind
from negotiation_sim.worlds.results.result import KINDS, conclusion, holds, truths

from .numbered import KIND, bargain, values_of

NAMES = ("patience", "toll", "stag_share")
PER_SIDE = 25
BOX = (np.full(3, -1.0), np.ones(3))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with bargain(tmp_path_factory.mktemp("case") / "hunt") as folder:
        yield folder


def grid_of(within: Worlds) -> Array:
    """Places all over the box, the present world among them, a row each."""
    axes = [
        np.unique(np.concatenate([np.linspace(low, 0, PER_SIDE), np.linspace(0, high, PER_SIDE)]))
        for low, high in zip(within.low, within.high, strict=True)
    ]
    return np.array(list(product(*axes)))


def distances(places: Array) -> dict[Measure, float]:
    """The least distance of some places in each measure; infinite where there are none."""
    sizes = np.abs(places).reshape(-1, len(NAMES))
    parts = sizes.sum(axis=1), sizes.max(axis=1), (sizes > 0).sum(axis=1) * 1.0
    return dict(zip(("total", "largest", "count"), (float(part.min(initial=np.inf)) for part in parts), strict=True))


def on_grid(within: Worlds, goal: Goal) -> dict[Measure, float]:
    """The least distance of a place of the grid that reaches the goal, in each measure."""
    places = grid_of(within)
    draws = dict(zip(within.names, within.values(places).T, strict=True))
    return distances(places[truths(within.scenario, goal.conclusion, draws) == goal.make])


def check_nearest(
    scenario: Scenario, goal: Goal, more: float = 1.01, reference: dict[Measure, float] | None = None
) -> None:
    within = worlds(scenario, NAMES, kinds=("table",))
    reference = reference or on_grid(within, goal)
    for measure, answer in nearest_by_numbers(within, goal, MEASURES, further=False).items():
        assert answer.distance <= reference[measure] * more + 1e-6
        if answer.world is not None:
            assert holds(answer.world, goal.conclusion) == goal.make
            assert answer.at_least <= answer.distance
            assert not answer.exact or (measure == "count" and answer.distance == 1)


@pytest.mark.parametrize("scenario", ["in_turn", "free_choice"])
@pytest.mark.parametrize(
    "text",
    [
        "deal",
        "worth_it",
        "table: depth > 0.5",
        "table: joint > 3 and zone > 1",
        "table: joint > 2.5 or surplus > 1.8",
        "table: gain.first > 4.5 and zone >= 2",
        "table: zone > 20",
    ],
)
def test_no_place_of_a_grid_is_nearer(case: str, text: str, scenario: str) -> None:
    read = load_case(case)
    check_nearest(read.scenario(scenario), Goal(conclusion(read, text)))


@pytest.mark.parametrize("text", ["table: surplus > 0.2", "table: joint > 0.4 and surplus > 0", "table: zone < 1"])
def test_what_holds_is_made_to_fail_as_nearly(case: str, text: str) -> None:
    read = load_case(case)
    check_nearest(read.scenario("in_turn"), Goal(conclusion(read, text), make=False))


SEEN = 0.005
"""What holds on a smaller share of the grid than this a search may miss."""


@pytest.mark.parametrize("seed", range(24))
def test_no_place_of_a_grid_is_much_nearer_whatever_the_numbers(case: str, seed: int) -> None:
    """A number that jumps where half-spaces meet, in one or two pieces, bent by products of the assumptions."""
    scenario, rng = load_case(case).scenario("in_turn"), np.random.default_rng(seed)
    start = {name: scenario.values[name] for name in NAMES}
    width = {name: scenario.case.register[name].high - scenario.case.register[name].low for name in NAMES}
    bend = rng.choice([0.0, 0.4, 1.0])
    pieces = [
        [(*rng.uniform(-2, 2, 3), rng.uniform(0.1, 1.2)) for _ in range(rng.integers(1, 4))]
        for _ in range(rng.integers(1, 3))
    ]

    def holding(a: Array, b: Array, c: Array) -> list[Mask]:
        gaps = [[p * a + q * b + r * c + bend * p * a * b - need for p, q, r, need in piece] for piece in pieces]
        return [np.min(each, axis=0) >= 0 for each in gaps]

    def zone(there: Scenario, _: object, draws: dict[str, Array]) -> dict[str, Array]:
        values = values_of(there, draws)
        return {"zone": np.sum(holding(*((values[name] - start[name]) / width[name] for name in NAMES)), axis=0) * 1.0}

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, "table", NumberedKind(zone))  # type: ignore[arg-type, unused-ignore]
        within = worlds(scenario, NAMES, kinds=("table",))
        places = grid_of(within)
        seen = [piece for piece in holding(*places.T) if piece.mean() >= SEEN]
        reference = distances(places[np.any(seen, axis=0)] if seen else places[:0])
        check_nearest(scenario, Goal(conclusion(scenario.case, "deal")), 1.03, reference)


@pytest.mark.parametrize("start", [(0.7, 0.7, 0.7), (0.95, 0.6, 0.4)])
@pytest.mark.parametrize(
    ("reaches", "measure", "distance"),
    [
        (lambda z: z @ [3.0, 1.0, 2.0] >= 1.5, "total", 0.5),
        (lambda z: z @ [3.0, 1.0, 2.0] >= 1.5, "largest", 0.25),
        (lambda z: (z @ [1.0, 1.0, 0.0] >= 0.8) & (z @ [0.0, 1.0, 1.0] >= 0.8), "total", 0.8),
        (lambda z: (z @ [1.0, 0.5, 0.0] >= 0.8) & (z @ [0.5, 1.0, 0.0] >= 0.8), "total", 3.2 / 3),
        (lambda z: ((z - [0.8, 0.7, 0.5]) ** 2).sum(axis=1) <= 0.16, "total", 2.0 - 0.4 * sqrt(3)),
        (lambda z: ((z - [0.7, 0.7, 0.7]) ** 2).sum(axis=1) <= 0.27, "largest", 0.4),
    ],
)
def test_cutting_ends_at_the_nearest_place_of_what_is_convex(
    reaches: Callable[[Array], Mask], measure: Measure, distance: float, start: tuple[float, ...]
) -> None:
    end = cut(np.array(start), Ground(reaches, *BOX, measure))
    assert reaches(end[None])[0]
    size = np.abs(end).sum() if measure == "total" else np.abs(end).max()
    assert distance - 1e-9 <= size <= distance * 1.003


def test_a_boundary_is_bracketed_where_it_is_first_crossed() -> None:
    fails, reaches = bracketed_between(np.zeros((2, 1)), np.array([[1.0], [2.0]]), lambda z: z[:, 0] >= 0.3)
    assert (fails < 0.3).all()
    assert (reaches >= 0.3).all()
    assert np.abs(reaches - fails).max() <= 2e-9


def test_answers_in_words_and_in_the_record(case: str) -> None:
    answer = ask("believe", "in_turn", holds="deal", case=case)
    by_measure = {each["measure"]: each for each in answer.record["answers"]}
    # zone: floor(3 patience + share - 1.5 toll - 2.5) is 0 today, its argument 0
    assert by_measure["count"]["values"] == {"toll": pytest.approx(2 - 1 / 1.5)}
    assert by_measure["total"]["distance"] == pytest.approx(1 / 7.5, abs=1e-6)
    assert by_measure["largest"]["distance"] == pytest.approx(1 / 11.9, abs=1e-6)
    assert by_measure["count"]["alone"] == ["toll", "patience", "stag_share"]
    assert not by_measure["total"]["exact"]
    assert answer.record["conclusion"]["of"] == "table"
    assert "searched, by trying values" in answer.record["limits"]
    words = " ".join(answer.text.split())
    assert "nothing is proved" in words
    assert "Proved:" not in words
    assert "it is enough to believe toll 1.333 instead of 2" in words


def test_of_one_assumption_alone_the_answer_is_bracketed(case: str) -> None:
    answer = ask("believe", "in_turn", holds="worth_it", free=["toll"], measure=["total"], case=case)
    (told,) = answer.record["answers"]
    assert told["values"] == {"toll": pytest.approx(1.5, abs=1e-7)}
    assert told["words"][-1].startswith("Bracketed: tried in 32 steps on either side")


def test_what_is_out_of_reach_inside_the_ranges_is_looked_for_beyond(case: str) -> None:
    answer = ask("believe", "in_turn", holds="table: surplus > 5", free=["stag_share"], case=case)
    told = answer.record["answers"][0]
    assert told["values"] == {"stag_share": pytest.approx(8.5, abs=1e-6)}
    assert (told["inside_ranges"], told["impossible_inside_proved"]) == (False, False)
    assert "With every free assumption inside its range it was not found to be so." in told["words"]


def test_a_yes_or_no_is_turned_and_not_moved(case: str) -> None:
    answer = ask("believe", "in_turn", holds="deal", free=["pledge", "hare"], case=case)
    assert all(each["values"] == {"pledge": 1} for each in answer.record["answers"])


def test_what_decides_between_two_sets_leaves_out_what_concerns_other_kinds(case: str) -> None:
    table = ask("believe", "in_turn", holds="deal", between=["base", "cheap"], case=case)
    assert list(table.record["differences"]) == ["hare", "patience", "toll"]
    assert table.record["directions"][0]["least_sets"] == [["toll"]]
    game = ask("believe", "in_turn", holds="hunted", between=["base", "cheap"], case=case)
    assert list(game.record["differences"]) == ["hare"]


def test_a_game_does_not_move_what_the_table_alone_reads(case: str) -> None:
    assert ask("believe", "in_turn", holds="hunted", to="fails", case=case).record["free"] == [
        "stag_share", "hare", "empty_handed",
    ]  # fmt: skip
    with pytest.raises(InputError, match="toll"):
        ask("believe", "in_turn", holds="hunted", to="fails", free=["toll"], case=case)


def test_a_search_that_is_stopped_keeps_the_best_so_far(case: str) -> None:
    read = load_case(case)
    scenario, tells = read.scenario("in_turn"), []
    within = worlds(scenario, NAMES, Clock(0.2, tells.append), kinds=("table",))

    def slow(there: Scenario, reached: object, draws: dict[str, Array]) -> dict[str, Array]:
        if tells:
            within.clock.start -= 1.0
        return KIND.numbers(there, reached, draws)  # type: ignore[arg-type, return-value]

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, "table", NumberedKind(slow))  # type: ignore[arg-type, unused-ignore]
        answers = nearest_by_numbers(within, Goal(conclusion(read, "deal")), MEASURES)
    assert all(answer.stopped and answer.world is not None for answer in answers.values())
