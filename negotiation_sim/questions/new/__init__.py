"""Starts a case of one's own."""
