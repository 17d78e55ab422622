"""Bets: what a player expects of the others, beside what they did."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Guess:
    """One guess: what somebody is expected to do, and what it did; `actual` None while that is not known.

    `when` says whether it moves before, with or after the one who bets; "" where that has no meaning. `chance` is how
    likely what it did was, where others choose by chance.
    """

    player: str
    name: str
    move: str
    label: str
    actual: str | None
    actual_label: str
    when: str = ""
    chance: float | None = None

    @property
    def right(self) -> bool | None:
        """Whether it was so; None while it is open."""
        return None if self.actual is None else self.actual == self.move


def score(guesses: Sequence[Guess]) -> tuple[int, int]:
    """How many guesses were right, of how many that are decided."""
    return sum(guess.right is True for guess in guesses), sum(guess.right is not None for guess in guesses)
