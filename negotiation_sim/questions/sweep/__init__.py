"""The question `sweep`: a grid or a sample over assumptions, sets and scenarios, solved into one DuckDB file."""
