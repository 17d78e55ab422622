"""The terms that stand in the data, the commands, the pictures and the code."""
