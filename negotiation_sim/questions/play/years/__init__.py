"""A seat over the years of a scenario."""
