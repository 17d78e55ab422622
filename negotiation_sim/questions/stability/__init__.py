"""The question `stability`: which states of a dispute stay when players can answer one another."""
