"""The question `cases`: every case that travels with the package, and nothing else."""

import json

import pytest

from negotiation_sim import InputError, ask, load_case
from negotiation_sim.case.library import built_in_cases

from .command_line import answer, refusal


def test_every_case_that_travels_with_the_package_is_listed_as_its_files_say() -> None:
    listed = {entry["name"]: entry for entry in ask("cases").record["cases"]}
    assert list(listed) == list(built_in_cases())
    for name, entry in listed.items():
        case = load_case(name)
        assert entry == {
            "name": name,
            "title": case.title,
            "players": list(case.players),
            "scenarios": list(case.scenario_files),
            "source": case.source,
        }


def test_every_case_says_where_it_is_from() -> None:
    assert all(entry["title"] and entry["source"] for entry in ask("cases").record["cases"])


def test_the_table_has_a_row_for_each_case_with_how_many_play_and_how_many_scenarios_there_are() -> None:
    rows = {line.split()[0]: line for line in ask("cases").text.splitlines() if line.split()}
    for entry in ask("cases").record["cases"]:
        counts = (str(len(entry["players"])), str(len(entry["scenarios"])))
        assert " ".join(counts) in " ".join(rows[entry["name"]].split())


def test_the_command_prints_what_python_gives() -> None:
    assert json.loads(answer("cases", "--json")) == ask("cases").record
    assert [line.rstrip() for line in answer("cases").splitlines()] == ask("cases").text.splitlines()


def test_a_word_besides_is_refused() -> None:
    with pytest.raises(InputError, match=r"'cases' takes 0 by place \(none\); 1 are given"):
        ask("cases", "chicken")
    assert "unexpected extra argument(s) (chicken)" in refusal("cases", "chicken")


def test_there_is_no_other_form_than_text_and_json() -> None:
    with pytest.raises(InputError, match="the answer of 'cases' has no form 'table'"):
        _ = ask("cases").table
    assert "No such option: --csv" in refusal("cases", "--csv")
