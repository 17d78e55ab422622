"""The question `believe`."""
