"""The assumption sets of a case."""
