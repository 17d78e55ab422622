"""The question `sweep check`: whether a sweep's file holds what was written into it."""
