"""The register as a page shows it: by theme, its claims and sources as links."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

SHARED = "shared"
"""The theme of assumptions whose name has one part."""


@dataclass(frozen=True)
class Theme:
    """Assumptions whose names begin alike: the part with which they begin, what people read for it, and the entries."""

    name: str
    label: str
    entries: tuple[Mapping[str, Any], ...]

    @property
    def changed(self) -> int:
        """How many are one's own."""
        return sum("changed" in entry for entry in self.entries)


def themes(record: Iterable[Mapping[str, Any]], players: Mapping[str, str], details: bool) -> list[Theme]:
    """The entries by theme: what is nobody's in particular first, then in the register's order.

    Without `details` those that carry the argument, and what is changed.
    """
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    for entry in (each for each in record if details or each["level"] == "main" or "changed" in each):
        head, dot, _ = entry["name"].partition(".")
        by_name.setdefault(head if dot else SHARED, []).append(entry)
    ordered = sorted(by_name, key=lambda name: name != SHARED)
    return [Theme(name, theme_label(name, players), tuple(by_name[name])) for name in ordered]


def theme_label(name: str, players: Mapping[str, str]) -> str:
    """What people read for a theme: the player's name, or its own in words."""
    words = name.replace("_", " ")
    return "Across players" if name == SHARED else players.get(name, f"{words[:1].upper()}{words[1:]}")


def theme_names(assumptions: Iterable[str], players: Mapping[str, str]) -> dict[str, str]:
    """Every theme of a register with its label, players first."""
    names = dict.fromkeys(name.partition(".")[0] for name in assumptions if "." in name)
    ordered = sorted(names, key=lambda name: name not in players)
    return {name: theme_label(name, players) for name in ordered}


def cited(text: str, root: str) -> Markup:
    """A text as HTML, its claims (C43) and sources (S08) links to what they say. `root` names the case in addresses."""
    more = f"&amp;{root[1:]}" if root else ""
    return Markup(re.sub(r"\b([CS]\d{2,})\b", rf'<a href="/cite?numbers=\1{more}">\1</a>', str(escape(text))))
