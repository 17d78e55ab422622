"""The parts of `believe`: worlds near a scenario, what a goal asks of them, and the search for the nearest."""
