"""Remarks on what was read, on standard error: they change no answer, and no answer is mixed with them."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..errors import Remark
from .output import tell


@contextmanager
def remarks_shown() -> Iterator[None]:
    """Shows each remark in a line of its own; other warnings go where they went before."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", Remark)
        otherwise = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
            if issubclass(category, Remark):
                tell(f"Note: {message}")
            else:
                otherwise(message, category, *place, **more)

        warnings.showwarning = show
        yield
