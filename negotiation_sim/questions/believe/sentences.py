"""What one would have to believe, in words: the question, the sentences of an answer, what binds and what gets past it."""

from collections.abc import Callable, Iterator, Sequence
from math import floor, log10

import numpy as np

from ...case.assumptions import Assumption
from ...case.scenario import Case
from ...present.conclusions import capital, value_in_words
from ...present.phrases import listed, plural, words
from .nearest.certificate import Impossible
from .nearest.prices import Binding, Purchase
from .nearest.programmes import Measure
from .nearest_world import BEYOND, Belief, Miss, Moved

MEASURES: dict[Measure, str] = {
    "total": "Least change in sum",
    "largest": "No assumption by much",
    "count": "Fewest assumptions",
}


def question(one: Belief) -> str:
    """What is asked, and what the scenario gives as it stands."""
    reached = one.goal.conclusion
    stands = "holds" if one.already == one.goal.make else "does not hold"
    changed = " with your changes" if one.scenario.own else ""
    opening = f"Under {one.scenario.assumptions.name}{changed}, '{reached.words}' {stands}"
    return f"{opening}. What would you have to believe for it {'to hold' if one.goal.make else 'to fail'}?"


def size(one: Belief) -> str:
    """The distance in the measure's own words."""
    count = plural(len(one.moved), "assumption", "assumptions")
    if one.measure == "count":
        return count
    widths = f"{one.distance:.3g} {'width' if one.distance == 1 else 'widths'}"
    if one.measure == "total":
        return f"{widths} in all"
    return f"{count} by {widths}" if len(one.moved) == 1 else f"none of {count} by more than {widths}"


def value(new: float, entry: Assumption) -> str:
    """A value with four digits; `just below 3` where only rounding would make it the round number."""
    width = entry.high - entry.low
    step = 10.0 ** (floor(log10(width)) - 3)
    near = round(new / step) * step
    if 1e-9 * width < abs(new - near) < 1e-6 * width:
        return f"just {'below' if new < near else 'above'} {value_in_words(near, entry)}"
    return value_in_words(new, entry)


def shared(found: Sequence[Belief]) -> list[str]:
    """What is said of the question whatever the measure, once."""
    return [line for line in _setting(found[0]) if all(line in _setting(one) for one in found)]


def own(one: Belief, said: Sequence[str]) -> list[str]:
    """What is said of one answer alone, after what was `said` of all of them."""
    rest = [line for line in _setting(one) if line not in said]
    return [*(f"{MEASURES[one.measure]}: {line[0].lower()}{line[1:]}" for line in rest), *_answer(one)]


def sentences(one: Belief) -> list[str]:
    """All that an answer says, in plain sentences."""
    return [*_setting(one), *_answer(one)]


def _setting(one: Belief) -> list[str]:
    """Whether anything has to change, and what is out of reach."""
    if one.already:
        return ["Nothing has to change."]
    return [] if one.inside is None else [*_outside(one, one.inside), *_beyond(one)]


def _answer(one: Belief) -> Iterator[str]:
    if one.already or one.world is None:
        return
    yield _enough(one)
    yield from constraints(one.scenario.case, one.binding[:3])
    for reach in one.reach[:2]:
        yield (
            f"{reach.entry.name} stands at the end of what was allowed, {reach.value:g}; each tenth of its range further "
            f"would bring the answer nearer by {reach.price / 10:.2g} widths."
        )
    yield _proved(one)
    if one.alone:
        yield f"{capital(plural(one.alone, 'assumption', 'assumptions'))} of {len(one.free)} would do alone."


def _enough(one: Belief) -> str:
    named = [_told(moved) for moved in one.moved[:4]]
    rest = len(one.moved) - len(named)
    said = listed([*named, plural(rest, "smaller change", "smaller changes")]) if rest else listed(named)
    return (
        f"{MEASURES[one.measure]}: for it {'to hold' if one.goal.make else 'to fail'} it is enough to believe {said}."
    )


def _told(moved: Moved) -> str:
    return f"{moved.entry.name} {value(moved.new, moved.entry)} instead of {moved.old:g}"


def _outside(one: Belief, inside: Miss) -> Iterator[str]:
    certain = "cannot be" if inside.proved else "was not found to be"
    if not _only_switches(one):
        yield f"With every free assumption inside its range it {certain} so."
    elif len(one.free) == 1:
        yield f"At both values of {one.free[0]}, a switch, it {certain} so."
    else:
        yield f"At both values of each of {len(one.free)} switches it {certain} so."
    if inside.proved and _only_switches(one):
        yield "Every combination of them was solved." if len(one.free) > 1 else "Both were solved."
    elif inside.proved:
        yield rests(one, inside.proof)
    least = " or more" if inside.proof else ""
    case, hardest = one.scenario.case, inside.hardest[:2]
    for bound, said in zip(hardest, told_apart(case, hardest, compared), strict=True):
        yield f"Nearest to it inside the ranges, {said} by {bound.misses:.3g} points{least} too much."


def _beyond(one: Belief) -> Iterator[str]:
    """That there is no answer outside the ranges either; of a switch nothing is outside."""
    if one.world is None and not _only_switches(one):
        opening = "There is no answer" if one.beyond is not None and one.beyond.proved else "No answer was found"
        yield f"{opening} up to {BEYOND:g} widths outside the ranges either."


def _only_switches(one: Belief) -> bool:
    return all(one.scenario.case.register[name].is_switch for name in one.free)


def rests(one: Belief, proof: Impossible | None) -> str:
    """What a proof rests on, in a sentence."""
    if proof is None:
        return "The proof: payoffs are affine in what moves, and of the programmes that cover every way none has a solution."
    check = "a bound that adds up the payoffs' steepest slopes over all the ranges, and trusts no search"
    parts = []
    if proof.refuted:
        where = "the one profile" if len(proof.refuted) == 1 else f"each of the {len(proof.refuted)} profiles"
        ends = "be a staged outcome" if one.goal.conclusion.rule else "be an equilibrium"
        parts.append(f"{where} that would serve can nowhere {ends}")
    if proof.stays is not None:
        parts.append(f"({_profile(one, proof.stays)}) stays an equilibrium everywhere")
    return f"The proof: {' and '.join(parts)}, by {proof.points:.3g} points or more: {check}."


def _profile(one: Belief, place: int) -> str:
    """A profile's moves, without the players who have no choice."""
    scenario = one.scenario
    profile = np.unravel_index(place, [len(scenario.strategies(player)) for player in scenario.case.players])
    free = [(player, k) for player, k in zip(scenario.case.players.values(), profile, strict=True)]
    moves = [
        f"{player.name} {words(own[int(k)])}" for player, k in free if len(own := scenario.strategies(player.id)) > 1
    ]
    return ", ".join(moves)


def _proved(one: Belief) -> str:
    if one.exact:
        return "Proved: no fewer do." if one.measure == "count" else "Proved: no nearer values do."
    if one.at_least <= 0:
        return "A local search: nothing nearer was found, and no bound was proved."
    if one.measure == "count":
        return f"A local search: fewer were not found to do; it is proved that fewer than {one.at_least:g} do not."
    return f"A local search: nothing nearer was found; bounds on slopes prove that nothing nearer than {one.at_least:.3g} does."


def told_apart(case: Case, bounds: Sequence[Binding], say: Callable[[Case, Binding], str]) -> list[str]:
    """Each comparison in words; against which moves of the others, where two would read the same."""
    said = [say(case, bound) for bound in bounds]
    alike = [[other for other, theirs in zip(bounds, said, strict=True) if theirs == own] for own in said]
    return [f"{own}{_against(case, bound, twins)}" for own, bound, twins in zip(said, bounds, alike, strict=True)]


def _against(case: Case, bound: Binding, twins: Sequence[Binding]) -> str:
    differ = [i for i in range(len(case.players)) if len({one.worse[i] for one in twins}) > 1]
    players = list(case.players.values())
    moves = [f"{players[i].name} plays {words(players[i].strategies[bound.worse[i]])}" for i in differ]
    return f" where {listed(moves)}" if moves else ""


def compared(case: Case, bound: Binding) -> str:
    """`Spain gains by no instead of yes`: the comparison that is in the way."""
    names = listed([case.players[player].name for player in bound.players])
    if len(bound.players) > 1:
        return f"the joint payoff of {names} favours {_differing(case, bound, False)}"
    place = list(case.players).index(bound.players[0])
    player = case.players[bound.players[0]]
    left, taken = (words(player.strategies[profile[place]]) for profile in (bound.better, bound.worse))
    if left == taken:
        return f"{names} prefers {_differing(case, bound, False)}"
    return f"{names} gains by {taken} instead of {left}"


def must(case: Case, bound: Binding) -> str:
    """`Spain must not gain by yes instead of no`: what the answer asks for."""
    if len(bound.players) > 1:
        names = listed([case.players[player].name for player in bound.players])
        return f"the joint payoff of {names} must favour {_differing(case, bound, True)}"
    said = compared(case, bound)
    return said.replace(" prefers ", " must not prefer ").replace(" gains by ", " must not gain by ")


def _differing(case: Case, bound: Binding, better: bool) -> str:
    pairs = zip(case.players.values(), bound.better, bound.worse, strict=True)
    moves = [(player, a if better else b) for player, a, b in pairs if a != b]
    return listed([f"{player.name} {words(player.strategies[move])}" for player, move in moves])


def constraints(case: Case, bounds: Sequence[Binding]) -> list[str]:
    """Each constraint, its shadow price, and what buys a way past it."""
    return [
        f"The constraint: {said}; at the answer this only just holds"
        f"{f', and each point of it costs {bound.price:.2g} widths' if bound.price else ''}. {_buys(bound)}."
        for bound, said in zip(bounds, told_apart(case, bounds, must), strict=True)
    ]


def _buys(bound: Binding) -> str:
    if not bound.buys:
        return "No free assumption moves it"
    return f"Towards it, {listed([_bought(one) for one in bound.buys[:3]])}"


def _bought(one: Purchase) -> str:
    """The direction that helps, and what it helps by."""
    way = "raising" if one.points > 0 else "lowering"
    return f"{way} {one.entry.name} by {one.step:g} buys {abs(one.points) * one.step:.3g} points"
