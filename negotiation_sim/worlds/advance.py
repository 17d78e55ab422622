"""How work on many draws says how far it is, without knowing who watches."""

from collections.abc import Callable

Advance = Callable[[int], None]
"""Told how many more parts of the work are done."""


def quietly(done: int) -> None:
    """Shows nothing."""
