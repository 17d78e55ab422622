"""The file analogy.toml of a case, and how it is found and checked against the two cases it speaks of."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import get_args

from ..errors import InputError, unknown
from ..language.parser import parse
from ..language.vocabulary import Vocabulary
from .analogy import OTHER, SIDES, Analogy, Element, Judged, MapRow, Proof, Put, Side, clashes
from .claims import Evidence
from .document import Section, check_identifier, read_toml
from .library import built_in_cases, find_case
from .loader import load_case
from .moves import read_orders
from .scenario import Case

FILE = "analogy.toml"
KEYS = ("title", "about", "fairness", "source", "other", "scenarios", "map", "elements", "together", "shown_by")
JUDGED: Mapping[str, Judged] = {judged: judged for judged in get_args(Judged)}
Cases = Mapping[Side, Case]


def analogy_between(first: str | Path, second: str | Path) -> tuple[Analogy, tuple[tuple[Side, Case], ...]]:
    """The analogy between two cases, read from the folder of either, and each case with the side on which it stands.

    Raises InputError where there is none, where one case is named twice, and for the first fault in the file.
    """
    folders = [find_case(name) for name in (first, second)]
    if folders[0].samefile(folders[1]):
        raise InputError(f"'{first}' is named twice: an analogy is between two different cases.")
    cases = [load_case(folder) for folder in folders]
    for home, other in ((0, 1), (1, 0)):
        file = folders[home] / FILE
        if file.is_file() and _is_about(section := read_toml(file), folders[home], cases[other], folders[other]):
            sides: tuple[Side, ...] = ("here", "there") if home == 0 else ("there", "here")
            placed = tuple(zip(sides, cases, strict=True))
            return read_analogy(section, dict(placed)), placed
    a, b = (case.name for case in cases)
    raise InputError(
        f"there is no analogy between {a} and {b}: neither folder has an {FILE} whose `other` is the other case. "
        f'Write one in the folder of {a}, with other = "{b}"; docs/reference.md says what stands in it.'
    )


def analogy_in(folder: Path) -> Analogy | None:
    """The analogy that lies in the folder of a case; None where there is none. Raises InputError for a fault in it."""
    if not (folder / FILE).is_file():
        return None
    section = read_toml(folder / FILE)
    with section.placing("other"):
        other = load_case(_other(section, folder) or section.text("other"))
    return read_analogy(section, {"here": load_case(folder), "there": other})


def _other(section: Section, folder: Path) -> Path | None:
    """The folder of the other case: a built-in one by its name, else as seen from the folder of this one."""
    written = section.text("other")
    path = built_in_cases().get(written, folder / written)
    return path if (path / "game.toml").is_file() else None


def _is_about(section: Section, home: Path, other: Case, folder: Path) -> bool:
    """Whether the file's other case is that one, or one of which that is a copy or whose name it bears."""
    path = _other(section, home)
    return (path is not None and path.samefile(folder)) or section.text("other") in (other.name, other.copy_of)


def read_analogy(section: Section, cases: Cases) -> Analogy:
    """The analogy of a file. Raises InputError for what either case does not have."""
    section.allow(*KEYS)
    hinges = _hinges(section, cases)
    elements = {name: _element(part, name, cases) for name, part in section.section("elements").sections()}
    if not elements:
        raise section.fault("elements", "is empty. Name at least one element that is put into the other case.")
    together = dict(_puts(section.section("together"), cases))
    for side in SIDES:
        _check_agree(section, elements.values(), together.get(side, Put()), side)
    return Analogy(
        section.text("title"),
        section.text("about", ""),
        section.text("fairness", ""),
        _source(section, cases),
        dict(_scenarios(section.section("scenarios"), cases)),
        tuple(_row(part, cases, hinges, elements) for part in _tables(section, "map")),
        elements,
        together,
        tuple(_proof(part, cases, hinges, elements) for part in _tables(section, "shown_by")),
    )


def _hinges(section: Section, cases: Cases) -> tuple[str, ...]:
    here, there = ({hinge.name: hinge for hinge in cases[side].hinges} for side in SIDES)
    if not here or list(here) != list(there):
        named = " and ".join(f"{cases[side].name} has {', '.join(h.name for h in cases[side].hinges) or 'none'}"
                             for side in SIDES)  # fmt: skip
        raise section.fault("other", f"the cases must have hinges of the same names in the same order; {named}.")
    return tuple(here)


def _scenarios(section: Section, cases: Cases) -> Iterator[tuple[Side, str]]:
    section.allow(*SIDES)
    for side in SIDES:
        section.check_known(side, "scenario", (name := section.text(side),), cases[side].scenario_files)
        if cases[side].scenario(name).order is None:
            raise section.fault(side, f"'{name}' has no order of moves, so its hinges cannot be asked at its end.")
        yield side, name


def _source(part: Section, cases: Cases) -> str:
    """The source of a part, which cites the claims and sources of the case in whose folder the analogy lies."""
    Evidence(cases["here"].claims, cases["here"].sources).check(part)
    return part.text("source", "")


def _tables(section: Section, key: str) -> list[Section]:
    """The tables of a list such as [[map]]; none where there is no list."""
    if key not in section.data:
        return []
    for entry in section.items(key):
        if not isinstance(entry, dict):
            raise section.fault(key, f"holds {entry!r}; every entry must be a table, as in [[{key}]].")
    return [section.at(key, entry) for entry in section.items(key)]


def _row(part: Section, cases: Cases, hinges: Collection[str], elements: Mapping[str, Element]) -> MapRow:
    part.allow("title", *SIDES, "judged", "hinges", "element", "source")
    part.check_known("judged", "judgement", (judged := part.text("judged"),), JUDGED)
    part.check_known("hinges", "hinge", bears := part.texts("hinges", ()), hinges)
    title, here, there = (part.text(key) for key in ("title", *SIDES))
    element, source = _known(part, "element", elements), _source(part, cases)
    return MapRow(title, here, there, JUDGED[judged], bears, element, source)


def _proof(part: Section, cases: Cases, hinges: Collection[str], elements: Mapping[str, Element]) -> Proof:
    part.allow("title", "hinge", "element", "answer", "why", "source")
    hinge, element = _known(part, "hinge", hinges), _known(part, "element", elements)
    answer = part.flag("answer") if "answer" in part.data else None
    if element and not hinge:
        raise part.fault("element", "needs a hinge: which one does the element turn?")
    if bool(hinge) == (answer is not None):
        raise part.fault(
            None, "needs a hinge, which is computed, or an answer (true or false), which the record gives."
        )
    return Proof(part.text("title"), hinge, element, answer, part.text("why", ""), _source(part, cases))


def _known(part: Section, key: str, names: Collection[str]) -> str:
    if name := part.text(key, ""):
        part.check_known(key, key, (name,), names)
    return name


def _element(part: Section, name: str, cases: Cases) -> Element:
    check_identifier(part, name, "element")
    part.allow("label", "why", "source", *SIDES)
    puts = dict(_puts(part, cases))
    if not puts:
        raise part.fault(None, "is put into neither case. Write what is put here, there, or both.")
    return Element(name, part.text("label"), puts, part.text("why", ""), _source(part, cases))


def _puts(part: Section, cases: Cases) -> Iterator[tuple[Side, Put]]:
    for side in SIDES:
        if side in part.data:
            yield side, _put(part.section(side), cases[side], cases[OTHER[side]])


def _put(part: Section, receiver: Case, giver: Case) -> Put:
    part.allow("take", "values", "fixes", "order")
    words = Vocabulary({}, {}, giver.register, ())
    take = {}
    for name, place, key in _named(part.section("take"), receiver):
        with place.placing(key):
            take[name] = parse(place.text(key), words)
    values = {name: place.number(key) for name, place, key in _named(part.section("values"), receiver)}
    fixes = part.section("fixes")
    for player in fixes.data:
        fixes.check_known(player, "player", (player,), receiver.players)
        fixes.check_known(player, "strategy", (fixes.text(player),), receiver.players[player].strategies)
    order, stages = None, None
    if isinstance(part.data.get("order"), list):
        only = Section(part.file, part.text_of_file, part.path, {"order": part.data["order"]})
        stages = read_orders(only, receiver.players, receiver.groups)["order"]
    elif "order" in part.data:
        part.check_known("order", "order of moves", (order := part.text("order"),), receiver.orders)
    put = Put(take, values, dict(fixes.data), order, stages)
    if put == Put():
        raise part.fault(None, "puts nothing into the case. Write take, values, fixes or order.")
    return put


def _named(part: Section, receiver: Case, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Section, str]]:
    """The full name of every assumption in a table, and the part and the key at which it stands."""
    for key, written in part.data.items():
        if isinstance(written, dict):
            yield from _named(part.section(key), receiver, (*path, key))
            continue
        if (name := ".".join((*path, key))) not in receiver.register:
            raise part.fault(key, unknown("assumption", name, receiver.register, receiver.where))
        yield name, part, key


def _check_agree(section: Section, elements: Iterable[Element], last: Put, side: Side) -> None:
    """Raises InputError where two elements put different things in one place and [together] does not say which."""
    puts = [(each.name, each.puts[side]) for each in elements if side in each.puts]
    for (first, a), (second, b) in combinations(puts, 2):
        for what in clashes(a, b):
            if what not in last.places:
                problem = f"'{first}' and '{second}' both put something else in the place of {what}"
                raise section.fault(
                    "elements", f"{problem}. Say under [together.{side}] what stands where all are put."
                )
