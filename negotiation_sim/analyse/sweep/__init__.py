"""Sweeps: many draws of a case's assumptions, across sets and scenarios, in chunks, into one file that survives."""
