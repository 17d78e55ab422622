"""How long work tells how far it is: the door through which it was asked decides what is shown."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Advance = Callable[[int], None]
"""Told how many more parts of the work are done."""

Watch = Callable[[str, int], AbstractContextManager[Advance]]
"""What is being done, and of how many parts it consists -> what is told of the parts done."""


@contextmanager
def unwatched(what: str, total: int) -> Iterator[Advance]:
    """Shows nothing."""
    yield lambda done: None
