"""What all results of draws share: how a share is written, what is said of how the draws were made, keys of records."""

from collections.abc import Sequence

from rich.text import Text

from ..case.conclusions import Sense
from ..case.scenario import Scenario
from ..worlds.estimates import Estimate
from ..worlds.sampling import Sampling
from .phrases import listed, plural
from .records import Record, number
from .stamp import CAVEAT, stamp

OPINION = "A share of draws is a share of opinions, not a probability of the event."
ERROR = "Monte Carlo standard error"
SENSES: dict[Sense, str] = {
    "some": "possible",
    "every": "guaranteed",
    "best_joint": "staged, best joint",
    "cautious": "staged, cautious",
}
SENSES_MEAN = (
    "Possible and guaranteed: all choose at once; it holds at some pure equilibrium of the draw, or at every one. "
    "Staged: players choose in the order of moves under the rule, and who comes later answers what was done before. "
    "That end need not be an equilibrium of choosing at once, so staged may be more than possible."
)


# ---- a share, in a cell, in a sentence and in a record


def percent(estimate: Estimate, error: bool = True) -> str:
    """`41.5 % (0.8)`: the share and, in brackets, its Monte Carlo standard error in percentage points."""
    if not estimate.draws:
        return "-"
    if estimate.value in (0, 1):
        return "all" if estimate.value else "none"
    count = round(estimate.value * estimate.draws)
    if count < 0.0005 * estimate.draws:
        return plural(count, "draw", "draws")
    if (rest := estimate.draws - count) < 0.0005 * estimate.draws:
        return f"all but {plural(rest, 'draw', 'draws')}"
    written = f"{100 * estimate.value:.1f} %"
    return f"{written} ({size(100 * estimate.standard_error, 1)})" if error else written


def size(error: float, decimals: int) -> str:
    """A standard error so rounded; one that is there but would be written as zero is `<0.1`, `<0.01`."""
    least = 10.0**-decimals
    return f"<{least:.{decimals}f}" if 0 < error < least / 2 else f"{error:.{decimals}f}"


def in_words(estimate: Estimate) -> str:
    """`41.5 % of the draws over the ranges (Monte Carlo standard error 0.8 percentage points)`."""
    if estimate.value in (0, 1):
        return f"{percent(estimate)} of the {estimate.draws:,} draws over the ranges"
    error = f"{ERROR} {size(100 * estimate.standard_error, 1)} percentage points"
    return f"{percent(estimate, error=False)} of the draws over the ranges ({error})"


def share_record(estimate: Estimate) -> Record:
    """The share, its standard error and over how many draws, as JSON has them."""
    return {
        "share": number(estimate.value),
        "monte_carlo_standard_error": number(estimate.standard_error),
        "draws": estimate.draws,
    }


# ---- how the draws were made, in a line, in a footer and in a record


def sampling_line(sampling: Sampling, scenarios: Sequence[Scenario]) -> str:
    """What was drawn, how and from which seed, in one line."""
    rounded = f" (rounded up from {sampling.wanted:,})" if sampling.count != sampling.wanted else ""
    points_of = f"in {sampling.replicates} scrambled Sobol sets" if sampling.scheme == "sobol" else "at random"
    widest = max(len(sampling.marginals(scenario)) for scenario in scenarios)
    groups = [group.name for group in sampling.correlations]
    together = f", correlated: {listed(groups)}" if groups else ""
    return (
        f"{sampling.count:,} draws{rounded} {points_of}, seed {sampling.seed}, {sampling.distribution} over the ranges "
        f"of {widest} assumptions{together}; all others held. "
        f"Hash with the draws {sampling.digest(scenarios)}."
    )


def sampling_footer(sampling: Sampling, scenarios: Sequence[Scenario]) -> Text:
    """What stands under every text of draws: how they were made, under whose assumptions, what a share is."""
    lines = [sampling_line(sampling, scenarios), stamp(scenarios).line, f"{OPINION} {CAVEAT}"]
    return Text("\n".join(lines), style="dim")


def sampling_record(sampling: Sampling, scenarios: Sequence[Scenario]) -> Record:
    """How the draws were made, as JSON has it."""
    return {
        "draws": sampling.count,
        "asked": sampling.wanted,
        "seed": sampling.seed,
        "scheme": sampling.scheme,
        "replicates": sampling.replicates,
        "distribution": sampling.distribution,
        "assumptions": list(sampling.names),
        "correlated": {group.name: group.rank_correlation for group in sampling.correlations},
        "hash": sampling.digest(scenarios),
    }
