"""The power that a voting rule gives each member."""
