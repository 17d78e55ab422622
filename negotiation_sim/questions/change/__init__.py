"""The question `change`: what a change of assumptions does to every strategy, and whose deviation did it."""
