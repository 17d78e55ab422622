"""All pure equilibria of many games of one shape whose payoffs are linear in a few assumptions a player.

No payoff table is made. Candidates are found in single precision, with a margin that is proven to let no equilibrium
through (`sieve`); the few that remain are decided in double precision from exactly the payoffs that one game would
have, and a draw in which that depends on the tolerance is solved as one game (`decide`). The compiled sieve (extra
`fast`) and the one in NumPy find the same sets.
"""

from .all_draws import pure_equilibria_of_many as pure_equilibria_of_many
