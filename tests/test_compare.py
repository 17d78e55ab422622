"""Scenarios side by side: the tables, the pictures that show them, and several assumption sets."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from negotiation_sim import InputError, ask, compare, load_case
from negotiation_sim.case.scenario import Case
from negotiation_sim.present import canvas
from negotiation_sim.present.phrases import signed
from negotiation_sim.questions.compare import outcome_grid, payoff_pictures
from negotiation_sim.questions.compare.answer import Comparison

from .by_hand.kosovo import PLAYERS as NINE


@cache
def kosovo() -> Case:
    return load_case("kosovo")


@cache
def compared() -> Comparison:
    return compare(kosovo())


def texts(figure: Figure) -> list[str]:
    """Every text on a figure: title, labels, ticks, notes."""
    figure.draw_without_rendering()
    return [text.get_text() for text in figure.findobj(match=lambda artist: hasattr(artist, "get_text"))]


def test_the_payoffs_drawn_are_those_of_the_table() -> None:
    picture, _ = payoff_pictures.pictures(compared())
    axes: Axes = picture.figure.axes[0]
    drawn = {line.get_label(): line.get_xdata() for line in axes.lines if not str(line.get_label()).startswith("_")}
    expected = {
        payoff_pictures.label(solved, alike): [solved.game.payoff(alike[0].profile)[player] for player in NINE]
        for solved in compared().solved
        for alike in solved.alike
    }
    assert {name: list(values) for name, values in drawn.items()} == expected
    assert [tick.get_text() for tick in axes.get_yticklabels()] == [kosovo().players[player].name for player in NINE]


def test_the_changes_drawn_are_those_of_the_table() -> None:
    _, picture = payoff_pictures.pictures(compared())
    drawn = [bar.get_width() for axes in picture.figure.axes for bar in axes.patches]
    table = compared().payoffs
    changed = (table["scenario"] != "status_quo") & table["player"].isin(NINE)
    assert sorted(drawn) == pytest.approx(sorted(table.loc[changed, "change"]))
    written = [text for text in texts(picture.figure) if re.fullmatch(r"[+-]\d+\.\d\d", text)]
    assert written == [signed(change) for change in drawn]


def test_there_is_no_picture_of_changes_where_there_is_no_baseline() -> None:
    names = [picture.name for picture in payoff_pictures.pictures(compare(load_case("prisoners_dilemma")))]
    assert names == ["payoffs"]


def test_many_results_are_spread_over_several_pictures() -> None:
    pictures = list(payoff_pictures.pictures(compare(kosovo(), list(kosovo().scenario_files))))
    names = [picture.name for picture in pictures]
    assert len(names) == len(set(names)) > 2
    assert all(len(picture.figure.axes) <= payoff_pictures.RESULTS_A_PICTURE for picture in pictures)


def test_the_outcome_grid_has_a_tile_for_each_kind_of_result_and_explains_each_letter() -> None:
    sets = ["op_ed", "sceptic_serbia", "sceptic"]
    found = compare(kosovo(), [], sets)
    picture = outcome_grid.picture(found)
    tiles, key = picture.figure.axes
    kinds = {(s.scenario.name, s.scenario.assumptions.name): len(outcome_grid._kinds(s)) for s in found.solved}
    assert len(tiles.patches) == sum(kinds.values())
    assert [kinds["recognition_first", name] for name in sets] == [2, 2, 1]
    explained = key.texts[0].get_text()
    assert "A   Who recognises: nobody" in explained
    assert "C   Who recognises: all; NATO track: open; Serbia normalises: yes; Kosovo concedes: yes" in explained
    letters = {text.get_text()[0] for text in tiles.texts if text.get_text()} & set("ABCDEF")
    assert letters == {"A", "B", "C"}


def test_a_tile_bears_the_number_of_its_result_where_the_scenario_has_several() -> None:
    found = compare(kosovo(), ["recognition_first", "conditional_pledge", "status_quo"])
    tiles = outcome_grid.picture(found).figure.axes[0]
    texts = [text.get_text() for text in tiles.texts]
    assert [f"{a} {b}".strip() for a, b, _ in zip(*[iter(texts)] * 3, strict=True)] == [
        *("A (1)", "B (2)"),  # as the text of the comparison numbers them
        *("A (1 to 11)", "B (12)"),
        "A",
    ]


@pytest.mark.parametrize("names", [["op_ed"], [*kosovo().sets]])
def test_what_is_written_in_a_tile_stands_within_it_however_many_there_are(names: list[str]) -> None:
    figure = outcome_grid.picture(compare(kosovo(), ["recognition_first", "conditional_pledge"], names)).figure
    figure.draw_without_rendering()
    tiles = figure.axes[0]
    edges = [tile.get_window_extent() for tile in tiles.patches]
    for text in tiles.texts:
        if text.get_text().strip("-"):
            box = text.get_window_extent()
            assert any(e.x0 <= box.x0 and box.x1 <= e.x1 and e.y0 <= box.y0 and box.y1 <= e.y1 for e in edges), text


def test_the_words_of_the_outcome_grid_name_every_tile() -> None:
    picture = outcome_grid.picture(compare(kosovo(), [], ["op_ed", "sceptic_serbia", "sceptic"]))
    tiles = "A (result 1: one pure equilibrium, cautious), C (result 2: one pure equilibrium, best joint)."
    assert f"Recognition first, op_ed: {tiles}" in picture.words


def test_a_scenario_without_a_pure_equilibrium_has_no_tile() -> None:
    picture = outcome_grid.picture(compare(load_case("matching_pennies"), ["free_choice"]))
    assert len(picture.figure.axes[0].patches) == 0
    assert "no pure equilibrium" in picture.words


def test_what_is_written_is_a_png_an_svg_and_words_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        ask("compare", "status_quo").write(tmp_path / folder)
    first, second = (sorted((tmp_path / folder).iterdir()) for folder in ("first", "second"))
    assert {"outcome_grid.png", "outcome_grid.svg", "outcome_grid.txt", "comparison.txt"} <= {p.name for p in first}
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_few_scenarios_are_written_in_full_besides_each_into_its_folder_and_many_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for form in ("png", "svg"):  # where pictures go is asked here, not what they show
        monkeypatch.setattr(canvas, form, lambda picture: b"")
    two = ask("compare", ["status_quo", "recognition_first"])
    assert {path.parent.name for path in two.write(tmp_path / "two")} == {"two", "status_quo", "recognition_first"}
    sets = ask("compare", "status_quo", assume=["op_ed", "sceptic"])
    assert {path.parent.name for path in sets.write(tmp_path / "sets")} == {
        "sets",
        "status_quo_op_ed",
        "status_quo_sceptic",
    }
    assert len(two.answer.case.scenario_files) > 4
    assert {path.parent.name for path in ask("compare", every=True).write(tmp_path / "all")} == {"all"}


def test_what_is_asked_from_python_is_what_is_computed_from_python() -> None:
    answered = ask("compare", ["status_quo", "recognition_first"], assume=["op_ed", "sceptic"], changes="funds=3")
    computed = compare(kosovo(), ["status_quo", "recognition_first"], ["op_ed", "sceptic"], {"funds": 3.0})
    assert answered.table.equals(computed.payoffs)
    assert json.loads(json.dumps(answered.record)) == answered.record
    assert set(answered.record) - set(ask("compare", "status_quo").record) == {"comparisons"}


def test_scenarios_of_two_cases_are_not_compared() -> None:
    built_in = Path(__file__).parent.parent / "scenarios"
    files = [built_in / "kosovo" / "status_quo.toml", built_in / "classics" / "chicken" / "free_choice.toml"]
    with pytest.raises(InputError, match="different cases"):
        ask("compare", [str(file) for file in files])


def test_sets_laid_over_each_other_are_compared_with_each_of_them() -> None:
    sets = ("op_ed", "sceptic", "op_ed+sceptic")
    comparison = ask("compare", "recognition_first", assume=sets).answer
    assert comparison.sets == sets
    alone, over = (comparison.under(name)[0].scenario for name in ("sceptic", "op_ed+sceptic"))
    for name in kosovo().sets["sceptic"].changes:
        assert over.values[name] == alone.values[name]
