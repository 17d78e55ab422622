"""The question `power`: the power that a voting rule gives each member."""
