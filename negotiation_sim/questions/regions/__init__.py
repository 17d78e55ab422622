"""The question `regions`."""
