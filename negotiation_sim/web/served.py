"""The cases that a server shows: built-in ones and folders that were named when it was started."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..case.analogy_file import FILE
from ..case.document import read_toml
from ..case.library import built_in_cases, find_case
from ..errors import InputError, as_known, unknown
from .described import state_of


@dataclass(frozen=True)
class Served:
    """Cases by name, the first one shown where none is named; `own` are those that are none of the built-in ones."""

    cases: Mapping[str, Path]
    own: frozenset[str]
    first: str

    def folder(self, name: str) -> Path:
        """The folder of a case. Raises InputError for a name that is not served."""
        known = as_known(name, self.cases)
        if known not in self.cases:
            raise InputError(unknown("case", name, self.cases))
        return self.cases[known]

    def name(self, name: str) -> str:
        """The name as it is written. Raises InputError for one that is not served."""
        self.folder(name)
        return as_known(name, self.cases)

    def two_cases(self) -> Mapping[str, Any]:
        """What a form must know to ask about two cases: which there are, and two between which there is an analogy."""
        others = {name: read_toml(folder / FILE).text("other") for name, folder in self._with_an_analogy()}
        pair = next(((name, other) for name, other in others.items() if other in self.cases), ())
        return {"cases": self.titles, "usual": dict(zip(("first", "second"), pair, strict=False))}

    def _with_an_analogy(self) -> Iterator[tuple[str, Path]]:
        return ((name, folder) for name, folder in self.cases.items() if (folder / FILE).is_file())

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each case is called, by its name; the name where its file cannot be read."""
        return {name: _title(folder) for name, folder in self.cases.items()}

    def state(self, name: str) -> str:
        """A short text that changes when a file of the case does."""
        return state_of(self.folder(name))


def _title(folder: Path) -> str:
    try:
        return read_toml(folder / "game.toml").section("case").text("title")
    except InputError:  # whoever opens the case is told
        return folder.name


def served(folders: Sequence[str] = (), usual: str = "kosovo") -> Served:
    """The built-in cases, and these before them. Raises InputError for a folder that is none, and two of one name."""
    built_in = built_in_cases()
    cases: dict[str, Path] = {}
    for name in folders:
        folder = find_case(name)
        if folder.name in cases:
            raise InputError(f"{folder}: another case called {folder.name} is served already. Rename one folder.")
        cases[folder.name] = folder
    own = frozenset(name for name, folder in cases.items() if built_in.get(name) != folder)
    others = {name: folder for name, folder in built_in.items() if name not in cases}
    first = next(iter(cases), usual)
    return Served({**cases, **others}, own, first)
