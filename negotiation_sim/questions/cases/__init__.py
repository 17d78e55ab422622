"""The cases that travel with the package."""
