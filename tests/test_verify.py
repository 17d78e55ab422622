"""verify: a run record computed anew; each kind of difference is told, and a stranger's file gets one clear message."""

import json
import shutil
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.library import new_case
from negotiation_sim.present import run_record
from negotiation_sim.present.run_record import differences, fingerprint, record_text
from negotiation_sim.questions.verify.answer import MOST, Verified, exit_code
from negotiation_sim.questions.verify.reading import LIMIT

from .command_line import answer as typed
from .command_line import refusal, within

Record = dict[str, Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case of one's own, a report of it, and the record."""
    folder = tmp_path_factory.mktemp("made")
    with chdir(folder):
        new_case(Path("hunt"), "stag_hunt")
        ask("report", case="hunt", out="report.html")
    return folder


@pytest.fixture
def record(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The record in the present folder, beside the report and the case."""
    shutil.copytree(made, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    return Path("report.json")


def verified(path: Path, **values: Any) -> Verified:
    return ask("verify", path, **values).answer  # type: ignore[no-any-return]


def kinds(answer: Verified) -> set[str]:
    return {each.what for each in answer.differs}


def told(answer: Verified) -> str:
    return " ".join(each.says for each in answer.differs)


def edit(path: Path, change: Callable[[Record], None], seal: bool = True) -> None:
    """Changes a record; with `seal` its fingerprint is made to fit, as a forger would."""
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    if seal:
        content["fingerprint"] = fingerprint(content)
    path.write_text(record_text(content), encoding="utf-8")


def rewrite(file: str, old: str, new: str) -> None:
    path = Path("hunt") / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# ---- a record that stands


def test_a_record_stands_where_nothing_was_changed(record: Path) -> None:
    answer = verified(record)
    assert answer.stands
    assert answer.fits
    assert answer.remarks == ()
    assert exit_code(answer) == 0
    text = typed("verify", "report.json")
    assert text.startswith("report.json: the record stands.")
    assert "no signature" in text


def test_the_json_that_is_printed_is_a_record_too(record: Path) -> None:
    Path("printed.json").write_text(typed("report", "--case", "hunt", "--json"), encoding="utf-8")
    assert verified(Path("printed.json")).stands


def test_a_record_of_the_large_case_with_a_set_and_a_change_stands(tmp_path: Path) -> None:
    ask("report", assume="trump_2020", changes="us_cred=0.9", out=tmp_path / "report.md")
    answer = verified(tmp_path / "report.json")
    assert answer.differs == ()


def test_a_record_can_be_computed_with_a_case_that_lies_elsewhere(record: Path) -> None:
    Path("hunt").rename("moved")
    with pytest.raises(InputError, match=r"cannot be computed anew: unknown case 'hunt'.*name it with `case`"):
        verified(record)
    assert {each.what for each in verified(record, case="moved").differs} <= {"results"}  # the name of the folder
    Path("moved").rename("hunt")
    assert verified(record, case="hunt").stands


# ---- each kind of difference


def test_a_careless_change_of_the_record_breaks_the_fingerprint(record: Path) -> None:
    edit(record, lambda content: content["results"].update(scenario="free_choice"), seal=False)
    answer = verified(record)
    assert kinds(answer) == {"record", "results"}
    assert "the fingerprint does not fit" in told(answer)


def numbers_in(content: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all numbers in plain data."""
    parts = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    if isinstance(content, int | float) and not isinstance(content, bool):
        return [path]
    return [each for key, part in parts for each in numbers_in(part, (*path, key))]


def test_any_number_of_the_results_that_was_forged_is_seen_and_where(record: Path) -> None:
    paths = numbers_in(json.loads(record.read_text(encoding="utf-8"))["results"])
    whole = record.read_text(encoding="utf-8")
    assert len(paths) > 20
    for path in (paths[0], paths[len(paths) // 3], paths[-1]):

        def forge(content: Record, path: tuple[Any, ...] = path) -> None:
            part: Any = content["results"]
            for key in path[:-1]:
                part = part[key]
            part[path[-1]] += 0.001

        edit(record, forge)
        answer = verified(record)
        assert answer.fits
        assert kinds(answer) == {"results"}
        assert str(path[0]) in told(answer)
        record.write_text(whole, encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda content: content["results"].pop("holds"), "holds: in the record nothing, computed anew true"),
        (lambda content: content["results"].update(more=1), "more: in the record 1, computed anew nothing"),
        (lambda content: content["results"].update(sentences=["It is so."]), "sentences"),
        (lambda content: content["results"].update(holds="true"), "holds: in the record true"),
    ],
)
def test_a_result_that_is_missing_new_or_of_another_kind_is_seen(
    change: Callable[[Record], None], says: str, record: Path
) -> None:
    edit(record, change)
    answer = verified(record)
    assert kinds(answer) == {"results"}
    assert says in told(answer)


CASE = {
    "a number": (
        "assumptions.toml",
        "value = 4",
        "value = 4.5",
        "the number stag_share (value, range) was [4.0,3.6,5.0]",
    ),
    "a range": ("assumptions.toml", "range = [3.6, 5]", "range = [3.6, 6]", "the number stag_share"),
    "a reason": ("assumptions.toml", "Half a stag", "A whole stag", "reason of stag_share was changed"),
    "a scenario": ("in_turn.toml", "The second hunter sees", "The second sees", "scenario in_turn was changed"),
    "the title": ("game.toml", 'title = "The stag hunt"', 'title = "A hunt"', "title was changed"),
}


@pytest.mark.parametrize("what", CASE)
def test_each_part_of_the_case_that_was_changed_is_named(what: str, record: Path) -> None:
    file, old, new, says = CASE[what]
    rewrite(file, old, new)
    answer = verified(record)
    assert "case" in kinds(answer)
    assert says in told(answer)
    assert exit_code(answer) == 1


def test_a_rule_that_was_changed_is_named_although_no_result_moves(record: Path) -> None:
    text = Path("hunt/game.toml").read_text(encoding="utf-8")
    rule = next(line for line in text.splitlines() if "stag_share" in line and not line.startswith("#"))
    rewrite("game.toml", rule, rule.replace("stag_share", "1 * stag_share", 1))
    assert "was changed" in told(verified(record))


def test_another_version_of_the_program_is_told(record: Path) -> None:
    edit(record, lambda content: content["versions"].update(negotiation_sim="0.0.9"))
    answer = verified(record)
    assert kinds(answer) == {"program"}
    assert "written by negotiation_sim 0.0.9" in told(answer)
    done = within("verify", "report.json")
    assert done.returncode == 1
    assert "What differs: the program. The results are the same." in " ".join(done.stdout.split())


def test_other_versions_of_libraries_are_told_and_are_no_difference(record: Path) -> None:
    edit(record, lambda content: content["versions"].update(numpy="1.0"))
    answer = verified(record)
    assert answer.stands
    assert any(each.startswith("numpy was 1.0 and is ") for each in answer.remarks)


def test_a_file_beside_it_that_was_changed_is_told_and_one_that_is_missing_is_remarked(record: Path) -> None:
    page = Path("report.html")
    page.write_text(page.read_text(encoding="utf-8").replace("stag", "hare"), encoding="utf-8")
    assert kinds(verified(record)) == {"file"}
    page.unlink()
    answer = verified(record)
    assert answer.stands
    assert "report.html" in answer.remarks[0]


def test_what_a_record_says_of_its_limits_cannot_be_taken_out(record: Path) -> None:
    edit(record, lambda content: content.update(does_not_establish=["Nothing."]))
    assert kinds(verified(record)) == {"record"}


def test_of_many_differences_the_first_are_told_and_how_many_more_there_are(record: Path) -> None:
    edit(record, lambda content: content["results"].update({f"more{k:03}": k for k in range(50)}))
    answer = verified(record)
    assert len(answer.differs) == MOST + 1
    assert answer.differs[-1].says == "and 30 more."


def test_rounding_of_the_last_digits_is_no_difference_and_more_is() -> None:
    assert differences({"a": [1.0, 2.0]}, {"a": [1.0 + 1e-12, 2.0]}) == []
    assert differences({"a": [1.0, 2.0]}, {"a": [1.0 + 1e-6, 2.0]}) == [("a[0]", 1.0, 1.0 + 1e-6)]
    assert differences({"a": 1}, {"a": True}) == [("a", 1, True)]
    assert differences([1], [1, 2]) == [("", [1], [1, 2])]


# ---- what is no record


def sealed(change: Callable[[Record], None]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        content = json.loads(text)
        change(content)
        content["fingerprint"] = fingerprint(content)
        return record_text(content)

    return changed


HOSTILE: dict[str, tuple[Callable[[str], str], str]] = {
    "empty": (lambda text: " ", "is empty"),
    "no JSON": (lambda text: "a report", "no JSON that can be read"),
    "cut": (lambda text: text[: len(text) // 2], "no JSON that can be read"),
    "a list": (lambda text: "[1, 2]", "has no key 'record'"),
    "another JSON": (lambda text: '{"scenarios": []}', "has no key 'record'"),
    "too large": (lambda text: '"' + "x" * (LIMIT + 1) + '"', "at most 8 MB are read"),
    "deep": (lambda text: "[" * 100_000 + "]" * 100_000, "too deep"),
    "deep inside": (
        sealed(lambda content: content["results"].update(a=json.loads("[" * 80 + "]" * 80))),
        "too deep",
    ),
    "not a number": (lambda text: text.replace('"seed": null', '"seed": NaN'), "NaN is no number"),
    "infinite": (lambda text: text.replace('"seed": null', '"seed": 1e999'), "a number is too large"),
    "many digits": (lambda text: text.replace('"seed": null', f'"seed": {"9" * 5000}'), "too many digits"),
    "a key twice": (lambda text: text.replace('"seed": null', '"seed": null, "seed": 1'), "'seed' stands twice"),
    "a key missing": (sealed(lambda content: content.pop("versions")), "its key 'versions' is missing"),
    "a key of another kind": (sealed(lambda content: content.update(results=[])), "its key 'results' is missing or"),
    "a later format": (sealed(lambda content: content.update(format=2)), "is a record of format 2"),
    "another question": (sealed(lambda content: content.update(question="new")), "about the question 'new'"),
    "a file elsewhere": (sealed(lambda content: content.update(files={"../secret": "x"})), "no plain name of a file"),
    "an absolute file": (sealed(lambda content: content.update(files={"/etc/hosts": "x"})), "no plain name of a file"),
    "to write a file": (sealed(lambda content: content["asked"].update(out=["x.html"])), "asked.out"),
    "to save a set": (sealed(lambda content: content["asked"].update(save=["x.toml"])), "asked.save"),
    "an option unknown": (sealed(lambda content: content["asked"].update(eval=["1"])), "asked.eval"),
    "an option of another kind": (sealed(lambda content: content["asked"].update(case={"a": 1})), "asked.case"),
    "two cases": (sealed(lambda content: content["asked"].update(case=["a", "b"])), "has 2 values"),
    "a long option": (sealed(lambda content: content["asked"].update(holds=["x" * 5000])), "asked.holds"),
    "an unknown scenario": (
        sealed(lambda content: content["asked"].update(scenarios=["x"])),
        "cannot be computed anew",
    ),
    "a condition that is none": (
        sealed(lambda content: content["asked"].update(holds=["__import__('os').remove('x')"])),
        "cannot be computed anew",
    ),
    "a condition meant to hang": (
        sealed(lambda content: content["asked"].update(holds=["9**9**9**9 > 1"])),
        "cannot be computed anew",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_record_gets_one_clear_message_and_writes_nothing(what: str, record: Path) -> None:
    change, says = HOSTILE[what]
    record.write_text(change(record.read_text(encoding="utf-8")), encoding="utf-8")
    before = sorted(Path().rglob("*"))
    message = refusal("verify", "report.json")
    assert message.startswith("Error: report.json: ")
    assert says in message
    assert len(message) < 4_100
    assert sorted(Path().rglob("*")) == before


def test_a_file_that_is_not_there_is_refused() -> None:
    assert "cannot be read" in refusal("verify", "nowhere.json")


def test_a_record_is_plain_json_with_sorted_keys_and_no_time_in_it(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), sort_keys=True, indent=1) + "\n"
    assert run_record.fingerprint(json.loads(text)) == json.loads(text)["fingerprint"]
