"""Game files in and out: Gambit, and CSV."""
