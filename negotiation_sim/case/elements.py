"""What sets a dispute apart, element by element, and how much of it other disputes share: elements.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .assumptions import Register
from .claims import Evidence
from .document import Reader, Section, check_identifier, read_toml
from .parts import Player

FILE = "elements.toml"
AS_WRITTEN = 0.0005
"""A parallel in the register may be rounded to three digits."""


@dataclass(frozen=True)
class Element:
    """Something that is true of the case's own dispute. `shares`: per other dispute how far it is so there, 0 to 1."""

    name: str
    label: str
    weight: float
    shares: Mapping[str, float]
    why: str
    source: str


@dataclass(frozen=True)
class Elements:
    """The elements, and the other disputes by their labels."""

    all: tuple[Element, ...] = ()
    disputes: Mapping[str, str] | None = None

    def parallel(self, dispute: str) -> float:
        """The share of all weight that a dispute has in common with the case's own, 0 to 1."""
        common = sum(element.weight * element.shares.get(dispute, 0.0) for element in self.all)
        return common / sum(element.weight for element in self.all)


def read_elements(
    folder: Path, register: Register, players: Mapping[str, Player], evidence: Evidence, read: Reader = read_toml
) -> Elements:
    """The elements of a case; none where it has no elements.toml.

    Raises InputError where `PLAYER.parallel` in the register is not what the elements give for the player's dispute.
    """
    if not (folder / FILE).exists():
        return Elements()
    file = read(folder / FILE)
    file.allow("disputes", "elements")
    labels = {name: part.text("label") for name, part in file.section("disputes").sections()}
    every = tuple(_element(name, part, labels, evidence) for name, part in file.section("elements").sections())
    if not every:
        raise file.fault("elements", "is empty. Add an element, or delete the file.")
    elements = Elements(every, labels)
    for dispute, part in file.section("disputes").sections():
        check_identifier(file.section("disputes"), dispute, "dispute")
        part.allow("label", "for")
        part.check_known("for", "player", part.texts("for", ()), players)
        for player in part.texts("for", ()):
            _check_parallel(part, f"{player}.parallel", elements.parallel(dispute), register)
    return elements


def _element(name: str, section: Section, disputes: Mapping[str, str], evidence: Evidence) -> Element:
    section.allow("label", "weight", "shares", "why", "source")
    if (weight := section.number("weight")) <= 0:
        raise section.fault("weight", f"{weight:g} is no weight. Write a number above 0, or take the element out.")
    shares = section.section("shares")
    shares.check_known("shares", "dispute", shares.data, disputes)
    for dispute in shares.data:
        if not 0 <= shares.number(dispute) <= 1:
            raise shares.fault(dispute, f"{shares.number(dispute):g} is no share. Write a number from 0 to 1.")
    evidence.check(section)
    told = {dispute: shares.number(dispute) for dispute in shares.data}
    return Element(name, section.text("label"), weight, told, section.text("why"), section.text("source"))


def _check_parallel(section: Section, name: str, parallel: float, register: Register) -> None:
    if name not in register:
        raise section.fault("for", f"the register has no '{name}'. Add it, with the value {parallel:.3g}.")
    if abs(register[name].value - parallel) > AS_WRITTEN:
        problem = f"'{name}' is {register[name].value:g} in the register, and the elements give {parallel:.3g}."
        raise section.fault("for", f"{problem} Write that value there, or change weights or shares here.")
