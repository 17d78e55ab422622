"""What decides between two assumption sets: the least sets of differences, and every form of that answer."""
