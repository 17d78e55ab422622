"""A case under values: one world, or many draws, built and solved."""
