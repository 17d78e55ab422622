"""Assumption sets and scenarios: files that say only in what they differ from what they are built on.

A scenario lists under `plays` the players and strategies, off by default, that play in it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from ..errors import InputError, unknown
from .assumptions import AssumptionSet, Change, Register
from .chains import chain
from .claims import Evidence, check_date
from .document import Reader, Section
from .parts import Player, ScenarioFile, Stages
from .register import read_range

AUTHORS = ("said", "needed")
NOT_SCENARIOS = (
    *("game.toml", "assumptions.toml", "correlations.toml", "elements.toml", "analogy.toml", "plans.toml"),
    "rounds.toml",
    *("table.toml", "posturing.toml", "backtest.toml", "terms.toml"),
)


def read_sets(
    folder: Path, register: Register, evidence: Evidence, base_set: str, extra: Sequence[Path], read: Reader
) -> dict[str, AssumptionSet]:
    """Every assumption set of the case and of the extra files, the register itself first, under its name."""
    inside = _toml_files(folder / "sets")
    files = {path.stem: read(path) for path in [*inside, *_elsewhere(extra, inside, "an assumption set")]}
    built_in = {base_set, *(path.stem for path in inside)}
    sets = {base_set: AssumptionSet(base_set, "The register as it stands")}
    known: dict[str, tuple[str, ...]] = {}

    @cache
    def differs(link: str) -> tuple[dict[str, Change], dict[str, tuple[float, float]]]:
        values = files[link].section("values")  # read once, however many sets are built on it
        return read_changes(values, register, evidence), _ranges(values, register)

    @cache
    def over(link: str) -> dict[str, dict[str, Change]]:
        return _over(files[link], link, {base_set, *files}, register, evidence)

    for name in sorted(files, key=lambda name: (name != base_set, name)):
        section = files[name]
        section.allow("title", "author", "lean", "about", "as_of", "base", "values", "over")
        if name == base_set and section.data.get("values"):
            raise section.fault("values", f"'{base_set}' is the register itself. Put its values in assumptions.toml.")
        links = chain(name, files, "assumption set", base_set, known)
        changes: dict[str, Change] = {}
        ranges: dict[str, tuple[float, float]] = {}
        for link in links:
            changes |= differs(link)[0]
            ranges |= differs(link)[1]
        title, base = section.text("title"), section.data.get("base")
        author, lean, about = (section.text(key, "") for key in ("author", "lean", "about"))
        sets[name] = AssumptionSet(
            *(name, title, author, lean, about, base, changes),
            ranges=ranges,
            stands_on=None if name in built_in else tuple(link for link in links if link in built_in)[-1:],
            line=links,
            over={below: changes for link in links for below, changes in over(link).items()},
            as_of=_as_of(section),
        )
    return sets


def _over(
    section: Section, name: str, names: Collection[str], register: Register, evidence: Evidence
) -> dict[str, dict[str, Change]]:
    """The values that a set has only when it is laid over another: the tables [over.OTHER.values] of its file."""
    changes = {}
    for below, part in section.section("over").sections():
        section.section("over").check_known(below, "assumption set", (below,), names)
        if below == name:
            raise section.section("over").fault(below, f"'{below}' is this set itself. Put its values under [values].")
        part.allow("values")
        changes[below] = read_changes(part.section("values"), register, evidence)
    return changes


def _as_of(section: Section) -> str:
    """The date of a set, "" where it has none. Raises InputError for what is no date."""
    if problem := check_date(written := section.text("as_of", "")):
        raise section.fault("as_of", problem)
    return written


def _elsewhere(extra: Sequence[Path], inside: Sequence[Path], a_kind: str) -> list[Path]:
    """The files that are none of the case's own. Raises InputError where one bears the name of one of these."""
    of_the_case = {path.resolve() for path in inside}
    others = [path for path in extra if path.resolve() not in of_the_case]
    for path in others:
        if path.stem in {each.stem for each in inside}:
            raise InputError(
                f"{path}: the case has {a_kind} called '{path.stem}' already. Give your file another name."
            )
    return others


def read_scenarios(
    folder: Path,
    register: Register,
    evidence: Evidence,
    players: Mapping[str, Player],
    orders: Mapping[str, Stages],
    extra: Sequence[Path],
    read: Reader,
    optional: Collection[str] | None,
) -> dict[str, ScenarioFile]:
    """Every scenario of the case and of the extra files; where there is none, one that leaves all choices free.

    `optional` are the variables that it may remember in the years; None where they cannot be read.
    """
    inside = [path for path in _toml_files(folder) if path.name not in NOT_SCENARIOS]
    outside = _elsewhere(extra, inside, "a scenario")
    files = {path.stem: read(path) for path in [*inside, *outside]}
    for section in files.values():
        check_scenario(section, players, orders, optional)
    from_outside = {path.stem for path in outside}
    known: dict[str, tuple[str, ...]] = {}

    @cache
    def changes(link: str) -> dict[str, Change]:
        return read_changes(files[link].section("changes"), register, evidence)

    return {
        name: scenario_of(name, files, from_outside, chain(name, files, "scenario", None, known), changes, players)
        for name in files
    } or {"free_choice": ScenarioFile("free_choice", "Everybody chooses freely", "Nothing is fixed.")}


def _toml_files(folder: Path) -> list[Path]:
    """Hidden files are left out: editors and file managers leave some beside the real ones."""
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def check_scenario(
    section: Section,
    players: Mapping[str, Player],
    orders: Mapping[str, Stages],
    optional: Collection[str] | None = None,
) -> None:
    """Raises InputError for the first thing in a scenario, as it is written, that no scenario may have."""
    for key in ("grid", "sample"):
        if key in section.data:
            raise section.fault(
                key, "belongs to a sweep, and a file here is a scenario. Put it into the folder sweeps/ of the case."
            )
    section.allow("title", "meaning", "order", "base", "fixes", "plays", "remembers", "changes")
    section.text("title")
    if "order" in section.data:
        section.check_known("order", "order of moves", (section.text("order"),), orders)
    fixes = section.section("fixes")
    for player in fixes.data:
        fixes.check_known(player, "player", (player,), players)
        fixes.check_known(player, "strategy", (fixes.text(player),), players[player].strategies)
    _check_plays(section, players)
    remembers = section.texts("remembers", ())
    section.check_once("remembers", remembers)
    if optional is not None:
        section.check_known("remembers", "optional variable of the years", remembers, optional)


def scenario_of(
    name: str,
    files: Mapping[str, Section],
    outside: Collection[str],
    links: Sequence[str],
    changed: Callable[[str], Mapping[str, Change]],
    players: Mapping[str, Player],
) -> ScenarioFile:
    """The scenario of that name, made of the files on which it is built, the first base first: `links`."""
    fixes, plays = _fixes_and_plays([files[link] for link in links])
    _check_held(files[name], players, plays)
    changes: dict[str, Change] = {}
    built_in: dict[str, Change] = {}
    order = None
    for link in links:
        changes |= (here := changed(link))
        built_in |= {} if link in outside else here
        order = files[link].data.get("order", order)
    title, meaning = files[name].text("title"), files[name].text("meaning", "")
    remembers = tuple(dict.fromkeys(each for link in links for each in files[link].texts("remembers", ())))
    return ScenarioFile(name, title, meaning, fixes, order, changes, plays, name in outside, built_in, remembers)


def _check_plays(section: Section, players: Mapping[str, Player]) -> None:
    """Raises InputError for a name under `plays` that is not off by default, stands twice, or is fixed beside it."""
    plays = section.texts("plays", ())
    off = _off_by_default(players)
    for name in plays:
        player, _, strategy = name.partition(".")
        if name in off:
            continue
        if player not in players or (strategy and strategy not in players[player].strategies):
            raise section.fault("plays", unknown("player or strategy", name, off))
        if strategy:
            raise section.fault("plays", f"'{name}' is open already: it is not under optional. Take it out.")
        raise section.fault("plays", f"'{name}' has no default and so plays already. Take it out.")
    section.check_once("plays", plays)
    for name in plays:
        if (player := name.partition(".")[0]) in section.section("fixes").data:
            raise section.fault("plays", f"lists '{name}', and {player} is fixed under fixes. Keep one of the two.")


def _off_by_default(players: Mapping[str, Player]) -> list[str]:
    """What a scenario may list under `plays`: players with a default, and optional strategies."""
    held = [player.id for player in players.values() if player.default is not None]
    return held + [f"{player.id}.{strategy}" for player in players.values() for strategy in player.optional]


def _fixes_and_plays(links: Sequence[Section]) -> tuple[dict[str, str], tuple[str, ...]]:
    """What a scenario fixes and who plays in it, the files it is built on first: about a player the later word stands.

    A file that fixes a player takes it, and its strategies, out of its base's `plays`; one that lists a player, or a
    strategy of it, lifts its base's fix.
    """
    fixes: dict[str, str] = {}
    plays: list[str] = []
    for link in links:
        fixed, listed = link.section("fixes").data, link.texts("plays", ())
        free = {name.partition(".")[0] for name in listed}
        fixes = {player: strategy for player, strategy in fixes.items() if player not in free} | fixed
        plays = [name for name in plays if name.partition(".")[0] not in fixed and name not in listed] + [*listed]
    return fixes, tuple(plays)


def _check_held(section: Section, players: Mapping[str, Player], plays: Sequence[str]) -> None:
    """Raises InputError for a strategy that is opened to a player who stays held at its default."""
    for name in plays:
        player, _, strategy = name.partition(".")
        if strategy and players[player].default is not None and player not in plays:
            held = f"{player} is held at its default {players[player].default}"
            raise section.fault("plays", f"opens '{name}', and {held}. List {player} too.")


def read_changes(section: Section, register: Register, evidence: Evidence) -> dict[str, Change]:
    """The values that a table of assumptions gives, by the name of the assumption."""
    changes = {}
    for key, part, written in leaves(section, register):
        name = _named(section, part, key)
        part.check_known(key, "assumption", (name,), register)
        if isinstance(written, dict):
            entry = part.at(key, written)
            in_set = (("range",) if section.path == ("values",) else ()) + (AUTHORS if "values" in section.path else ())
            entry.allow("value", "why", "source", *in_set)
            evidence.check(entry)
            if "value" not in entry.data and "range" in entry.data:
                continue
            changes[name] = Change(
                name, entry.number("value"), *(entry.text(key, "") for key in ("why", "source", *AUTHORS))
            )
            if all(key in entry.data for key in AUTHORS):
                raise entry.fault(
                    "needed", "stands beside `said`. What an author said is not needed besides. Keep one."
                )
        else:
            changes[name] = Change(name, part.as_number(key, written))
    return changes


def _named(section: Section, part: Section, key: str) -> str:
    """The name of the assumption that stands at a key of a part of a table of assumptions."""
    return ".".join((*part.path, key)[len(section.path) :])


def _ranges(section: Section, register: Register) -> dict[str, tuple[float, float]]:
    """The ranges that a set gives in place of the register's."""
    return {
        _named(section, part, key): read_range(part.at(key, written))
        for key, part, written in leaves(section, register)
        if isinstance(written, dict) and "range" in written
    }


def leaves(table: Section, register: Register, part: Section | None = None) -> Iterator[tuple[str, Section, object]]:
    """The key, the part in which it stands, and what stands there, of every value in a table of assumptions."""
    part = part or table
    for key, written in part.data.items():
        inside = isinstance(written, dict) and _named(table, part, key) not in register
        if inside and written and "value" not in written:
            yield from leaves(table, register, part.section(key))
        else:
            yield key, part, written
