"""What a worker process may not do: write outside its temporary folder, read a stranger's path, start programs."""

import contextlib
import errno
import mimetypes
import os
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from typing import Any

from ..case.library import PACKAGE, library

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = ("os.chmod", "os.chown", "os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.utime", "shutil.rmtree")
BETWEEN = ("os.link", "os.rename", "os.symlink", "shutil.move")
"""What changes two places: both must be the worker's own."""
LISTING = ("os.listdir", "os.scandir")
NEVER = ("os.system", "os.exec", "os.fork", "os.forkpty", "os.kill", "os.killpg", "os.posix_spawn", "subprocess.Popen",
         "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")  # fmt: skip


def confine(home: str, cases: Sequence[str], memory: int) -> None:
    """Holds this process to its own folder, to reading these cases and what Python needs, and to so much memory.

    Once and for all: there is no way back for the process. What is forbidden fails as if the system had refused it.
    """
    tempfile.tempdir = home
    os.chdir(home)
    sys.dont_write_bytecode = True
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    roots = [home, *cases, str(PACKAGE), str(library()), *sysconfig.get_paths().values(), *sys.path[1:]]
    roots += [sys.prefix, sys.base_prefix, "/usr/share", "/usr/lib", "/proc/self", "/proc/cpuinfo", "/dev", "/etc/ssl"]
    roots += map(str, mimetypes.knownfiles)  # openpyxl asks which kinds of files the machine knows
    sys.addaudithook(_hook(home, tuple({os.path.realpath(root) for root in roots if root})))


def _hook(home: str, roots: Sequence[str]) -> Callable[[str, tuple[Any, ...]], None]:
    within_home = _within((os.path.realpath(home),))
    within_roots = _within(roots)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            writes = isinstance(flags, int) and flags & WRITING
            allowed = within_home(path) if writes else within_roots(path)
        elif event in LISTING:
            allowed = within_roots(arguments[0])
        elif event in CHANGING:
            allowed = within_home(arguments[0])
        elif event in BETWEEN:
            allowed = within_home(arguments[0]) and within_home(arguments[1])
        else:
            allowed = event not in NEVER
        if not allowed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    return hook


def _within(roots: Sequence[str]) -> Callable[[Any], bool]:
    heads = tuple(f"{root.rstrip(os.sep)}{os.sep}" for root in roots)

    def within(path: Any) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):  # a file that is open already
            return True
        place = os.path.realpath(os.fsdecode(path))
        return place in roots or place.startswith(heads) or place == os.devnull

    return within
