"""Scenarios side by side, under one assumption set or several."""
