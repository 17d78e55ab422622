"""What takes long to make and serves more than once: the last few that were asked for are kept."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The last `most` values asked for, by what they were made for. Threads may share it.

    >>> squares = Kept[int](2)
    >>> squares.of(3, lambda: 3 * 3)
    9
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Hashable, Value] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable) -> Value | None:
        """The value of a key where it is kept; else None."""
        with self._lock:
            return self._again(key) if key in self._values else None

    def of(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not kept. Threads that want one at once may each make it; all get the
        first."""
        with self._lock:
            if key in self._values:
                return self._again(key)
        made = make()
        with self._lock:
            value = self._values.setdefault(key, made)
            while len(self._values) > self._most:
                del self._values[next(iter(self._values))]
        return value

    def _again(self, key: Hashable) -> Value:
        """The value, which is then the latest."""
        value = self._values[key] = self._values.pop(key)
        return value
