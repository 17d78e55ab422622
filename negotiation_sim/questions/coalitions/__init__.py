"""The question `coalitions`."""
