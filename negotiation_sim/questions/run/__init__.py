"""The question `run`: one scenario solved and shown in full, with the staged path."""
