"""Who plays, read from game.toml: players with their strategies, groups, orders of moves, and what is irreversible."""

from collections.abc import Mapping

from ..errors import unknown
from .document import Section, check_identifier, twice
from .labels import read_strategy_labels
from .parts import Player, Stages

MAX_PLAYERS = 60
MAX_STRATEGIES = 1_000
Groups = Mapping[str, tuple[str, ...]]
Irreversible = dict[str, tuple[tuple[str, str], ...]]


def read_players(section: Section) -> dict[str, Player]:
    """The players by name, in the order of the file."""
    players = {}
    for key, part in section.sections():
        check_identifier(section, key, "player")
        part.allow("name", "strategies", "means", "labels", "default", "optional")
        strategies = part.texts("strategies")
        _check_strategies(part, strategies)
        means = {strategy: part.section("means").text(strategy) for strategy in part.section("means").data}
        part.check_known("means", "strategy", means, strategies)
        labels = read_strategy_labels(part, strategies)
        optional = _optional(part, strategies)
        name, default = part.text("name"), _default(part, strategies, optional)
        players[key] = Player(key, name, strategies, means, labels, default, optional)
    if not players or len(players) > MAX_PLAYERS:
        raise section.fault(None, f"has {len(players)} players; between 1 and {MAX_PLAYERS} are allowed.")
    if repeated := twice(player.name for player in players.values()):
        raise section.fault(None, f"two players are both named '{repeated}'. Give each a name of its own.")
    return players


def _check_strategies(section: Section, strategies: tuple[str, ...]) -> None:
    if not strategies:
        raise section.fault("strategies", "is empty. A player needs at least one strategy.")
    if len(strategies) > MAX_STRATEGIES:
        raise section.fault("strategies", f"lists {len(strategies):,}; at most {MAX_STRATEGIES:,} are allowed.")
    for strategy in strategies:
        check_identifier(section, strategy, "strategy", at="strategies", after_dot=True)
    section.check_once("strategies", strategies)


def _optional(section: Section, strategies: tuple[str, ...]) -> tuple[str, ...]:
    optional = section.texts("optional", ())
    section.check_known("optional", "strategy", optional, strategies)
    section.check_once("optional", optional)
    if len(optional) == len(strategies):
        raise section.fault("optional", "lists every strategy. Leave one out, which is then always open.")
    return optional


def _default(section: Section, strategies: tuple[str, ...], optional: tuple[str, ...]) -> str | None:
    if "default" not in section.data:
        return None
    default = section.text("default")
    section.check_known("default", "strategy", (default,), strategies)
    if default in optional:
        raise section.fault("default", f"'{default}' is optional. Hold the player at a strategy that is always open.")
    return default


def read_groups(section: Section, players: Mapping[str, Player]) -> dict[str, tuple[str, ...]]:
    """The members of every group, in the order of the file."""
    groups = {}
    for key in section.data:
        check_identifier(section, key, "group")
        if key in players:
            raise section.fault(key, "is the name of a player too. Choose another.")
        members = section.texts(key)
        section.check_known(key, "player", members, players)
        section.check_once(key, members)
        if not members:
            raise section.fault(key, "is empty. A group needs members.")
        groups[key] = members
    return groups


def read_orders(section: Section, players: Mapping[str, Player], groups: Groups) -> dict[str, Stages]:
    """Every order of moves: its stages, each with the players who move in it, a group's members one by one."""
    orders: dict[str, Stages] = {}
    for key in section.data:
        stages = []
        for stage in section.items(key):
            movers = stage if isinstance(stage, list) else [stage]
            section.check_known(key, "player or group", movers, [*players, *groups])
            if not movers:
                raise section.fault(key, "has a stage in which nobody moves. Delete it.")
            stages.append(tuple(player for mover in movers for player in groups.get(mover, (mover,))))
        _check_order(section, key, [mover for stage in stages for mover in stage], players)
        orders[key] = tuple(stages)
    return orders


def _check_order(section: Section, key: str, movers: list[str], players: Mapping[str, Player]) -> None:
    if repeated := twice(movers):
        raise section.fault(key, f"{repeated} moves twice. Every player moves exactly once.")
    if forgotten := [player for player in players if player not in movers]:
        raise section.fault(key, f"forgets {', '.join(forgotten)}. Every player moves exactly once.")


def read_irreversible(section: Section, players: Mapping[str, Player], groups: Groups) -> Irreversible:
    """Per player the pairs of strategies (from, to) between which it cannot move, in the order of the file.

    `holdouts = [["yes", "no"]]`: who plays yes cannot move to no; for a group it holds for each of its members.
    """
    moves: Irreversible = {}
    for owner in section.data:
        section.check_known(owner, "player or group", (owner,), [*players, *groups])
        pairs = section.items(owner)
        if not pairs:
            raise section.fault(owner, 'is empty. List pairs of strategies, as in [["yes", "no"]].')
        for player in groups.get(owner, (owner,)):
            for written in pairs:
                pair = _pair(section, owner, written, players[player])
                if pair in moves.get(player, ()):
                    raise section.fault(owner, f"says twice that {player} cannot go from {pair[0]} to {pair[1]}.")
                moves[player] = (*moves.get(player, ()), pair)
    return moves


def _pair(section: Section, owner: str, pair: object, player: Player) -> tuple[str, str]:
    if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(strategy, str) for strategy in pair):
        raise section.fault(owner, f'{pair!r} is not a pair of strategies. Write [["yes", "no"]]: from yes, not to no.')
    for strategy in pair:
        if strategy not in player.strategies:
            raise section.fault(owner, f"{player.id}: {unknown('strategy', strategy, player.strategies)}")
    if pair[0] == pair[1]:
        raise section.fault(owner, f"'{pair[0]}' to itself is no move. Name two different strategies.")
    return pair[0], pair[1]
