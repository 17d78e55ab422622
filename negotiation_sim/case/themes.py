"""Themes: the subjects under which people look for an assumption in the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .assumptions import Register, in_words, matching
from .document import Section
from .labels import read_label
from .parts import Player

SHARED = "shared"
"""The theme of assumptions that no theme of the case has, and whose name has one part."""


@dataclass(frozen=True)
class Theme:
    """A subject: its name, what people read for it, and the names of the assumptions that fall under it."""

    name: str
    title: str
    assumptions: tuple[str, ...]


def read_themes(section: Section, register: Register) -> tuple[Theme, ...]:
    """The tables [themes.NAME] of game.toml, in their order: `title`, and names or patterns of `assumptions`.

    An assumption falls under the first theme that names it. Raises InputError for a pattern that no name matches.
    """
    themes: list[Theme] = []
    taken: set[str] = set()
    for name, part in section.sections():
        part.allow("title", "assumptions")
        with part.placing("assumptions"):
            names = matching(register, part.texts("assumptions"))
        themes.append(Theme(name, read_label(part, "title"), tuple(each for each in names if each not in taken)))
        taken.update(names)
    return tuple(themes)


def every_theme(themes: Iterable[Theme], register: Register, players: Mapping[str, Player]) -> tuple[Theme, ...]:
    """The themes that a case names; then, of assumptions that are in none, what belongs to nobody, and the rest by the
    part with which their names begin."""
    listed = tuple(themes)
    taken = {name for theme in listed for name in theme.assumptions}
    rest: dict[str, list[str]] = {}
    for name in (each for each in register if each not in taken):
        head, dot, _ = name.partition(".")
        rest.setdefault(head if dot else SHARED, []).append(name)
    heads = sorted(rest, key=lambda head: head != SHARED)
    titles = {head: _title(head, players, bool(listed)) for head in heads}
    return (*listed, *(Theme(head, titles[head], tuple(rest[head])) for head in heads))


def _title(head: str, players: Mapping[str, Player], others: bool) -> str:
    if head == SHARED:
        return "All else" if others else "Across players"
    words = in_words(head)
    return players[head].name if head in players else f"{words[:1].upper()}{words[1:]}"
