"""The question `limits`: what the tool does not claim."""
