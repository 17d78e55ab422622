"""Questions whose names have two words, as the command line takes them."""

from dataclasses import dataclass
from importlib import import_module
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from negotiation_sim.cli.nesting import add_commands
from negotiation_sim.questions.declaration import Help, Question


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Counts. And more."""

    what: Annotated[str, Help("What to count.", by_place=True)]
    twice: Annotated[bool, Help("Twice.")] = False


def declared(name: str) -> Question:
    return Question(name=name, group="The case and its numbers", place=1, asks=Counted, examples=("sheep twice",))


def app_of(*names: str) -> typer.Typer:
    app = typer.Typer(rich_markup_mode=None)
    app.command("other")(lambda: None)  # with one command alone typer takes no name
    add_commands(app, {name: declared(name) for name in names})
    return app


def answered(monkeypatch: pytest.MonkeyPatch, app: typer.Typer, *arguments: str) -> tuple[str, object]:
    """The question that was asked, and the values it was asked with."""
    calls: list[tuple[str, object]] = []
    commands = import_module("negotiation_sim.cli.commands")
    monkeypatch.setattr(commands, "answered", lambda question, values, watch: calls.append((question.name, values)))
    monkeypatch.setattr(commands, "show", lambda answer, forms: None)
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
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
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], name: str
) -> None:
    asked, values = answered(monkeypatch, app_of("count", "count again"), *arguments)
    assert asked == name
    assert values == {"what": "sheep", "twice": "--twice" in arguments}


def test_where_the_first_word_is_no_question_a_sub_command_must_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_of("count again", "count once")
    assert answered(monkeypatch, app, "count", "once", "sheep")[0] == "count once"
    assert CliRunner().invoke(app, ["count", "sheep"]).exit_code == 2


def test_the_help_of_the_whole_names_every_sub_command_with_its_examples() -> None:
    shown = CliRunner().invoke(app_of("count", "count again"), ["count", "--help"]).output
    assert "The word run may be left out." in shown
    assert "negotiation-sim count sheep --twice" in shown
    assert "negotiation-sim count again sheep --twice" in shown
