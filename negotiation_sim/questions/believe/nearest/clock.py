"""How long a search may take, and what it tells of itself on the way."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


class TimeIsUp(Exception):  # noqa: N818
    """A search has had all its seconds. What it has kept until then stands."""


def silent(best: str) -> None:
    """Tells nothing."""


@dataclass(eq=False)
class Clock:
    """The seconds that a whole question may take, counted from when the clock is made; `tell` is told the best so far.

    Searches call `tick` wherever stopping leaves nothing half done.
    """

    seconds: float = float("inf")
    tell: Callable[[str], None] = silent
    start: float = field(default_factory=time.monotonic)

    def tick(self) -> None:
        """Raises TimeIsUp where no second is left."""
        if time.monotonic() - self.start > self.seconds:
            raise TimeIsUp


UNLIMITED = Clock()
