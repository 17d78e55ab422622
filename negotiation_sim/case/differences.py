"""Assumption sets and scenarios: files that say only in what they differ from what they are built on."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..errors import unknown
from .assumptions import AssumptionSet, Change, Register
from .claims import Evidence
from .document import Section, read_toml
from .parts import Player, ScenarioFile, Stages
from .plays import check_held, check_plays, fixes_and_plays

NOT_SCENARIOS = ("game.toml", "assumptions.toml", "correlations.toml")


def read_sets(
    folder: Path, register: Register, evidence: Evidence, base_set: str, extra: Sequence[Path] = ()
) -> dict[str, AssumptionSet]:
    """Every assumption set of the case and of the extra files, the register itself first, under its name."""
    files = {path.stem: read_toml(path) for path in [*_toml_files(folder / "sets"), *extra]}
    sets = {base_set: AssumptionSet(base_set, "The register as it stands")}
    for name in sorted(files, key=lambda name: (name != base_set, name)):
        section = files[name]
        section.allow("title", "author", "lean", "about", "base", "values")
        if name == base_set and section.data.get("values"):
            raise section.fault("values", f"'{base_set}' is the register itself. Put its values in assumptions.toml.")
        changes: dict[str, Change] = {}
        for link in chain(name, files, "assumption set", base_set):
            changes |= _changes(files[link].section("values"), register, evidence)
        sets[name] = AssumptionSet(
            name,
            section.text("title"),
            section.text("author", ""),
            section.text("lean", ""),
            section.text("about", ""),
            section.data.get("base"),
            changes,
        )
    return sets


def read_scenarios(
    folder: Path,
    register: Register,
    evidence: Evidence,
    players: Mapping[str, Player],
    orders: Mapping[str, Stages],
    extra: Sequence[Path] = (),
) -> dict[str, ScenarioFile]:
    """Every scenario of the case and of the extra files; where there is none, one that leaves all choices free."""
    paths = [path for path in _toml_files(folder) if path.name not in NOT_SCENARIOS]
    files = {path.stem: read_toml(path) for path in [*paths, *extra]}
    for section in files.values():
        _check_scenario(section, players, orders)
    return {name: _scenario(name, files, register, evidence, players) for name in files} or {
        "free_choice": ScenarioFile("free_choice", "Everybody chooses freely", "Nothing is fixed.")
    }


def _toml_files(folder: Path) -> list[Path]:
    """Hidden files are left out: editors and file managers leave some beside the real ones."""
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def chain(name: str, files: Mapping[str, Section], kind: str, root: str | None = None) -> tuple[str, ...]:
    """The names a file is built on, the first base first and itself last; `root` is a base that needs no file.

    Raises InputError for a cycle.
    """
    links = [name]
    while "base" in files[links[-1]].data:
        base = files[links[-1]].text("base")
        if base not in files:
            if base == root:
                break
            raise files[links[-1]].fault("base", unknown(kind, base, [*files, *([root] if root else [])]))
        if base in links:
            raise files[name].fault("base", f"goes round in a circle: {' -> '.join([*links, base])}. Break it.")
        links.append(base)
    return tuple(reversed(links))


def _check_scenario(section: Section, players: Mapping[str, Player], orders: Mapping[str, Stages]) -> None:
    section.allow("title", "meaning", "order", "base", "fixes", "plays", "changes")
    section.text("title")
    if "order" in section.data and (order := section.text("order")) not in orders:
        raise section.fault("order", unknown("order of moves", order, orders))
    fixes = section.section("fixes")
    for player in fixes.data:
        if player not in players:
            raise fixes.fault(player, unknown("player", player, players))
        if (strategy := fixes.text(player)) not in players[player].strategies:
            raise fixes.fault(player, unknown("strategy", strategy, players[player].strategies))
    check_plays(section, players)


def _scenario(
    name: str, files: Mapping[str, Section], register: Register, evidence: Evidence, players: Mapping[str, Player]
) -> ScenarioFile:
    links = chain(name, files, "scenario")
    fixes, plays = fixes_and_plays([files[link] for link in links])
    check_held(files[name], players, plays)
    changes: dict[str, Change] = {}
    order = None
    for link in links:
        changes |= _changes(files[link].section("changes"), register, evidence)
        order = files[link].data.get("order", order)
    title, meaning = files[name].text("title"), files[name].text("meaning", "")
    return ScenarioFile(name, title, meaning, fixes, order, changes, plays)


def _changes(section: Section, register: Register, evidence: Evidence) -> dict[str, Change]:
    changes = {}
    for key, part, found in _leaves(section, register):
        name = ".".join((*part.path, key)[1:])
        if name not in register:
            raise part.fault(key, unknown("assumption", name, register))
        if isinstance(found, dict):
            entry = part.at(key, found)
            entry.allow("value", "why", "source")
            evidence.check(entry)
            changes[name] = Change(name, entry.number("value"), entry.text("why", ""), entry.text("source", ""))
        else:
            changes[name] = Change(name, part.as_number(key, found))
    return changes


def _leaves(section: Section, register: Register) -> Iterator[tuple[str, Section, object]]:
    for key, found in section.data.items():
        inside = isinstance(found, dict) and ".".join((*section.path, key)[1:]) not in register
        if inside and found and "value" not in found:
            yield from _leaves(section.section(key), register)
        else:
            yield key, section, found
