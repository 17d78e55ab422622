"""A seat at the table of a scenario."""
