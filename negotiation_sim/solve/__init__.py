"""Game -> Solution: one solution concept per file; no solver imports another."""
