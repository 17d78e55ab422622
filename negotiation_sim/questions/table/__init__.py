"""The question `table`: which packages all parties prefer to no agreement, and who can move it."""
