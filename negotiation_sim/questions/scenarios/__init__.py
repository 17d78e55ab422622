"""The question `scenarios`."""
