"""The question `cite`: what stands under the number of a claim or a source."""

import json
import re
from pathlib import Path

import pytest

from negotiation_sim import InputError, ask, load_case

from .command_line import answer, refusal


def test_claims_and_sources_come_in_the_order_in_which_they_are_asked_for() -> None:
    source, claim = ask("cite", ["S08", "C43"]).record["citations"]
    written = load_case("kosovo").sources["S08"]
    assert (source["number"], source["kind"], source["note"]) == ("S08", "source", written.address)
    assert source["text"] == written.text
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


FOR_THE_MAKERS = re.compile(
    r"\b[a-z]+_[a-z]+\b|\b[A-Z]{3}\.[a-z]|\^|=|->|\.\.\.|\b[Tt]o be (reproduced|checked|done)\b|\bcheck before\b"
)
"""Names of rules, signs of formulas, and jobs that are left to do."""


@pytest.mark.parametrize("case", ["kosovo", "accords"])
def test_every_text_of_a_claim_is_written_for_a_reader_in_whole_sentences(case: str) -> None:
    for number, claim in load_case(case).claims.items():
        assert claim.implication, number
        for text in filter(None, (claim.implication, claim.later_check, claim.no_number)):
            assert re.fullmatch(r"[A-Z0-9].*\.", text), f"{number}: {text}"
        for text in (claim.paraphrase, claim.implication, claim.later_check, claim.no_number):
            assert not FOR_THE_MAKERS.search(text), f"{number}: {text}"


@pytest.mark.parametrize("case", ["kosovo", "accords"])
def test_no_text_of_a_source_leaves_a_job_to_the_reader(case: str) -> None:
    for number, source in load_case(case).sources.items():
        assert not FOR_THE_MAKERS.search(source.says), f"{number}: {source.says}"


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


SOURCES = """source,author,title,date,address,says
S01,"A. Author, B. Other",A handbook,2020-09-03,books.example/1,"Talks help, at a cost."
S02,,A page without an author,,pages.example/2,
"""
OLD_SOURCES = "source,reference,note\nS01,books.example/1,\nS02,pages.example/2,weak source\n"
CLAIMS = """claim,paragraph,paraphrase,actors,implication,later_check,no_number
C01,1,Talks help,all,a term for talks,,
C02,2,Rivers freeze,none,a winter,They did not,there is no winter in the game
"""


def case_with(folder: Path, **tables: str) -> str:
    """A small case with these tables."""
    answer("new", "mine", folder=folder)
    for name, text in tables.items():
        (folder / "mine" / f"{name}.csv").write_text(text, encoding="utf-8")
    return str(folder / "mine")


def test_of_a_source_author_title_date_and_what_it_says_are_told_and_where_it_is_found(tmp_path: Path) -> None:
    asked = ask("cite", ["S01", "S02"], case=case_with(tmp_path, sources=SOURCES))
    first, second = asked.record["citations"]
    assert first["text"] == "A. Author, B. Other, A handbook, 2020-09-03. Talks help, at a cost."
    assert (first["note"], first["address"]) == ("books.example/1", "books.example/1")
    assert (first["author"], first["title"], first["date"]) == ("A. Author, B. Other", "A handbook", "2020-09-03")
    assert (second["text"], second["note"]) == ("A page without an author.", "pages.example/2")
    assert not {"author", "date"} & set(second)
    assert "Talks help, at a cost." in " ".join(asked.text.split())


def test_tables_with_the_old_columns_still_load(tmp_path: Path) -> None:
    case = case_with(tmp_path, sources=OLD_SOURCES, claims=re.sub(r",[^,\n]*$", "", CLAIMS, flags=re.MULTILINE))
    first, second, claim = ask("cite", ["S01", "S02", "C02"], case=case).record["citations"]
    assert (first["text"], first["note"]) == ("books.example/1", "")
    assert (second["text"], second["note"]) == ("pages.example/2 [weak source]", "")
    assert claim["note"] == "a winter Later: They did not"


def test_of_a_claim_that_no_number_carries_the_reason_is_told(tmp_path: Path) -> None:
    first, second = ask("cite", ["C01", "C02"], case=case_with(tmp_path, claims=CLAIMS)).record["citations"]
    assert first["note"] == "a term for talks"
    assert second["note"].endswith("No number carries it: there is no winter in the game")


@pytest.mark.parametrize("date", ["2020-9-3", "3 September 2020", "2020-13", "2020-02-30", "20", "2020-09-03-01"])
def test_a_date_that_is_none_is_refused_with_its_line(tmp_path: Path, date: str) -> None:
    case = case_with(tmp_path, sources=SOURCES.replace("2020-09-03", date))
    with pytest.raises(InputError, match=f"sources.csv, line 2: '{date}' is no date. Write 2020, 2020-09 or"):
        ask("cite", "S01", case=case)


@pytest.mark.parametrize("date", ["2020", "2020-02", "2020-02-29", ""])
def test_a_year_a_month_a_day_and_nothing_are_dates(tmp_path: Path, date: str) -> None:
    case = case_with(tmp_path, sources=SOURCES.replace("2020-09-03", date))
    assert load_case(case).sources["S01"].date == date


def test_without_a_number_all_are_listed_and_words_choose_among_them() -> None:
    kosovo = load_case("kosovo")
    assert [each["number"] for each in ask("cite").record["citations"]] == [*kosovo.claims, *kosovo.sources]
    found = ask("cite", find="White HOUSE").record["citations"]
    assert "C01" in {each["number"] for each in found}
    assert 0 < len(found) < len(kosovo.claims)
    assert all("white" in str(each).casefold() and "house" in str(each).casefold() for each in found)


def test_words_that_stand_nowhere_and_a_case_without_claims_are_told() -> None:
    with pytest.raises(InputError, match="in which 'no such words' stands"):
        ask("cite", find="no such words")
    with pytest.raises(InputError, match="there is no claim and no source in the case stag_hunt"):
        ask("cite", case="stag_hunt")


def test_of_many_only_what_they_say_is_listed_in_words_and_all_of_it_in_json() -> None:
    every = ask("cite")
    assert "Name one to read" in every.text
    assert load_case("kosovo").claims["C43"].implication not in " ".join(every.text.split())
    assert all(each["number"] in every.text for each in every.record["citations"])
    assert any(each["note"] for each in every.record["citations"])
