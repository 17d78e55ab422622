"""What the numbered claims and sources are."""
