"""The fields of a game that is typed on the page, a payoff each, as the address of the question `game`."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from ..formats.numbers import with_point

NAMED = {"r": "rows", "c": "columns", "p": "players"}
"""Fields of names, `r.0` that of the first row, and what the question calls them."""
LEAST, MOST = 2, 5
STEPS = {"more-rows": ("r", 1), "fewer-rows": ("r", -1), "more-columns": ("c", 1), "fewer-columns": ("c", -1)}
_PARTS = re.compile(r"[,;]")


def address_of(fields: Mapping[str, str]) -> str:
    """The address of the game that the fields say; with a row or a column more or less, where a button says so."""
    names = {kind: _names(fields, kind) for kind in NAMED}
    kind, step = STEPS.get(fields.get("do", ""), ("", 0))
    if kind:
        names[kind] = _with(names[kind], {"r": "row", "c": "column"}[kind], step)
    rows, columns = range(len(names["r"])), range(len(names["c"]))
    payoffs = "; ".join(", ".join(_cell(fields, r, c) for c in columns) for r in rows)
    pairs = [("payoffs", payoffs), *((field, ", ".join(names[kind])) for kind, field in NAMED.items())]
    title = fields.get("title", "").strip()
    more = [(name, text) for name, text in (("title", title), ("view", fields.get("view", ""))) if text]
    return f"/game?{urlencode([*pairs, *more], safe=',;')}"


def _names(fields: Mapping[str, str], kind: str) -> list[str]:
    count = next((k for k in range(MOST) if f"{kind}.{k}" not in fields), MOST)
    return [_PARTS.sub(" ", fields[f"{kind}.{k}"]).strip() for k in range(count)]


def _with(names: list[str], usual: str, step: int) -> list[str]:
    """One name more, another one than all others, or one less; as they are where there are as many as may be."""
    count = min(MOST, max(LEAST, len(names) + step))
    fresh = (f"{usual} {k}" for k in range(1, 3 * MOST) if f"{usual} {k}" not in names)
    return [*names[:count], *(next(fresh) for _ in range(count - len(names)))]


def _cell(fields: Mapping[str, str], row: int, column: int) -> str:
    """The two payoffs of a cell, a decimal comma as a point; 0 in a cell that is new."""
    texts = (fields.get(f"{which}.{row}.{column}", "0") for which in "uv")
    return " ".join(_PARTS.sub(" ", with_point(text)).strip() or "?" for text in texts)
