"""An address is the whole state of a page: it is read back as it was written, and is alike for what is asked alike."""

import shlex
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
import typer
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from negotiation_sim.cli.commands import command_of
from negotiation_sim.errors import InputError
from negotiation_sim.questions.declaration import Question
from negotiation_sim.questions.fields import Field
from negotiation_sim.web import command
from negotiation_sim.web.address import address, asked_fields, read

from .asked import OFFERED, small

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="/~\\\0", exclude_categories=("Cc", "Zl", "Zp", "Cs")))
"""What can stand in an address: a line, and no file's path."""


def lines() -> st.SearchStrategy[str]:
    return TEXTS.map(str.strip).filter(lambda text: text and ".." not in text and len(text.splitlines()) == 1)


def single(field: Field) -> st.SearchStrategy[Any]:
    if field.help.choices:
        return st.sampled_from(field.help.choices)
    if field.type is bool:
        return st.booleans()
    if field.type is int:
        return st.integers(-(10**9), 10**9)
    return st.floats(allow_nan=False, allow_infinity=False) if field.type is float else lines()


def values_of(question: Question) -> st.SearchStrategy[dict[str, Any]]:
    """Any values that the question's fields can hold."""

    def value(field: Field) -> st.SearchStrategy[Any]:
        if field.size:
            return st.tuples(*[single(field)] * field.size)
        return st.lists(single(field), min_size=1, max_size=3).map(tuple) if field.many else single(field)

    return st.fixed_dictionaries({}, optional={field.name: value(field) for field in asked_fields(question)})


def opened(where: str) -> dict[str, Any]:
    question = next(q for q in OFFERED.values() if f"/{q.name.replace(' ', '-')}" == urlsplit(where).path)
    values, _ = read(question, parse_qsl(urlsplit(where).query, keep_blank_values=True))
    return values


QUESTIONS = st.sampled_from([*OFFERED.values()])


@settings(max_examples=150)
@given(QUESTIONS, st.data())
def test_an_address_is_read_back_as_it_was_written(question: Question, data: st.DataObject) -> None:
    values = data.draw(values_of(question))
    defaults = {field.name: field.default for field in question.fields}
    kept = {name: value for name, value in values.items() if value not in (defaults[name], ())}
    where = address(question, values)
    assert opened(where) == kept
    assert address(question, opened(where)) == where


@settings(max_examples=60)
@given(QUESTIONS, st.data())
def test_the_order_of_what_is_given_and_what_is_left_empty_makes_no_other_address(
    question: Question, data: st.DataObject
) -> None:
    values = data.draw(values_of(question))
    pairs = parse_qsl(urlsplit(address(question, values)).query, keep_blank_values=True)
    fields = data.draw(st.permutations([field.spelled for field in asked_fields(question)]))
    mixed = [pair for name in fields for pair in (*(each for each in pairs if each[0] == name), (name, ""))]
    assert address(question, read(question, mixed)[0]) == address(question, values)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_slider_says_the_same_as_the_words_of_a_change(value: float) -> None:
    slid, _ = read(OFFERED["run"], [("set:us_cred", str(value))])
    typed, _ = read(OFFERED["run"], [("set", f"us_cred={value}")])
    assert slid == typed == {"changes": (f"us_cred={value}",)}


def typed(question: Question, words: list[str]) -> dict[str, Any]:
    """What the command line reads from the words after the question's name, defaults left out."""
    app = typer.Typer(add_completion=False)
    app.command()(command_of(question))
    context = typer.main.get_command(app).make_context(question.name, words)
    fields = {field.name: field for field in question.fields}
    given = {name: value for name, value in context.params.items() if name in fields}
    found = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return {name: value for name, value in found.items() if value not in (None, (), fields[name].default)}


@settings(max_examples=100)
@given(QUESTIONS, st.data())
def test_the_command_shown_asks_what_the_address_asks(question: Question, data: st.DataObject) -> None:
    values = {**small(question), **data.draw(values_of(question))}
    texts = [text for value in values.values() for text in (value if isinstance(value, tuple) else (value,))]
    assume(not any(str(text).startswith("-") for text in texts))  # which a command line takes for an option
    where = opened(address(question, values))
    program, *words = shlex.split(command.typed(question, where))
    assert program == "negotiation-sim"
    assert typed(question, words[len(question.name.split()) :]) == where


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999", "1_000", "٣", "0x10", "1,5", "1.5"])
def test_only_a_whole_number_in_plain_digits_is_one(text: str) -> None:
    with pytest.raises(InputError, match="must be a whole number"):
        read(OFFERED["uncertainty"], [("draws", text)])


@pytest.mark.parametrize("name", OFFERED)
def test_a_form_sent_as_it_stands_leads_to_the_address_that_people_share(client: httpx.Client, name: str) -> None:
    question = OFFERED[name]
    where = address(question, small(question))
    pairs = parse_qsl(urlsplit(where).query)
    empty = [(field.spelled, "") for field in asked_fields(question) if field.spelled not in dict(pairs)]
    if not empty:
        return
    sent = client.get(f"/{name.replace(' ', '-')}", params=[*pairs, *empty])
    assert sent.status_code == 303
    assert parse_qsl(urlsplit(sent.headers["location"]).query) == [
        pair for pair in pairs if pair[0] != "case" or dict(pairs).get("case") != "kosovo"
    ]


@pytest.mark.parametrize("question", ["run?scenario=old_order", "compare?scenarios=old_order"])
def test_a_plain_plus_between_two_sets_lays_one_over_the_other(client: httpx.Client, question: str) -> None:
    """A browser reads a plain plus as a blank, and people type what they read."""
    asked = f"/api/{question}&case=accords&assume=record_2020"
    plain, written_out = (client.get(f"{asked}{plus}settlers_2020") for plus in ("+", "%2B"))
    assert plain.status_code == 200, plain.text
    assert plain.json() == written_out.json()
    assert "record_2020+settlers_2020" in client.get(f"{asked}+settlers_2020".removeprefix("/api")).text


def test_a_blank_beside_a_word_that_is_no_set_stays_a_blank(client: httpx.Client) -> None:
    answer = client.get("/api/run?scenario=old_order&case=accords&assume=record_2020+settlers")
    assert answer.status_code == 400
    assert "'record_2020 settlers'" in answer.json()["fault"]
