"""The question `solve`."""
