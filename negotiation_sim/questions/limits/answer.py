"""The limits, as the README tells them: limits.toml is the one source of both."""

import re
import tomllib
from functools import cache
from pathlib import Path

from .question import LimitsAsked

_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@cache
def written_limits() -> tuple[str, ...]:
    """Each limit as it is written, with links to pages."""
    text = (Path(__file__).parent / "limits.toml").read_text(encoding="utf-8")
    return tuple(" ".join(limit.split()) for limit in tomllib.loads(text)["limits"])


def answer(asked: LimitsAsked) -> tuple[str, ...]:
    """Each limit; of a link the name of the page to which it leads."""
    return tuple(_LINK.sub(r"\1", limit) for limit in written_limits())
