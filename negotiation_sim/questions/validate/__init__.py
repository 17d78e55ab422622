"""The solvers against known answers."""
