"""The question `power`."""
