"""The register as a page shows it: by theme, its claims and sources as links."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape


@dataclass(frozen=True)
class Shelf:
    """A theme with its entries that are shown: its name, and what people read for it."""

    name: str
    label: str
    entries: tuple[Mapping[str, Any], ...]

    @property
    def changed(self) -> int:
        """How many are one's own."""
        return sum("changed" in entry for entry in self.entries)


def shelves(
    record: Iterable[Mapping[str, Any]], titles: Mapping[str, str], details: bool, also: Collection[str] = ()
) -> list[Shelf]:
    """The entries by theme, in the order of `titles`.

    Without `details` those that carry the argument, what is changed, and what `also` names.
    """
    by_name: dict[str, list[Mapping[str, Any]]] = {name: [] for name in titles}
    for entry in record:
        if details or entry["level"] == "main" or "changed" in entry or entry["name"] in also:
            by_name[entry["theme"]].append(entry)
    return [Shelf(name, titles[name], tuple(entries)) for name, entries in by_name.items() if entries]


def cited(text: str, root: str) -> Markup:
    """A text as HTML, its claims (C43) and sources (S08) links to what they say. `root` names the case in addresses."""
    more = f"&amp;{root[1:]}" if root else ""
    return Markup(re.sub(r"\b([CS]\d{2,})\b", rf'<a href="/cite?numbers=\1{more}">\1</a>', str(escape(text))))
