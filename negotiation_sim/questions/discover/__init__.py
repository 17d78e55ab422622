"""The question `discover`."""
