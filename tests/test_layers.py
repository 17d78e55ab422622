"""The layers: who may import whom, and what importing the package loads."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "negotiation_sim"
LAYERS = [
    "errors",
    "files",
    "language",
    "games",
    "formats",
    "solve",
    "case",
    "worlds",
    "present",
    "questions",
    "cli",
    "__init__",
    "__main__",
]
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> list[tuple[str, ...]]:
    """The package's own modules that a file imports, at its top or inside a function, as parts below the package."""
    here = path.relative_to(PACKAGE).parts[:-1]
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            home = here[: len(here) - node.level + 1]
            module = tuple((node.module or "").split(".")) if node.module else ()
            found += [(*home, *module)] if module else [(*home, alias.name) for alias in node.names]
    return [parts for parts in found if parts]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_its_own_layer_or_one_above_it(path: Path) -> None:
    own = LAYERS.index(layer(path))
    for parts in imported(path):
        assert LAYERS.index(parts[0]) <= own, f"{path.name} imports {'.'.join(parts)}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "solve").glob("*.py")), ids=lambda path: path.name)
def test_no_solver_imports_another(path: Path) -> None:
    assert {parts[1] for parts in imported(path) if parts[0] == "solve"} <= {"solution"}


@pytest.mark.parametrize("folder", ["games", "solve"])
def test_the_mathematics_knows_no_file_format_of_a_case_and_no_pandas(folder: str) -> None:
    for path in (PACKAGE / folder).glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "pandas" not in text
        assert "tomllib" not in text


def loaded_by(code: str) -> set[str]:
    program = f"import sys; {code}; print(*sorted(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")[-2].split())


@pytest.mark.parametrize(
    "code",
    [
        "import negotiation_sim",
        "from negotiation_sim.cli import app; from typer.testing import CliRunner;"
        " assert CliRunner().invoke(app, ['compare', '--help']).exit_code == 0",
    ],
)
def test_importing_the_package_or_asking_for_help_loads_nothing_heavy(code: str) -> None:
    assert not loaded_by(code) & {"matplotlib", "pandas", "scipy", "numpy"}


def test_a_comparison_without_figures_loads_neither_matplotlib_nor_pandas() -> None:
    code = "from negotiation_sim import compare, load_case; from negotiation_sim.questions.compare import record;"
    code += " record.comparison(compare(load_case('stag_hunt')))"
    assert not loaded_by(code) & {"matplotlib", "pandas", "scipy"}
