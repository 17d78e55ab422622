"""The question `sets`."""
