"""More tables of `uncertainty`, beside the shares: payoffs, and how the shares converged."""

from ...present.frames import Frame, frame
from .answer import QUANTILES, PayoffSpread, Uncertainty, share_columns
from .on_draws import WHOLE


def payoffs(answer: Uncertainty) -> Frame:
    """One row per scenario, rule, player and measure (payoff, or change against the baseline)."""
    return frame(
        {
            "scenario": solved.scenario.name,
            "rule": rule,
            "player": spread.player,
            "measure": "change" if changes else "payoff",
            "mean": spread.mean.value,
            "standard_error": spread.mean.standard_error,
            **_quantiles(spread),
            "draws": spread.mean.draws,
        }
        for solved in answer.by_scenario
        for rule in solved.payoffs
        for changes in ((False, True) if answer.baseline else (False,))
        for spread in answer.payoffs(solved, rule, changes)
    )


def convergence(answer: Uncertainty) -> Frame:
    """One row per scenario, condition, sense and number of draws."""
    return frame(
        {"scenario": solved.scenario.name, "question": condition.name, "concept": sense, **share_columns(estimate)}
        for solved in answer.by_scenario
        for condition in (*answer.conditions, *answer.hinges)
        for sense in (*solved.senses, WHOLE)
        for estimate in answer.convergence(solved, sense, condition)
    )


def _quantiles(spread: PayoffSpread) -> dict[str, float]:
    """`quantile_5`, `quantile_25` and so on."""
    levels = (f"{level:.0%}".rstrip("%") for level in QUANTILES)
    return {f"quantile_{level}": value for level, value in zip(levels, spread.quantiles, strict=True)}
