"""Who plays: players with their strategies, groups, and orders of moves, read from game.toml."""

from collections.abc import Mapping

from ..errors import unknown
from .document import Section, check_identifier, twice
from .labels import read_strategy_labels
from .parts import Player, Stages

MAX_PLAYERS = 60
MAX_STRATEGIES = 1_000


def read_players(section: Section) -> dict[str, Player]:
    players = {}
    for key, part in section.sections():
        check_identifier(section, key, "player")
        part.allow("name", "strategies", "means", "labels", "default", "optional")
        strategies = part.texts("strategies")
        _check_strategies(part, strategies)
        means = {strategy: part.section("means").text(strategy) for strategy in part.section("means").data}
        for strategy in means:
            if strategy not in strategies:
                raise part.fault("means", unknown("strategy", strategy, strategies))
        labels = read_strategy_labels(part, strategies)
        optional = _optional(part, strategies)
        players[key] = Player(
            key, part.text("name"), strategies, means, labels, _default(part, strategies, optional), optional
        )
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
        check_identifier(section, strategy, "strategy", at="strategies")
    if repeated := twice(strategies):
        raise section.fault("strategies", f"lists '{repeated}' twice. Keep one.")


def _optional(section: Section, strategies: tuple[str, ...]) -> tuple[str, ...]:
    optional = section.texts("optional", ())
    for strategy in optional:
        if strategy not in strategies:
            raise section.fault("optional", unknown("strategy", strategy, strategies))
    if repeated := twice(optional):
        raise section.fault("optional", f"lists '{repeated}' twice. Keep one.")
    if len(optional) == len(strategies):
        raise section.fault("optional", "lists every strategy. Leave one out, which is then always open.")
    return optional


def _default(section: Section, strategies: tuple[str, ...], optional: tuple[str, ...]) -> str | None:
    if "default" not in section.data:
        return None
    default = section.text("default")
    if default not in strategies:
        raise section.fault("default", unknown("strategy", default, strategies))
    if default in optional:
        raise section.fault("default", f"'{default}' is optional. Hold the player at a strategy that is always open.")
    return default


def read_groups(section: Section, players: Mapping[str, Player]) -> dict[str, tuple[str, ...]]:
    groups = {}
    for key in section.data:
        check_identifier(section, key, "group")
        if key in players:
            raise section.fault(key, "is the name of a player too. Choose another.")
        members = section.texts(key)
        for member in members:
            if member not in players:
                raise section.fault(key, unknown("player", member, players))
        if repeated := twice(members):
            raise section.fault(key, f"lists '{repeated}' twice. Keep one.")
        if not members:
            raise section.fault(key, "is empty. A group needs members.")
        groups[key] = members
    return groups


def read_orders(
    section: Section, players: Mapping[str, Player], groups: Mapping[str, tuple[str, ...]]
) -> dict[str, Stages]:
    orders: dict[str, Stages] = {}
    for key in section.data:
        stages = []
        for stage in section.items(key):
            movers = stage if isinstance(stage, list) else [stage]
            for mover in movers:
                if not isinstance(mover, str) or mover not in {*players, *groups}:
                    raise section.fault(key, unknown("player or group", str(mover), [*players, *groups]))
            if not movers:
                raise section.fault(key, "has a stage in which nobody moves. Delete it.")
            stages.append(tuple(one for mover in movers for one in groups.get(mover, (mover,))))
        _check_order(section, key, [mover for stage in stages for mover in stage], players)
        orders[key] = tuple(stages)
    return orders


def _check_order(section: Section, key: str, movers: list[str], players: Mapping[str, Player]) -> None:
    if repeated := twice(movers):
        raise section.fault(key, f"{repeated} moves twice. Every player moves exactly once.")
    if forgotten := [player for player in players if player not in movers]:
        raise section.fault(key, f"forgets {', '.join(forgotten)}. Every player moves exactly once.")
