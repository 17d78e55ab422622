"""Peer programs that are no dependency, used where they are installed; and which version each of them was."""

from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
import pytest

PEERS = ("quantecon", "pygambit", "sgamesolver")


def gambit() -> Any:
    """pygambit; a test that asks for it is skipped where it is not installed."""
    return pytest.importorskip("pygambit", minversion="16.3")


def sgamesolver() -> Any:
    """sgamesolver; a test that asks for it is skipped where it is not installed."""
    if not hasattr(np, "NaN"):
        np.NaN = np.nan  # type: ignore[attr-defined]  # its version 1.0.2 was written for numpy 1
    return pytest.importorskip("sgamesolver")


def versions() -> dict[str, str]:
    """The version of every peer, or that it is not installed."""
    return {name: _version(name) for name in PEERS}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def summary() -> str:
    """One line for the end of a run: which peers were measured or compared with."""
    return f"peers: {', '.join(f'{name} {number}' for name, number in versions().items())}"
