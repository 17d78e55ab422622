"""A scenario's game, written for other solvers."""
