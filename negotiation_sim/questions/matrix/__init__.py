"""The question `matrix`: two players' payoffs against each other, everybody else held to a move."""
