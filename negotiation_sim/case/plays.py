"""Who plays in a scenario: the players and strategies, off by default, that its file lists under `plays`."""

from collections.abc import Mapping, Sequence

from ..errors import unknown
from .document import Section, twice
from .parts import Player


def check_plays(section: Section, players: Mapping[str, Player]) -> None:
    """Raises InputError for a name under `plays` that is not off by default, stands twice, or is fixed beside it."""
    plays = section.texts("plays", ())
    off = off_by_default(players)
    for name in plays:
        player, _, strategy = name.partition(".")
        if name in off:
            continue
        if player not in players or (strategy and strategy not in players[player].strategies):
            raise section.fault("plays", unknown("player or strategy", name, off))
        if strategy:
            raise section.fault("plays", f"'{name}' is open already: it is not under optional. Take it out.")
        raise section.fault("plays", f"'{name}' has no default and so plays already. Take it out.")
    if repeated := twice(plays):
        raise section.fault("plays", f"lists '{repeated}' twice. Keep one.")
    for name in plays:
        if (player := name.partition(".")[0]) in section.section("fixes").data:
            raise section.fault("plays", f"lists '{name}', and {player} is fixed under fixes. Keep one of the two.")


def off_by_default(players: Mapping[str, Player]) -> list[str]:
    """What a scenario may list under `plays`: players with a default, and optional strategies."""
    held = [player.id for player in players.values() if player.default is not None]
    return held + [f"{player.id}.{strategy}" for player in players.values() for strategy in player.optional]


def fixes_and_plays(links: Sequence[Section]) -> tuple[dict[str, str], tuple[str, ...]]:
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


def check_held(section: Section, players: Mapping[str, Player], plays: Sequence[str]) -> None:
    """Raises InputError for a strategy that is opened to a player who stays held at its default."""
    for name in plays:
        player, _, strategy = name.partition(".")
        if strategy and players[player].default is not None and player not in plays:
            raise section.fault(
                "plays",
                f"opens '{name}', and {player} is held at its default {players[player].default}. List {player} too.",
            )
