"""How long work tells how far it is: the door through which it was asked decides what is shown."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from ..worlds.advance import Advance, quietly


class Watch(Protocol):
    """What is being done, and of how many parts it consists -> what is told of the parts done.

    `begun` of the parts were done before. `parts` is what they are called where their number and speed are told: of
    work that may take hours. `note` is told before the work begins.
    """

    def __call__(
        self, what: str, total: int, *, begun: int = 0, parts: str = "", note: str = ""
    ) -> AbstractContextManager[Advance]: ...


@contextmanager
def unwatched(what: str, total: int, *, begun: int = 0, parts: str = "", note: str = "") -> Iterator[Advance]:
    """Shows nothing."""
    yield quietly
