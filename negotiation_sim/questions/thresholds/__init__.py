"""The question `thresholds`."""
