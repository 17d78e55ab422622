"""The question `posturing`: what talk and steps can tell of a side's type, and what was seen so far."""
