"""What is told of the years: shares and bands by year, moves that are laid down, and one history turn by turn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ..case.rounds import Chance
from ..case.scenario import Scenario
from ..errors import InputError, unknown
from ..games.arrays import Array, Index, Mask
from ..games.years import Chances, Joint, Plan, Turn, histories, shares
from .years import Years
from .years_turns import moved

LOW, HIGH = 0.05, 0.95
"""Between these two of the ordered histories lie nine of ten."""

Laid = Mapping[tuple[int, str], str]
"""What is laid down: in a year, for a player or a variable of the state, the move or level it goes to."""


@dataclass(frozen=True)
class Happening:
    """What one turn of a history changed: in which year, whose variable, and to which level."""

    year: int
    variable: str
    level: str


def band(worth: Array, carried: Array, quantile: float) -> Array:
    """A quantile of what histories have, after each year: the least worth that so many do not exceed.

    `worth` of shape (states,), `carried` of shape (1 + years, states).
    """
    order = np.argsort(worth, kind="stable")
    reached = np.cumsum(carried[:, order], axis=1)
    first = (reached >= min(quantile, 1.0) - 1e-9).argmax(axis=1)
    return np.asarray(worth[order][first])


def read_laid(years: Years, texts: Sequence[str]) -> dict[tuple[int, str], str]:
    """`2023:spain=yes`, or `2023-2025:spain=yes` for each of these years, by year and name.

    Raises InputError for what is not known or not open in the scenario, and for two that contradict each other.
    """
    laid: dict[tuple[int, str], str] = {}
    texts_of: dict[tuple[int, str], str] = {}
    moving = {name for turn in years.turns for name in moved(turn)}
    for text in texts:
        dates, colon, rest = text.partition(":")
        name, equals, level = (part.strip() for part in rest.partition("="))
        first, dash, last = (part.strip() for part in dates.partition("-"))
        if not (colon and equals and first.isdigit() and (not dash or last.isdigit())):
            raise InputError(
                f"'{text}' is not YEAR:WHO=MOVE, such as {years.rounds.played[0]}:PLAYER=MOVE; YEAR may be FROM-TO."
            )
        for year in (int(first), int(last or first)):
            if year not in years.rounds.played:
                start, end = years.rounds.played[0], years.rounds.played[-1]
                raise InputError(f"'{text}': {year} is not played; the years are {start} to {end}.")
        if name not in moving:
            raise InputError(f"'{text}': {unknown('player or state variable', name, moving)}")
        if level not in years.space.levels[name]:
            raise InputError(f"'{text}': {unknown('move or level', level, years.space.levels[name])}")
        if int(last or first) < int(first):
            raise InputError(f"'{text}': {last} comes before {first}. Write the earlier year first.")
        for year in range(int(first), int(last or first) + 1):
            if laid.setdefault((year, name), level) != level:
                raise InputError(
                    f"'{texts_of[year, name]}' and '{text}' contradict each other: in {year} {name} cannot go to "
                    f"{laid[year, name]} and to {level}. Keep one."
                )
            texts_of.setdefault((year, name), text)
    return laid


def with_laid(years: Years, plan: Plan, laid: Laid) -> Plan:
    """The plan with what is laid down, wherever it is open: there its chance is one."""
    changed = [list(year) for year in plan]
    for (year, name), level in laid.items():
        k, t = year - years.rounds.played[0], turn_of(years, name)
        option, part = years.space.levels[name].index(level), moved(years.turns[t]).index(name)
        open_at = is_open(years, (year, name), level)
        changed[k][t] = _certain(years.game.years[k][t], changed[k][t], part, option, open_at)
    return tuple(tuple(year) for year in changed)


def is_open(years: Years, when: tuple[int, str], level: str) -> Mask:
    """Whether a variable can go to a level at its turn of a year, in each state, shape (states,)."""
    (year, name), k = when, turn_of(years, when[1])
    turn = years.game.years[year - years.rounds.played[0]][k]
    part, option = moved(years.turns[k]).index(name), years.space.levels[name].index(level)
    sizes = _sizes(turn)
    others = tuple(range(len(sizes) - 1))
    at = (slice(None),) * part + (option,)
    return np.asarray((turn.leads.reshape(*sizes, -1)[at] >= 0).any(axis=others))


def _sizes(turn: Turn) -> tuple[int, ...]:
    """How many options each has who moves at a turn."""
    return turn.sizes if isinstance(turn, Joint) else (len(turn.leads),)


def _certain(turn: Turn, chances: Chances, part: int, option: int, open_at: Mask) -> Chances:
    """The chances of a turn where one of those who choose in it takes an option for certain wherever it is open."""
    by_part = chances.reshape(*_sizes(turn), *chances.shape[1:])
    taken = np.zeros_like(by_part)
    taken[(slice(None),) * part + (option,)] = by_part.sum(axis=part)
    return np.where(open_at[:, None], taken, by_part).reshape(chances.shape)


def turn_of(years: Years, name: str) -> int:
    """The turn at which a variable moves: its player's choice where it has one."""
    turns = [k for k, turn in enumerate(years.turns) if name in moved(turn)]
    return next((k for k in turns if not isinstance(years.turns[k], Chance)), turns[0])


def simulated(years: Years, plan: Plan, count: int, *, seed: int) -> Index:
    """The states of `count` histories at the start and after each year, shape (count, 1 + years)."""
    states = played(years, plan, count, seed)
    return states[:, :: len(years.turns)]


def one_history(years: Years, plan: Plan, *, seed: int) -> tuple[Happening, ...]:
    """What changed in the history of that seed, turn by turn. Chance falls alike whatever is laid down."""
    states = played(years, plan, 1, seed)[0]
    return tuple(happenings(years, states))


def end_of(years: Years, plan: Plan, *, seed: int) -> int:
    """The state in which the history of that seed ends."""
    return int(played(years, plan, 1, seed)[0, -1])


def played(years: Years, plan: Plan, count: int, seed: int) -> Index:
    """The states of `count` histories of a seed at the start and after every turn, shape (count, 1 + turns)."""
    start = np.full(count, years.start[0])
    return histories(years.game, plan, start, rng=np.random.default_rng(seed))


def happenings(years: Years, states: Index) -> Iterator[Happening]:
    """What changed from one turn to the next, where a history stands in these states at the start and after turns."""
    for k, (before, after) in enumerate(pairwise(states.tolist())):
        year, turn = years.rounds.played[k // len(years.turns)], years.turns[k % len(years.turns)]
        for name in moved(turn):
            place = years.space.places[name]
            if place[before] != place[after]:
                yield Happening(year, name, years.space.levels[name][place[after]])


def in_words(scenario: Scenario, happening: Happening) -> str:
    """The sentence for what happened, without a full stop; "" where the case has no words for it."""
    rounds = scenario.case.rounds
    assert rounds is not None
    variable = rounds.state[happening.variable]
    if not variable.player or happening.level in variable.says:
        return variable.says.get(happening.level, "")
    player = scenario.case.players[variable.player]
    return f"{player.name} {player.means.get(happening.level, f'turns to {player.label(happening.level)}')}"


def paces(years: Years) -> dict[str, Laid]:
    """How the members of the case's group move to the last of their levels: all in the first year, or one a year.

    Raises InputError where the case names no group, or its members do not choose in the years.
    """
    group, rounds = years.scenario.case.group, years.rounds
    members = [name for name in years.scenario.case.groups.get(group or "", ()) if name in years.space.levels]
    moving = [name for name in members if len(years.space.levels[name]) > 1]
    if not moving or len(moving) > len(rounds.played):
        raise InputError(
            f"the case '{years.scenario.case.name}' names no group whose members choose in these years. Name one in "
            "[case] of game.toml, and its members under [state] of rounds.toml."
        )
    last = {name: years.space.levels[name][-1] for name in moving}
    return {
        "together": {(rounds.played[0], name): last[name] for name in moving},
        "one a year": {(rounds.played[k], name): last[name] for k, name in enumerate(moving)},
    }


def hardened_by(years: Years) -> tuple[str, ...]:
    """The assumptions through which a move of the group is remembered and counts in later years.

    They change by a rule that names a variable which a member's choice sets.
    """
    group = years.scenario.case.groups.get(years.scenario.case.group or "", ())
    choices = [choice for choice in years.choices if choice.player in group]
    remembered = {name for turn in choices for rules in turn.sets.values() for name in rules}
    return tuple(name for name, rule in years.rounds.values.items() if remembered & rule.names())


def waits(years: Years, name: str) -> dict[str, Laid]:
    """What is laid down where a player stays as it is and turns to its lasting move in each of the years, or never.

    Raises InputError for who has no move that lasts, or no choice.
    """
    lasting = {turn.player: turn.lasting[0] for turn in years.choices if turn.lasting}
    if name not in lasting:
        raise InputError(unknown("player with a lasting move", name, lasting))
    place = years.space.places[name][years.start[0]]
    stays = years.space.levels[name][place]
    plans: dict[str, Laid] = {}
    for last in (*years.rounds.played, None):
        waiting = {(year, name): stays for year in years.rounds.played if last is None or year < last}
        plans[str(last or "never")] = {**waiting, **({(last, name): lasting[name]} if last else {})}
    return plans


def carried_from(years: Years, plan: Plan, told: Plan, year: int, *, seed: int) -> Array:
    """The chance of each state from the beginning of a year on, where the history of the seed stands under `told`.

    `plan` is what holds from then on. Shape (1 + years left, states, 1).
    """
    done = year - years.rounds.played[0]
    later = replace(years.game, years=years.game.years[done:])
    return np.stack(list(shares(later, plan[done:], stands_in(years, told, year, seed=seed))))


def stands_in(years: Years, plan: Plan, year: int, *, seed: int) -> Array:
    """All of the chance on the state in which the history of the seed begins a year, shape (states, 1)."""
    state = played(years, plan, 1, seed)[0, (year - years.rounds.played[0]) * len(years.turns)]
    start = np.zeros((len(years.space), 1))
    start[state] = 1
    return start
