"""Every fault of a case at once: where reading stops at a fault, what is at fault is replaced and reading goes on.

What was replaced has no meaning of its own. A later fault that speaks of it, or stands where it stood, may be a
consequence and is left out; so a fault that is named is one.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import InputError, PlacedError
from .claims import evidence_and_faults
from .document import Section, read_toml
from .loader import read_case
from .mending import Replaced, mended, unknown_in
from .scenario import Case

MOST = 200
"""After so many faults reading stops: the files are probably not what they should be."""
BUILT_ON = "What is built on the parts at fault could not be looked at. Mend them and check again."
NEEDED = ("game.toml", "assumptions.toml")


@dataclass(frozen=True)
class Checked:
    """What reading a case gave: its faults, each a sentence with its place, and the case itself where there are none.

    `unread`: what could not be looked at, in words, because of the faults; "" where all was.
    """

    faults: tuple[str, ...]
    case: Case | None
    unread: str = ""


def all_faults(folder: Path) -> Checked:
    """Every fault in the files of the case in a folder. Whether its rules give numbers is another question."""
    evidence, in_tables = evidence_and_faults(folder)
    reading = Reading(folder)
    case = None
    while case is None and reading.goes_on:
        try:
            case = read_case(folder, reading.read, evidence)
        except InputError as fault:
            reading.note(fault)
    faults = dict.fromkeys([*map(str, in_tables), *reading.told, *reading.unread_files()])
    return Checked(tuple(faults), None if faults else case, reading.unread or (BUILT_ON if in_tables else ""))


@dataclass
class Reading:
    """The files of a case as they are read, the faults so far, and what was replaced for them.

    `unknown` is the first fault about each name that a file does not know, `further` where else it stands, by fault.
    """

    folder: Path
    faults: list[str] = field(default_factory=list)
    unknown: dict[tuple[str, str], str] = field(default_factory=dict)
    further: dict[str, list[str]] = field(default_factory=dict)
    replaced: list[Replaced] = field(default_factory=list)
    files: dict[str, Section] = field(default_factory=dict)
    goes_on: bool = True

    def read(self, path: Path) -> Section:
        """A file with what was replaced in it. Raises InputError where a file that all others need cannot be read."""
        shown = "/".join(path.parts[-2:])
        if shown not in self.files:
            try:
                self.files[shown] = read_toml(path)
            except InputError as fault:
                if path.name in NEEDED:
                    raise
                self.faults.append(str(fault))
                self.replaced.append(Replaced(shown, (), frozenset({path.stem})))
                self.files[shown] = Section(shown, "", (), {} if path.name == "correlations.toml" else {"title": "-"})
        return replace(self.files[shown], data=deepcopy(self.files[shown].data))

    def note(self, fault: InputError) -> None:
        """Keeps the fault, unless it may be a consequence, and replaces what is at fault so that reading can go on."""
        placed = fault if isinstance(fault, PlacedError) and fault.file in self.files else None
        if placed is None or not any(each.may_cause(placed) for each in self.replaced):
            self._add(str(fault), placed)
        if placed is not None:
            times = sum((each.file, each.at) == (placed.file, placed.at) for each in self.replaced)
            made = mended(placed, self.files[placed.file].data, times)
            self.replaced += [made] if made else []
        self.goes_on = placed is not None and made is not None and len(self.replaced) < MOST

    def _add(self, fault: str, placed: PlacedError | None) -> None:
        """Keeps the fault; of a name that was unknown before in the same file only where else it stands."""
        name = unknown_in(fault) if placed else ""
        if placed is None or not name:
            self.faults.append(fault)
            return
        first = self.unknown.setdefault((placed.file, name), fault)
        if first == fault:
            self.faults.append(fault)
        else:
            self.further.setdefault(first, []).append(".".join(placed.path))

    @property
    def told(self) -> Iterator[str]:
        """The faults, each with the further places of the name that is unknown."""
        for fault in self.faults:
            places = self.further.get(fault, ())
            yield f"{fault} The same name stands at {', '.join(places)}." if places else fault

    def unread_files(self) -> Iterator[str]:
        """The faults of the files that reading did not come to: of those only whether they are TOML can be told."""
        for path in sorted(path for pattern in ("*.toml", "sets/*.toml") for path in self.folder.glob(pattern)):
            if not self.goes_on and "/".join(path.parts[-2:]) not in self.files and not path.name.startswith("."):
                try:
                    read_toml(path)
                except InputError as fault:
                    yield str(fault)

    @property
    def unread(self) -> str:
        """What could not be looked at, in words; "" where all was."""
        if not self.goes_on:
            return (
                "Reading stopped there: what needs the part at fault could not be looked at. Mend it and check again."
            )
        if any(not each.as_meant for each in self.replaced):
            return BUILT_ON
        return ""
