"""The states of a conflict by options: what is not ruled out, and what is merged.

Options are added one after another, and a condition is asked as soon as all options that it names are there: many
options are possible where few states are.
"""

from collections.abc import Mapping

import numpy as np

from ..games.arrays import Mask
from ..language.expression import Expression, evaluate, holds
from ..language.parser import parse
from .conflict import DecisionMaker, Taken, holding, vocabulary
from .document import Section

MOST_OPTIONS = 60
MOST_STATES = 2**14
MOST_BEFORE = 2**20
"""States that may be possible in the end, and as long as not all options are there."""


def read_states(section: Section, players: Mapping[str, DecisionMaker]) -> list[tuple[Taken, ...]]:
    """The selections of options that can be, merged ones together, in the order of the options (none taken first)."""
    possible = _possible(section, players)
    groups: dict[object, list[Taken]] = {}
    alike = [holding(condition, players, possible) for condition in _conditions(section, "merged", players)]
    for k, taken in enumerate(possible):
        first = next((number for number, holds in enumerate(alike) if holds[k]), None)
        groups.setdefault(taken if first is None else first, []).append(taken)
    return [tuple(group) for group in groups.values()]


def _possible(section: Section, players: Mapping[str, DecisionMaker]) -> list[Taken]:
    options = [f"{player.id}.{option}" for player in players.values() for option in player.options]
    waiting = _conditions(section, "infeasible", players)
    states = np.zeros((1, 0), dtype=bool)
    for k, option in enumerate(options, start=1):
        states = np.repeat(states, 2, axis=0)
        states = np.column_stack([states, np.arange(len(states)) % 2 == 1])
        known = set(options[:k])
        for condition in (each for each in waiting if each.names() <= known):
            states = states[~_holds(condition, options, states)]
        waiting = [each for each in waiting if not each.names() <= known]
        if len(states) > MOST_BEFORE:
            raise section.fault("infeasible", _too_many(len(states), f"already the options up to {option} leave"))
        if not len(states):
            raise section.fault("infeasible", "rules out every state. Drop a condition.")
    if len(states) > MOST_STATES:
        raise section.fault(
            "infeasible" if "infeasible" in section.data else "players", _too_many(len(states), "they leave")
        )
    return [frozenset(option for option, taken in zip(options, row, strict=True) if taken) for row in states.tolist()]


def _too_many(count: int, leave: str) -> str:
    most = f"at most {MOST_BEFORE if count > MOST_BEFORE else MOST_STATES:,} are possible"
    return f"{leave} {count:,} states; {most}. Rule out more in 'infeasible', or leave out options."


def _holds(condition: Expression, options: list[str], states: Mask) -> Mask:
    """At which of the states, shape (states, options that are there so far), a condition holds."""
    values = {option: states[:, k].astype(float) for k, option in enumerate(options[: states.shape[1]])}
    with np.errstate(all="ignore"):
        return np.broadcast_to(holds(evaluate(condition.node, values)), len(states))


def _conditions(section: Section, key: str, players: Mapping[str, DecisionMaker]) -> list[Expression]:
    with section.placing(key):
        return [parse(text, vocabulary(players)) for text in section.texts(key, ())]
