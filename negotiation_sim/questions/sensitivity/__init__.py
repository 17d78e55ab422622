"""The question `sensitivity`: which assumptions drive a conclusion or a payoff over their ranges."""
