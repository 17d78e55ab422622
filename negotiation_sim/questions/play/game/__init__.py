"""A seat in the game of a scenario."""
