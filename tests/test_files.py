"""Files in and out: ordinary files alone are read and replaced, links are followed, all is written or nothing."""

import os
import shlex
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from negotiation_sim import InputError
from negotiation_sim.case.library import library
from negotiation_sim.files import read_text, write_whole
from negotiation_sim.present.writer import File, write_all

from .command_line import within

if not hasattr(os, "mkfifo"):
    pytest.skip("this system has no pipes with a name", allow_module_level=True)

SWEEP = 'title = "Stags"\ncase = "stag_hunt"\n[sample]\ndraws = 40\nseed = 3\n'


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(path))


def a_device(path: Path) -> None:
    """A device of our own that swallows what is written; never the one that the whole system uses."""
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    except OSError:
        pytest.skip("making a device needs root")


def a_link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("behind"))
    path.symlink_to("behind")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


NO_FILES = (a_pipe, a_folder, a_socket, a_device, a_link_to_a_pipe, a_link_to_itself)
WRITERS = {
    "out.csv": "export free_choice out.csv --case stag_hunt",
    "out.nfg": "export free_choice out.nfg --case stag_hunt",
    "my.csv": "assumptions --case stag_hunt --csv my.csv",
    "results/breakeven.txt": "breakeven free_choice --holds first.stag --concept some --case stag_hunt --out results",
    "table.csv": "sweep export done.duckdb --csv table.csv",
    "table.parquet": "sweep export done.duckdb --parquet table.parquet",
    "table.inputs.json": "sweep export done.duckdb --parquet table.parquet",
    "into.duckdb": "sweep stags.toml --into into.duckdb --resume",
}
"""A file that a command writes, and the command."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands run, with a sweep that is done."""
    monkeypatch.chdir(tmp_path)
    Path("stags.toml").write_text(SWEEP, encoding="utf-8")
    assert within(*shlex.split("sweep stags.toml --into done.duckdb")).returncode == 0
    return tmp_path


def tree(folder: Path) -> dict[str, tuple[int, object]]:
    """Everything in a folder by its name: of which kind it is, and what it holds or where it leads."""
    return {str(path.relative_to(folder)): _there(path) for path in folder.rglob("*")}


def _there(path: Path) -> tuple[int, object]:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return stat.S_IFMT(mode), os.readlink(path)
    return stat.S_IFMT(mode), path.read_bytes() if stat.S_ISREG(mode) else path.lstat().st_ino


# ---- what is no ordinary file


@pytest.mark.parametrize("make", NO_FILES, ids=lambda make: make.__name__)
def test_no_command_replaces_what_is_no_ordinary_file(folder: Path, make: Callable[[Path], None]) -> None:
    for name, command in WRITERS.items():
        place = folder / name
        place.parent.mkdir(exist_ok=True)
        make(place)
        before = tree(folder)
        done = within(*shlex.split(command))
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), (command, done.stderr)
        assert Path(name).name in done.stderr
        assert tree(folder) == before, command
        for there in (place, place.with_name("behind")):
            if there.is_dir() and not there.is_symlink():
                there.rmdir()
            else:
                there.unlink(missing_ok=True)


def test_an_earlier_picture_is_taken_away_and_nothing_else_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    (tmp_path / "old.png").write_bytes(b"old")
    (tmp_path / "linked.png").symlink_to("kept.txt")
    write_all([File("old.png", None), File("linked.png", None), File("none.png", None)], tmp_path)
    assert [*tree(tmp_path)] == ["kept.txt"]
    a_pipe(tmp_path / "pipe.png")
    with pytest.raises(InputError, match=r"pipe\.png: is a pipe"):
        write_all([File("new.txt", "new"), File("pipe.png", None)], tmp_path)
    assert sorted(tree(tmp_path)) == ["kept.txt", "pipe.png"]


@pytest.mark.parametrize("target", ["there.txt", "missing.txt", "below/missing.txt"])
@pytest.mark.parametrize("absolute", [False, True])
def test_what_is_written_to_a_link_is_written_where_it_leads(tmp_path: Path, target: str, absolute: bool) -> None:
    (tmp_path / "there.txt").write_text("old", encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / target if absolute else target)
    assert write_whole(link, "new") == link
    assert link.is_symlink()
    assert (tmp_path / target).read_text(encoding="utf-8") == "new"


def test_every_command_writes_through_links(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    for name, command in WRITERS.items():
        place, target = folder / name, folder / "elsewhere" / Path(name).name
        place.parent.mkdir(exist_ok=True)
        place.unlink(missing_ok=True)
        place.symlink_to(target)
        assert within(*shlex.split(command)).returncode == 0, command
        assert place.is_symlink(), command
        assert target.stat().st_size > 0, command


def test_a_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    private = tmp_path / "private.txt"
    private.write_text("old", encoding="utf-8")
    private.chmod(0o600)
    write_whole(private, "new")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600


CASE = "run free_choice --case ./mine"
READERS = {
    "mine/game.toml": CASE,
    "mine/assumptions.toml": CASE,
    "mine/free_choice.toml": CASE,
    "mine/claims.csv": CASE,
    "mine/sources.csv": CASE,
    "mine/correlations.toml": CASE,
    "mine/sets/rival.toml": f"{CASE} --assume rival",
    "rival.toml": "run free_choice --case stag_hunt --assume rival.toml",
    "rival.csv": "run free_choice --case stag_hunt --assume rival.csv",
    "scene.toml": "run scene.toml --case stag_hunt",
    "game.nfg": "solve game.nfg",
    "game.csv": "solve game.csv",
    "body.toml": "power body.toml",
    "quarrel/conflict.toml": "stability quarrel",
    "known/answer.toml": "validate --catalogue known",
    "plan.toml": "sweep plan.toml",
    "found.duckdb": "sweep export found.duckdb --csv out.csv",
    "found.duckdb ": "sweep check found.duckdb",
}
"""A file that a command reads, and the command."""


@pytest.mark.parametrize("make", [a_pipe, a_device, a_link_to_a_pipe], ids=lambda make: make.__name__)
@pytest.mark.parametrize("name", READERS)
def test_no_command_waits_for_what_is_no_ordinary_file(
    tmp_path: Path, name: str, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert within("new", "mine", "--like", "stag_hunt").returncode == 0
    place = Path(name.strip())
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    make(place)
    done = within(*shlex.split(READERS[name]))
    assert done.returncode == 2, done.stdout + done.stderr
    kind = "a device" if make is a_device else "a pipe (a FIFO)"
    assert f": is {kind}; a file was expected." in " ".join(done.stderr.split())


def test_a_case_with_a_pipe_in_it_is_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert within("new", "mine").returncode == 0
    a_pipe(Path("mine/more.csv"))
    before = tree(tmp_path)
    done = within("new", "copy", "--like", "./mine")
    assert (done.returncode, "more.csv: is a pipe" in done.stderr) == (2, True)
    assert tree(tmp_path) == before


def test_a_name_that_no_file_can_have_is_a_message(tmp_path: Path) -> None:
    for path in (tmp_path / "a\0b", tmp_path / ("a" * 300), Path("/" + "a/" * 5000)):
        with pytest.raises(InputError):
            read_text(path)
        with pytest.raises(InputError):
            write_whole(path, "x")
    assert tree(tmp_path) == {}


# ---- a full disk


@contextmanager
def no_file_longer_than(size: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a full disk, writing fails: here where a file would grow beyond so many bytes."""
    resource = pytest.importorskip("resource", reason="this system has no limits on files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # Python keeps a compiled file that was cut off
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


FULL = {
    "run free_choice --case stag_hunt --out results": 10_000,
    "run free_choice --case stag_hunt --out new/folder": 10_000,
    "breakeven free_choice --holds first.stag --concept some --case stag_hunt --out new": 3_000,
    "new mine": 1_000,
    "new mine/deep --like kosovo": 20_000,
    "export free_choice new/out.csv --case stag_hunt": 50,
    "assumptions --case stag_hunt --csv new/my.csv": 100,
    "sweep stags.toml --into new/folder/out.duckdb": 5_000,
    "sweep export done.duckdb --csv new/a.csv --parquet new/b.parquet": 700,
    "sweep export done.duckdb --csv new/a.csv": 700,
}
"""A command, and the size at which files can grow no more: some of what it writes is smaller, some is larger."""


@pytest.mark.parametrize("command", FULL)
def test_on_a_full_disk_nothing_is_written_and_the_message_says_so(
    folder: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "results").mkdir()
    (folder / "results" / "comparison.txt").write_text("an earlier answer", encoding="utf-8")
    before = tree(folder)
    with no_file_longer_than(FULL[command], monkeypatch):
        done = within(*shlex.split(command))
    assert done.returncode == 2, done.stderr
    assert "File too large" in done.stderr
    assert tree(folder) == before
    if "sweep" not in command:
        assert "Nothing was written, and what was there before is unchanged." in " ".join(done.stderr.split())
    assert within(*shlex.split(command)).returncode == 0


def test_what_ends_the_making_of_the_third_file_leaves_none_of_the_first_two(tmp_path: Path) -> None:
    def files() -> Iterator[File]:
        yield File("first.txt", "1")
        yield File("below/second.txt", "2")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_all(files(), tmp_path / "out")
    assert tree(tmp_path) == {}


def test_the_library_of_cases_is_not_written() -> None:
    assert not list(library().rglob(".new.*"))
