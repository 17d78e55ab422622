"""A folder of TOML files -> Case. Everything is checked here, once; below this module the types are trusted."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..errors import InputError
from .assumptions import Assumption, Register
from .claims import Evidence, read_evidence
from .conclusions import read_conclusions
from .correlations import read_correlations
from .differences import read_scenarios, read_sets
from .document import Section, check_identifier, read_toml, twice
from .labels import read_label, read_labels
from .library import find_case
from .moves import read_groups, read_irreversible, read_orders, read_players
from .parts import Player
from .rules import Rules
from .scenario import Case

TABLES = (
    *("case", "players", "groups", "order", "irreversible", "outcomes", "payoffs", "labels", "headlines", "hinges"),
    "conclusions",
)
"""The tables of game.toml."""


def load_case(folder: str | Path, scenarios: Sequence[Path] = (), sets: Sequence[Path] = ()) -> Case:
    """The case in a folder, or the built-in case of that name, such as "kosovo".

    `scenarios` and `sets` are further scenario and set files from elsewhere, read as if they lay in the case's folder.

    Raises InputError naming the file, the line and the key path of the first fault found.
    """
    path = find_case(folder)
    game = read_toml(path / "game.toml")
    game.allow(*TABLES)
    evidence = read_evidence(path)
    register = read_register(path / "assumptions.toml", evidence)
    players = read_players(game.section("players"))
    groups = read_groups(game.section("groups"), players)
    rules = Rules(game, players, groups, register)
    outcomes, payoffs = rules.outcomes(), rules.payoffs()
    about = game.section("case")
    about.allow("title", "about", "source", "base_set", "baseline", "main", "matrix", "group")
    orders = read_orders(game.section("order"), players, groups)
    base_set = about.text("base_set", "base")
    all_sets = read_sets(path, register, evidence, base_set, sets)
    all_scenarios = read_scenarios(path, register, evidence, players, orders, scenarios)
    return Case(
        name=path.name,
        title=about.text("title"),
        about=about.text("about", ""),
        source=about.text("source", ""),
        players=players,
        groups=groups,
        orders=orders,
        outcomes=outcomes,
        payoffs=payoffs,
        headlines=tuple(rules.headlines()),
        register=register,
        sets=all_sets,
        scenario_files=all_scenarios,
        base_set=base_set,
        baseline=_one_of(about, "baseline", "scenario", all_scenarios),
        main=_main(about, all_scenarios),
        matrix=_matrix(about, players),
        group=_one_of(about, "group", "group", groups),
        claims=evidence.claims,
        sources=evidence.sources,
        irreversible=read_irreversible(game.section("irreversible"), players, groups),
        hinges=tuple(rules.hinges()),
        correlations=read_correlations(path, register, evidence),
        conclusions=read_conclusions(game.section("conclusions"), rules, path.name, orders),
        labels=read_labels(game.section("labels"), payoffs, outcomes, groups, players),
    )


def _one_of(section: Section, key: str, kind: str, allowed: Mapping[str, object]) -> str | None:
    if key not in section.data:
        return None
    section.check_known(key, kind, (name := section.text(key),), allowed)
    return name


def _main(section: Section, scenarios: Mapping[str, object]) -> tuple[str, ...]:
    names = section.texts("main", tuple(scenarios))
    section.check_known("main", "scenario", names, scenarios)
    section.check_once("main", names)
    if not names:
        raise section.fault("main", "is empty. List scenarios.")
    return names


def _matrix(section: Section, players: Mapping[str, Player]) -> tuple[str, str] | None:
    pair = section.texts("matrix", ())
    section.check_known("matrix", "player", pair, players)
    if pair and (len(pair) != 2 or pair[0] == pair[1]):
        raise section.fault("matrix", "needs two different players, [row, column].")
    return (pair[0], pair[1]) if pair else None


def read_register(path: Path, evidence: Evidence) -> Register:
    """The register of assumptions, in the file's order."""
    if not path.exists():
        needed = "A case needs game.toml and assumptions.toml; `new NAME` writes an example."
        raise InputError(f"{path}: is missing. {needed}")
    register: dict[str, Assumption] = {}
    for name, section in _entries(read_toml(path)):
        section.allow("value", "range", "unit", "why", "source", "level", "label")
        register[name] = _assumption(name, section)
        evidence.check(section)
    if repeated := twice(entry.label for entry in register.values()):
        first, second, *_ = (name for name, entry in register.items() if entry.label == repeated)
        problem = f"{first} and {second} are both called '{repeated}'. Give each a label of its own."
        raise InputError(f"{'/'.join(path.parts[-2:])}: {problem}")
    return register


def _entries(section: Section) -> Iterator[tuple[str, Section]]:
    for key, part in section.sections():
        check_identifier(section, key, "name")
        if any(not isinstance(value, dict) for value in part.data.values()) or not part.data:
            yield ".".join(part.path), part
        else:
            yield from _entries(part)


def _assumption(name: str, section: Section) -> Assumption:
    value = section.number("value")
    bounds = section.items("range")
    if len(bounds) != 2:
        raise section.fault("range", "needs two numbers, [lowest, highest].")
    low, high = (section.as_number("range", bound) for bound in bounds)
    if low > high:
        raise section.fault("range", f"is upside down: {low:g} is above {high:g}. Write [{high:g}, {low:g}].")
    if not low <= value <= high:
        outside = f"value {value:g} is outside its range {low:g} to {high:g}"
        raise section.fault("value", f"{outside}. Change the value, or widen the range and say why.")
    level = section.text("level", "detail")
    if level not in ("main", "detail"):
        raise section.fault("level", f"'{level}' is not a level. Write main or detail.")
    unit, why, source = section.text("unit"), section.text("why"), section.text("source")
    label = read_label(section, "label", "")
    return Assumption(name, value, low, high, unit, why, source, "main" if level == "main" else "detail", label)
