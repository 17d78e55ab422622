"""The page about play: each command runs, each line below it is in its answer."""

import re
import shlex
from pathlib import Path

import pytest

from .command_line import within
from .test_table_page import BLOCK

PAGE = (Path(__file__).parent.parent / "docs" / "play.md").read_text(encoding="utf-8")
SHOWN = re.findall(rf"^```bash\n{BLOCK}\n\n```text\n{BLOCK}", PAGE, re.MULTILINE)


def test_every_command_of_the_page_has_lines_of_its_answer_below() -> None:
    assert len(SHOWN) == PAGE.count("```bash") >= 8


@pytest.mark.parametrize(("command", "lines"), SHOWN, ids=[command.strip() for command, _ in SHOWN])
def test_every_line_below_a_command_is_in_its_answer(tmp_path: Path, command: str, lines: str) -> None:
    answered = within(*shlex.split(command)[1:], folder=tmp_path)
    assert answered.returncode == 0, answered.stderr
    text = " ".join(answered.stdout.split())
    for line in lines.splitlines():
        assert " ".join(line.split()) in text
