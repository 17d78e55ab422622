"""The question `explain`."""
