"""What the years are worth in some states where assumptions have other values, without making all of the years anew."""

from ..case.rounds_states import level_values
from ..games.arrays import Array, Index
from .tables import Draws
from .years import Years
from .years_values import decided_values, known_values, year_tables


def payoffs_in(world: Years, states: Index, draws: Draws) -> Array:
    """What a whole year that ends in each of these states is worth to everybody, shape (players, states, draws)."""
    held, scenario = world.space, world.scenario
    places = {name: part[states] for name, part in held.places.items()}
    levels = level_values(held.variables, held.levels, places, scenario.case.players)
    values = decided_values(scenario, world.rounds, {**known_values(scenario, draws), **levels})
    count = len(next(iter(draws.values())))
    return year_tables(scenario, world.rounds, values, (len(states), count)).payoffs()
