"""The question `compare`."""
