"""Pictures show what the tables say; what all share: whose assumptions, which changes, the hash, no forecast."""

import html
import re
from functools import cache

import numpy as np
import pytest
from matplotlib.figure import Figure

from negotiation_sim import ask, bimatrix, compare, load_case, solve_scenario, thresholds
from negotiation_sim.case.scenario import Case
from negotiation_sim.present import canvas
from negotiation_sim.questions.compare import payoff_pictures, staged_path_picture
from negotiation_sim.questions.matrix import pictures as matrix
from negotiation_sim.questions.regions import pictures as regions
from negotiation_sim.questions.thresholds import pictures as of_thresholds


@cache
def kosovo() -> Case:
    return load_case("kosovo")


def texts(figure: Figure) -> list[str]:
    """Every text on a figure: title, labels, ticks, notes."""
    figure.draw_without_rendering()
    return [text.get_text() for text in figure.findobj(match=lambda artist: hasattr(artist, "get_text"))]


@pytest.mark.parametrize("changed", [{}, {"dialogue_offset": -0.5}])
def test_every_picture_names_the_assumptions_the_changes_and_the_hash(changed: dict[str, float]) -> None:
    scenario = kosovo().scenario("recognition_first", "sceptic_serbia", changed)
    solved = solve_scenario(scenario)
    assert solved.staged is not None
    found = [
        staged_path_picture.picture(solved, solved.staged.cautious),
        matrix.picture(bimatrix(solved, "serbia", "kosovo")),
        of_thresholds.picture(thresholds(scenario)),
        *payoff_pictures.pictures(compare(kosovo(), ["recognition_first"], ["sceptic_serbia"], changed)),
    ]
    for picture in found:
        said = " ".join(" ".join(texts(picture.figure)).split())
        assert "under “Sceptical of Serbia”" in said
        assert scenario.digest in said
        assert ("(dialogue_offset) 0.85 -> -0.5 (outside its range -0.2 to 1)" in said) is bool(changed)
        assert ("with one own change" in said) is bool(changed)
        assert "no forecast" in said


def test_labels_pushed_apart_keep_their_order_and_their_distance() -> None:
    moved = canvas.apart([3.0, 1.0, 1.05, 1.1], 0.5)
    assert sorted(range(4), key=lambda k: moved[k]) == [1, 2, 3, 0]
    assert np.diff(sorted(moved)).min() > 0.49


def test_every_colour_goes_with_a_mark_of_its_own() -> None:
    assert len(set(canvas.MARKERS)) == len(canvas.COLOURS)


def lines_of(figure: Figure) -> set[str]:
    return {line.strip() for text in texts(figure) for line in text.splitlines() if line.strip()}


@pytest.mark.parametrize("number", [1, 2])
def test_the_text_of_an_svg_is_text_that_can_be_searched_and_the_bytes_are_the_same_each_time(number: int) -> None:
    solved = solve_scenario(kosovo().scenario("recognition_first"))
    first, second = (matrix.picture(bimatrix(solved, "serbia", "kosovo", result=number)) for _ in range(2))
    written = canvas.svg(first)
    assert written == canvas.svg(second)
    said = html.unescape(re.sub(r"<[^>]+>", "\n", written.decode("utf-8").partition("</metadata>")[2]))
    assert lines_of(first.figure) <= {line.strip() for line in said.splitlines()}
    assert f"Recognition first, result\xa0{number}: payoffs of Serbia" in said


@pytest.mark.parametrize("count", [1, 3, 4, 5, 6])
def test_every_panel_of_the_changes_has_numbers_and_a_label_below_it(count: int) -> None:
    names = [name for name in kosovo().scenario_files if name != "status_quo"]
    comparison = compare(kosovo(), names)
    results = [(solved, alike) for solved in comparison.solved for alike in solved.alike][:count]
    figure = payoff_pictures.changes(comparison, results, "changes").figure
    figure.draw_without_rendering()
    panels = [axes for axes in figure.axes if axes.get_visible()]
    assert len(panels) == count
    for axes in panels:
        assert axes.get_xlabel() == "Payoff points gained or lost"
        assert [label.get_text() for label in axes.get_xticklabels() if label.get_visible() and label.get_text()]


def test_the_mark_of_a_set_at_the_edge_of_the_map_is_whole_and_one_beyond_it_is_not_drawn_over_the_margin() -> None:
    answered = ask("regions", "free_choice", case="stag_hunt", holds="first.stag", x="stag_share", y="hare")
    picture = regions.picture(answered.answer)
    marks = [line for line in picture.figure.axes[0].lines if line.get_marker() == "o"]
    assert marks
    assert not any(line.get_clip_on() for line in marks)
    map_of = answered.answer
    edge = (map_of.strips[0].edges[0], map_of.strips[-1].y)
    assert regions._on_map(map_of, edge)
    assert not regions._on_map(map_of, (edge[0] - 1, edge[1]))
