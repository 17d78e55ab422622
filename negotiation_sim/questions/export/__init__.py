"""The question `export`: a scenario's game, written for other solvers."""
