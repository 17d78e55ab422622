"""The question `breakeven`."""
