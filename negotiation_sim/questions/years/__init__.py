"""The question `years`: what becomes of a scenario year by year."""
