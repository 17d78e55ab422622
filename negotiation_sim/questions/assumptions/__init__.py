"""The question `assumptions`."""
