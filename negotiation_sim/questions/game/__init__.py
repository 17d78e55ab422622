"""The question `game`: a game of two players whose payoffs are typed, and all its equilibria."""
