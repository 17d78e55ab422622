"""The question `cite`: what stands under the number of a claim or a source."""

import json

import pytest

from negotiation_sim import InputError, ask, load_case

from .command_line import answer, refusal


def test_claims_and_sources_come_in_the_order_in_which_they_are_asked_for() -> None:
    source, claim = ask("cite", ["S08", "C43"]).record["citations"]
    assert (source["number"], source["kind"], source["note"]) == ("S08", "source", "")
    assert source["text"] == load_case("kosovo").sources["S08"]
    assert (claim["number"], claim["kind"]) == ("C43", "claim")
    assert claim["text"] == f"Paragraph 7: {load_case('kosovo').claims['C43'].paraphrase}"
    assert claim["note"].startswith(load_case("kosovo").claims["C43"].implication)


def test_every_claim_and_every_source_of_the_case_can_be_asked_for() -> None:
    kosovo = load_case("kosovo")
    numbers = [*kosovo.claims, *kosovo.sources]
    citations = ask("cite", numbers).record["citations"]
    assert [citation["number"] for citation in citations] == numbers
    assert all(citation["text"] for citation in citations)


def test_what_was_found_of_a_claim_later_is_said_with_what_it_implies() -> None:
    later = [number for number, claim in load_case("kosovo").claims.items() if claim.later_check]
    assert later
    for citation in ask("cite", later).record["citations"]:
        assert f" Later: {load_case('kosovo').claims[citation['number']].later_check}" in citation["note"]


def test_the_table_has_a_row_for_each_number() -> None:
    text = ask("cite", ["C43", "S08"]).text
    assert [line.split()[0] for line in text.splitlines() if line[:1] in "CS" and line[1:3].isdigit()] == ["C43", "S08"]


def test_the_command_prints_what_python_gives() -> None:
    asked = ask("cite", ["C43", "S08"])
    assert json.loads(answer("cite", "C43", "S08", "--json")) == asked.record
    assert [line.rstrip() for line in answer("cite", "C43", "S08").splitlines()] == asked.text.splitlines()


def test_an_unknown_number_is_refused_even_beside_known_ones() -> None:
    with pytest.raises(InputError, match="unknown claim or source 'C999'"):
        ask("cite", ["C43", "C999"])
    assert "unknown claim or source 'C999'" in refusal("cite", "C43", "C999")


def test_a_case_without_claims_has_none_to_cite() -> None:
    with pytest.raises(InputError, match="unknown claim or source 'C43'"):
        ask("cite", "C43", case="stag_hunt")


def test_a_number_must_be_given() -> None:
    with pytest.raises(InputError, match="'cite' needs `numbers`"):
        ask("cite")
    assert "Missing argument" in refusal("cite")
