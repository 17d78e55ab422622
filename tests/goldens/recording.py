"""Runs the command line in this process and tells, as one readable text, all that a user would get from it."""

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
import tomllib
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, chdir, contextmanager, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from negotiation_sim.cli import commands, main
from negotiation_sim.present import canvas
from negotiation_sim.questions.asking import Answered, answered
from negotiation_sim.questions.declaration import Question
from negotiation_sim.worlds.advance import Watch

HERE = Path(__file__).parent
COMMANDS = HERE / "commands.toml"
FROZEN = HERE.parent / "frozen"
FORMS = {"text": " --full", "short": "", "json": " --json", "csv": " --csv", "out": " --out written"}
TEXTS = {".txt", ".csv", ".json", ".nfg", ".efg", ".toml"}
FIRST, LAST = 250, 150
"""Of a longer answer or file so many lines are kept, and how many there are."""

NOT_KEPT = (
    (re.compile(r'"(created|python|numpy|scipy|pandas|duckdb|negotiation.sim)": "[^"]*"'), r'"\1": "..."'),
    (re.compile(r"\b\d+(\.\d+)? (draws|solves|rows|points) (a|per) second"), r"... \2 \3 second"),
    (re.compile(r"(\btable |\"table_hash\": \")[0-9a-f]{12}\b"), r"\1..."),
)
"""What differs from one run or machine to the next: moments, speeds, versions, and the hash of every last digit."""


@dataclass(frozen=True)
class Golden:
    """Commands that run one after the other in one folder, and the file that holds what they printed and wrote."""

    name: str
    commands: tuple[str, ...]
    forms: int = 1

    @property
    def file(self) -> Path:
        return HERE / f"{self.name}.txt"


def goldens() -> tuple[Golden, ...]:
    """Every golden of commands.toml. A key "NAME: FORM FORM" asks its last command in each of the forms."""
    listed = tomllib.loads(COMMANDS.read_text(encoding="utf-8"))
    return tuple(
        golden
        for folder, entries in listed.items()
        for key, typed in entries.items()
        for golden in _forms(folder, key, typed)
    )


def _forms(folder: str, key: str, commands: str | list[str]) -> Iterator[Golden]:
    *before, last = [commands] if isinstance(commands, str) else commands
    name, _, forms = key.partition(": ")
    if not forms:
        yield Golden(f"{folder}/{name}", (*before, last))
    for form in forms.split():
        yield Golden(f"{folder}/{name}_{form}", (*before, last + FORMS[form]), len(forms.split()))


def record(golden: Golden) -> str:
    """What the golden's commands print and write now, in a new folder that holds a copy of tests/frozen."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        if any("tests/frozen" in command for command in golden.commands):
            shutil.copytree(FROZEN, "tests/frozen")
        shared = one_answer_for_all_forms() if golden.forms > len(golden.commands) == 1 else nullcontext()
        with shared, pictures_drawn_once():
            text = "".join(_answer(command) for command in golden.commands)
        for place in {folder, os.path.realpath(folder)}:
            text = text.replace(place, "FOLDER")
    for pattern, instead in NOT_KEPT:
        text = pattern.sub(instead, text)
    return text


@contextmanager
def pictures_drawn_once() -> Iterator[None]:
    """Each picture is drawn once and coarsely, its SVG is empty: of a picture only the names of its files are kept."""
    with patch.object(canvas, "DPI", 20), patch.object(canvas, "svg", lambda picture: b""):
        yield


@contextmanager
def one_answer_for_all_forms() -> Iterator[None]:
    """What was asked before in another form is not solved again: only the forms of the answer are made anew."""

    def once(question: Question, values: dict[str, object], watch: Watch) -> Answered:
        key = (question.name, repr(sorted(values.items())))
        if key not in _ANSWERS:
            _ANSWERS[key] = answered(question, values, watch)
        return _ANSWERS[key]

    with patch.object(commands, "answered", once):
        yield


_ANSWERS: dict[tuple[str, str], Answered] = {}


def _answer(command: str) -> str:
    """A command as it is typed, its exit code unless 0, what it printed, and every file that it made or changed."""
    before = _files()
    code, printed, complained = _run(shlex.split(command))
    parts = [f"$ negotiation-sim {command}\n"]
    if code:
        parts.append(f"exit code {code}\n")
    parts.append(_cut(printed))
    if complained:
        parts.append(f"--- standard error\n{_ended(complained)}")
    after = _files()
    parts += [_told(Path(name)) for name in sorted(after) if after[name] != before.get(name)]
    return "".join(parts)


def _run(arguments: list[str]) -> tuple[int | str, str, str]:
    """Exit code, standard output and standard error of the command line's own `main`."""
    printed, complained = io.StringIO(), io.StringIO()
    code: int | str = 0
    with _as_if_typed(arguments), redirect_stdout(printed), redirect_stderr(complained):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        except Exception as error:  # a user would see a traceback; its last line says enough
            code = f"1, a traceback: {type(error).__name__}: {error}"
    return code, printed.getvalue(), complained.getvalue()


@contextmanager
def _as_if_typed(arguments: list[str]) -> Iterator[None]:
    """The name of the program, its arguments and the width are those of the installed command in a wide terminal."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(sys, "argv", ["negotiation-sim", *arguments]))
        stack.enter_context(patch.object(sys.modules["__main__"], "__package__", None, create=True))
        stack.enter_context(patch.dict(os.environ, {"COLUMNS": "120"}))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        yield


def _files() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def _told(path: Path) -> str:
    """The name of a file and, where it is text, what it holds."""
    if path.suffix not in TEXTS:
        return f"--- {path.as_posix()}\n"
    return f"--- {path.as_posix()}\n{_cut(path.read_text(encoding='utf-8'))}"


def _cut(text: str) -> str:
    """The text, without the middle of a long one."""
    lines = text.splitlines(keepends=True)
    if len(lines) <= FIRST + LAST:
        return _ended(text)
    return "".join([*lines[:FIRST], f"... lines {FIRST + 1} to {len(lines) - LAST} are not kept\n", *lines[-LAST:]])


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
