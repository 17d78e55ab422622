"""What a worker may touch: its own folder, the cases, Python itself, and nothing else of the machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..command_line import ROOT

FORBIDDEN = {
    "read a file": "open(outside / 'secret.txt').read()",
    "read by a link": "os.symlink(outside / 'secret.txt', home / 'link'); open(home / 'link').read()",
    "read by a path that climbs": "open(home / '..' / 'outside' / 'secret.txt').read()",
    "read the system's users": "open('/etc/passwd').read()",
    "list a folder": "os.listdir(outside)",
    "scan a folder": "list(os.scandir(outside))",
    "write a file": "open(outside / 'new.txt', 'w')",
    "write beside the case": "open(case / 'new.txt', 'w')",
    "write into the case": "open(case / 'game.toml', 'a')",
    "make a folder": "os.mkdir(outside / 'new')",
    "remove a file": "os.remove(outside / 'secret.txt')",
    "remove a case": "shutil.rmtree(case)",
    "move a file in": "os.rename(outside / 'secret.txt', home / 'mine')",
    "move a file out": "(home / 'mine').write_text('x'); os.rename(home / 'mine', outside / 'new.txt')",
    "replace a file of the case": "(home / 'mine').write_text('x'); os.replace(home / 'mine', case / 'game.toml')",
    "link a file in": "os.link(outside / 'secret.txt', home / 'mine')",
    "link a file out": "(home / 'mine').write_text('x'); os.link(home / 'mine', outside / 'new.txt')",
    "make a link outside": "os.symlink(home, outside / 'new')",
    "change a mode": "os.chmod(case / 'game.toml', 0o777)",
    "run a program": "subprocess.run(['true'])",
    "run a shell": "os.system('true')",
    "open a connection": "socket.create_connection(('127.0.0.1', 9), 1)",
    "look up a name": "socket.getaddrinfo('example.org', 80)",
    "wait for connections": "socket.create_server(('127.0.0.1', 0))",
    "end another process": "os.kill(os.getppid(), 0)",
}
ALLOWED = {
    "read the case": "assert open(case / 'game.toml').read()",
    "list the case": "assert os.listdir(case)",
    "write at home": "(home / 'mine').write_text('x')",
    "move at home": "(home / 'mine').write_text('x'); os.rename(home / 'mine', home / 'yours')",
    "make a temporary folder": "import tempfile; tempfile.TemporaryDirectory().cleanup()",
    "import": "import wave",
}
PROGRAM = """
import os, shutil, socket, subprocess
from pathlib import Path
from negotiation_sim.web.confined import confine
home, case, outside = map(Path, {places!r})
confine(str(home), [str(case)], 8_000_000_000)
{act}
"""


def tried(folder: Path, act: str) -> subprocess.CompletedProcess[str]:
    """The act in a process that is confined, beside a case and a folder that it has no business in."""
    places = [folder / name for name in ("home", "case", "outside")]
    for place in places:
        place.mkdir()
    (folder / "case" / "game.toml").write_text("the case", encoding="utf-8")
    (folder / "outside" / "secret.txt").write_text("the secret", encoding="utf-8")
    program = PROGRAM.format(places=[str(place) for place in places], act=act)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=folder,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip


@pytest.mark.parametrize("act", FORBIDDEN)
def test_a_worker_may_not(tmp_path: Path, act: str) -> None:
    done = tried(tmp_path, FORBIDDEN[act])
    assert done.returncode == 1
    assert "PermissionError" in done.stderr
    assert (tmp_path / "outside" / "secret.txt").read_text(encoding="utf-8") == "the secret"
    assert (tmp_path / "case" / "game.toml").read_text(encoding="utf-8") == "the case"
    assert [*(tmp_path / "outside").iterdir()] == [tmp_path / "outside" / "secret.txt"]
    assert [*(tmp_path / "case").iterdir()] == [tmp_path / "case" / "game.toml"]


@pytest.mark.parametrize("act", ALLOWED)
def test_a_worker_may(tmp_path: Path, act: str) -> None:
    done = tried(tmp_path, ALLOWED[act])
    assert done.returncode == 0, done.stderr
