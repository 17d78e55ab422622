"""The question `dials`: the numbers that carry the argument, who puts them where, and where an outcome flips."""
