"""The question `explain`: why a payoff is what it is; who would deviate from a profile, to what, and why."""
