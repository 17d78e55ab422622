"""What one would have to believe, in sentences: the question, the answer, and what was proved of it."""

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10

import numpy as np

from ...present import labels
from ...present.conclusions import value_in_words
from ...present.phrases import listed, plural
from ...worlds.along.bracketed import PARTS
from ...worlds.tables import scenario_shape
from .comparisons_in_words import compared, constraints, moves_in, told_apart
from .nearest.box_search import BEYOND
from .nearest.certificate import Impossible
from .nearest.nearest_world import BESIDE, Miss, Moved, NearestWorld
from .nearest.programmes import Measure

MEASURES: dict[Measure, str] = {
    "total": "Least change in sum",
    "largest": "No assumption by much",
    "count": "Fewest assumptions",
}


NAMED = 8
"""Assumptions that would do alone, as many as are named."""


def question(nearest: NearestWorld) -> str:
    """What is asked, and what the scenario gives as it stands."""
    wanted = "to hold" if nearest.goal.make else "to fail"
    return f"{standing(nearest)} What would you have to believe for it {wanted}?"


def standing(nearest: NearestWorld) -> str:
    """What the scenario gives as it stands."""
    reached = nearest.goal.conclusion
    stands = "holds" if nearest.already == nearest.goal.make else "does not hold"
    changed = " with your changes" if nearest.scenario.overrides else ""
    concluded = labels.conclusion(nearest.scenario.case, reached)
    return f"Under {labels.author(nearest.scenario.assumptions)}{changed}, '{concluded}' {stands}."


def size(nearest: NearestWorld) -> str:
    """The distance in the measure's own words."""
    count = plural(len(nearest.moved), "assumption", "assumptions")
    widths = f"{nearest.distance:.3g} {'width' if nearest.distance == 1 else 'widths'}"
    most = f"{count} by {widths}" if len(nearest.moved) == 1 else f"none of {count} by more than {widths}"
    return {"count": count, "total": f"{widths} in all", "largest": most}[nearest.measure]


def value(moved: Moved) -> str:
    """A new value with four digits, `just below 3` where only rounding would make it the round number.

    What is left of it falls on the side away from the old value, so that what is typed goes far enough.
    """
    if moved.no_value or moved.apart or 1e-9 < moved.beside < BESIDE:
        side = "below" if moved.new < moved.round_value else "above"
        return f"just {side} {value_in_words(moved.round_value, moved.entry)}"
    return f"{away_from(moved.old, moved.new):.4g}"


def away_from(old: float, new: float) -> float:
    """A value with four digits, as far from the old one as the new value or further, by less than the last digit."""
    if new == 0:
        return 0.0
    step = 10.0 ** (floor(log10(abs(new))) - 3)
    count = round(new / step, 6)  # what computing left over is no reason to go a step further
    return (ceil(count) if new > old else floor(count)) * step


def shared(answers: Sequence[NearestWorld]) -> list[str]:
    """What is said of the question whatever the measure, once."""
    settings = [_setting(nearest) for nearest in answers]
    return [sentence for sentence in settings[0] if all(sentence in setting for setting in settings)]


def alone(nearest: NearestWorld, of_all: Sequence[str]) -> list[str]:
    """What is said of one answer alone, after what is said `of_all` of them."""
    rest = [sentence for sentence in _setting(nearest) if sentence not in of_all]
    under = MEASURES[nearest.measure]
    return [*(f"{under}: {sentence[0].lower()}{sentence[1:]}" for sentence in rest), *_answer(nearest)]


def sentences(nearest: NearestWorld) -> list[str]:
    """All that an answer says, in plain sentences."""
    return [*_setting(nearest), *_answer(nearest)]


def _setting(nearest: NearestWorld) -> list[str]:
    """Whether anything has to change, and what is out of reach."""
    if nearest.already:
        return ["Nothing has to change."]
    if nearest.world is None and nearest.stopped:
        return ["Time was up before an answer was found."]
    return [] if nearest.inside is None else [*_outside(nearest, nearest.inside), *_beyond(nearest)]


def _answer(nearest: NearestWorld) -> Iterator[str]:
    if nearest.already or nearest.world is None:
        return
    yield _enough(nearest)
    for moved in nearest.moved:
        if moved.no_value:
            at = f"{labels.assumption(moved.entry)} {value_in_words(moved.round_value, moved.entry)}"
            yield f"At {at} itself a rule has no value (it divides by zero there, or the like)."
    yield from constraints(nearest.scenario, nearest.tight[:3])
    for end in nearest.at_ends[:2]:
        yield (
            f"{labels.assumption(end.entry)} stands at the end of what was allowed, {end.value:g}; each tenth of its "
            f"range further would bring the answer nearer by {end.price / 10:.2g} widths."
        )
    yield from _proved(nearest)
    if nearest.alone and len(nearest.free) > 1:
        yield _alone(nearest, nearest.alone)


def _enough(nearest: NearestWorld) -> str:
    first, rest = nearest.moved[:4], len(nearest.moved[4:])
    named = [f"{labels.assumption(moved.entry)} {value(moved)} instead of {moved.old:g}" for moved in first]
    changes = listed([*named, plural(rest, "smaller change", "smaller changes")] if rest else named)
    end = "to hold" if nearest.goal.make else "to fail"
    return f"{MEASURES[nearest.measure]}: for it {end} it is enough to believe {changes}."


def _outside(nearest: NearestWorld, inside: Miss) -> Iterator[str]:
    certain = "cannot be" if inside.proved else "was not found to be"
    if not _only_switches(nearest):
        yield f"With every free assumption inside its range it {certain} so."
    elif len(nearest.free) == 1:
        free = labels.assumption(nearest.scenario.case.register[nearest.free[0]])
        yield f"At both values of {free}, a switch, it {certain} so."
    else:
        yield f"At both values of each of {len(nearest.free)} switches it {certain} so."
    if inside.proved and _only_switches(nearest):
        yield "Every combination of them was solved." if len(nearest.free) > 1 else "Both were solved."
    elif inside.proved:
        yield rests(nearest, inside.proof)
    least = " or more" if inside.proof else ""
    hardest = inside.hardest[:2]
    for comparison, sentence in zip(hardest, told_apart(nearest.scenario, hardest, compared), strict=True):
        yield f"Nearest to it inside the ranges, {sentence} by {comparison.misses:.3g} points{least} too much."


def _beyond(nearest: NearestWorld) -> Iterator[str]:
    """That there is no answer outside the ranges either; of a switch nothing is outside."""
    if nearest.world is None and not _only_switches(nearest):
        proved = nearest.beyond is not None and nearest.beyond.proved
        opening = "There is no answer" if proved else "No answer was found"
        yield f"{opening} up to {BEYOND:g} widths outside the ranges either."


def _only_switches(nearest: NearestWorld) -> bool:
    return all(nearest.scenario.case.register[name].is_switch for name in nearest.free)


def rests(nearest: NearestWorld, proof: Impossible | None) -> str:
    """What a proof rests on, in a sentence."""
    if proof is None:
        return (
            "The proof: payoffs are affine in what moves, and of the programmes that cover every way none has a "
            "solution."
        )
    check = "a bound that adds up the payoffs' steepest slopes over all the ranges, and trusts no search"
    parts = []
    if proof.refuted:
        where = "the one profile" if len(proof.refuted) == 1 else f"each of the {len(proof.refuted)} profiles"
        ends = "be a staged outcome" if nearest.goal.conclusion.rule else "be an equilibrium"
        parts.append(f"{where} that would serve can nowhere {ends}")
    if proof.stays is not None:
        parts.append(f"({_profile(nearest, proof.stays)}) stays an equilibrium everywhere")
    return f"The proof: {' and '.join(parts)}, by {proof.points:.3g} points or more: {check}."


def _profile(nearest: NearestWorld, place: int) -> str:
    """A profile's moves, without the players who have no choice."""
    scenario, players = nearest.scenario, nearest.scenario.case.players
    moves = moves_in(scenario, np.unravel_index(place, scenario_shape(scenario))).items()
    open_moves = [(player, move) for player, move in moves if len(scenario.strategies(player)) > 1]
    return ", ".join(f"{players[player].name} {labels.strategy(players, player, move)}" for player, move in open_moves)


def _proved(nearest: NearestWorld) -> Iterator[str]:
    """How good the answer is known to be; of one value nobody asks whether fewer would do."""
    if nearest.stopped:
        yield "Time was up before the search had tried all that it tries: this is the best answer until then."
    if nearest.measure == "count" and nearest.distance <= 1:
        return
    if not nearest.goal.about_the_game:
        yield _searched(nearest)
    elif nearest.exact:
        yield "Proved: no fewer do." if nearest.measure == "count" else "Proved: no nearer values do."
    elif nearest.at_least <= 0:
        yield "A local search: nothing nearer was found, and no bound was proved."
    elif nearest.measure == "count":
        yield (f"A local search: fewer were not found to do; it is proved that fewer than {nearest.at_least:g} do not.")
    else:
        yield (
            "A local search: nothing nearer was found; bounds on slopes prove that nothing nearer than "
            f"{nearest.at_least:.3g} does."
        )


def _searched(nearest: NearestWorld) -> str:
    """How an answer about numbers was found: nothing is proved of it but that it holds."""
    if len(nearest.free) == 1:
        return (
            f"Bracketed: tried in {PARTS} steps on either side, and the first change between two of them is narrowed "
            "down; a change nearer to today's value that lasts for less than one step may be missed."
        )
    return (
        "A search: the answer was made anew and is so; no fewer were found to do, and nothing is proved."
        if nearest.measure == "count"
        else "A search: the answer was made anew and is so; nothing nearer was found, and nothing is proved."
    )


def _alone(nearest: NearestWorld, names: Sequence[str]) -> str:
    """Which assumptions would do alone, the first few by name."""
    first, rest = labels.assumptions(nearest.scenario.case.register, names[:NAMED]), len(names[NAMED:])
    named = listed([*first, plural(rest, "more", "more")] if rest else first)
    if len(names) == 1:
        return f"{named} is the only one of {len(nearest.free)} assumptions that was found to do alone."
    return f"{len(names)} of {len(nearest.free)} assumptions would each do alone: {named}."
