"""The question `scenarios`: which scenarios a case has."""
