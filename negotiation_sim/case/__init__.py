"""What is assumed: cases, scenarios, assumption sets, conclusions, claims and voting bodies, read from data."""
