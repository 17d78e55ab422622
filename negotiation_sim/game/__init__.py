"""Mathematics only: games in normal form, made from a scenario or read from a file."""
