"""Comparisons of payoffs in words: what is in the way, what the answer asks for, what it costs, what gets past it."""

from collections.abc import Callable, Sequence
from typing import SupportsIndex

from ...case.scenario import Scenario
from ...games.normal_form import Profile
from ...present import labels
from ...present.phrases import listed, two_moves
from .nearest.prices import PricedComparison, Purchase


def moves_in(scenario: Scenario, profile: Sequence[SupportsIndex]) -> dict[str, str]:
    """Every player's move in a profile, whose numbers count the moves that are open in the scenario."""
    return {player: scenario.strategies(player)[k] for player, k in zip(scenario.case.players, profile, strict=True)}


def told_apart(
    scenario: Scenario, comparisons: Sequence[PricedComparison], say: Callable[[Scenario, PricedComparison], str]
) -> list[str]:
    """Each comparison in words; against which moves of the others, where two would read the same."""
    twins: dict[str, list[PricedComparison]] = {}
    for comparison in comparisons:
        twins.setdefault(say(scenario, comparison), []).append(comparison)
    sentences = [(say(scenario, comparison), comparison) for comparison in comparisons]
    return [f"{sentence}{_against(scenario, comparison, twins[sentence])}" for sentence, comparison in sentences]


def _against(scenario: Scenario, comparison: PricedComparison, twins: Sequence[PricedComparison]) -> str:
    against = [moves_in(scenario, twin.worse) for twin in twins]
    moves = [
        f"{scenario.case.players[player].name} plays {labels.strategy(scenario.case.players, player, move)}"
        for player, move in moves_in(scenario, comparison.worse).items()
        if any(other[player] != move for other in against)
    ]
    return f" where {listed(moves)}" if moves else ""


def compared(scenario: Scenario, comparison: PricedComparison) -> str:
    """`Spain gains by no instead of yes`: the comparison that is in the way."""
    names = listed([scenario.case.players[player].name for player in comparison.players])
    if len(comparison.players) > 1:
        return f"the joint payoff of {names} favours {_differing(scenario, comparison.worse, comparison.better)}"
    player = comparison.players[0]
    moves = [moves_in(scenario, profile)[player] for profile in (comparison.better, comparison.worse)]
    left, taken = two_moves(scenario.case.players, player, *moves)
    if left == taken:
        return f"{names} prefers {_differing(scenario, comparison.worse, comparison.better)}"
    return f"{names} gains by {taken} instead of {left}"


def must(scenario: Scenario, comparison: PricedComparison) -> str:
    """`Spain must not gain by yes instead of no`: what the answer asks for."""
    if len(comparison.players) > 1:
        names = listed([scenario.case.players[player].name for player in comparison.players])
        return f"the joint payoff of {names} must favour {_differing(scenario, comparison.better, comparison.worse)}"
    in_the_way = compared(scenario, comparison)
    return in_the_way.replace(" prefers ", " must not prefer ").replace(" gains by ", " must not gain by ")


def _differing(scenario: Scenario, profile: Profile, other: Profile) -> str:
    """The moves of a profile that are not those of another one."""
    players, others = scenario.case.players, moves_in(scenario, other)
    moves = moves_in(scenario, profile).items()
    return listed(
        [
            f"{players[player].name} {labels.strategy(players, player, move)}"
            for player, move in moves
            if move != others[player]
        ]
    )


def constraints(scenario: Scenario, comparisons: Sequence[PricedComparison]) -> list[str]:
    """Each constraint, its shadow price, and what buys a way past it."""
    return [
        f"The constraint: {sentence}; at the answer this only just holds{_costs(comparison)}. {_buys(comparison)}."
        for comparison, sentence in zip(comparisons, told_apart(scenario, comparisons, must), strict=True)
    ]


def _costs(comparison: PricedComparison) -> str:
    return f", and each point of it costs {comparison.price:.2g} widths" if comparison.price else ""


def _buys(comparison: PricedComparison) -> str:
    if not comparison.buys:
        return "No free assumption moves it"
    return f"Towards it, {listed([_bought(purchase) for purchase in comparison.buys[:3]])}"


def _bought(purchase: Purchase) -> str:
    """The direction that helps, and what it helps by."""
    bought = f"{abs(purchase.points) * purchase.round_step:.3g}"
    way, step = "raising" if purchase.points > 0 else "lowering", purchase.round_step
    return (
        f"{way} {labels.assumption(purchase.entry)} by {step:g} buys {bought} {'point' if bought == '1' else 'points'}"
    )
