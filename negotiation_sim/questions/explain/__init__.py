"""Why a payoff is what it is, and who would deviate from a profile, to what, and why."""
