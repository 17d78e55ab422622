"""The question `tree`: a game in stages, walked move by move."""
