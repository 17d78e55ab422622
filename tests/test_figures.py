"""Pictures show what the tables say; what all share: whose assumptions, which changes, the hash, no forecast."""

from functools import cache

import numpy as np
import pytest
from matplotlib.figure import Figure

from negotiation_sim import bimatrix, compare, load_case, solve_scenario, thresholds
from negotiation_sim.case.scenario import Case
from negotiation_sim.present import canvas
from negotiation_sim.questions.compare import payoff_pictures, staged_path_picture
from negotiation_sim.questions.matrix import pictures as matrix
from negotiation_sim.questions.thresholds import pictures as of_thresholds


@cache
def kosovo() -> Case:
    return load_case("kosovo")


def texts(figure: Figure) -> list[str]:
    """Every text on a figure: title, labels, ticks, notes."""
    figure.canvas.draw()
    return [text.get_text() for text in figure.findobj(match=lambda artist: hasattr(artist, "get_text"))]


@pytest.mark.parametrize("changed", [{}, {"dialogue_offset": 0.1}])
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
        assert "under 'sceptic_serbia'" in said
        assert scenario.digest in said
        assert ("dialogue_offset 0.85 -> 0.1 (outside its range 0.2 to 1)" in said) is bool(changed)
        assert ("with one own change" in said) is bool(changed)
        assert "no forecast" in said


def test_labels_pushed_apart_keep_their_order_and_their_distance() -> None:
    moved = canvas.apart([3.0, 1.0, 1.05, 1.1], 0.5)
    assert sorted(range(4), key=lambda k: moved[k]) == [1, 2, 3, 0]
    assert np.diff(sorted(moved)).min() > 0.49


def test_every_colour_goes_with_a_mark_of_its_own() -> None:
    assert len(set(canvas.MARKERS)) == len(canvas.COLOURS)
