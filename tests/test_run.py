"""One scenario in full: its results, its staged paths, and what is written about it."""

import re
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask, compare, load_case, solve_scenario
from negotiation_sim.present.phrases import points
from negotiation_sim.questions.compare import staged_path_picture


def numbers(words: str) -> list[str]:
    return re.findall(r"[+-]?\d+\.\d\d", words)


def test_the_tree_shows_every_deviation_of_the_path_with_its_payoff() -> None:
    solved = solve_scenario(load_case("kosovo").scenario("recognition_first"))
    assert solved.staged is not None
    for path in (solved.staged.best_joint, solved.staged.cautious):
        assert path.profile is not None
        picture = staged_path_picture.picture(solved, path)
        drawn = [value for text in picture.figure.axes[0].texts for value in numbers(text.get_text())]
        free = [node for node in path.nodes if any(solved.game.shape[i] > 1 for i in node.movers)]
        stays = [float(solved.game.payoffs[(i, *path.profile)]) for node in free for i in node.movers]
        leaves = [deviation.payoff for node in free for deviation in node.deviations]
        assert sorted(drawn) == sorted(map(points, stays + leaves))
        assert sorted(numbers(picture.words)) == sorted(drawn)


def test_a_scenario_is_written_with_its_paths_and_a_matrix_for_each_result(tmp_path: Path) -> None:
    names = {path.name for path in ask("run", "recognition_first").write(tmp_path)}
    assert {"comparison.json", "scenario.txt", "path_best_joint.png", "path_cautious.svg"} <= names
    assert {"matrix_1.txt", "matrix_2.png", "thresholds.png"} <= names


def test_a_run_is_a_comparison_of_one_scenario() -> None:
    answered = ask("run", "recognition_first", assume="sceptic", changes="dialogue_offset=0.6")
    computed = compare(load_case("kosovo"), ["recognition_first"], ["sceptic"], {"dialogue_offset": 0.6})
    assert answered.table.equals(computed.payoffs)
    assert (
        answered.record == ask("compare", "recognition_first", assume="sceptic", changes="dialogue_offset=0.6").record
    )


def test_two_assumption_sets_are_refused_with_what_to_ask_instead() -> None:
    with pytest.raises(InputError, match=r"Write op_ed\+sceptic .*`compare assume=op_ed assume=sceptic`"):
        ask("run", "recognition_first", assume=["op_ed", "sceptic"])


def test_the_words_tell_what_is_fixed_who_moves_when_and_every_result() -> None:
    said = ask("run", "recognition_first").text
    for words in ("Fixed: ", "Order of moves", "Result 1: ", "Result 2: ", "Path under the rule best joint"):
        assert words in said
