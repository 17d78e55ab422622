"""Voting bodies as data: who sits in them, with which weights, and how a proposal passes. One TOML file each."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ..errors import InputError, as_known, did_you_mean
from .document import Section, check_identifier, read_toml, twice
from .kinds import known_as
from .library import library

MOST_MEMBERS = 1_000
MEMBERS = "members"
"""The weight that every member has without saying so: 1."""

_SHARE = re.compile(r"(more than )?(?:(\d+(?:\.\d+)?) ?%|(\d+)/([1-9]\d*))")


@dataclass(frozen=True)
class Seats:
    """Members of one kind, named, with the source of the list."""

    id: str
    title: str
    members: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Way:
    """One way for a proposal to pass: every condition (a weight for each member, the quota they must reach) holds."""

    id: str
    title: str
    source: str
    conditions: tuple[tuple[tuple[int, ...], int], ...]


@dataclass(frozen=True)
class Body:
    """A voting body: its seats in groups, and the ways in which a proposal passes."""

    name: str
    title: str
    about: str
    source: str
    groups: tuple[Seats, ...]
    ways: tuple[Way, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """All members, group by group."""
        return tuple(member for group in self.groups for member in group.members)

    @property
    def all_alike(self) -> bool:
        """Whether every condition gives all members the same weight, so that they have the same power."""
        return all(len({*weights}) == 1 for way in self.ways for weights, _ in way.conditions)


def built_in_bodies() -> dict[str, Path]:
    """Every built-in body by name: `nato`, `security_council`, ..."""
    return {path.stem: path for path in sorted(library().glob("bodies/*.toml"))}


def load_body(name: str | Path) -> Body:
    """The body in a .toml file, in a folder's body.toml, or the built-in one of that name.

    Raises InputError naming the file, the line and the key path of the first fault found.
    """
    path = Path(name)
    if path.suffix != ".toml" and not (path := path / "body.toml").is_file():
        bodies = built_in_bodies()
        known = as_known(str(name), bodies)
        if known not in bodies:
            raise _not_a_body(str(name), bodies)
        path = bodies[known]
    return read_body(read_toml(path), path.parent.name if path.name == "body.toml" else path.stem)


def _not_a_body(name: str, bodies: Mapping[str, Path]) -> InputError:
    listed = f"Built in: {', '.join(bodies)}. Or give a .toml file."
    if known := known_as(name):
        what, ask = known
        return InputError(f"{name}: is {what}, without a voting rule; power is that of a voting body. {ask} {listed}")
    return InputError(f"unknown voting body '{name}'.{did_you_mean(name, bodies).partition(' Known')[0]} {listed}")


def read_body(section: Section, name: str) -> Body:
    """The body that a section describes: the keys title, about, source, groups and ways."""
    section.allow("title", "about", "source", "groups", "ways")
    groups, weights = _groups(section.section("groups"))
    members = [member for group in groups for member in group.members]
    if not 1 <= len(members) <= MOST_MEMBERS:
        raise section.fault("groups", f"hold {len(members)} members; between 1 and {MOST_MEMBERS:,} are needed.")
    if repeated := twice(members):
        raise section.fault("groups", f"'{repeated}' sits twice. Give each member its own name.")
    ways = tuple(_way(part, id, groups, weights) for id, part in section.section("ways").sections())
    if not ways:
        raise section.fault("ways", "no way to pass is given. Add a table such as [ways.majority] with quotas.")
    return Body(name, section.text("title"), section.text("about", ""), section.text("source"), groups, ways)


def _groups(section: Section) -> tuple[tuple[Seats, ...], Mapping[str, tuple[int, ...]]]:
    """The groups, and for each weight that some group names, every member's; 0 where its group does not name it."""
    groups: list[Seats] = []
    weights: dict[str, list[int]] = {MEMBERS: []}
    for id, part in section.sections():
        check_identifier(section, id, "group name")
        part.allow("title", "members", "seats", "source", "weights")
        title = part.text("title")
        members = _members(part, title)
        groups.append(Seats(id, title, members, part.text("source", "")))
        table = part.section("weights")
        named = {weight: _weights(table, weight, len(members)) for weight in table.data}
        named[MEMBERS] = [1] * len(members)
        for weight in {**weights, **named}:
            weights.setdefault(weight, [0] * len(weights[MEMBERS]))
        for weight, listed in weights.items():
            listed += named.get(weight, [0] * len(members))
    return tuple(groups), {weight: tuple(listed) for weight, listed in weights.items()}


def _members(section: Section, title: str) -> tuple[str, ...]:
    if ("members" in section.data) == ("seats" in section.data):
        raise section.fault(None, "needs either members, a list of names, or seats, how many there are.")
    if "members" in section.data:
        members = section.texts("members")
        if not members:
            raise section.fault("members", "is empty. List the members.")
        return members
    seats = _whole(section, "seats", section.data["seats"])
    if not 1 <= seats <= MOST_MEMBERS:
        raise section.fault("seats", f"{seats} is not between 1 and {MOST_MEMBERS:,}.")
    return tuple(f"{title} {k + 1}" for k in range(seats))


def _weights(table: Section, weight: str, members: int) -> list[int]:
    """One number for every member of the group, or a list with one for each."""
    check_identifier(table, weight, "weight")
    if weight == MEMBERS:
        raise table.fault(weight, f"'{MEMBERS}' is the weight of 1 that every member has already. Choose another name.")
    written = table.data[weight]
    listed = written if isinstance(written, list) else [written] * members
    if len(listed) != members:
        raise table.fault(weight, f"lists {len(listed)} weights; the group has {members} members.")
    return [_whole(table, weight, number) for number in listed]


def _whole(section: Section, key: str, written: object) -> int:
    number = section.as_number(key, written)
    if number != int(number) or number < 0:
        problem = "is not a whole number of 0 or more. Multiply by 10, 100, ... to get there."
        raise section.fault(key, f"{number:g} {problem}")
    return int(number)


def _way(section: Section, id: str, groups: tuple[Seats, ...], weights: Mapping[str, tuple[int, ...]]) -> Way:
    check_identifier(section, id, "way's name", at="title")
    section.allow("title", "source", "quotas", "veto", "unanimous")
    quotas = section.section("quotas")
    conditions = [_condition(quotas, weight, weights) for weight in quotas.data]
    members = [member for group in groups for member in group.members]
    vetoes = _vetoes(section, groups)
    if vetoes:
        conditions.append((tuple(int(member in vetoes) for member in members), len(vetoes)))
    if section.flag("unanimous"):
        conditions.append((weights[MEMBERS], len(members)))
    if not conditions:
        raise section.fault(None, "has no condition. Give quotas, a veto, or unanimous = true.")
    return Way(id, section.text("title", ""), section.text("source", ""), tuple(conditions))


def _condition(quotas: Section, weight: str, weights: Mapping[str, tuple[int, ...]]) -> tuple[tuple[int, ...], int]:
    quotas.check_known(weight, "weight", (weight,), weights)
    total = sum(weights[weight])
    written = quotas.data[weight]
    quota = _share(quotas, weight, written, total) if isinstance(written, str) else _whole(quotas, weight, written)
    if not 1 <= quota <= total:
        raise quotas.fault(weight, f"asks for {quota:,} of {total:,}; between 1 and all of them can be asked for.")
    return weights[weight], quota


def _share(quotas: Section, weight: str, text: str, total: int) -> int:
    """The quota for "2/3", "65%" or "more than 50%" of the total."""
    match = _SHARE.fullmatch(text.strip())
    if not match:
        raise quotas.fault(weight, f"'{text}' is not a share. Write it as '2/3', '65%' or 'more than 1/2'.")
    share = Fraction(match[2]) / 100 if match[2] else Fraction(int(match[3]), int(match[4]))
    return math.floor(share * total) + 1 if match[1] else math.ceil(share * total)


def _vetoes(section: Section, groups: tuple[Seats, ...]) -> set[str]:
    """The members who can stop a proposal alone; a group's name stands for all of its members."""
    by_group = {group.id: group.members for group in groups}
    members = {member for group in groups for member in group.members}
    names = section.texts("veto", ())
    section.check_known("veto", "group or member", names, {*by_group, *members})
    return {member for name in names for member in by_group.get(name, (name,))}
