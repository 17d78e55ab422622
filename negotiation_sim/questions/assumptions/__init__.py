"""The question `assumptions`: every number of a case that is an opinion, with its range and source."""
