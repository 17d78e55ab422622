"""Pictures of `table`."""

from ...present.canvas import Picture
from .answer import Tables


def pictures(answer: Tables) -> list[Picture]:
    return []
