"""A conflict stated without payoffs: options, states that cannot be, irreversible moves, and rankings with ties.

It is one file, conflict.toml. An option is taken or not; a state says which options are taken. Conditions are texts of
the outcome language, in which `player.option` is 1 where the option is taken, else 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..errors import InputError, unknown
from .document import Section, check_identifier, read_toml, twice
from .expression import Expression, evaluate
from .language import Vocabulary, parse
from .library import library

Taken = frozenset[str]
Mask = npt.NDArray[np.bool_]

MAX_OPTIONS = 14


@dataclass(frozen=True)
class DecisionMaker:
    """A player of a conflict. `kept` are options that are never dropped once taken; `exchanges` pairs of which the
    first is never given up for the second."""

    id: str
    name: str
    options: tuple[str, ...]
    kept: tuple[str, ...] = ()
    exchanges: tuple[tuple[str, str], ...] = ()

    def allows(self, before: Taken, after: Taken) -> bool:
        """Whether the player may go from one selection of its options to another."""
        dropped, added = before - after, after - before
        if any(f"{self.id}.{option}" in dropped for option in self.kept):
            return False
        return not any(f"{self.id}.{a}" in dropped and f"{self.id}.{b}" in added for a, b in self.exchanges)


@dataclass(frozen=True, eq=False)
class Conflict:
    """`states[label]`: the selections of options, as `player.option`, that are this state; several where states are
    merged. `preferences[player]`: lists of tied states, the best first."""

    name: str
    title: str
    about: str
    source: str
    players: Mapping[str, DecisionMaker]
    states: Mapping[str, tuple[Taken, ...]]
    preferences: Mapping[str, tuple[tuple[str, ...], ...]]
    status_quo: str

    @cached_property
    def _label(self) -> dict[Taken, str]:
        return {taken: label for label, merged in self.states.items() for taken in merged}

    def moves(self, player: str, state: str) -> tuple[str, ...]:
        """The states that a player can bring about by changing its own options alone, in the order of the states."""
        own = self.players[player]
        found = set()
        for taken in self.states[state]:
            others = {option for option in taken if option.partition(".")[0] != player}
            for selected in _selections(player, own.options):
                after = frozenset(others | selected)
                if own.allows(taken, after) and self._label.get(after, state) != state:
                    found.add(self._label[after])
        return tuple(label for label in self.states if label in found)

    def condition(self, text: str) -> Expression:
        """A text of the outcome language, such as `moe.modify and not uniroyal.delay`, read for this conflict."""
        return parse(text, _vocabulary(self.players))

    def holds(self, condition: Expression) -> Mask:
        """At which states, in order, a condition holds; of a merged state it must hold for every selection."""
        return np.array([_holding(condition, self.players, merged).all() for merged in self.states.values()])


def _selections(player: str, options: Sequence[str]) -> Iterator[Taken]:
    for chosen in product((False, True), repeat=len(options)):
        yield frozenset(f"{player}.{option}" for option, taken in zip(options, chosen, strict=True) if taken)


def _vocabulary(players: Mapping[str, DecisionMaker]) -> Vocabulary:
    return Vocabulary({player: own.options for player, own in players.items()}, {}, (), ())


def _holding(condition: Expression, players: Mapping[str, DecisionMaker], selections: Sequence[Taken]) -> Mask:
    names = [f"{player}.{option}" for player, own in players.items() for option in own.options]
    values = {name: np.array([float(name in taken) for taken in selections]) for name in names}
    with np.errstate(all="ignore"):
        result = evaluate(condition.node, values)
    return np.broadcast_to(np.not_equal(np.nan_to_num(result), 0), len(selections))


def built_in_conflicts() -> dict[str, Path]:
    """Every conflict that travels with the package, by name: `elmira`, ..."""
    return {path.parent.name: path for path in sorted(library().glob("conflicts/*/conflict.toml"))}


def find_conflict(name: str | Path) -> Path | None:
    """The file of a conflict given by file, folder or built-in name; None where there is none."""
    place = Path(name)
    if place.name == "conflict.toml" and place.is_file():
        return place
    if (place / "conflict.toml").is_file():
        return place / "conflict.toml"
    return built_in_conflicts().get(str(name))


def load_conflict(name: str | Path) -> Conflict:
    """The conflict in a file or folder, or the built-in one of that name, such as "elmira".

    Raises InputError naming the file, the line and the key of the first fault found.
    """
    path = find_conflict(name)
    if path is None:
        raise InputError(unknown("conflict", str(name), built_in_conflicts()))
    section = read_toml(path.resolve())
    section.allow(
        "title",
        "about",
        "source",
        "status_quo",
        "infeasible",
        "merged",
        "players",
        "irreversible",
        "states",
        "preferences",
    )
    players = _players(section)
    groups = _feasible(section, players)
    states = _labelled(section, players, groups)
    if "status_quo" not in section.data:
        raise section.fault(None, "'status_quo' is missing. Add a line: status_quo = the label of a state.")
    status_quo = _label_of(section, "status_quo", section.data["status_quo"], states)
    return Conflict(
        name=path.resolve().parent.name,
        title=section.text("title"),
        about=section.text("about", ""),
        source=section.text("source", ""),
        players=players,
        states=states,
        preferences=_preferences(section.section("preferences"), players, states),
        status_quo=status_quo,
    )


def _players(section: Section) -> dict[str, DecisionMaker]:
    players = {}
    for key, part in section.section("players").sections():
        check_identifier(part, key, "player")
        part.allow("name", "options")
        options = part.texts("options")
        for option in options:
            check_identifier(part, option, "name of an option", at="options")
        if repeated := twice(options):
            raise part.fault("options", f"lists '{repeated}' twice. Keep one.")
        players[key] = DecisionMaker(key, part.text("name"), options)
    if not players:
        raise section.fault("players", "is missing. Add [players.NAME] with a name and options.")
    if (count := sum(len(own.options) for own in players.values())) > MAX_OPTIONS:
        raise section.fault("players", f"have {count} options in all; at most {MAX_OPTIONS} are allowed.")
    bound = section.section("irreversible")
    for key in bound.data:
        if key not in players:
            raise bound.fault(key, unknown("player", key, players))
        players[key] = _bound(bound, players[key])
    return players


def _bound(section: Section, player: DecisionMaker) -> DecisionMaker:
    """The player with what the file says it cannot undo: options, and pairs [given up, taken instead]."""
    kept: list[str] = []
    exchanges: list[tuple[str, str]] = []
    for found in section.items(player.id):
        names = found if isinstance(found, list) else [found]
        for name in names:
            if name not in player.options:
                raise section.fault(player.id, unknown("option", str(name), player.options))
        if len(names) not in (1, 2) or len(set(names)) != len(names):
            raise section.fault(player.id, f"{found!r} is neither an option nor a pair of two, [given up, taken].")
        if len(names) == 1:
            kept.append(names[0])
        else:
            exchanges.append((names[0], names[1]))
    return DecisionMaker(player.id, player.name, player.options, tuple(kept), tuple(exchanges))


def _feasible(section: Section, players: Mapping[str, DecisionMaker]) -> list[tuple[Taken, ...]]:
    """The selections of options that can be, merged ones together, in the order of the options (none taken first)."""
    parts = [list(_selections(player, own.options)) for player, own in players.items()]
    selections = [frozenset[str]().union(*chosen) for chosen in product(*parts)]
    never = np.zeros(len(selections), dtype=bool)
    for condition in _conditions(section, "infeasible", players):
        never |= _holding(condition, players, selections)
    possible = [taken for taken, out in zip(selections, never, strict=True) if not out]
    if not possible:
        raise section.fault("infeasible", "rules out every state. Drop a condition.")
    groups: dict[object, list[Taken]] = {}
    alike = [_holding(condition, players, possible) for condition in _conditions(section, "merged", players)]
    for k, taken in enumerate(possible):
        first = next((number for number, holds in enumerate(alike) if holds[k]), None)
        groups.setdefault(taken if first is None else first, []).append(taken)
    return [tuple(group) for group in groups.values()]


def _conditions(section: Section, key: str, players: Mapping[str, DecisionMaker]) -> list[Expression]:
    found = []
    for text in section.texts(key, ()):
        try:
            found.append(parse(text, _vocabulary(players)))
        except InputError as error:
            raise section.fault(key, str(error)) from None
    return found


def _labelled(
    section: Section, players: Mapping[str, DecisionMaker], groups: Sequence[tuple[Taken, ...]]
) -> dict[str, tuple[Taken, ...]]:
    """The states under the labels of the file; under the options taken where it gives none."""
    part = section.section("states")
    if not part.data:
        return {", ".join(sorted(frozenset.intersection(*group))) or "none": group for group in groups}
    home = {taken: group for group in groups for taken in group}
    options = [f"{player}.{option}" for player, own in players.items() for option in own.options]
    states: dict[str, tuple[Taken, ...]] = {}
    for label in part.data:
        for option in (taken := part.texts(label)):
            if option not in options:
                raise part.fault(label, unknown("option", option, options))
        if (group := home.get(frozenset(taken))) is None:
            raise part.fault(label, "is a state that 'infeasible' rules out. Drop one of the two.")
        if group in states.values():
            raise part.fault(label, "is a state that has a label already. Keep one.")
        states[label] = group
    if missing := [group[0] for group in groups if group not in states.values()]:
        shown = ", ".join(sorted(missing[0])) or "no option"
        raise part.fault(None, f"gives no label to the state with {shown} taken. Label it, or rule it out.")
    return states


def _preferences(
    section: Section, players: Mapping[str, DecisionMaker], states: Mapping[str, object]
) -> dict[str, tuple[tuple[str, ...], ...]]:
    for key in section.data:
        if key not in players:
            raise section.fault(key, unknown("player", key, players))
    preferences = {}
    for player in players:
        if player not in section.data:
            raise section.fault(None, f"{player} has no ranking. Add a line: {player} = [best, ..., worst].")
        ranking = []
        for found in section.items(player):
            tied = found if isinstance(found, list) else [found]
            ranking.append(tuple(_label_of(section, player, label, states) for label in tied))
        flat = [label for tied in ranking for label in tied]
        if repeated := twice(flat):
            raise section.fault(player, f"ranks '{repeated}' twice. Keep one.")
        if missing := [label for label in states if label not in flat]:
            raise section.fault(player, f"leaves out {', '.join(missing)}. Rank every state; write ties as [a, b].")
        preferences[player] = tuple(tied for tied in ranking if tied)
    return preferences


def _label_of(section: Section, key: str, found: object, states: Mapping[str, object]) -> str:
    """The state that a text or a whole number names."""
    label = str(found) if isinstance(found, str | int) and not isinstance(found, bool) else None
    if label not in states:
        raise section.fault(key, unknown("state", str(found), states))
    return str(label)
