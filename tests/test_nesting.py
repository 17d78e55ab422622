"""Questions whose names have two words, as the command line takes them."""

from collections.abc import Callable
from importlib import import_module
from typing import Annotated

import pytest
from typer.testing import CliRunner

from negotiation_sim import cli
from negotiation_sim.questions.declaration import Asked, Help, Question


class Counted(Asked):
    """Counts. And more."""

    what: Annotated[str, Help("What to count.", by_place=True)]
    twice: Annotated[bool, Help("Twice.")] = False


def declared(name: str) -> Question:
    """A question of that name: what it asks stands in the folder that has it."""
    asks = type("Asked", (Counted,), {"__module__": f"questions.{name.replace(' ', '_')}.question"})
    asks.__doc__ = Counted.__doc__
    return Question(group="The case and its numbers", place=1, asks=asks, examples=("sheep twice",))


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes these all the questions whose names begin with `count`."""

    def these(*names: str) -> None:
        monkeypatch.setattr(cli, "questions_of", lambda word: tuple(map(declared, names)) if word == "count" else ())

    return these


def answered(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[str, object]:
    """The question that was asked, and the values it was asked with."""
    calls: list[tuple[str, object]] = []
    commands = import_module("negotiation_sim.cli.commands")
    monkeypatch.setattr(commands, "answered", lambda question, values, watch: calls.append((question.name, values)))
    monkeypatch.setattr(commands, "show", lambda answer, forms: None)
    done = CliRunner().invoke(cli.app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    (call,) = calls
    return call


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("count", "sheep"), "count"),
        (("count", "run", "sheep"), "count"),
        (("count", "--twice", "sheep"), "count"),
        (("count", "again", "sheep"), "count again"),
    ],
)
def test_the_question_of_the_whole_is_asked_unless_a_sub_command_is_named(
    monkeypatch: pytest.MonkeyPatch, declare: Callable[..., None], arguments: tuple[str, ...], name: str
) -> None:
    declare("count", "count again")
    asked, values = answered(monkeypatch, *arguments)
    assert asked == name
    assert values == {"what": "sheep", "twice": "--twice" in arguments}


def test_a_question_alone_is_a_command_without_sub_commands(
    monkeypatch: pytest.MonkeyPatch, declare: Callable[..., None]
) -> None:
    declare("count")
    assert answered(monkeypatch, "count", "run") == ("count", {"what": "run", "twice": False})


def test_where_the_first_word_is_no_question_a_sub_command_must_be_named(
    monkeypatch: pytest.MonkeyPatch, declare: Callable[..., None]
) -> None:
    declare("count again", "count once")
    assert answered(monkeypatch, "count", "once", "sheep")[0] == "count once"
    assert CliRunner().invoke(cli.app, ["count", "sheep"]).exit_code == 2


def test_the_help_of_the_whole_names_every_sub_command_with_its_examples(declare: Callable[..., None]) -> None:
    declare("count", "count again")
    shown = CliRunner().invoke(cli.app, ["count", "--help"]).output
    assert "The word run may be left out." in shown
    assert "negotiation-sim count sheep --twice" in shown
    assert "negotiation-sim count again sheep --twice" in shown
