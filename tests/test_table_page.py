"""The page about the table: each command runs, and each line that stands below it is in its answer."""

import re
import shlex
from pathlib import Path

import pytest

from .command_line import within

PAGE = (Path(__file__).parent.parent / "docs" / "table.md").read_text(encoding="utf-8")
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
