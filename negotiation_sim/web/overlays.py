"""Sets laid over each other whose plus stands as it is in an address, `assume=A+B`: browsers read it as a blank."""

from collections.abc import Collection, Mapping
from typing import Any

from ..case.overlay import OVER
from ..errors import as_known

NAME_SETS = ("assume", "between", "before")
"""Fields that name assumption sets of the case."""


def with_pluses(values: Mapping[str, Any], sets: Collection[str]) -> dict[str, Any]:
    """The values, `A B` as `A+B` in the fields that name sets, where all of its words are sets of the case."""
    return {name: _mended(value, sets) if name in NAME_SETS else value for name, value in values.items()}


def _mended(value: Any, sets: Collection[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_mended(part, sets) for part in value)
    words = value.split() if isinstance(value, str) else []
    return OVER.join(words) if len(words) > 1 and all(as_known(word, sets) in sets for word in words) else value
