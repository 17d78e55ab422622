"""A table that stands alone, without a case: a .toml file, or a negotiation domain in the XML of Genius and ANAC.

It becomes a small case: the parties are its players, each with one move, and their payoffs are what they have without
agreement. So every question about a table answers. Worths are points as they are, not gains over no agreement.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import InputError
from ..formats.genius import ENDING, Domain, Profile, read_domain
from ..games.agreements import SOLUTIONS
from ..games.normal_form import Game
from ..language.parser import parse
from ..language.vocabulary import Vocabulary
from ..language.words import RESERVED
from .assumptions import AssumptionSet, in_words
from .claims import Evidence
from .document import Section, check_identifier, read_toml
from .game_in_file import nothing_besides
from .other_kinds import OtherKind
from .parts import Player, ScenarioFile
from .scenario import Case
from .table import SUMMARIES, Table
from .table_file import TableFile

KEYS = ("title", "about", "source", "parties", "names", "disagreement", "discount", "colour", "terms", "issues",
        "worth", "feasible", "ratifiers")  # fmt: skip
WAIT = "no_agreement"
"""The one move of every party."""


def is_lone_table(name: str) -> bool:
    """Whether a name is that of a table that stands alone: .xml, a folder of such files, or a .toml with parties."""
    path = Path(name)
    if path.suffix.lower() == ENDING:
        return True
    if path.is_dir():
        return not (path / "game.toml").exists() and any(path.glob("*.[xX][mM][lL]"))
    return path.suffix == ".toml" and path.is_file() and "parties" in read_toml(path).data


def case_of_table(files: Sequence[str]) -> Case:
    """The case that a table in a file makes, or the files of a domain. Raises InputError for the first fault."""
    paths = [Path(file) for file in files]
    if all(path.suffix.lower() == ENDING or path.is_dir() for path in paths):
        return _case(section_of(read_domain(paths)), paths[0].stem if paths[0].is_dir() else paths[0].name)
    if len(paths) > 1:
        raise InputError(f"{', '.join(files)}: a table in a .toml file stands alone. Name one file.")
    return _case(read_toml(paths[0]), paths[0].name)


def _case(section: Section, file: str) -> Case:
    """The case of what a file says."""
    table, names, without = LoneTableFile(section).read()
    payoffs = {party: {None: parse(repr(value), Vocabulary({}, {}, (), ()))} for party, value in without.items()}
    values = np.array(list(without.values())).reshape(len(without), *(1 for _ in without))
    game = Game(tuple(without), ((WAIT,),) * len(without), values, table.title)
    return Case(
        **{**nothing_besides(), "payoffs": payoffs, "main": (file,)},
        name=file,
        title=table.title,
        players={party: Player(party, names[party], (WAIT,)) for party in table.parties},
        sets={"": AssumptionSet("", "")},
        scenario_files={file: ScenarioFile(file, table.title)},
        game=game,
        table=table,
        other_kinds={"table": OtherKind(table.numbers, table.reads, table.texts)},
    )


class LoneTableFile:
    """Reads what only such a file says, and the rest as the table of a case is read."""

    def __init__(self, section: Section) -> None:
        self.section = section

    def read(self) -> tuple[Table, dict[str, str], dict[str, float]]:
        """The table, its parties' names for people, and what each has without agreement."""
        section = self.section
        if WAIT in section.data:
            problem = "belongs to the table of a case: name the case, not this file. A table that stands alone says "
            raise section.fault(WAIT, problem + "what each party has without agreement, in [disagreement].")
        section.allow(*KEYS)
        parties = section.texts("parties")
        for party in parties:
            check_identifier(section, party, "party", at="parties")
        without = self._numbers("disagreement", parties)
        discount = self._numbers("discount", parties) if "discount" in section.data else {}
        for party, value in discount.items():
            if not 0 < value <= 1:
                raise section.section("discount").fault(party, f"{value:g} is not above 0 and at most 1.")
        names = section.section("names")
        names.allow(*parties)
        called = {party: names.text(party, _capital(in_words(party))) for party in parties}
        players = {party: Player(party, called[party], (WAIT,)) for party in parties}
        words = Vocabulary({}, {}, (), ())
        table = TableFile(self._as_of_a_case(parties), players, words, Evidence({}, {}), missing="").table()
        return replace(table, stands_alone=True, discount=discount), called, without

    def _numbers(self, key: str, parties: Iterable[str]) -> dict[str, float]:
        """The number of every party in the table at `key`."""
        part = self.section.section(key)
        part.allow(*parties)
        for party in parties:
            if party not in part.data:
                what = "points it has without agreement" if key == "disagreement" else "1, or less where time costs"
                raise self.section.fault(key, f"{party} has no number. Add a line: {party} = {what}.", party)
        return {party: part.number(party) for party in parties}

    def _as_of_a_case(self, parties: Iterable[str]) -> Section:
        """The same as a case's table says it, a label for what has none; faults still name the file's own lines."""
        data = {key: value for key, value in self.section.data.items() if key not in ("names", "disagreement")}
        data.pop("discount", None)
        data[WAIT] = dict.fromkeys(parties, WAIT)
        if isinstance(issues := data.get("issues"), dict):
            data["issues"] = {name: _issue(name, part) for name, part in issues.items()}
        return Section(self.section.file, self.section.text_of_file, (), data)


def _issue(name: str, part: Any) -> Any:
    """An issue with a label, and with a label for each option of a list."""
    if not isinstance(part, dict):
        return part
    options = part.get("options")
    if isinstance(options, list) and all(isinstance(option, str) for option in options):
        options = {option: in_words(option) for option in options}
    return {"label": _capital(in_words(name)), **part, **({} if options is None else {"options": options})}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def section_of(domain: Domain) -> Section:
    """What a table in a .toml file would say of a domain; names are made of what the issues and values are called."""
    parties = dict(zip(_names((each.name for each in domain.profiles), "party"), domain.profiles, strict=True))
    issues = dict(zip(_names(domain.issues, "issue"), domain.issues.items(), strict=True))
    options = {name: dict(zip(_names(values, "option"), values, strict=True)) for name, (_, values) in issues.items()}

    def worth(profile: Profile) -> dict[str, dict[str, float]]:
        return {
            name: {option: profile.worth[label][value] for option, value in options[name].items()}
            for name, (label, _) in issues.items()
        }

    data: dict[str, Any] = {
        "title": domain.name,
        "parties": list(parties),
        "names": {name: profile.name for name, profile in parties.items()},
        "disagreement": {name: profile.reservation for name, profile in parties.items()},
        "discount": {name: profile.discount for name, profile in parties.items()},
        "issues": {name: {"label": label, "options": options[name]} for name, (label, _) in issues.items()},
        "worth": {name: worth(profile) for name, profile in parties.items()},
    }
    return Section(f"{domain.name}{ENDING}", "", (), data)


def _names(labels: Iterable[str], kind: str) -> list[str]:
    """A name of small letters, digits and underscores for each label, each another one."""
    names: list[str] = []
    taken = {*RESERVED, *SOLUTIONS, *SUMMARIES} if kind == "issue" else set(RESERVED)
    for label in labels:
        plain = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")
        name = first = plain if plain[:1].isalpha() else f"{kind}_{plain}".rstrip("_")
        number = 2
        while name in taken:
            name, number = f"{first}_{number}", number + 1
        taken.add(name)
        names.append(name)
    return names
