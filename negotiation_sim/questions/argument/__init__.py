"""The question `argument`: which numbers carry each claim of the argument, and what would refute it."""
