"""Two players' payoffs against each other, everybody else held to a move."""
