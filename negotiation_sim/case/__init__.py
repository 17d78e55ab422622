"""What is assumed: cases, scenarios and assumptions as data, and the language their rules are written in."""
