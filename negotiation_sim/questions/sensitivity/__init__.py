"""The question `sensitivity`."""
