"""The principal branch under a time limit, with progress: in a large game each of its points takes seconds."""

import time

from ...games.normal_form import Game
from ...solve.quantal import Branch, principal_branch
from .inputs import SolveInputs

SECONDS = 60.0
PARTS = 1000


def limited_branch(game: Game, precision: float | None, inputs: SolveInputs) -> Branch:
    """The branch, ended after `inputs.seconds` (by default SECONDS); it then says where it got to."""
    until = time.monotonic() + (SECONDS if inputs.seconds is None else inputs.seconds)
    done = 0
    with inputs.watch("Following the quantal branch", PARTS) as advance:

        def told(share: float) -> bool:
            nonlocal done
            more = max(0, int(PARTS * share) - done)
            done += more
            advance(more)
            return time.monotonic() < until

        return principal_branch(game, precision, told)
