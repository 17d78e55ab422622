"""Pictures show what the tables say: the numbers drawn are read back from the drawing and compared, not the pixels."""

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from negotiation_sim import bimatrix, compare, load_case, solve_scenario, thresholds
from negotiation_sim.case.scenario import Case
from negotiation_sim.present import canvas
from negotiation_sim.present.phrases import points, signed
from negotiation_sim.questions.compare import files as report
from negotiation_sim.questions.compare import grid, payoffs, tree
from negotiation_sim.questions.compare.answer import Comparison
from negotiation_sim.questions.matrix import pictures as matrix
from negotiation_sim.questions.thresholds import pictures as of_thresholds


@cache
def kosovo() -> Case:
    return load_case("kosovo")


@cache
def compared() -> Comparison:
    return compare(kosovo())


def texts(figure: Figure) -> list[str]:
    """Every text on a figure: title, labels, ticks, notes."""
    figure.canvas.draw()
    return [text.get_text() for text in figure.findobj(match=lambda artist: hasattr(artist, "get_text"))]


def numbers(words: str) -> list[str]:
    return re.findall(r"[+-]?\d+\.\d\d", words)


def test_the_payoffs_drawn_are_those_of_the_table() -> None:
    picture, _ = payoffs.pictures(compared())
    axes: Axes = picture.figure.axes[0]
    drawn = {line.get_label(): line.get_xdata() for line in axes.lines if not str(line.get_label()).startswith("_")}
    expected = {
        payoffs.label(solved, alike): list(solved.game.payoff(alike[0].profile).values())
        for solved in compared().solved
        for alike in solved.alike
    }
    assert {name: list(values) for name, values in drawn.items()} == expected
    assert [tick.get_text() for tick in axes.get_yticklabels()] == [p.name for p in kosovo().players.values()]


def test_the_changes_drawn_are_those_of_the_table() -> None:
    _, picture = payoffs.pictures(compared())
    drawn = [bar.get_width() for axes in picture.figure.axes for bar in axes.patches]
    table = compared().payoffs
    assert drawn == pytest.approx(table.loc[table["scenario"] != "status_quo", "change"].tolist())
    written = [text for text in texts(picture.figure) if re.fullmatch(r"[+-]\d+\.\d\d", text)]
    assert written == [signed(change) for change in drawn]


def test_there_is_no_picture_of_changes_where_there_is_no_baseline() -> None:
    names = [picture.name for picture in payoffs.pictures(compare(load_case("prisoners_dilemma")))]
    assert names == ["payoffs"]


def test_many_results_are_spread_over_several_pictures() -> None:
    pictures = list(payoffs.pictures(compare(kosovo(), list(kosovo().scenario_files))))
    names = [picture.name for picture in pictures]
    assert len(names) == len(set(names)) > 2
    assert all(len(picture.figure.axes) <= payoffs.RESULTS_A_PICTURE for picture in pictures)


def test_the_outcome_grid_has_a_tile_for_each_kind_of_result_and_explains_each_letter() -> None:
    sets = ["op_ed", "sceptic_serbia", "sceptic"]
    found = compare(kosovo(), [], sets)
    picture = grid.picture(found)
    tiles, key = picture.figure.axes
    kinds = {(s.scenario.name, s.scenario.assumptions.name): len(grid._kinds(s)) for s in found.solved}
    assert len(tiles.patches) == sum(kinds.values())
    assert [kinds["recognition_first", name] for name in sets] == [2, 2, 1]
    explained = key.texts[0].get_text()
    assert "A   Who recognises: nobody" in explained
    assert "C   Who recognises: all; NATO track: open; Serbia normalises: yes; Kosovo concedes: yes" in explained
    letters = {text.get_text() for text in tiles.texts} & set("ABCDEF")
    assert letters == {"A", "B", "C"}
    assert "Recognition first, op_ed: A (one pure equilibrium, cautious), C (one pure equilibrium, best joint)." in (
        picture.words
    )


def test_a_scenario_without_a_pure_equilibrium_has_no_tile() -> None:
    picture = grid.picture(compare(load_case("matching_pennies"), ["free_choice"]))
    assert len(picture.figure.axes[0].patches) == 0
    assert "no pure equilibrium" in picture.words


def test_the_matrix_shows_every_payoff_and_underlines_the_best_replies() -> None:
    found = bimatrix(solve_scenario(kosovo().scenario("recognition_first")), "serbia", "kosovo", result=2)
    picture = matrix.picture(found)
    axes = picture.figure.axes[0]
    written = [text for text in axes.texts if re.fullmatch(r"-?\d+\.\d\d", text.get_text())]
    assert sorted(text.get_text() for text in written) == sorted(points(float(x)) for x in found.game.payoffs.ravel())
    bold = [text.get_text() for text in written if text.get_fontweight() == "bold"]
    best = [
        points(float(found.game.payoffs[k, r, c]))
        for r in range(4)
        for c in range(3)
        for k in (0, 1)
        if found.best_replies(r, c)[k]
    ]
    assert bold == best
    assert picture.words.count("*") - 1 == len(best)


def test_the_threshold_lines_cross_zero_at_the_belief_needed() -> None:
    found = thresholds(kosovo().scenario("recognition_first"))
    picture = of_thresholds.picture(found)
    gains, payments = picture.figure.axes
    marks = [float(line.get_xdata()[0]) for line in gains.lines if len(line.get_xdata()) == 1]
    assert marks == pytest.approx([found.belief(member) for member in found.members])
    curves = [line for line in gains.lines if len(line.get_xdata()) == len(of_thresholds.BELIEFS)]
    for curve, member in zip(curves, found.members, strict=True):
        assert curve.get_ydata()[[0, -1]] == pytest.approx([found.alone(member), found.last(member)])
        crossing = np.interp(0, curve.get_ydata(), curve.get_xdata())
        assert crossing == pytest.approx(found.belief(member), abs=1e-3)
    assert [bar.get_width() for bar in payments.patches] == pytest.approx(found.insurance.payments)


def test_the_tree_shows_every_deviation_of_the_path_with_its_payoff() -> None:
    solved = solve_scenario(kosovo().scenario("recognition_first"))
    assert solved.staged is not None
    for path in (solved.staged.best_joint, solved.staged.cautious):
        assert path.profile is not None
        picture = tree.picture(solved, path)
        drawn = [value for text in picture.figure.axes[0].texts for value in numbers(text.get_text())]
        free = [node for node in path.nodes if any(solved.game.shape[i] > 1 for i in node.movers)]
        stays = [float(solved.game.payoffs[(i, *path.profile)]) for node in free for i in node.movers]
        leaves = [deviation.payoff for node in free for deviation in node.deviations]
        assert sorted(drawn) == sorted(map(points, stays + leaves))
        assert sorted(numbers(picture.words)) == sorted(drawn)


@pytest.mark.parametrize("changed", [{}, {"dialogue_offset": 0.1}])
def test_every_picture_names_the_assumptions_the_changes_and_the_hash(changed: dict[str, float]) -> None:
    scenario = kosovo().scenario("recognition_first", "sceptic_serbia", changed)
    solved = solve_scenario(scenario)
    assert solved.staged is not None
    found = [
        tree.picture(solved, solved.staged.cautious),
        matrix.picture(bimatrix(solved, "serbia", "kosovo")),
        of_thresholds.picture(thresholds(scenario)),
        *payoffs.pictures(compare(kosovo(), ["recognition_first"], ["sceptic_serbia"], changed)),
    ]
    for picture in found:
        said = " ".join(" ".join(texts(picture.figure)).split())
        assert "under 'sceptic_serbia'" in said
        assert scenario.digest in said
        assert ("dialogue_offset 0.85 -> 0.1 (outside its range 0.2 to 1)" in said) is bool(changed)
        assert ("with one own change" in said) is bool(changed)
        assert "no forecast" in said


def test_what_is_written_is_a_png_an_svg_and_words_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        report.write_comparison(compare(kosovo(), ["status_quo"]), tmp_path / folder)
    first, second = (sorted((tmp_path / folder).iterdir()) for folder in ("first", "second"))
    assert {"outcome_grid.png", "outcome_grid.svg", "outcome_grid.txt", "comparison.txt"} <= {p.name for p in first}
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_a_scenario_is_written_with_its_paths_and_a_matrix_for_each_result(tmp_path: Path) -> None:
    written = report.write_scenario(compare(kosovo(), ["recognition_first"]), tmp_path)
    names = {path.name for path in written}
    assert {"scenario.txt", "path_best_joint.png", "path_cautious.svg", "matrix_1.txt", "matrix_2.png"} <= names


def test_labels_pushed_apart_keep_their_order_and_their_distance() -> None:
    moved = canvas.apart([3.0, 1.0, 1.05, 1.1], 0.5)
    assert sorted(range(4), key=lambda k: moved[k]) == [1, 2, 3, 0]
    assert np.diff(sorted(moved)).min() > 0.49


def test_every_colour_goes_with_a_mark_of_its_own() -> None:
    assert len(set(canvas.MARKERS)) == len(canvas.COLOURS)
