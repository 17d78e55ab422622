"""Comparisons of payoffs in words: what is in the way, what the answer asks for, what it costs, what gets past it."""

from collections.abc import Callable, Sequence

from ...case.scenario import Case
from ...present.phrases import listed, words
from .nearest.prices import PricedComparison, Purchase


def told_apart(
    case: Case, comparisons: Sequence[PricedComparison], say: Callable[[Case, PricedComparison], str]
) -> list[str]:
    """Each comparison in words; against which moves of the others, where two would read the same."""
    sentences = [say(case, comparison) for comparison in comparisons]
    alike = [
        [other for other, theirs in zip(comparisons, sentences, strict=True) if theirs == sentence]
        for sentence in sentences
    ]
    return [
        f"{sentence}{_against(case, comparison, twins)}"
        for sentence, comparison, twins in zip(sentences, comparisons, alike, strict=True)
    ]


def _against(case: Case, comparison: PricedComparison, twins: Sequence[PricedComparison]) -> str:
    differ = [i for i in range(len(case.players)) if len({twin.worse[i] for twin in twins}) > 1]
    players = list(case.players.values())
    moves = [f"{players[i].name} plays {words(players[i].strategies[comparison.worse[i]])}" for i in differ]
    return f" where {listed(moves)}" if moves else ""


def compared(case: Case, comparison: PricedComparison) -> str:
    """`Spain gains by no instead of yes`: the comparison that is in the way."""
    names = listed([case.players[player].name for player in comparison.players])
    if len(comparison.players) > 1:
        return f"the joint payoff of {names} favours {_differing(case, comparison, False)}"
    place = list(case.players).index(comparison.players[0])
    player = case.players[comparison.players[0]]
    left, taken = (words(player.strategies[profile[place]]) for profile in (comparison.better, comparison.worse))
    if left == taken:
        return f"{names} prefers {_differing(case, comparison, False)}"
    return f"{names} gains by {taken} instead of {left}"


def must(case: Case, comparison: PricedComparison) -> str:
    """`Spain must not gain by yes instead of no`: what the answer asks for."""
    if len(comparison.players) > 1:
        names = listed([case.players[player].name for player in comparison.players])
        return f"the joint payoff of {names} must favour {_differing(case, comparison, True)}"
    in_the_way = compared(case, comparison)
    return in_the_way.replace(" prefers ", " must not prefer ").replace(" gains by ", " must not gain by ")


def _differing(case: Case, comparison: PricedComparison, better: bool) -> str:
    pairs = zip(case.players.values(), comparison.better, comparison.worse, strict=True)
    moves = [(player, a if better else b) for player, a, b in pairs if a != b]
    return listed([f"{player.name} {words(player.strategies[move])}" for player, move in moves])


def constraints(case: Case, comparisons: Sequence[PricedComparison]) -> list[str]:
    """Each constraint, its shadow price, and what buys a way past it."""
    return [
        f"The constraint: {sentence}; at the answer this only just holds{_costs(comparison)}. {_buys(comparison)}."
        for comparison, sentence in zip(comparisons, told_apart(case, comparisons, must), strict=True)
    ]


def _costs(comparison: PricedComparison) -> str:
    return f", and each point of it costs {comparison.price:.2g} widths" if comparison.price else ""


def _buys(comparison: PricedComparison) -> str:
    if not comparison.buys:
        return "No free assumption moves it"
    return f"Towards it, {listed([_bought(purchase) for purchase in comparison.buys[:3]])}"


def _bought(purchase: Purchase) -> str:
    """The direction that helps, and what it helps by."""
    way, step = "raising" if purchase.points > 0 else "lowering", purchase.round_step
    return f"{way} {purchase.entry.name} by {step:g} buys {abs(purchase.points) * step:.3g} points"
