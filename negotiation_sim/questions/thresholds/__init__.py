"""The question `thresholds`: how near each member of a group is to moving, and at what price it moves."""
