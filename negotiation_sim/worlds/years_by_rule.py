"""The years where everybody settles each year on the staged outcome of that year's game, under a selection rule."""

from collections.abc import Mapping

import numpy as np

from ..case.rounds import Choice
from ..errors import InputError
from ..games.arrays import Array, Index
from ..games.years import Plan, Turn, YearsGame, shares
from ..solve.staged import Rule
from .draws import solve_draws
from .tables import scenario_shape
from .years import Years
from .years_values import values_changed


def carried_by_rule(years: Years, rule: Rule) -> Array:
    """The chance of each state at the start and after each year, shape (1 + years, states, 1).

    Where chance has moved, the year's game is the scenario's with what the state decides: who has a move that lasts
    keeps it, all others choose as in the staged outcome. A move that is not remembered, or not open after the one
    before, leaves its player where it was. For one world, not for draws. Raises InputError for a case without an order
    of moves, and where a game has no outcome under the rule.
    """
    if not years.scenario.order:
        raise InputError(f"'{rule}' needs an order of moves, and the case has none. Leave the choice to logit.")
    leads = np.full(len(years.space), -1, dtype=np.intp)
    held = [years.first]
    for year in years.game.years:
        before, after = _around(years, year)
        *_, now = shares(*_only(years, before), held[-1])
        new = np.flatnonzero((now[:, 0] > 0) & (leads < 0))
        leads[new] = _chosen(years, new, year, rule)
        joint = np.where(leads >= 0, leads, np.arange(len(leads)))
        every = Turn(joint[None], None, np.ones((1, len(leads), 1)))
        *_, end = shares(*_only(years, (every, *after)), now)
        held.append(end)
    return np.stack(held)


def _around(years: Years, turns: tuple[Turn, ...]) -> tuple[tuple[Turn, ...], tuple[Turn, ...]]:
    """The turns of chance before anybody chooses, and those after."""
    choosing = [k for k, turn in enumerate(years.turns) if isinstance(turn, Choice)]
    first = choosing[0] if choosing else len(turns)
    return turns[:first], tuple(turn for turn in turns[first:] if turn.mover is None)


def _only(years: Years, turns: tuple[Turn, ...]) -> tuple[YearsGame, Plan]:
    chances = tuple(turn.chances for turn in turns if turn.chances is not None)
    return YearsGame(years.game.payoffs, (turns,), years.game.part, years.game.patience), (chances,)


def _chosen(years: Years, states: Index, turns: tuple[Turn, ...], rule: Rule) -> Index:
    """The state that each of the states leads to once everybody has chosen."""
    ends = states.copy()
    groups: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for k, state in enumerate(states):
        groups.setdefault(tuple(_fixed(years, int(state)).items()), []).append(k)
    for fixed, members in groups.items():
        which = np.array(members)
        moves = _staged(years, dict(fixed), states[which], rule)
        for turn, declared in zip(turns, years.turns, strict=True):
            if isinstance(declared, Choice):
                levels = years.space.levels[declared.player]
                option = np.array([levels.index(move) if move in levels else -1 for move in moves[declared.player]])
                lead = np.where(option < 0, -1, turn.leads[option, ends[which]])
                ends[which] = np.where(lead < 0, ends[which], lead)
    return ends


def _fixed(years: Years, state: int) -> dict[str, str]:
    """Who plays what in the game of a year that finds this state, whatever it would choose."""
    choosers = {turn.player: turn for turn in years.rounds.turns if isinstance(turn, Choice)}
    fixed = {}
    for name, variable in years.space.variables.items():
        if not variable.player:
            continue
        move = years.space.levels[name][years.space.places[name][state]]
        turn, case = choosers.get(variable.player), years.scenario.case
        open_moves = [other for other in years.scenario.open_strategies(variable.player) if other != move]
        shut = turn is None or move in turn.lasting
        if shut or all((move, other) in case.irreversible.get(variable.player, ()) for other in open_moves):
            fixed[variable.player] = move
    for player in years.rounds.moves:
        values = years.tables.values
        strategies = years.scenario.case.players[player].strategies
        played = {s: np.broadcast_to(values[f"{player}.{s}"], (len(years.space), 1))[state, 0] for s in strategies}
        fixed[player] = max(played, key=lambda s: played[s])
    return fixed


def _staged(years: Years, fixed: Mapping[str, str], states: Index, rule: Rule) -> dict[str, list[str]]:
    """Everybody's move at the staged outcome of the game of each state, all with these players fixed."""
    scenario = years.scenario.fixing(fixed)
    changed = {
        name: np.broadcast_to(np.asarray(years.tables.values[name], dtype=float), (len(years.space), 1))[states, 0]
        for name in values_changed(scenario, years.rounds)
    } or {next(iter(scenario.values)): np.full(len(states), next(iter(scenario.values.values())))}
    ends = solve_draws(scenario, changed, (rule,), pure=False).staged[rule]
    if (ends < 0).any():
        here = years.space.describe(int(states[int(np.argmin(ends))]))
        raise InputError(f"{scenario.called} leads nowhere under {rule} where {here}. Leave the choice to logit.")
    places = np.unravel_index(ends, scenario_shape(scenario))
    return {
        player: [scenario.strategies(player)[k] for k in column]
        for player, column in zip(scenario.case.players, places, strict=True)
    }
