"""conflict.toml -> Conflict. Everything is checked here, once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import InputError, unknown
from .conflict import Conflict, DecisionMaker, Taken, built_in_conflicts, find_conflict
from .conflict_states import MOST_OPTIONS, read_states
from .document import Section, check_identifier, read_toml, twice
from .statements import ranking_of

TABLES = (
    *("title", "about", "source", "status_quo", "players", "irreversible", "infeasible", "merged"),
    *("states", "preferences", "statements"),
)
"""The keys of conflict.toml."""


def load_conflict(name: str | Path) -> Conflict:
    """The conflict in a file or folder, or the built-in one of that name, such as "elmira".

    Raises InputError naming the file, the line and the key of the first fault found.
    """
    path = find_conflict(name)
    if path is None:
        raise InputError(unknown("conflict", str(name), built_in_conflicts()))
    section = read_toml(path.resolve())
    section.allow(*TABLES)
    players = _players(section)
    groups = read_states(section, players)
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
        preferences=_preferences(section, players, states),
        status_quo=status_quo,
    )


def _players(section: Section) -> dict[str, DecisionMaker]:
    players = {}
    for key, part in section.section("players").sections():
        check_identifier(part, key, "player")
        part.allow("name", "options")
        options = part.texts("options")
        for option in options:
            check_identifier(part, option, "name of an option", at="options", after_dot=True)
        part.check_once("options", options)
        players[key] = DecisionMaker(key, part.text("name"), options)
    if not players:
        raise section.fault("players", "is missing. Add [players.NAME] with a name and options.")
    if (count := sum(len(player.options) for player in players.values())) > MOST_OPTIONS:
        raise section.fault("players", f"have {count} options in all; at most {MOST_OPTIONS} are allowed.")
    bound = section.section("irreversible")
    for key in bound.data:
        bound.check_known(key, "player", (key,), players)
        players[key] = _bound(bound, players[key])
    return players


def _bound(section: Section, player: DecisionMaker) -> DecisionMaker:
    """The player with what the file says it cannot undo: options, and pairs [given up, taken instead]."""
    kept: list[str] = []
    exchanges: list[tuple[str, str]] = []
    for entry in section.items(player.id):
        names = entry if isinstance(entry, list) else [entry]
        section.check_known(player.id, "option", names, player.options)
        if len(names) not in (1, 2) or len(set(names)) != len(names):
            raise section.fault(player.id, f"{entry!r} is neither an option nor a pair of two, [given up, taken].")
        if len(names) == 1:
            kept.append(names[0])
        else:
            exchanges.append((names[0], names[1]))
    return replace(player, kept=tuple(kept), exchanges=tuple(exchanges))


def _labelled(
    section: Section, players: Mapping[str, DecisionMaker], groups: Sequence[tuple[Taken, ...]]
) -> dict[str, tuple[Taken, ...]]:
    """The states under the labels of the file; under the options taken where it gives none."""
    part = section.section("states")
    if not part.data:
        return {", ".join(sorted(frozenset.intersection(*group))) or "none": group for group in groups}
    home = {taken: group for group in groups for taken in group}
    options = [f"{player.id}.{option}" for player in players.values() for option in player.options]
    states: dict[str, tuple[Taken, ...]] = {}
    for label in part.data:
        taken = part.texts(label)
        part.check_known(label, "option", taken, options)
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
    section: Section, players: Mapping[str, DecisionMaker], states: Mapping[str, tuple[Taken, ...]]
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Each player's states, the best first: as listed, or as its statements rank them."""
    rankings, statements = section.section("preferences"), section.section("statements")
    for part in (rankings, statements):
        for key in part.data:
            part.check_known(key, "player", (key,), players)
    preferences = {}
    for player in players:
        if player in rankings.data and player in statements.data:
            raise statements.fault(player, "has statements and a ranking. Keep one of the two.")
        if player in statements.data:
            preferences[player] = ranking_of(statements, player, players, states)
        elif player in rankings.data:
            preferences[player] = _ranking(rankings, player, states)
        else:
            add = f"Add a line: {player} = [best, ..., worst]; or statements about options, under [statements]."
            raise rankings.fault(None, f"{player} has no ranking. {add}")
    return preferences


def _ranking(section: Section, player: str, states: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
    ranking = []
    for entry in section.items(player):
        tied = entry if isinstance(entry, list) else [entry]
        ranking.append(tuple(_label_of(section, player, label, states) for label in tied))
    flat = [label for tied in ranking for label in tied]
    if repeated := twice(flat):
        raise section.fault(player, f"ranks '{repeated}' twice. Keep one.")
    if missing := [label for label in states if label not in flat]:
        more = f" and {len(missing) - 12} more" if len(missing) > 12 else ""
        shown = ", ".join(missing[:12]) + more
        raise section.fault(player, f"leaves out {shown}. Rank every state; write ties as [a, b].")
    return tuple(tied for tied in ranking if tied)


def _label_of(section: Section, key: str, written: object, states: Mapping[str, object]) -> str:
    """The state that a text or a whole number names."""
    named = isinstance(written, str | int) and not isinstance(written, bool)
    if not named or str(written) not in states:
        raise section.fault(key, unknown("state", str(written), states))
    return str(written)
