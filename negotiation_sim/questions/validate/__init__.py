"""The question `validate`."""
