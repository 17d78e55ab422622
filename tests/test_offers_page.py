"""The page about offers: its own table is written down, each command runs, each line below it is in its answer."""

import re
import shlex
from pathlib import Path

import pytest

from .command_line import within
from .test_table_page import BLOCK

PAGE = (Path(__file__).parent.parent / "docs" / "offers.md").read_text(encoding="utf-8")
SHOWN = re.findall(rf"^```bash\n{BLOCK}\n\n```text\n{BLOCK}", PAGE, re.MULTILINE)
FILES = re.findall(rf"as `([^`]+)`:\n\n```toml\n{BLOCK}", PAGE)


def test_the_page_shows_lines_of_its_commands_and_a_table_to_write_down() -> None:
    assert len(SHOWN) == PAGE.count("```bash") >= 8
    assert [name for name, _ in FILES] == ["flat.toml"]


@pytest.mark.parametrize(("command", "lines"), SHOWN, ids=[command.strip() for command, _ in SHOWN])
def test_every_line_below_a_command_is_in_its_answer(tmp_path: Path, command: str, lines: str) -> None:
    for name, text in FILES:
        (tmp_path / name).write_text(text, encoding="utf-8")
    answered = within(*shlex.split(command)[1:], folder=tmp_path)
    assert answered.returncode == 0, answered.stderr
    text = " ".join(answered.stdout.split())
    for line in lines.splitlines():
        assert " ".join(line.split()) in text
