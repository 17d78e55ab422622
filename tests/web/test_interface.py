"""The HTTP interface as its OpenAPI document describes it, and as schemathesis asks it."""

import os
import shlex
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from negotiation_sim.questions.declaration import FORMS, Question
from negotiation_sim.web.address import address, asked_fields, read, slug
from negotiation_sim.web.api import example_pairs

from .asked import WITH_RECORD
from .test_addresses import typed

TRIES = int(os.environ.get("WEB_TRIES", "60"))
"""Requests that schemathesis makes up; `make fuzz` makes more."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = [(name, example) for name, question in WITH_RECORD.items() for example in question.examples]
QUICK = {"run", "explain", "matrix", "tree", "extensive", "thresholds", "posturing", "solve", "stability", "coalitions",
         "path", "power", "sets", "assumptions", "glossary", "cases", "scenarios", "cite"}  # fmt: skip
"""Questions whose examples take less than a second each."""


def of_files(question: Question, example: str) -> bool:
    """Whether an example names a file, which no page reads."""
    paths = {field.spelled for field in question.fields if field not in asked_fields(question)}
    words = shlex.split(example)
    endings = (".toml", ".csv", ".xlsx", ".nfg", ".efg")
    return example.startswith("./") or any(word.partition("=")[0] in paths or word.endswith(endings) for word in words)


def words_of(question: Question, example: str) -> list[str]:
    """An example as it is typed, without the form of the answer."""
    fields = {field.spelled: field for field in question.fields if not field.help.by_place}
    words = []
    for word in shlex.split(example):
        key, equals, value = word.partition("=")
        if key in {form.name for form in FORMS}:
            continue
        named = key in fields and (equals or fields[key].type is bool)
        words += [f"--{key}", *([value] if equals else [])] if named else [word]
    return words


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, Any]:
    return dict(client.get("/api/openapi.json").json())


def test_the_document_is_valid_openapi_3_1_and_names_every_question(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(document).validate()
    assert set(document["paths"]) == {f"/api/{slug(question)}" for question in WITH_RECORD.values()}


@pytest.mark.parametrize("name", WITH_RECORD)
def test_the_document_says_of_each_field_what_the_declaration_says(document: dict[str, Any], name: str) -> None:
    question = WITH_RECORD[name]
    parameters = {each["name"]: each for each in document["paths"][f"/api/{slug(question)}"]["get"]["parameters"]}
    assert [*parameters] == [field.spelled for field in asked_fields(question)]
    for field in asked_fields(question):
        described = parameters[field.spelled]
        assert described["required"] == field.required
        assert described["description"]
        schema = described["schema"].get("items", described["schema"])
        assert schema.get("enum", []) == [*field.help.choices]


def shown_values(document: dict[str, Any], question: Question) -> dict[str, Any]:
    """The examples of a question's parameters, by their names."""
    parameters = document["paths"][f"/api/{slug(question)}"]["get"]["parameters"]
    return {each["name"]: each["example"] for each in parameters if "example" in each}


@pytest.mark.parametrize("name", WITH_RECORD)
def test_the_examples_of_the_parameters_are_together_one_that_is_declared_and_run(
    client: httpx.Client, document: dict[str, Any], name: str
) -> None:
    question = WITH_RECORD[name]
    shown = shown_values(document, question)
    declared = [example_pairs(question, each) for each in question.examples if not of_files(question, each)]
    if not shown:
        assert not any(declared)
        return
    asked, _ = read(question, httpx.QueryParams(shown).multi_items())
    assert asked in [read(question, pairs)[0] for pairs in declared]
    answer = client.get(f"/api/{slug(question)}", params=shown, timeout=120)
    assert answer.status_code == 200, answer.text


def test_every_parameter_without_which_nothing_can_be_asked_has_an_example(document: dict[str, Any]) -> None:
    for question in WITH_RECORD.values():
        needed = {field.spelled for field in asked_fields(question) if field.required}
        assert needed <= set(shown_values(document, question)), question.name


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{name} {example}" for name, example in EXAMPLES])
def test_an_example_of_the_document_asks_what_is_typed(document: dict[str, Any], name: str, example: str) -> None:
    question = WITH_RECORD[name]
    if of_files(question, example):
        return
    values, _ = read(question, example_pairs(question, example))
    assert values == typed(question, words_of(question, example))
    assert f"/api{address(question, values)}" in document["paths"][f"/api/{slug(question)}"]["get"]["description"]


@pytest.mark.parametrize("name", sorted(QUICK & set(WITH_RECORD)))
def test_the_examples_of_the_document_run(client: httpx.Client, name: str) -> None:
    question = WITH_RECORD[name]
    for example in question.examples:
        if not of_files(question, example):
            answer = client.get(f"/api/{slug(question)}", params=example_pairs(question, example))
            assert answer.status_code == 200, (example, answer.text)


def test_schemathesis_finds_no_answer_that_is_not_described(server: Any, document: dict[str, Any]) -> None:
    schema = schemathesis.openapi.from_dict(document)
    operations = [result.ok() for result in schema.get_all_operations() if result.ok().path != "/api/validate"]
    cases = st.sampled_from(operations).flatmap(lambda operation: operation.as_strategy())

    @settings(max_examples=TRIES, suppress_health_check=[*HealthCheck])
    @given(cases)
    def ask(case: Any) -> None:
        if "case" in {parameter["name"] for parameter in case.operation.definition.raw["parameters"]}:
            case.query = {"case": "stag_hunt", **(case.query or {})}  # where it names none: the largest takes long
        case.call_and_validate(base_url=server.url, checks=CHECKS, timeout=130)

    ask()
