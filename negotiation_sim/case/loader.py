"""A folder of TOML files -> Case. Everything is checked here, once; below this module the types are trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import InputError
from .assumptions import Register
from .backtest_file import backtest_in
from .claims import Evidence, read_evidence
from .conclusions import read_conclusions
from .correlations import read_correlations
from .differences import read_scenarios, read_sets
from .document import Reader, Section, read_toml
from .elements import read_elements
from .fingerprint import kept_case
from .labels import read_labels
from .library import find_case, origin_of
from .moves import read_groups, read_irreversible, read_orders, read_players
from .other_kinds import OtherKind
from .posturing_cells import Known
from .posturing_file import read_posturing
from .register import read_register
from .rounds_file import FILE as ROUNDS
from .rounds_file import rounds_in
from .rules import Rules
from .scenario import Case
from .table_file import table_in
from .terms import read_terms
from .themes import read_themes

TABLES = (
    *("case", "players", "groups", "order", "irreversible", "outcomes", "payoffs", "labels", "headlines", "hinges"),
    *("conclusions", "page", "themes", "copy_of"),
)
"""The tables of game.toml, and the key above them that names the case of which this one is a copy."""


def load_case(folder: str | Path, scenarios: Sequence[Path] = (), sets: Sequence[Path] = ()) -> Case:
    """The case in a folder, or the built-in case of that name, such as "kosovo".

    `scenarios` and `sets` are further scenario and set files from elsewhere, read as if they lay in the case's folder.

    A case that was read before is not read again while its files hold the same. Raises InputError naming the file, the
    line and the key path of the first fault found.
    """
    path = find_case(folder)
    case = kept_case(path, scenarios, sets, _read_case)
    return case.copied_from(_origin(path, case.copy_of)) if case.copy_of else case


def read_case(path: Path, read: Reader, evidence: Evidence) -> Case:
    """The case in a folder, its files read in a way of one's own; without the case of which it may be a copy."""
    return _read_case(path, (), (), read, evidence)


def _origin(path: Path, copy_of: str) -> Case | None:
    """The case that a copy came from; None where the case is none, and where that case cannot be read here."""
    folder = origin_of(path, copy_of)
    try:
        return None if folder is None else kept_case(folder, (), (), _read_case)
    except InputError:
        return None


def _read_case(
    path: Path,
    scenarios: Sequence[Path],
    sets: Sequence[Path],
    read: Reader = read_toml,
    evidence: Evidence | None = None,
) -> Case:
    game = read(path / "game.toml")
    game.allow(*TABLES)
    read_terms(path, read)
    evidence = read_evidence(path) if evidence is None else evidence
    register = read_register(path / "assumptions.toml", evidence, read)
    players = read_players(game.section("players"))
    groups = read_groups(game.section("groups"), players)
    rules = Rules(game, players, groups, register)
    outcomes, payoffs = rules.outcomes(), rules.payoffs()
    about = game.section("case")
    about.allow("title", "about", "source", "base_set", "baseline", "main", "matrix", "map", "group")
    orders = read_orders(game.section("order"), players, groups)
    base_set = about.text("base_set", "base")
    all_sets = read_sets(path, register, evidence, base_set, sets, read)
    rounds = rounds_in(path, players, groups, register, outcomes, evidence, read)
    optional = rounds.optional if rounds else None if (path / ROUNDS).is_file() else ()
    all_scenarios = read_scenarios(path, register, evidence, players, orders, scenarios, read, optional)
    baseline = _one_of(about, "baseline", "scenario", all_scenarios)
    known = Known(players, groups, all_scenarios, bool(orders), register, evidence, baseline)
    posturing = read_posturing(path, known, read)
    other_kinds: dict[str, OtherKind] = {}
    if rounds is not None:
        other_kinds["years"] = OtherKind(rounds.numbers, rounds.reads, _named("years", rounds.texts), rounds.shorthands)
    if posturing is not None:
        other_kinds["posturing"] = OtherKind(posturing.numbers, posturing.reads, _named("posturing", posturing.texts))
    table = table_in(path, players, groups, register, outcomes, evidence, read)
    if table is not None:
        other_kinds["table"] = OtherKind(table.numbers, table.reads, table.texts)
    case = Case(
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
        baseline=baseline,
        main=_main(about, all_scenarios),
        matrix=_pair(about, "matrix", "player", players, "[row, column]"),
        map=_pair(about, "map", "assumption", register, "[across, upwards]"),
        group=_one_of(about, "group", "group", groups),
        claims=evidence.claims,
        sources=evidence.sources,
        irreversible=read_irreversible(game.section("irreversible"), players, groups),
        hinges=tuple(rules.hinges()),
        correlations=read_correlations(path, register, evidence, read),
        elements=read_elements(path, register, players, evidence, read),
        conclusions=read_conclusions(game.section("conclusions"), rules, path.name, orders, other_kinds),
        other_kinds=other_kinds,
        rounds=rounds,
        posturing=posturing,
        table=table,
        labels=read_labels(game.section("labels"), payoffs, outcomes, groups, players),
        copy_of=game.text("copy_of") if "copy_of" in game.data else "",
        dials=_dials(game.section("page"), register),
        themes=read_themes(game.section("themes"), register),
    )
    return replace(case, backtest=backtest_in(path, case, read))


def _named(kind: str, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of a file, each by its key path after the word for the kind."""
    return {f"{kind} {path}": text for path, text in texts.items()}


def _dials(page: Section, register: Register) -> tuple[str, ...]:
    """The numbers that the page shows first, in their order: `dials` of the table [page]."""
    page.allow("dials")
    names = page.texts("dials", ())
    page.check_known("dials", "assumption", names, register)
    page.check_once("dials", names)
    return names


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


def _pair(section: Section, key: str, kind: str, allowed: Mapping[str, object], order: str) -> tuple[str, str] | None:
    pair = section.texts(key, ())
    section.check_known(key, kind, pair, allowed)
    if pair and (len(pair) != 2 or pair[0] == pair[1]):
        raise section.fault(key, f"needs two different {kind}s, {order}.")
    return (pair[0], pair[1]) if pair else None
