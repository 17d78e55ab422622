"""What a question is asked that draws assumptions over their ranges: how often, how and which."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

from .declaration import Asked, Help

if TYPE_CHECKING:
    from ..case.scenario import Case
    from ..worlds.sampling import Sampling

DRAWS = 4096


class OverRanges(Asked):
    """A question that is asked of draws over the ranges of the assumptions; laid over a question about a case."""

    draws: Annotated[int | None, Help("How many draws.")] = DRAWS
    seed: Annotated[int, Help("The seed: the same one gives the same draws.")] = 1
    scheme: Annotated[
        str, Help("random, or sobol (quasi-random, in scrambled sets).", choices=("random", "sobol"), kind="scheme")
    ] = "random"
    distribution: Annotated[
        str,
        Help(
            "triangular (its mode the present value) or uniform.",
            choices=("triangular", "uniform"),
            kind="distribution",
        ),
    ] = "triangular"
    only: Annotated[
        str | None,
        Help("main or detail: draw assumptions of that level only.", choices=("main", "detail"), kind="level"),
    ] = None
    free: Annotated[tuple[str, ...], Help("Draw these only: NAME,NAME or a pattern, PLAYER.*. Repeatable.")] = ()
    switches: Annotated[bool, Help("Draw switches too, 0 or 1.")] = False
    correlated: Annotated[bool, Help("With the case's correlated groups.")] = False

    def sampling(self, case: "Case", usual: int = DRAWS, kinds: Collection[str] = ("game",)) -> "Sampling":
        """How the case's assumptions are drawn, `usual` times where no number is given, for these kinds of result.

        Raises InputError for what is not known or not possible.
        """
        from ..worlds.sampling import sampling

        count = usual if self.draws is None else self.draws
        return sampling(case, count, self.seed, self.scheme, self.distribution, self.only, self.free, self.switches,
                        self.correlated, kinds)  # fmt: skip
