"""The layers: who may import whom, and what importing the package loads."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

from negotiation_sim.questions import questions
from negotiation_sim.questions.declaration import Asked, Question, fields_of

PACKAGE = Path(__file__).parent.parent / "negotiation_sim"
LAYERS = [
    "version",
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
    "spelling",
    "web",
    "cli",
    "__init__",
    "__main__",
]
QUESTIONS_THAT_MAY_BE_IMPORTED = {
    "run": {"compare"},
    "compare": {"matrix", "thresholds"},
    "matrix": {"explain"},
    "stability": {"coalitions"},
    "coalitions": {"path"},
    "sweep_check": {"sweep"},
    "sweep_export": {"sweep"},
    "validate": {"path", "power"},
    "check": {"sweep"},
    "argument": {"breakeven"},
    "change": {"explain"},
    "game": {"matrix"},
    "plans": {"believe"},
    "play": {"explain"},
    "years": {"believe"},
    "report": {"believe", "breakeven", "compare", "matrix"},
}
"""All other questions know nothing of each other: what two of them need stands in worlds/ or present/."""


MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """`questions/run/answer` for the file that is the module `questions.run.answer`."""
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


FILES = {name_of(path) for path in MODULES}


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imported(path: Path) -> set[str]:
    """The package's own files that a file imports: at its top, inside a function, or for its types only."""
    here = ("negotiation_sim", *path.relative_to(PACKAGE).parts[:-1])
    files: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            home = here[: len(here) - node.level + 1] if node.level else ()
            module = (*home, *(node.module or "").split(".")) if node.module else home
            files |= {file for alias in node.names if (file := file_of((*module, alias.name)) or file_of(module))}
        elif isinstance(node, ast.Import):
            files |= {file for alias in node.names if (file := file_of(tuple(alias.name.split("."))))}
    return files


def file_of(module: tuple[str, ...]) -> str | None:
    """The file of a module of the package, or of a package within it; None for all else."""
    if module[0] != "negotiation_sim":
        return None
    name = "/".join(module[1:])
    return next((file for file in (name, f"{name}/__init__".removeprefix("/")) if file in FILES), None)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_its_own_layer_or_one_above_it(path: Path) -> None:
    here = LAYERS.index(layer(path))
    for file in imported(path):
        assert LAYERS.index(file.split("/")[0]) <= here, f"{path.name} imports {file}"


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = {name_of(path): {*imported(path)} for path in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' <- '.join(error.args[1])}")


def folders() -> list[str]:
    return sorted(path.parent.name for path in (PACKAGE / "questions").glob("*/__init__.py"))


@pytest.mark.parametrize("folder", folders())
def test_a_question_imports_another_only_where_that_is_declared(folder: str) -> None:
    paths = (PACKAGE / "questions" / folder).rglob("*.py")
    parts = [file.split("/") for path in paths for file in imported(path)]
    others = {part[1] for part in parts if part[0] == "questions" and len(part) > 2} - {folder}
    assert others <= QUESTIONS_THAT_MAY_BE_IMPORTED.get(folder, set())


def test_only_questions_that_exist_are_declared_to_import_each_other() -> None:
    imported_by_others = {name for names in QUESTIONS_THAT_MAY_BE_IMPORTED.values() for name in names}
    assert imported_by_others | {*QUESTIONS_THAT_MAY_BE_IMPORTED} <= {*folders()}


def test_what_all_questions_share_knows_none_of_them() -> None:
    for path in (PACKAGE / "questions").glob("*.py"):
        assert not [file for file in imported(path) if file.startswith("questions/") and file.count("/") > 1], path.name


DOOR_WORDS = re.compile(r"(?<![\w-])--[a-z]|negotiation-sim ")
"""A flag, or a command as it is typed."""


BELOW_CLI = [path for path in MODULES if layer(path) not in ("spelling", "web", "cli")]


@pytest.mark.parametrize("path", BELOW_CLI, ids=name_of)
def test_no_flag_and_no_command_as_it_is_typed_stands_below_the_command_line(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not DOOR_WORDS.search(node.value), f"{path.name}, line {node.lineno}"


FORMS = ("answer", "text", "record", "table", "pictures", "files", "written", "remarks", "failed")


@pytest.mark.parametrize("folder", folders())
def test_every_question_is_declared_and_all_its_forms_can_be_loaded(folder: str) -> None:
    declared: Question = import_module(f"negotiation_sim.questions.{folder}.question").QUESTION
    assert underscored(declared.name) == folder
    assert questions()[declared.name] is declared
    assert declared.title
    for form in FORMS:
        if getattr(declared, form) is not None:
            assert callable(declared.load(form)), form


@pytest.mark.parametrize("name", questions())
def test_every_question_asks_for_all_the_fields_of_the_classes_it_is_made_of(name: str) -> None:
    asks = questions()[name].asks
    written = {field for part in asks.__mro__ for field in vars(part).get("__annotations__", ())}
    assert issubclass(asks, Asked)
    assert {field.name for field in fields_of(asks)} == written
    given = asks(**{field.name: None for field in fields_of(asks)})
    with pytest.raises(FrozenInstanceError):
        setattr(given, next(iter(written), "other"), 1)


def test_the_list_of_commands_makes_no_question_a_dataclass() -> None:
    """Making them all took as long as all else that the list needs of the package."""
    made = "any('__dataclass_fields__' in vars(question.asks) for question in questions().values())"
    code = f"from negotiation_sim.questions import questions; print({made})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("name", questions())
def test_every_question_has_a_test_file_and_a_section_in_the_page_of_commands(name: str) -> None:
    root = PACKAGE.parent
    assert (root / "tests" / f"test_{underscored(name)}.py").is_file()
    assert f"\n## {name}\n" in (root / "docs" / "commands.md").read_text(encoding="utf-8")


def underscored(name: str) -> str:
    """The name of a question as its folder and its test file have it."""
    return name.replace("-", "_").replace(" ", "_")


@pytest.mark.parametrize("path", sorted((PACKAGE / "solve").glob("*.py")), ids=lambda path: path.name)
def test_no_solver_imports_another(path: Path) -> None:
    assert {file for file in imported(path) if file.startswith("solve/")} <= {"solve/solution"}


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
    assert not loaded_by(code) & {"matplotlib", "nashpy", "pandas", "scipy", "numpy"}


def test_a_comparison_without_figures_loads_neither_matplotlib_nor_pandas() -> None:
    code = "from negotiation_sim import compare, load_case; from negotiation_sim.questions.compare.forms import record;"
    code += " record(compare(load_case('stag_hunt')))"
    assert not loaded_by(code) & {"matplotlib", "nashpy", "pandas", "scipy"}


def public(body: list[ast.stmt], owner: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """The functions and classes of a module, and the methods and properties of its classes, that others may use."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield f"{owner}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_public_function_class_and_property_says_what_it_is(path: Path) -> None:
    module = ast.parse(path.read_text(encoding="utf-8"))
    assert [name for name, node in public(module.body) if not ast.get_docstring(node)] == []
