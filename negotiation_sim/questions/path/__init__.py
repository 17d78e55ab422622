"""The question `path`: how a wanted state of a dispute could come about step by step, and whose step is missing."""
