"""The README and the docs: every command and every line of Python in them runs."""

import re
import runpy
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    """In the page's order and one folder, as a reader would type them."""
    for line in (line for block in blocks(page, "bash") for line in block.splitlines()):
        command = shlex.split(line, comments=True)
        if command:
            assert command[0] == "negotiation-sim", line
            done = run(sys.executable, "-m", "negotiation_sim", *command[1:], folder=tmp_path)
            assert done.returncode == 0, f"{line}\n{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_line_of_python_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    for block in blocks(page, "python"):
        done = run(sys.executable, "-c", block, folder=tmp_path)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_exists(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


EXPERIMENTS = sorted((ROOT / "experiments").glob("*.py"))


@pytest.mark.parametrize("script", EXPERIMENTS, ids=lambda script: script.stem)
def test_every_experiment_asks_a_question_and_prints_its_answer(script: Path, tmp_path: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 40
    assert "?" in lines[0]
    done = run(sys.executable, str(script), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith(".")
    assert list((tmp_path / "results").rglob("*.*"))


def test_the_make_file_names_the_two_commands_of_the_readme() -> None:
    assert shutil.which("make") is None or run("make", "-n", "compare", "test", folder=ROOT).returncode == 0
    assert (ROOT / "README.md").read_text(encoding="utf-8").split("\n\n")[1].split()[:2] == ["make", "compare"]


@pytest.mark.parametrize("page", ["commands.md", "kosovo.md"])
def test_the_pages_that_come_from_code_and_data_are_up_to_date(page: str) -> None:
    """Mend with: python docs/generate.py"""
    path = ROOT / "docs" / "generate.py"
    written = runpy.run_path(str(path))["PAGES"][page]()
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == written


def test_the_set_and_the_scenario_that_the_how_to_writes_are_read_and_solved(tmp_path: Path) -> None:
    texts = blocks(ROOT / "docs" / "how-to.md", "toml")
    assert len(texts) == 2
    for name, text in zip(("hopeful", "spain_apart"), texts, strict=True):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    done = run(sys.executable, "-m", "negotiation_sim", "run", "spain_apart.toml", "--assume", "hopeful.toml",
               folder=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Recognition first, Spain apart" in done.stdout
