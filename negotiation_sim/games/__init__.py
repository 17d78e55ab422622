"""Mathematics only: games, graphs, voting rules and coalitional games. It knows no case and no file."""
