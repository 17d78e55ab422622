"""Irreversible moves, read from game.toml: what a player, once it has done it, cannot undo."""

from collections.abc import Mapping

from ..errors import unknown
from .document import Section
from .parts import Player

Irreversible = dict[str, tuple[tuple[str, str], ...]]


def read_irreversible(
    section: Section, players: Mapping[str, Player], groups: Mapping[str, tuple[str, ...]]
) -> Irreversible:
    """Per player the pairs of strategies (from, to) between which it cannot move, in the order of the file.

    `holdouts = [["yes", "no"]]`: who plays yes cannot move to no; for a group it holds for each of its members.
    """
    moves: Irreversible = {}
    for owner in section.data:
        if owner not in players and owner not in groups:
            raise section.fault(owner, unknown("player or group", owner, [*players, *groups]))
        pairs = section.items(owner)
        if not pairs:
            raise section.fault(owner, 'is empty. List pairs of strategies, as in [["yes", "no"]].')
        for player in groups.get(owner, (owner,)):
            for found in pairs:
                pair = _pair(section, owner, found, players[player])
                if pair in moves.get(player, ()):
                    raise section.fault(owner, f"says twice that {player} cannot go from {pair[0]} to {pair[1]}.")
                moves[player] = (*moves.get(player, ()), pair)
    return moves


def _pair(section: Section, owner: str, found: object, player: Player) -> tuple[str, str]:
    if not isinstance(found, list) or len(found) != 2 or not all(isinstance(part, str) for part in found):
        raise section.fault(
            owner, f'{found!r} is not a pair of strategies. Write [["yes", "no"]]: from yes, not to no.'
        )
    for strategy in found:
        if strategy not in player.strategies:
            raise section.fault(owner, f"{player.id}: {unknown('strategy', strategy, player.strategies)}")
    if found[0] == found[1]:
        raise section.fault(owner, f"'{found[0]}' to itself is no move. Name two different strategies.")
    return found[0], found[1]
