"""Who decides in a group, who chooses before or with it, and who after it."""

from collections.abc import Mapping, Sequence

from ...case.scenario import Scenario
from ...errors import InputError, as_known, unknown
from ...solve.staged import staged_outcomes
from ...worlds.tables import build

MAX_MEMBERS = 12


def members_of(scenario: Scenario, group: str | None) -> tuple[str, ...]:
    """The members of the group who have something to decide. Raises InputError as `thresholds` says."""
    case = scenario.case
    name = as_known(group, case.groups) if group else case.group
    if name is None:
        raise InputError(
            f"the case '{case.name}' names no group whose thresholds to compute. "
            "Add group = ... to [case] in game.toml."
        )
    if name not in case.groups:
        raise InputError(unknown("group", name, case.groups, case.where))
    _check_members(scenario, name)
    free = tuple(member for member in case.groups[name] if len(scenario.strategies(member)) == 2)
    if not free:
        raise InputError(f"scenario '{scenario.name}' fixes every member of {name}: nothing is left to decide.")
    return free


def _check_members(scenario: Scenario, group: str) -> None:
    """Raises InputError for a group that is too large, and for a member who has not two strategies."""
    members = scenario.case.groups[group]
    if len(members) > MAX_MEMBERS:
        raise InputError(f"thresholds take at most {MAX_MEMBERS} members; {group} has {len(members)}.")
    for member in members:
        if (count := len(scenario.open_strategies(member))) != 2:
            raise InputError(f"thresholds need two strategies a member; {member} has {count}.")


def led_to(scenario: Scenario, group: str | None, given: Mapping[str, str]) -> Mapping[str, str]:
    """The moves to which best joint leads of those who choose before or with the group; none where it leads nowhere."""
    held = scenario.fixing(given)
    early = _early(held, members_of(held, group))
    if not early or not held.order:
        return {}
    game = build(held)
    path = staged_outcomes(game, held.order).best_joint
    if path.profile is None:
        return {}
    ends = {player: path.profile[game.player(player)] for player in early}
    return {player: game.strategies[game.player(player)][end] for player, end in ends.items()}


def later_than(scenario: Scenario, members: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The stages of the free players who move after all members. Raises InputError if another free one does not."""
    if early := _early(scenario, members):
        names = ", ".join(scenario.case.players[who].name for who in early)
        raise InputError(
            f"scenario '{scenario.name}': {names} can still choose, and not after the group. "
            f"Say what they do, for example `given={early[0]}={scenario.strategies(early[0])[0]}`"
        )
    return [stage for stage in _after(scenario, members) if stage]


def stages_of(scenario: Scenario, members: Sequence[str]) -> list[tuple[str, ...]]:
    """Those of the members who choose, stage by stage; none where there is no order."""
    stages = [tuple(player for player in stage if player in members) for stage in scenario.order or ()]
    return [stage for stage in stages if stage]


def _early(scenario: Scenario, members: tuple[str, ...]) -> list[str]:
    """The free players who are no members and do not move after all of them."""
    after = {player for stage in _after(scenario, members) for player in stage}
    return [player for player in _free(scenario, members) if player not in after]


def _after(scenario: Scenario, members: tuple[str, ...]) -> list[tuple[str, ...]]:
    stages = scenario.order or ()
    last = max((k for k, stage in enumerate(stages) if set(stage) & set(members)), default=-1)
    free = _free(scenario, members)
    return [tuple(player for player in stage if player in free) for stage in stages[last + 1 :]]


def _free(scenario: Scenario, members: tuple[str, ...]) -> list[str]:
    players = scenario.case.players
    return [player for player in players if player not in members and len(scenario.strategies(player)) > 1]
