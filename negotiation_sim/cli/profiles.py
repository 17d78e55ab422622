"""Concepts of `solve` that select pure profiles, and of two players mixed ones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .question import Answer, Question

if TYPE_CHECKING:
    from ..game.game import Profile


def pure(asked: Question) -> Answer:
    """All pure equilibria; of two players the mixed ones too."""
    from ..show import answers, played, records
    from ..solve import bilateral
    from ..solve.pure import pure_equilibria

    game = asked.game if asked.solved is None else asked.game.without_fixed()
    small = len(game.players) == 2 and max(game.shape) <= bilateral.MAX_STRATEGIES
    found, mixed = pure_equilibria(game), bilateral.mixed_equilibria(game) if small else None
    return Answer(
        lambda: answers.solution(game, found, mixed),
        lambda: records.solutions(game, found, mixed),
        lambda: played.moves_frame(game, found.equilibria),
    )


def mixed(asked: Question) -> Answer:
    """All equilibria of two players, pure and mixed."""
    from ..solve.bilateral import mixed_equilibria

    mixed_equilibria(asked.game.without_fixed())
    return pure(asked)


def staged(asked: Question) -> Answer:
    """All pure subgame-perfect outcomes under the scenario's order of moves."""
    solved = asked.needs_order("staged")
    found = solved.staged
    return _profiles(asked, "staged", found.outcomes if found else (), found.reason if found else "")


def strong(asked: Question) -> Answer:
    """The pure equilibria on which no coalition improves."""
    from ..solve.coalition import strong_equilibria

    found = strong_equilibria(asked.game)
    return _profiles(asked, "strong", found.equilibria, found.reason)


def coalition_proof(asked: Question) -> Answer:
    """The pure equilibria on which no coalition improves by a move that holds in its turn."""
    from ..solve.coalition import coalition_proof_equilibria

    found = coalition_proof_equilibria(asked.game)
    return _profiles(asked, "coalition_proof", found.equilibria, found.reason)


def _profiles(asked: Question, concept: str, found: "Sequence[Profile]", reason: str) -> Answer:
    from ..show import played

    game, solved = asked.game, asked.solved
    return Answer(
        lambda: played.profiles(concept, game, found, reason, solved),
        lambda: played.profiles_record(concept, game, found, reason, solved),
        lambda: played.moves_frame(game, found),
    )
