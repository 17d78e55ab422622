"""The command line and other programs, run within this process, which costs no start of Python, or as processes."""

import io
import os
import runpy
import subprocess
import sys
import warnings
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parent.parent
FIRST = str(ROOT / "tests" / "frozen" / "kosovo")
"""The first edition of the Kosovo case: what a test states of it in figures no later change of the case moves."""
Completed = subprocess.CompletedProcess[str]
QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)  # as Python is by itself


def process(*arguments: str, folder: Path | None = None) -> Completed:
    """`python -m negotiation_sim` as a process: with a start, a seed of its hashes and an end of its own."""
    return subprocess.run(
        [sys.executable, "-m", "negotiation_sim", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def within(*arguments: str, folder: Path | None = None) -> Completed:
    """The same entry point run here: exit code, output and errors are those of `process`."""
    return _run(lambda: runpy.run_module("negotiation_sim", run_name="__main__", alter_sys=True), arguments, folder)


def script(path: Path, folder: Path) -> Completed:
    """A file of Python run here, as `python PATH` runs it."""
    return _run(lambda: runpy.run_path(str(path), run_name="__main__"), (), folder)


def answer(*arguments: str, folder: Path | None = None, sim: Callable[..., Completed] = within) -> str:
    """What a command prints that answers, and says nothing else but which files it wrote."""
    done = sim(*arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "" or all(line.startswith("wrote ") for line in done.stderr.splitlines())
    return done.stdout


def refusal(*arguments: str, folder: Path | None = None, sim: Callable[..., Completed] = within) -> str:
    """The message of a command that is refused, in one line."""
    done = sim(*arguments, folder=folder)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


def _run(program: Callable[[], object], arguments: tuple[str, ...], folder: Path | None) -> Completed:
    """What a program printed and its exit code. An error that it does not catch fails the test with its traceback."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with (
        chdir(folder or Path.cwd()),
        patch.object(sys, "argv", ["", *arguments]),
        redirect_stdout(out),
        redirect_stderr(err),
        warnings.catch_warnings(record=True) as warned,
    ):
        _warn_as_a_process_would()
        code = _exit_code(program)
    texts = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]  # type: ignore[attr-defined]
    texts[1] += "".join(warnings.formatwarning(one.message, one.category, one.filename, one.lineno) for one in warned)
    return Completed(list(arguments), code, *(text.replace(os.linesep, "\n") for text in texts))


def _warn_as_a_process_would() -> None:
    """Every warning that a user would see; what the package itself must mend is an error, as in all tests."""
    warnings.resetwarnings()
    for category in QUIET:
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("error", category=DeprecationWarning, module="negotiation_sim")


def _exit_code(program: Callable[[], object]) -> int:
    try:
        program()
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    return 0
