"""The question `sets`: which assumption sets a case has."""
