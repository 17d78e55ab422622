"""A question that is made up here has a page, a form, a record and a command: none of the page's code knows of it."""

import re
import shutil
from collections.abc import ItemsView, Iterator

import httpx
import pytest

from ..command_line import ROOT
from .running import running
from .test_pages import Seen, assert_harmless

DECLARATION = '''
"""The declaration of `echo`."""

from typing import Annotated

from negotiation_sim.questions.declaration import Asked, Help, Question


class EchoAsked(Asked):
    """Says a word again, so many times."""

    word: Annotated[str, Help("The word.", by_place=True)]
    times: Annotated[int, Help("How many times.", ge=1, le=9)] = 2
    loud: Annotated[bool, Help("In capitals.", label="Shout it")] = False
    tone: Annotated[
        str | None,
        Help("How.", label="Tone of voice", unsaid="as it comes", choices=("soft", "harsh"), kind="tone"),
    ] = None
    last_word: Annotated[str | None, Help("What it ends with.", choices=("please",), kind="last word")] = None


QUESTION = Question(group="The case and its numbers", place=99, asks=EchoAsked, examples=("hello times=3",),
                    keys={"says": "what is said"}, table=None)
'''
ANSWER = """
def answer(asked):
    return " ".join([asked.word.upper() if asked.loud else asked.word] * asked.times)
"""
FORMS = """
def text(answer):
    return answer


def record(answer):
    return {"says": answer}
"""


@pytest.fixture(scope="module")
def echo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a copy of the package that has one question more."""
    root = tmp_path_factory.mktemp("copy")
    for name in ("negotiation_sim", "scenarios"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    home = root / "negotiation_sim" / "questions" / "echo"
    home.mkdir()
    for name, text in (("__init__", '"""The question `echo`."""'), ("question", DECLARATION), ("answer", ANSWER),
                       ("forms", FORMS)):  # fmt: skip
        (home / f"{name}.py").write_text(text, encoding="utf-8")
    with running(tmp_path_factory.mktemp("echo"), "--workers", "1", root=root) as server, server.client() as client:
        yield client


def test_a_new_question_has_a_page_a_form_a_record_and_a_place_in_the_menu(echo: httpx.Client) -> None:
    page = echo.get("/echo?word=hello&times=3")
    assert page.status_code == 200
    assert_harmless(page)
    assert "hello hello hello" in Seen(page.text).text
    assert "negotiation-sim echo hello --times 3" in Seen(page.text).text
    assert {"word", "times", "loud", "tone", "last-word"} <= set(Seen(page.text).values("name"))
    assert {"soft", "harsh"} <= set(Seen(page.text).values("value"))
    assert echo.get("/api/echo?word=hello&loud=1").json() == {"says": "HELLO HELLO"}
    assert 'href="/echo"' in echo.get("/glossary").text


def test_a_form_shows_the_label_of_a_field_and_what_an_empty_choice_means_as_they_are_declared(
    echo: httpx.Client,
) -> None:
    form = echo.get("/echo?word=hello").text
    assert (
        labels(form)
        >= {"tone": "Tone of voice", "loud": "Shout it", "times": "times", "last-word": "last word"}.items()
    )
    assert first_options(form) >= {"tone": "as it comes", "last-word": "none"}.items()


def labels(page: str) -> ItemsView[str, str]:
    """What people read beside what they fill in, by the name that is sent."""
    above = re.findall(r'<label for="f-([\w-]+)">(.*?)(?: <span|</label>)', page)
    beside = re.findall(r'<label><input type="checkbox" name="([\w-]+)"[^>]*> (.*?)</label>', page)
    return dict(above + beside).items()


def first_options(page: str) -> ItemsView[str, str]:
    """What the first option of each choice says, by the name that is sent."""
    return dict(re.findall(r'<select [^>]*name="([\w-]+)">\s*<option[^>]*>(.*?)</option>', page)).items()


def test_a_new_question_is_refused_and_described_by_its_declaration(echo: httpx.Client) -> None:
    assert "it must be at most 9" in echo.get("/api/echo?word=a&times=10").json()["fault"]
    assert "Did you mean 'soft'?" in echo.get("/api/echo?word=a&tone=sot").json()["fault"]
    assert echo.get("/api/echo").status_code == 400
    described = echo.get("/api/openapi.json").json()["paths"]["/api/echo"]["get"]
    assert [each["name"] for each in described["parameters"]] == ["word", "times", "loud", "tone", "last-word"]
    assert "/api/echo?word=hello&times=3" in described["description"]
