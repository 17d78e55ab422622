"""Many solves -> tidy tables: what the scenarios lead to, why, and how close each decision is."""
