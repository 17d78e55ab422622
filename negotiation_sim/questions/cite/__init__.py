"""The question `cite`: what the numbered claims and sources are."""
