"""The question `uncertainty`."""
