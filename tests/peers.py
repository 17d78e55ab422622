"""Peer programs that are no dependency, used where they are installed; and which version each of them was."""

from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pytest

PEERS = ("quantecon", "pygambit")


def gambit() -> Any:
    """pygambit; a test that asks for it is skipped where it is not installed."""
    return pytest.importorskip("pygambit", minversion="16.3")


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
