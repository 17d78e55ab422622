"""The question `stability`."""
