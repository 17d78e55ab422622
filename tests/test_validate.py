"""The catalogue of known answers: each is recomputed here a second way, and what `validate` does with it."""

import json
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.questions.validate.answer import Validation, agrees, validate
from negotiation_sim.questions.validate.catalogue import plain, read_catalogue
from negotiation_sim.questions.validate.concepts import CONCEPTS

from .by_hand.catalogue import CATALOGUE, altered
from .by_hand.known import SECOND

FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(CATALOGUE.glob("*.toml"))}
ANSWERS = [(case, name) for case, data in FILES.items() for name in data["answers"]]


@pytest.fixture(scope="module")
def found() -> Validation:
    return validate(read_catalogue())


@pytest.mark.parametrize(("case", "name"), ANSWERS, ids=lambda part: part)
def test_a_known_answer_is_what_a_second_computation_gives(case: str, name: str) -> None:
    answer = FILES[case]["answers"][name]
    second = SECOND[answer["concept"]](FILES[case], answer.get("with", {}))
    assert agrees(plain(answer["expected"]), second, answer.get("tolerance", 0.0)), second


def test_every_answer_is_computed_the_same(found: Validation) -> None:
    assert [(own.case.id, own.answer.name, own.computed) for own in found.mismatches] == []
    assert len(found.checked) == len(ANSWERS)


def spoiled(known: Any, by: float) -> Any:
    """The known answer with one part of it wrong: a number beyond its tolerance, a label, or one part too many."""
    if isinstance(known, dict):
        first, *_ = known
        return {**known, first: spoiled(known[first], by)}
    if isinstance(known, list):
        return [spoiled(known[0], by), *known[1:]] if known else ["one more"]
    return f"not {known}" if isinstance(known, str) else known + by * max(1.0, abs(known))


def test_an_answer_with_one_part_wrong_is_a_mismatch_whatever_the_concept(found: Validation) -> None:
    for own in found.checked:
        wrong = spoiled(own.answer.expected, max(2 * own.answer.tolerance, 1e-6))
        assert not agrees(wrong, own.computed, own.answer.tolerance), own.answer.name


def test_every_concept_of_the_table_has_a_known_answer_or_a_test_of_its_own() -> None:
    used = {answer["concept"] for data in FILES.values() for answer in data["answers"].values()}
    assert used <= set(CONCEPTS)
    assert set(CONCEPTS) - used == {"banzhaf", "fictitious_play_regret"}  # in test_power and test_learning


def test_the_catalogue_cites_its_sources_and_says_which_numbers_it_computed_itself() -> None:
    cases = read_catalogue()
    assert len(cases) >= 30
    assert all(case.citation.authors and case.citation.published_in for case in cases)
    own_numbers = [case for case in cases if any(answer.obtained == "recomputed" for answer in case.answers)]
    assert [case.id for case in own_numbers if not case.note] == []


@pytest.mark.parametrize(
    "words", ["from memory", "not at hand", "chosen here", "computed here", "was computed", "were computed"]
)
def test_a_note_that_a_number_was_not_read_is_matched_by_the_answers_of_its_file(words: str) -> None:
    noted = [case for case in read_catalogue() if words in case.note]
    assert noted
    assert [case.id for case in noted if all(own.obtained == "published" for own in case.answers)] == []


WRITTEN_FROM_MEMORY = {"bernheim_peleg_whinston_1987", "osborne_rubinstein_1994_correlated"}


def test_no_answer_of_a_game_written_down_from_memory_counts_as_read() -> None:
    noted = {case.id for case in read_catalogue() if "from memory" in case.note}
    assert noted == WRITTEN_FROM_MEMORY
    for case in read_catalogue():
        if case.id in noted:
            assert {own.obtained for own in case.answers} == {"recomputed"}


def test_the_last_lines_count_what_was_read_and_what_was_computed() -> None:
    said = " ".join(run().stdout.split())
    obtained = [answer["obtained"] for data in FILES.values() for answer in data["answers"].values()]
    read, computed = obtained.count("published"), obtained.count("recomputed")
    works = {tuple(data["citation"][key] for key in ("authors", "year", "work")) for data in FILES.values()}
    assert f"Known answers computed the same: {len(ANSWERS)} of {len(ANSWERS)}, from {len(works)} publications." in said
    assert f"Standing in the works cited: {read}; computed for this catalogue by the cited method" in said
    assert f"not read there: {computed}." in said


def test_one_publication_is_said_in_words(tmp_path: Path) -> None:
    shutil.copy(CATALOGUE / "gibbons_1992.toml", tmp_path)
    assert "2 of 2, from one publication." in run("--catalogue", str(tmp_path)).stdout


@pytest.mark.parametrize(
    ("known", "computed", "same"),
    [
        (1.0, 1.0 + 1e-7, False),
        (1.0, 1.05, True),
        (1, True, False),
        (True, True, True),
        (0, 0.0, True),
        ("a", "b", False),
        ([1, 2], [1], False),
        ([["a"], ["b"]], [["b"], ["a"]], False),
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1, "b": 2}, {"a": 1}, False),
        (1.0, float("nan"), False),
        (1.0, None, False),
        ([], 0.0, False),
    ],
)
def test_answers_agree_part_by_part_and_numbers_up_to_the_tolerance(known: Any, computed: Any, same: bool) -> None:
    tolerance = 0.1 if known == 1.0 and computed == 1.05 else 1e-9
    assert agrees(known, computed, tolerance) is same


@pytest.mark.parametrize(
    ("file", "answer", "same"),
    [
        ("bernheim_peleg_whinston_1987.toml", "pure_equilibria", True),
        ("fang_hipel_kilgour_1993_chicken.toml", "nash_stable", True),
        ("hipel_1993_elmira.toml", "reached_by_improvements", True),
        ("monderer_shapley_1996.toml", "best_response_path", False),
        ("gibbons_1992.toml", "survivors_of_dominance", False),
    ],
)
def test_the_order_of_equilibria_and_states_is_not_compared_that_of_a_path_is(
    file: str, answer: str, same: bool
) -> None:
    (case,) = (own for own in read_catalogue() if f"{own.id}.toml" == file)
    (known, *_) = (own for own in case.answers if own.concept == answer and len(own.expected) > 1)
    turned = replace(known, expected=known.expected[::-1])
    assert turned.expected != known.expected
    assert validate([replace(case, answers=(turned,))]).checked[0].matches is same
    fewer = replace(known, expected=known.expected[1:])
    assert not validate([replace(case, answers=(fewer,))]).checked[0].matches


# ---- the command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["validate", *arguments])


def test_the_built_in_catalogue_is_exit_code_0_and_shows_both_numbers() -> None:
    done = run("--json")
    assert done.exit_code == 0
    record = json.loads(done.stdout)
    assert record["mismatches"] == 0
    assert record["matches"] == len(record["answers"]) == len(ANSWERS)
    glove = next(own for own in record["answers"] if own["case"] == "shapley_1953" and own["answer"] == "shapley_value")
    assert glove["expected"] == pytest.approx([2 / 3, 1 / 6, 1 / 6]) == glove["computed"]
    assert glove["citation"]["year"] == 1953


WRONG = {
    "a power index": ("straffin_1993.toml", '"421/2145"', '"422/2145"', "shapley_shubik: known China 0.196737"),
    "quantal response": ("mckelvey_palfrey_1995_ochs.toml", "0.8306705913", "0.8316705913", "quantal_half: known"),
    "a correlated equilibrium": ("aumann_1987.toml", '"21/2"', '"20/2"', "most_together: known 10, computed 10.5"),
    "a stable state": ("hipel_1993_elmira.toml", '["5", "8", "9"]', '["5", "8"]',
        "nash: known (5 8), computed (5 8 9)"),
    "a coalition": ("bernheim_peleg_whinston_1987.toml", '[["A2", "B2", "C2"]]', "[]", "coalition_proof: known"),
    "an equilibrium": ("osborne_rubinstein_1994.toml", "[[[2, 1]", "[[[-2, 1]", "DIFFERS"),
}  # fmt: skip


@pytest.mark.parametrize("part", WRONG)
def test_a_wrong_answer_is_exit_code_1_and_is_named(tmp_path: Path, part: str) -> None:
    file, old, new, words = WRONG[part]
    done = run("--catalogue", altered(tmp_path, file, old, new))
    assert done.exit_code == 1
    said = " ".join(done.stdout.split())
    assert "DIFFERS" in said
    assert words in said


def test_a_right_catalogue_elsewhere_is_exit_code_0(tmp_path: Path) -> None:
    shutil.copy(CATALOGUE / "gibbons_1992.toml", tmp_path)
    done = run("--catalogue", str(tmp_path), "--csv")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].startswith("case,answer,concept,expected,computed")


def test_a_folder_without_answers_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no known answers"):
        read_catalogue(tmp_path)
