"""The scenarios of a case."""
