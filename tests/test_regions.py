"""Regions of two assumptions: against boundaries found on paper, games solved one at a time, and break-evens."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import ask
from negotiation_sim.errors import InputError
from negotiation_sim.present.writer import write_all
from negotiation_sim.questions.asking import files_of
from negotiation_sim.questions.breakeven.answer import break_even, break_evens
from negotiation_sim.questions.regions import pictures as map_of
from negotiation_sim.questions.regions.answer import Regions, regions
from negotiation_sim.questions.regions.forms import record as regions_record
from negotiation_sim.questions.regions.question import QUESTION
from negotiation_sim.questions.regions.strips import SHARP
from negotiation_sim.worlds.results.chain import chain

from .test_breakeven import FOUR, SETTLED, kosovo, on_paper, solved_alone


def corner_case(folder: Path) -> Regions:
    """Row goes from x + y = 1 on, Column from y = 0.3 on: the boundary has a corner at (0.7, 0.3)."""
    case = on_paper(folder, "row.go * (x + y - 1)", "column.go * (y - 0.3)", x=(0.5, 0, 1), y=(0.8, 0, 1))
    return regions(chain(case.scenario("free_choice"), "row.go and column.go"), "x", "y")


def test_the_boundary_has_its_corner_where_two_lines_meet_and_each_part_its_player(tmp_path: Path) -> None:
    found = corner_case(tmp_path)
    parts = {part.bindings[0].players: np.array(part.places) for part in found.boundaries}
    assert set(parts) == {("row",), ("column",)}
    assert parts["row",].sum(axis=1) == pytest.approx(np.ones(len(parts["row",])), abs=2 * SHARP)
    assert parts["column",][:, 1] == pytest.approx(0.3, abs=1e-5)
    for points in parts.values():
        assert np.abs(points - [0.7, 0.3]).sum(axis=1).min() < 2 * SHARP
    assert found.share == pytest.approx(0.5 - 0.3**2 / 2, abs=2e-3)
    assert found.exact
    assert found.complete


def test_a_curved_boundary_is_drawn_within_half_a_thousandth(tmp_path: Path) -> None:
    case = on_paper(tmp_path, "row.go * (x * y - 0.25)", x=(0.9, 0, 1), y=(0.8, 0, 1))
    found = regions(chain(case.scenario("free_choice"), "row.go"), "x", "y")
    for y in np.linspace(0.26, 1.2, 200):
        row = found.strip_at(float(y))
        inner = row.edges[1:-1]
        inner = inner[inner > 0]
        assert inner == pytest.approx([0.25 / y] if 0.25 / y < 1.25 else [], abs=SHARP * 1.5)


def test_an_island_that_no_first_row_meets_is_found_by_a_column(tmp_path: Path) -> None:
    case = on_paper(tmp_path, "row.go * (0.004 - abs(y - 0.31))", x=(0.5, 0, 1), y=(0.8, 0, 1))
    found = regions(chain(case.scenario("free_choice"), "row.go"), "x", "y")
    levels = sorted({round(point[1], 4) for part in found.boundaries for point in part.places})
    assert levels == [0.306, 0.314]


@cache
def kosovo_map() -> Regions:
    return regions(chain(kosovo().scenario("recognition_first"), SETTLED), "dialogue_offset", "us_cred")


def test_the_kosovo_map_is_that_of_one_game_at_a_time() -> None:
    found = kosovo_map()
    rng = np.random.default_rng(11)
    for x, y in zip(rng.uniform(0, 1.2, 40), rng.uniform(0.2, 1.1, 40), strict=True):
        row = found.strip_at(y)
        if np.abs(row.edges[1:-1] - x).min(initial=1) > 2e-3 and abs(y - 20 / 33) > 1e-3:
            answer = solved_alone(
                kosovo().scenario("recognition_first"), SETTLED, "best_joint", dialogue_offset=x, us_cred=y
            )
            assert row.at(x) == answer, (x, y)


def test_whoever_binds_along_a_part_of_the_boundary_is_who_binds_in_a_break_even_there() -> None:
    scenario = kosovo().scenario("recognition_first")
    found = regions(chain(scenario, FOUR), "dialogue_offset", "us_cred")
    parts = [part for part in found.boundaries if part.places[0] != part.places[-1]]
    assert {part.bindings[0].players for part in parts} == {("spain",), ("kosovo",)}  # Kosovo on a short level piece
    for part in parts:
        (x, y), (to_x, to_y) = part.places[len(part.places) // 2 - 1 :][:2]
        (one,) = break_evens(
            chain(scenario.with_values({"dialogue_offset": (x + to_x) / 2}), FOUR), ["us_cred"]
        ).nearest_first
        near = min(one.switches, key=lambda switch: abs(switch.value - (y + to_y) / 2))
        assert near.value == pytest.approx((y + to_y) / 2, abs=1e-3)
        assert near.bindings[0].players == part.bindings[0].players


def test_both_break_evens_lie_on_the_map_s_boundary() -> None:
    found = kosovo_map()
    assert pytest.approx(found.strip_at(1.0).edges[1], abs=2e-4) == 37 / 96
    assert found.strip_at(0.6591517004203287).edges[1] == pytest.approx(0.85, abs=1e-3)


def test_every_set_is_marked_with_the_map_s_answer_and_its_own() -> None:
    marks = {mark.assumptions.name: mark for mark in kosovo_map().sets}
    assert list(marks) == list(kosovo().sets)
    for name, mark in marks.items():
        values = kosovo().values(name)
        assert (mark.x, mark.y) == (values["dialogue_offset"], values["us_cred"])
        assert mark.own_holds == solved_alone(kosovo().scenario("recognition_first", name), SETTLED, "best_joint")
        here = solved_alone(kosovo().scenario("recognition_first"), SETTLED, "best_joint",
                            dialogue_offset=mark.x, us_cred=mark.y)  # fmt: skip
        assert mark.map_holds == here
    assert [name for name, mark in marks.items() if mark.map_holds != mark.own_holds] == [
        "russia_escalates", "sceptic_kosovo", "sceptic_serbia",
    ]  # fmt: skip


def test_the_map_says_in_words_what_it_draws(tmp_path: Path) -> None:
    found = kosovo_map()
    said = map_of.in_words(found)
    assert "Spain is indifferent between yes and no" in said
    assert "Kosovo is indifferent between concede and hold firm" in said
    assert (
        "Russia escalates at (0.85, 0.8): the map holds; its own answer does not hold: the set's other values differ."
        in said
    )
    record = regions_record(found)
    assert record["exact"]
    assert len(record["sets"]) == len(kosovo().sets)
    written = write_all(files_of(QUESTION, found), tmp_path)
    assert {path.name for path in written} == {
        "regions_table.txt", "regions_table.json", "regions_table.csv", "regions.png", "regions.svg", "regions.txt",
    }  # fmt: skip


def test_a_switch_is_no_axis_of_a_map() -> None:
    with pytest.raises(InputError, match="'pledge' is a switch, 0 or 1, and no axis of a map"):
        regions(chain(kosovo().scenario("recognition_first"), FOUR), "dialogue_offset", "pledge")


def test_an_assumption_whose_range_has_no_width_has_no_switch_and_no_map(tmp_path: Path) -> None:
    case = on_paper(tmp_path, "row.go * (x + y - 1)", x=(0.5, 0.5, 0.5), y=(0.8, 0, 1))
    links = chain(case.scenario("free_choice"), "row.go")
    still = break_even(links, case.register["x"])
    assert (still.switches, still.margin, still.share) == ((), float("inf"), float("inf"))
    with pytest.raises(InputError, match=r"that of 'x' is 0\.5 to 0\.5"):
        regions(links, "x", "y")


def test_python_asks_for_a_map_as_the_command_line_does() -> None:
    holds = "first.straight and second.swerve"
    answered = ask("regions", "free_choice", case="chicken", holds=holds, sense="some", x="crash", y="win")
    assert answered.record["sets"][0]["map_holds"]
    assert list(answered.table.columns) == ["win", "crash_from", "crash_to", "holds"]
