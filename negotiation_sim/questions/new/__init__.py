"""The question `new`: a folder with a case to change."""
