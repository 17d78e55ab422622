"""Tables, figures and records of what the analyses found."""
