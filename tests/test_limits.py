"""The question `limits`: one text for the README, the terminal and the page."""

import json
import re
import runpy
from pathlib import Path

from negotiation_sim import ask
from negotiation_sim.questions.limits.answer import written_limits

from .command_line import answer

ROOT = Path(__file__).parent.parent


def test_the_readme_has_the_same_text() -> None:
    """Mend with: python docs/generate.py"""
    generate = runpy.run_path(str(ROOT / "docs" / "generate.py"))
    assert (ROOT / "README.md").read_text(encoding="utf-8") == generate["readme"]()
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## What it does not claim")[1].split("\n## ")[0]
    assert all(limit in " ".join(section.split()) for limit in written_limits())
    assert section.count("\n- ") == len(written_limits())


def test_each_limit_is_a_line_of_the_answer_without_the_marks_of_links() -> None:
    limits = ask("limits").record["limits"]
    assert len(limits) == len(written_limits()) >= 5
    assert "](" not in " ".join(limits)
    assert json.loads(answer("limits", "--json"))["limits"] == limits
    assert all(limit in " ".join(answer("limits").split()) for limit in limits)


def test_no_limit_sends_its_reader_to_a_file() -> None:
    """Who reads them on a page or in a terminal has the program, and not its folder."""
    limits = " ".join(ask("limits").record["limits"])
    assert not re.findall(r"\b[\w/]+\.(?:md|toml|csv|py)\b|\bdocs/", limits)
