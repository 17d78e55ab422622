"""The declaration of `sensitivity`."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

from ..common import AboutScenario
from ..declaration import Help, Question
from ..over_ranges import DRAWS, OverRanges
from ..shared_fields import CONDITION, Sense

if TYPE_CHECKING:
    from ...case.scenario import Case
    from ...worlds.sampling import Sampling

HOLDS = "A condition; none: that all hinges hold, without hinges the first headline. Repeatable."
METHODS = ("regional", "rank", "pawn", "sobol", "morris")
SOBOL_DRAWS = 65536


class SensitivityAsked(AboutScenario, OverRanges):
    """Which assumptions drive a conclusion or a payoff over their ranges."""

    holds: Annotated[
        tuple[str, ...],
        CONDITION.saying(HOLDS),
    ] = ()
    sense: Sense = None
    payoff: Annotated[tuple[str, ...], Help("A player's staged payoff instead. Repeatable.")] = ()
    number: Annotated[
        tuple[str, ...], Help("A number of another kind of result instead, as in table.zone. Repeatable.")
    ] = ()
    method: Annotated[
        tuple[str, ...],
        Help(
            "regional, rank, pawn, sobol or morris. Repeatable; default regional and rank.",
            choices=METHODS,
            kind="method",
        ),
    ] = ()
    draws: Annotated[int | None, Help(f"How many draws; default {DRAWS:,}, for sobol {SOBOL_DRAWS:,}.")] = None

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that are asked for, or the usual two."""
        return self.method or ("regional", "rank")

    def sampling(self, case: "Case", usual: int = DRAWS, kinds: Collection[str] = ("game",)) -> "Sampling":
        """How the case's assumptions are drawn: for Sobol indices usually more often, which are less exact."""
        return super().sampling(case, SOBOL_DRAWS if "sobol" in self.methods else usual, kinds)


QUESTION = Question(
    title="Which opinions drive it",
    group="On which assumptions it rests",
    place=5,
    asks=SensitivityAsked,
    examples=(
        "recognition_first",
        'recognition_first holds="share == 1" concept=some method=pawn',
        "recognition_first payoff=serbia method=sobol only=main draws=16384",
    ),
    keys={
        "scenario": "which scenario",
        "sampling": "how the draws were made, as in `uncertainty`",
        "results": "for each output and method: `output`, `conclusion` (null for a payoff or a number), `method`, "
        "`draws`, `average`, `noise` (the greatest measure of made-up assumptions; null for a design of its own), "
        "`assumptions` (name = measure = number, the strongest first)",
    },
    needs="condition",
    brief="forms:brief",
    long=True,
    stem="sensitivity",
    pictures="pictures:pictures",
)
