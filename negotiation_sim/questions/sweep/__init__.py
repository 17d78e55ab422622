"""The question `sweep`."""
