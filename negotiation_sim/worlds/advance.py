"""How long work says how far it is: the door through which it was asked for decides what is shown."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Advance(Protocol):
    """Told how many more parts of the work are done, and what is the best answer so far, where there is one."""

    def __call__(self, done: int, best: str = "") -> None: ...


class Watch(Protocol):
    """What is being done, and of how many parts it consists -> what is told of the parts done.

    `begun` of the parts were done before. `parts` is what they are called where their number and speed are told: of
    work that may take hours. `note` is told before the work begins.
    """

    def __call__(
        self, what: str, total: int, *, begun: int = 0, parts: str = "", note: str = ""
    ) -> AbstractContextManager[Advance]: ...


def quietly(done: int, best: str = "") -> None:
    """Shows nothing."""


@contextmanager
def unwatched(what: str, total: int, *, begun: int = 0, parts: str = "", note: str = "") -> Iterator[Advance]:
    """Shows nothing."""
    yield quietly
