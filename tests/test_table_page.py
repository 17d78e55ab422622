"""The page about the table: each command runs, and each line that stands below it is in its answer."""

import re
import shlex
from pathlib import Path

import pytest

from negotiation_sim import load_case
from negotiation_sim.worlds.negotiation import negotiations

from .command_line import within

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "table.md").read_text(encoding="utf-8")
BLOCK = r"((?:(?!```).*\n)+)```"
SHOWN = re.findall(rf"^```bash\n{BLOCK}\n\n```text\n{BLOCK}", PAGE, re.MULTILINE)


def test_most_commands_show_lines_of_their_answer() -> None:
    assert len(SHOWN) >= 8


@pytest.mark.parametrize(("command", "lines"), SHOWN, ids=[command.strip() for command, _ in SHOWN])
def test_every_line_below_a_command_is_in_its_answer(command: str, lines: str) -> None:
    answered = within(*shlex.split(command)[1:])
    assert answered.returncode == 0, answered.stderr
    text = " ".join(answered.stdout.split())
    for line in lines.splitlines():
        assert " ".join(line.split()) in text


def test_the_steps_of_2024_cost_what_the_explanation_says() -> None:
    (quo,) = negotiations(load_case("kosovo").scenario("status_quo"))
    worth = {option: float(quo.worths.of("kosovo", *option.split("."))[0]) for option in
             ("heritage.land", "association.executive", "memberships.all_but_un")}  # fmt: skip
    text = " ".join((DOCS / "explanation.md").read_text(encoding="utf-8").split())
    land, statute, doors = (f"{abs(points):.2f}" for points in worth.values())
    assert (
        f"the land costs {land} points and the statute {statute}, where all doors but the UN are worth {doors}" in text
    )
    assert -worth["heritage.land"] < worth["memberships.all_but_un"] < -worth["association.executive"]
