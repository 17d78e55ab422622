"""Examples beside the fields of a form: in the names of the case that the page is about, and of no other."""

import re

import httpx
import pytest

from negotiation_sim.case.library import built_in_cases
from negotiation_sim.case.loader import load_case
from negotiation_sim.questions import questions
from negotiation_sim.web.address import offered
from negotiation_sim.web.described import described
from negotiation_sim.web.forms import widgets
from negotiation_sim.web.frame import about_a_case

CASES = built_in_cases()
ASKED = [question for question in questions().values() if offered(question) and about_a_case(question)]


def names_of(name: str) -> set[str]:
    """All that may stand in an example: players, moves, numbers, scenarios, groups, what lies on the table."""
    case = load_case(name)
    issues = case.table.issues if case.table else {}
    moves = {move for player in case.players.values() for move in player.strategies}
    numbers = {part for number in case.register for part in (number, *number.split("."))}
    options = {option for issue in issues.values() for option in issue.options}
    return {*case.players, *moves, *numbers, *case.scenario_files, *case.groups, *issues, *options}


@pytest.mark.parametrize("name", CASES)
def test_an_example_has_names_of_its_own_case_alone(name: str) -> None:
    case, known = described(str(CASES[name])), names_of(name)
    examples = [widget.example for question in ASKED for widget in widgets(question, {}, case, {}) if widget.example]
    assert len(examples) > 20
    for example in examples:
        assert {*re.findall(r"[a-z_]\w*", example)} <= known, example


def test_no_help_text_has_names_of_one_case() -> None:
    """The same text stands on the pages of every case."""
    players = {player for name in ("kosovo", "accords") for player in load_case(name).players if len(player) > 3}
    numbers = {number for number in load_case("kosovo").register if "_" in number or "." in number}
    for question in questions().values():
        for field in question.fields:
            words = {*re.findall(r"[a-z_.]+", field.help.text.replace("else kosovo", ""))}
            assert not {part for word in words for part in (word, word.split(".")[0])} & {*players, *numbers}, field


def test_a_page_shows_the_example_beside_its_field(client: httpx.Client) -> None:
    page = client.get("/path?case=chicken").text
    assert "PLAYER=MOVE at the start" not in page
    assert "such as PLAYER.MOVE; or a state of a conflict" in page
    assert "Here, for example: <code>first=straight</code>" in page
    assert "serbia" not in page.partition("<main")[2]
    assert "Here, for example: <code>serbia=normalise</code>" in client.get("/path?case=kosovo").text
