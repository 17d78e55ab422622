"""The README and the docs: every command and every line of Python in them runs."""

import hashlib
import os
import re
import runpy
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from negotiation_sim import InputError, load_case
from negotiation_sim.questions.sweep.plan import SweepPlan
from negotiation_sim.questions.sweep.reading import MOST_CELLS, MOST_DRAWS, read_plan

from .command_line import script, within

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes of this run, with a file for each command that was run and answered."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "commands_that_ran"
    folder.mkdir(exist_ok=True)
    return folder


def mark_of(command: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(command).encode()).hexdigest()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_runs(page: Path, tmp_path: Path, ran: Path) -> None:
    """In the page's order and one folder, as typed by a reader. What two pages type, and no file decides, runs once."""
    written = re.findall(r"Write this as `([\w.]+)`:\s+```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for name, text in written:
        (tmp_path / name).write_text(text, encoding="utf-8")
    for line in (line for block in blocks(page, "bash") for line in block.splitlines()):
        command = tuple(shlex.split(line, comments=True))
        if command:
            assert command[0] == "negotiation-sim", line
            before = files(tmp_path)
            if not (ran / mark_of(command)).exists() or {path.parts[0] for path in before} & set(command):
                done = within(*command[1:], folder=tmp_path)
                assert done.returncode == 0, f"{line}\n{done.stderr}"
                if files(tmp_path) == before:
                    (ran / mark_of(command)).touch()


def files(folder: Path) -> dict[Path, float]:
    """What a folder holds, by its path there, and when it was written."""
    return {path.relative_to(folder): path.stat().st_mtime for path in folder.rglob("*")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_line_of_python_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    for k, block in enumerate(blocks(page, "python")):
        (tmp_path / f"block_{k}.py").write_text(block, encoding="utf-8")
        done = script(tmp_path / f"block_{k}.py", tmp_path)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_exists(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
HOMES = (".", "negotiation_sim", "scenarios/kosovo")
BENCHMARKS = sorted((ROOT / "benchmarks").glob("*.md"))


@pytest.mark.parametrize(
    "page", [*PAGES, ROOT / "CONTRIBUTING.md", *DECISIONS, *BENCHMARKS], ids=lambda page: page.name
)
def test_every_file_and_folder_of_the_code_that_a_page_names_exists(page: Path) -> None:
    """Such as `worlds/engine/`: written from the top, the package or the Kosovo case; NAME and * stand for any name."""
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"`(?:python )?((?:[\w*]+/)+(?:[\w*]+\.py)?)[` ]", text):
        pattern = name.replace("NAME", "*").rstrip("/")
        assert any(path for home in HOMES for path in (ROOT / home).glob(pattern)), name


def test_no_page_imports_or_names_a_module_that_does_not_exist() -> None:
    for page in [*PAGES, *DECISIONS]:
        for module in re.findall(r"\bnegotiation_sim((?:\.[a-z_]+)+) import", page.read_text(encoding="utf-8")):
            path = ROOT / "negotiation_sim" / Path(*module.strip(".").split("."))
            assert path.is_dir() or path.with_suffix(".py").is_file(), module


EXPERIMENTS = sorted((ROOT / "experiments").glob("*.py"))


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda experiment: experiment.stem)
def test_every_experiment_asks_a_question_and_prints_its_answer(experiment: Path, tmp_path: Path) -> None:
    lines = experiment.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 40
    assert "?" in lines[0]
    done = script(experiment, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith(".")
    assert list((tmp_path / "results").rglob("*.*"))


def test_the_make_file_names_the_two_commands_of_the_readme() -> None:
    assert shutil.which("make") is None or subprocess.run(["make", "-n", "compare", "test"], cwd=ROOT).returncode == 0
    assert (ROOT / "README.md").read_text(encoding="utf-8").split("\n\n")[1].split()[:2] == ["make", "compare"]


@pytest.mark.parametrize("page", ["commands.md", "kosovo.md", "posturing.md", "years.md"])
def test_the_pages_that_come_from_code_and_data_are_up_to_date(page: str) -> None:
    """Mend with: python docs/generate.py"""
    path = ROOT / "docs" / "generate.py"
    written = runpy.run_path(str(path))["PAGES"][page]()
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == written


def test_the_set_and_the_scenario_that_the_how_to_writes_are_read_and_solved(tmp_path: Path) -> None:
    texts = blocks(ROOT / "docs" / "how-to.md", "toml")
    assert len(texts) == 3
    for name, text in zip(("hopeful", "spain_apart"), texts[:2], strict=True):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    done = within("run", "spain_apart.toml", "--assume", "hopeful.toml", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Recognition first, Spain apart" in done.stdout


def test_the_subjects_that_the_how_to_writes_sort_the_register_of_a_new_case(tmp_path: Path) -> None:
    (themes,) = (text for text in blocks(ROOT / "docs" / "how-to.md", "toml") if "[themes." in text)
    assert within("new", "mine", folder=tmp_path).returncode == 0
    game = tmp_path / "mine" / "game.toml"
    game.write_text(game.read_text(encoding="utf-8") + themes, encoding="utf-8")
    titles = {name: theme.title for theme in load_case(tmp_path / "mine").every_theme for name in theme.assumptions}
    assert re.findall(r'title = "(.+)"', themes) == list(dict.fromkeys(titles.values()))[:2]


# ---- the table of a sweep file's keys

SWEEP = """
title = "x"
case = "kosovo"
[sample]
draws = 1
seed = 1
[conclusions.c]
holds = "serbia.normalise"
"""
GRID = "[grid]\nus_cred = { from = 0, to = 1, steps = 2 }\n[conclusions"


def sweep_keys() -> list[list[str]]:
    """The rows of the reference: key, type, default, meaning, without the marks of code around the key."""
    part = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8").split("### SWEEP.toml\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in part.splitlines() if line.startswith("| `")]
    return [[row[0].strip("`[]"), *row[1:]] for row in rows]


def sweep_plan(folder: Path, *changes: tuple[str, str]) -> SweepPlan:
    text = SWEEP
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / "sweep.toml").write_text(text, encoding="utf-8")
    return read_plan(folder / "sweep.toml")


def refusal(folder: Path, *changes: tuple[str, str]) -> str:
    with pytest.raises(InputError) as caught:
        sweep_plan(folder, *changes)
    return str(caught.value)


WITH_A_GRID = ("[sample]\ndraws = 1\nseed = 1\n[conclusions", GRID)
TABLES = {
    r"(\w+).*": [("case =", "zzz = 1\ncase =")],
    r"sample\.(\w+)": [("seed =", "zzz = 1\nseed =")],
    r"conclusions\.NAME\.(\w+)": [("holds =", "zzz = 1\nholds =")],
    r"grid\.NAME \{ (\w+), (\w+), (\w+) \}": [WITH_A_GRID, ("from =", "zzz = 1, from =")],
}


@pytest.mark.parametrize("keys", TABLES)
def test_the_reference_lists_the_keys_that_a_sweep_file_may_have(tmp_path: Path, keys: str) -> None:
    shown = [re.fullmatch(keys, f"{key} {kind.strip('`')}" if "{" in keys else key) for key, kind, *_ in sweep_keys()]
    known = re.fullmatch(r".*: zzz: is not a key of this table\. Known: (.*)\.|.*\.zzz: .* Known: (.*)\.",
                         refusal(tmp_path, *TABLES[keys]))  # fmt: skip
    assert known
    assert {key for found in shown if found for key in found.groups()} == set((known[1] or known[2]).split(", "))


def test_a_default_of_the_reference_written_out_is_the_same_sweep(tmp_path: Path) -> None:
    defaults = {key: default.strip("`") for key, _, default, _ in sweep_keys() if default.startswith("`")}
    sampled = {f"sample.{key}" for key in ("distribution", "assumptions", "scheme", "correlated")}
    assert set(defaults) == {"chunk", *sampled, "conclusions.NAME.sense"}
    before = {"chunk": "case =", "sample": "seed =", "conclusions": "holds ="}
    plain = sweep_plan(tmp_path).digest
    for key, default in defaults.items():
        place, name = before[key.split(".")[0]], key.split(".")[-1]
        assert sweep_plan(tmp_path, (place, f"{name} = {default}\n{place}")).digest == plain, key


OUTSIDE = {
    "chunk": [("case =", "chunk = 0\ncase =")],
    "sample.draws": [("draws = 1", "draws = 0")],
    "sample.seed": [("seed = 1", "seed = -1")],
    "grid.NAME": [WITH_A_GRID, ("steps = 2", "steps = 1")],
}


@pytest.mark.parametrize("key", OUTSIDE)
def test_a_limit_of_the_reference_is_the_one_that_a_refusal_names(tmp_path: Path, key: str) -> None:
    limits = re.search(r"write a whole number from ([\d,]+ to [\d,]+)\.$", refusal(tmp_path, *OUTSIDE[key]))
    assert limits
    assert any(limits[1] in meaning for own, _, _, meaning in sweep_keys() if own == key)


def test_the_reference_says_how_large_a_grid_and_a_chunk_may_be() -> None:
    meanings = {key: meaning for key, _, _, meaning in sweep_keys()}
    assert f"at most {MOST_DRAWS:,} points" in meanings["grid"]
    assert f"at most {MOST_CELLS:,} numbers" in meanings["chunk"]
