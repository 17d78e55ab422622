"""Sweeps that survive: processes killed, interrupted, refused and starved, and the same table after all of it."""

import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import pytest

from negotiation_sim import InputError
from negotiation_sim.questions.sweep import answer as run
from negotiation_sim.questions.sweep import executors, store
from negotiation_sim.questions.sweep.answer import sweep
from negotiation_sim.questions.sweep.reading import read_plan
from negotiation_sim.questions.sweep_export.answer import export

from .test_sweep import telling

ROOT = Path(__file__).parent.parent
KILLS = 20
CHUNKS = 40
PLAN = """
title = "Stags"
case = "stag_hunt"
scenarios = ["free_choice", "in_turn"]
chunk = {chunk}
[sample]
draws = {draws}
seed = 3
[conclusions.hunted]
holds = "first.stag and second.stag"
concept = "cautious"
"""
SMALL, LARGE = PLAN.format(chunk=20, draws=20 * CHUNKS), PLAN.format(chunk=500, draws=500 * CHUNKS)
LONG = PLAN.format(chunk=20, draws=100_000)
Process = subprocess.Popen[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sweep of forty small chunks."""
    (tmp_path / "stags.toml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "negotiation_sim", "sweep", *arguments]


@contextmanager
def started(arguments: list[str], folder: Path, **options: Any) -> Iterator[Process]:
    """A process of ours in a folder; ended by its own id when the block is done."""
    process = subprocess.Popen(
        arguments,
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        **options,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()


def answer(*arguments: str, folder: Path, **options: Any) -> tuple[int, str]:
    """The exit code of a command and what it says on standard error."""
    with started(command(*arguments), folder, **options) as process:
        _, said = process.communicate(timeout=60)
        assert "Traceback" not in said
        return process.returncode, " ".join(said.split())


def until(happened: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def table(path: Path) -> tuple[bytes, bytes]:
    """The finished table as CSV and Parquet; it must be complete."""
    with closing(store.read(path)) as opened:
        assert len(opened.done) == opened.inputs["chunks"]
        for suffix in (".csv", ".parquet"):
            export(opened, [(path.with_suffix(suffix), suffix)])
    return path.with_suffix(".csv").read_bytes(), path.with_suffix(".parquet").read_bytes()


@lru_cache
def uninterrupted(text: str = SMALL) -> tuple[bytes, bytes]:
    """The table of a sweep that nothing disturbed."""
    with TemporaryDirectory() as folder:
        plan = Path(folder) / "stags.toml"
        plan.write_text(text, encoding="utf-8")
        sweep(read_plan(plan), plan.with_suffix(".duckdb"))
        return table(plan.with_suffix(".duckdb"))


def whole_chunks(path: Path) -> int:
    """How many chunks a file holds; every one of them must be there with all its rows, and no other rows."""
    with closing(store.read(path)) as opened:
        query = "SELECT count(*), coalesce(sum(rows), 0), (SELECT count(*) FROM results) FROM chunks"
        count, said, rows = opened.connection.execute(query).fetchone() or (0, 0, -1)
        assert said == rows == 40 * count
        return int(count)


def test_killed_at_twenty_random_moments_and_resumed_it_ends_in_the_same_bytes(folder: Path) -> None:
    expected, moments, seen, finished = uninterrupted(), [], [], 0
    random_moments = random.SystemRandom()
    out = folder / "killed.duckdb"
    while len(moments) < KILLS:
        with started(command("stags.toml", "--into", out.name, "--resume"), folder) as process:
            early = len(moments) % 4 == 0  # one in four from the start on, three in four while chunks are written
            if not early:
                until_it_writes(out, process)
            moment = random_moments.uniform(0, 0.8 if early else 0.25)
            with suppress(subprocess.TimeoutExpired):
                process.wait(moment)
            ended = process.poll()
            process.kill()
        assert ended in (None, 0)
        if ended is None:
            moments.append(round(moment, 3))
            seen.append(whole_chunks(out) if out.exists() else 0)
        else:
            finished += 1
            assert table(out) == expected
            out.unlink()
    sweep(read_plan(folder / "stags.toml"), out, resume=True)
    print(f"killed after {moments} s; {seen} chunks were complete; {finished} runs ended before a kill")
    assert table(out) == expected
    assert any(0 < chunks < CHUNKS for chunks in seen)


def until_it_writes(out: Path, process: Process) -> None:
    """Waits until a process has opened a file and then written to its log, or has ended."""
    until(lambda: _is_open(out, process) or process.poll() is not None)
    opened = time.time()
    until(lambda: _written_since(out.with_name(f"{out.name}.wal"), opened) or process.poll() is not None)


def _written_since(log: Path, moment: float) -> bool:
    with suppress(OSError):
        return log.stat().st_mtime > moment
    return False


def _is_open(out: Path, process: Process) -> bool:
    """Whether a process has a file open."""
    with suppress(OSError):
        return any(path.resolve() == out for path in Path(f"/proc/{process.pid}/fd").iterdir())
    return False


def test_a_second_process_is_refused_with_the_number_of_the_first(folder: Path) -> None:
    (folder / "stags.toml").write_text(LONG, encoding="utf-8")
    with started(command("stags.toml"), folder) as first:
        until(lambda: _is_open(folder / "stags.duckdb", first))
        for arguments in (("stags.toml", "--resume"), ("export", "stags.duckdb", "--csv", "out.csv")):
            code, said = answer(*arguments, folder=folder)
            assert code == 2
            assert f"another process has it open ({os.path.realpath(sys.executable)}, process {first.pid})" in said
        assert first.poll() is None
    assert not (folder / "out.csv").exists()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupt_keeps_what_is_complete_and_says_how_to_go_on(folder: Path, workers: str) -> None:
    expected = uninterrupted()
    out = folder / "stags.duckdb"
    log = out.with_name("stags.duckdb.wal")
    for _ in range(80):
        with started(command("stags.toml", "--workers", workers), folder) as process:
            until(lambda: (log.exists() and _is_open(out, process)) or process.poll() == 0)
            children = _children(process.pid)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=30)
        if process.returncode != 0:
            break
        assert table(out) == expected  # where this machine is busy a sweep may end before it is interrupted
        out.unlink()
    assert process.returncode == 130, said
    assert "Traceback" not in said
    complete = re.search(
        rf"stopped: (\d+) of {CHUNKS} chunks are complete and kept in stags\.duckdb\. Go on with --resume", said
    )
    assert complete, said
    assert int(complete[1]) == whole_chunks(out) < CHUNKS
    assert len(children) >= (2 if workers == "2" else 0)
    until(lambda: not any(map(_alive, children)))
    assert answer("stags.toml", "--resume", folder=folder)[0] == 0
    assert table(out) == expected


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_workers_end_with_the_process_that_started_them(folder: Path) -> None:
    (folder / "stags.toml").write_text(LONG, encoding="utf-8")
    with started(command("stags.toml", "--workers", "2"), folder) as process:
        log = folder / "stags.duckdb.wal"
        until(lambda: log.exists() and log.stat().st_size > 50_000)  # several chunks
        children = _children(process.pid)
        assert len(children) >= 2
        process.kill()
        until(lambda: not any(map(_alive, children)))
    assert whole_chunks(folder / "stags.duckdb") > 0


def test_a_worker_that_is_killed_is_a_message_and_the_sweep_goes_on_later(folder: Path) -> None:
    expected = uninterrupted()
    with started(command("stags.toml", "--workers", "2"), folder) as process:
        until(lambda: (folder / "stags.duckdb.wal").exists())
        os.kill(_children(process.pid)[-1], signal.SIGKILL)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "Traceback" not in said
    assert "a worker ended before its time" in said
    assert answer("stags.toml", "--resume", folder=folder)[0] == 0
    assert table(folder / "stags.duckdb") == expected


# ---- the disk


def test_a_folder_that_cannot_be_is_a_message(folder: Path) -> None:
    code, said = answer("stags.toml", "--into", "stags.toml/out.duckdb", folder=folder)
    assert code == 2
    assert "stags.toml/out.duckdb: cannot be read or written (" in said
    assert answer("stags.toml", "--into", "new/folder/out.duckdb", folder=folder)[0] == 0
    assert whole_chunks(folder / "new" / "folder" / "out.duckdb") == CHUNKS


def test_a_folder_that_may_not_be_written_is_a_message(folder: Path) -> None:
    folder.chmod(0o555)
    try:
        with started([*bound_by_permissions(), *command("stags.toml")], folder) as process:
            _, said = process.communicate(timeout=60)
    finally:
        folder.chmod(0o755)
    assert process.returncode == 2
    assert "stags.duckdb: cannot be read or written (Permission denied)" in " ".join(said.split())
    assert sorted(path.name for path in folder.iterdir()) == ["stags.toml"]


def bound_by_permissions() -> list[str]:
    """What to put before a command so that file permissions bind it, which root may otherwise ignore."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may write everywhere here; the same on a read-only disk is the next test")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Callable[[str], None]]:
    """A small disk at a folder, where this machine lets us mount one; gives a way to mount it anew with an option."""

    def mount(*options: str) -> int:
        return subprocess.run(["mount", *options], capture_output=True).returncode

    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0 or mount("-t", "tmpfs", "-o", f"size={size}", "none", str(folder)):
        pytest.skip("mounting needs root on Linux")
    try:
        yield lambda option: mount("-o", f"remount,{option}", str(folder)) and pytest.fail("cannot mount anew")
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_read_only_disk_is_a_message_when_a_sweep_begins_and_when_it_is_resumed(folder: Path) -> None:
    with mounted(folder / "disk", "8m") as again:
        again("ro")
        code, said = answer("stags.toml", "--into", "disk/new.duckdb", folder=folder)
        assert code == 2
        assert "disk/new.duckdb: cannot be read or written (Read-only file system)" in said
        assert list((folder / "disk").iterdir()) == []
        again("rw")
        plan = read_plan(folder / "stags.toml")
        store.opened(folder / "disk" / "begun.duckdb", plan, resume=False).close()
        again("ro")
        code, said = answer("stags.toml", "--into", "disk/begun.duckdb", "--resume", folder=folder)
        assert code == 2
        assert "disk/begun.duckdb: cannot be read or written (Read-only file system)" in said


def test_a_full_disk_is_a_message_and_with_more_space_the_sweep_goes_on(folder: Path) -> None:
    (folder / "stags.toml").write_text(LARGE, encoding="utf-8")
    with mounted(folder / "disk", "1600k") as again:
        out = folder / "disk" / "stags.duckdb"
        code, said = answer("stags.toml", "--into", "disk/stags.duckdb", folder=folder)
        assert code == 2
        assert (
            "disk/stags.duckdb: cannot be read or written (No space left on device). What is complete is kept" in said
        )
        with closing(store.read(out)) as opened:
            assert 0 < len(opened.done) < CHUNKS
        again("size=64m")
        assert answer("stags.toml", "--into", "disk/stags.duckdb", "--resume", folder=folder)[0] == 0
        assert table(out) == uninterrupted(LARGE)


@pytest.mark.parametrize("size", ["30k", "100k", "300k", "500k"])
def test_on_a_disk_that_is_full_at_once_no_file_is_left(folder: Path, size: str) -> None:
    with mounted(folder / "disk", size):
        code, said = answer("stags.toml", "--into", "disk/stags.duckdb", folder=folder)
        assert code == 2
        assert "disk/stags.duckdb: cannot be read or written (No space left on device)" in said
        assert list((folder / "disk").iterdir()) == []


def test_a_file_that_may_grow_no_more_is_a_message_and_stays_whole(folder: Path) -> None:
    (folder / "stags.toml").write_text(LARGE, encoding="utf-8")

    resource = pytest.importorskip("resource", reason="this system has no limits on files")

    def short() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_200_000, 1_200_000))

    code, said = answer("stags.toml", folder=folder, preexec_fn=short)
    assert code == 2
    assert "File too large). What is complete is kept" in said
    with closing(store.read(folder / "stags.duckdb")) as opened:
        assert 0 < len(opened.done) < CHUNKS
    assert answer("stags.toml", "--resume", folder=folder)[0] == 0
    assert table(folder / "stags.duckdb") == uninterrupted(LARGE)
    code, said = answer("export", "stags.duckdb", "--csv", "out.csv", folder=folder, preexec_fn=short)
    assert (code, "out.csv: cannot be read or written (File too large)" in said) == (2, True)
    assert not [path for path in folder.iterdir() if path.name.startswith((".", "out"))]


# ---- a cluster


@contextmanager
def cluster(folder: Path, workers: int = 2, package: Path = ROOT) -> Iterator[tuple[str, list[Process]]]:
    """A real scheduler and its workers, all processes on the loopback interface, ended by their own ids."""
    with ExitStack() as all_of_them:
        told = folder / "scheduler.json"
        dask = [sys.executable, "-m"]
        scheduler = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        first = all_of_them.enter_context(quiet([*dask, *scheduler, "--scheduler-file", str(told)], folder))
        until(told.exists)
        until(lambda: bool(told.read_text().strip()))
        address = json.loads(told.read_text())["address"]
        one = [*dask, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        local = ["--host", "127.0.0.1", "--local-directory", str(folder)]
        yield (
            address,
            [first, *(all_of_them.enter_context(quiet([*one, *local], folder, package)) for _ in range(workers))],
        )


@contextmanager
def quiet(arguments: list[str], folder: Path, package: Path = ROOT) -> Iterator[Process]:
    """As `started`, for a process that writes a lot and is never asked what."""
    with open(folder / "log.txt", "a") as log:
        process = subprocess.Popen(
            arguments, cwd=folder, text=True, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": str(package)}
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_worker_of_the_cluster_killed_mid_run_costs_nothing_but_time(folder: Path) -> None:
    pytest.importorskip("distributed")
    expected = uninterrupted()
    reached: list[int] = []
    with cluster(folder) as (address, (_, *workers)):

        def kill_one_midway(done: int) -> None:
            reached.append(done)
            if len(reached) == 20:
                workers[0].kill()

        watch = telling(kill_one_midway)
        sweep(read_plan(folder / "stags.toml"), folder / "out.duckdb", cluster=address, watch=watch)
        assert workers[0].wait() == -signal.SIGKILL
        assert workers[1].poll() is None
        assert len(reached) == CHUNKS
        assert table(folder / "out.duckdb") == expected
        assert answer("stags.toml", "--into", "again.duckdb", "--cluster", address, folder=folder)[0] == 0
    assert table(folder / "again.duckdb") == expected


def test_a_cluster_that_is_lost_is_a_message_and_the_sweep_goes_on_without_it(folder: Path) -> None:
    pytest.importorskip("distributed")
    expected = uninterrupted()
    with cluster(folder, workers=1) as (address, (scheduler, _)):
        lost: list[None] = []

        def kill_the_scheduler(done: int) -> None:
            if not lost:
                scheduler.kill()
            lost.append(None)

        watch = telling(kill_the_scheduler)
        with pytest.raises(InputError, match="the cluster was lost"):
            sweep(read_plan(folder / "stags.toml"), folder / "out.duckdb", cluster=address, watch=watch)
    assert 0 < whole_chunks(folder / "out.duckdb") < CHUNKS
    sweep(read_plan(folder / "stags.toml"), folder / "out.duckdb", resume=True)
    assert table(folder / "out.duckdb") == expected


def test_a_cluster_without_any_worker_left_is_a_message_when_patience_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(run, "LOOK_AFTER", 0.2)
    expected = uninterrupted()
    with cluster(folder, workers=1) as (address, (scheduler, worker)):
        watch = telling(lambda done: worker.kill())
        plan = read_plan(folder / "stags.toml")
        began = time.monotonic()
        with pytest.raises(InputError, match=r"all workers of the cluster are gone, for 1 seconds now\. What is comp"):
            sweep(plan, folder / "out.duckdb", cluster=address, watch=watch, patience=1)
        assert time.monotonic() - began < 30
        assert scheduler.poll() is None
    assert 0 < whole_chunks(folder / "out.duckdb") < CHUNKS
    sweep(plan, folder / "out.duckdb", resume=True)
    assert table(folder / "out.duckdb") == expected


def test_a_worker_that_comes_in_time_goes_on_for_one_that_is_gone() -> None:
    workers = [{}, {}, {"one": 1}, {}, {}]
    left = executors._Left(SimpleNamespace(nthreads=lambda: workers.pop(0)), "tcp://a:1", 0.05)
    left.check()
    left.check()
    time.sleep(0.06)
    left.check()
    left.check()
    time.sleep(0.06)
    with pytest.raises(InputError, match="go on with `resume`"):
        left.check()


def test_a_worker_without_the_package_is_a_message_and_lives_on(folder: Path) -> None:
    pytest.importorskip("distributed")
    (folder / "broken" / "negotiation_sim").mkdir(parents=True)
    (folder / "broken" / "negotiation_sim" / "__init__.py").write_text("raise ImportError('an old one')")
    with cluster(folder, workers=1, package=folder / "broken") as (address, (_, worker)):
        with pytest.raises(InputError, match=r"the worker at .* cannot import negotiation_sim \(an old one\)"):
            sweep(read_plan(folder / "stags.toml"), folder / "out.duckdb", cluster=address)
        assert worker.poll() is None
    assert not (folder / "out.duckdb").exists()


ADDRESSES = ("foo", "nowhere at all", "127.0.0.1:8786", "tcp://127.0.0.1", "tcp://127.0.0.1:", "tcp://:8786", "http://a:1",
             "tcp://127.0.0.1:0", "tcp://127.0.0.1:65536", "tcp://127.0.0.1:8786/status", "tcp://::1:8786")  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_address_of_a_scheduler_is_refused_before_anything_is_tried(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"is no scheduler's address\. Write tcp://HOST:PORT or tls://HOST:PORT"):
        sweep(read_plan(folder / "stags.toml"), folder / "out.duckdb", cluster=address)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tcp://[::1]:1", "tcp://localhost:1"])
def test_an_address_where_nobody_listens_is_a_message_at_once(folder: Path, address: str) -> None:
    pytest.importorskip("distributed")
    began = time.monotonic()
    code, said = answer("stags.toml", "--cluster", address, folder=folder)
    assert time.monotonic() - began < executors.PATIENCE
    assert (code, said.startswith(f"Error: {address}: no Dask scheduler answers there (")) == (2, True), said
    assert said.endswith("Start one, or mend --cluster.")
    assert sorted(path.name for path in folder.iterdir()) == ["stags.toml"]


@pytest.mark.parametrize("hangs_up", [False, True])
def test_one_who_listens_and_is_no_scheduler_is_a_message(
    folder: Path, monkeypatch: pytest.MonkeyPatch, hangs_up: bool
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(executors, "PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        if hangs_up:
            threading.Thread(target=lambda: listener.accept()[0].close(), daemon=True).start()
        address = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(InputError, match=r"no Dask scheduler answers there \((timed out|.* hangs up)\)"):
            sweep(read_plan(folder / "stags.toml"), folder / "out.duckdb", cluster=address)
    assert not (folder / "out.duckdb").exists()


def test_tls_without_certificates_is_a_message_that_says_where_they_are_named(folder: Path) -> None:
    pytest.importorskip("distributed")
    code, said = answer("stags.toml", "--cluster", "tls://127.0.0.1:1", folder=folder)
    assert code == 2
    assert "tls needs certificates, and Dask's configuration names none under distributed.comm.tls" in said
