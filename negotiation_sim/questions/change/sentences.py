"""A change in three sentences: what was changed and what flips; whose deviation did it; how sure, or how far it is."""

from collections.abc import Iterator, Sequence

from ...case.scenario import Case
from ...present import labels
from ...present.conclusions import moves_compared, value_in_words, who_in_words
from ...present.outcomes import flip_in_words, label_of, turn_in_short
from ...present.phrases import capital, listed, percent, plural, points, two_moves, words
from ...worlds.solved import Solved
from .answer import Changed, Moved, ScenarioChanged
from .deviations import Deviation
from .leaving import Leaving

MOST_MOVED = 3
"""So many changed numbers are named in a sentence at most."""
MOST_TOLD = 2
"""So many deviations, or others who gain, are told at most; the table of deviations has all."""
CENT = 0.005
"""Smaller amounts of payoff points would read as nothing with two decimals."""


def sentences(answer: Changed) -> tuple[str, ...]:
    """What was changed and what flips; why, or why not; how sure the answer is now, or how far a flip still is.

    The last is left out where it was not asked for.
    """
    return tuple(filter(None, (_what(answer), _why(answer), _how_sure(answer))))


def _what(answer: Changed) -> str:
    if not answer.moved:
        return "Nothing is changed: before and after have the same numbers."
    flipped = [each.scenario.title for each in answer.flipped]
    still = [each.scenario.title for each in answer.scenarios if not each.flips]
    if not flipped:
        return f"{moved_in_words(answer.moved)}: no outcome flips ({listed(still)})."
    stays = f" and stays in {listed(still)}" if still else ""
    return f"{moved_in_words(answer.moved)}: the outcome flips in {listed(flipped)}{stays}."


def moved_in_words(moved: Sequence[Moved]) -> str:
    """`Washington's credibility (us_cred) goes from 1 to 0.3`; of many numbers how many."""
    if len(moved) > MOST_MOVED:
        return f"{len(moved)} numbers change"
    changes = [
        f"{labels.assumption(each.entry)} goes from {value_in_words(each.before, each.entry)} to "
        f"{value_in_words(each.after, each.entry)}"
        for each in moved
    ]
    return capital(listed(changes)) if moved[0].entry.written_label else listed(changes)  # a name stays as it is typed


def _why(answer: Changed) -> str:
    """The first flip with whose deviation did it; else who would leave first if the change went on, or is nearest."""
    for each in answer.flipped:
        turns = turn_in_short(each.scenario, *each.outcomes)
        causes = why_in_words(answer.case, each)
        because = f" The reason: {causes}." if causes else ""
        return f"{each.scenario.title}: {turns}.{because}"
    leaving = [(each, each.nearest_to_leaving) for each in answer.scenarios]
    known = [(each, part) for each, part in leaving if part is not None]
    if not known:
        return "Nobody on the way to these outcomes has a choice."
    each, nearest = min(known, key=lambda pair: pair[1].rank)
    unmoved = "" if nearest.moved else "The change moves no payoff on the way to these outcomes. "
    lead = f"Nearest to leaving{' of those whose loss it moves' if nearest.moved else ''}"
    lead = "First to leave if the change went on" if nearest.gone_at < float("inf") else lead
    return f"{unmoved}{lead}, in {each.scenario.title}: {leaving_in_words(answer.case, nearest)}."


def why_in_words(case: Case, each: ScenarioChanged) -> str:
    """Whose deviation makes the outcome another one: the one on whom it turns, and who else gains now, or no longer."""
    first, *more = headline_deviations(each) or (None,)
    if first is None:
        return ""
    if any(deviation.gains is None or deviation.now != first.now for deviation in (first, *more)):
        told = [*dict.fromkeys(in_words(case, deviation) for deviation in (first, *more))]
        rest = [f"and {len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else []
        return "; ".join([*told[:MOST_TOLD], *rest])
    named = {deviation.binding.players: None for deviation in (*more, *_leavers_of(each, first))}
    everybody = [case.players[who].name for (who,) in named if (who,) != first.binding.players]
    rest = [f"{len(everybody) - MOST_TOLD} more"] if len(everybody) > MOST_TOLD + 1 else []
    others = [*everybody[:MOST_TOLD], *rest] if rest else everybody
    if not others:
        return in_words(case, first)
    also = f"{listed(others)} would now gain by another move too"
    return f"{in_words(case, first)}; {also if first.now else f'nor would {listed(others)} gain any longer'}"


def headline_deviations(each: ScenarioChanged) -> list[Deviation]:
    """Why the outcome itself flips: by the rule best joint, or of equilibria where there is no order of moves.

    The one on whom it turns comes first: of those who gain now the first to, of those who gain no longer the last.
    """
    of = "best_joint" if each.after.staged is not None else "equilibrium"
    told = [deviation for deviation in each.deviations if deviation.of == of]
    return sorted(told, key=lambda deviation: deviation.turned_at if deviation.now else -deviation.turned_at)


def _leavers_of(each: ScenarioChanged, first: Deviation) -> Iterator[Deviation]:
    """Who else gains now by leaving what was played before, as far as that was an equilibrium."""
    for deviation in each.deviations:
        same = deviation.binding.profile == first.binding.profile
        if deviation.of == "equilibrium" and deviation.now and same:
            yield deviation


def _how_sure(answer: Changed) -> str:
    """How sure the first outcome that flips is now; else how far the nearest flip is, where that was asked for."""
    for each in answer.flipped:
        now, before = sure_in_words(each.after), sure_in_words(each.before)
        if now == before:
            return f"In {each.scenario.title} the outcome is {now}, as before."
        return f"In {each.scenario.title} the outcome is now {now}; before it was {before}."
    otherwise = [each for each in answer.scenarios if each.otherwise]
    also = f"{otherwise[0].scenario.title}: {counts_in_words(otherwise[0])}. " if otherwise else ""
    if any(each.how_far is None for each in answer.scenarios):
        return also.strip()
    if not answer.moved:
        return f"{also}How far a flip is, is told of numbers that are changed."
    if (along := answer.nearest) is None:
        return f"{also}Moved alone over its range and beyond, none of the changed numbers flips an outcome."
    flip = along.flips_by_distance[0]
    share = f", {percent(along.share(flip))} of its range away" if along.share(flip) < float("inf") else ""
    beyond = "" if along.entry.allows(flip.value) else ", beyond its range"
    lead = f"The nearest flip is {along.scenario.title} on {label_of(along)}, now {along.value:g}"
    return f"{also}{lead}{share}{beyond}: {flip_in_words(along, flip)}."


def counts_in_words(each: ScenarioChanged) -> str:
    """How many pure equilibria there were, and are."""
    counts = [len(part.equilibria.equilibria) for part in each.solved]
    before, after = (plural(count, "equilibrium", "equilibria") for count in counts)
    was = "was" if counts[0] == 1 else "were"
    return f"the outcome stays, with {after} where there {was} {before}" if before != after else (
        "the outcome stays, and another equilibrium or rule does not"
    )  # fmt: skip


def sure_in_words(solved: Solved) -> str:
    """How sure the outcome is: the only equilibrium, one of several, none; and whether both rules lead there."""
    equilibria = solved.equilibria.equilibria
    count = len(equilibria)
    if solved.staged is None:
        return {0: "without a pure equilibrium", 1: "the only equilibrium"}.get(count, f"{count} equilibria")
    best, cautious = solved.staged.best_joint.profile, solved.staged.cautious.profile
    if best is None:
        return "without a staged outcome"
    if best in equilibria:
        sure = "the only equilibrium" if count == 1 else f"one of {count} equilibria"
    else:
        elsewhere = {0: "there is none", 1: "the only one is elsewhere"}.get(count, f"all {count} are elsewhere")
        sure = f"no equilibrium of choosing at once; {elsewhere}"
    rules = "both rules lead there" if best == cautious else "best joint leads there, cautious elsewhere"
    return f"{sure} ({rules})"


def in_words(case: Case, deviation: Deviation) -> str:
    """`Spain now gains 0.34 by no recognition instead of recognition (before it lost 0.20)`."""
    binding = deviation.binding
    names, before = who_in_words(case, binding)
    off = f"if {before}, " if before else ""
    if binding.kind == "joint":
        when = "now" if binding.above else "before"
        return f"{off}another equilibrium {when} has the greater joint payoff for {names}"
    if binding.kind == "no equilibrium":
        return f"some node has no pure equilibrium {'now' if binding.above else 'before the change'}"
    if binding.kind != "deviation" or deviation.gains is None:
        return f"{off}nobody moves differently, but what is said of the same moves changes"
    left, taken = moves_compared(case, binding)
    was, now = deviation.gains
    by = f"by {taken} instead of {left}"
    if deviation.now:
        return f"{off}{names} now gains {amount(now)} {by} (before it {_would_have(was)})"
    return f"{off}{names} no longer gains {by}: it {_would(now)} (before it gained {amount(was)})"


def _would(gain: float) -> str:
    if gain == 0:
        return "would neither gain nor lose"
    return f"would {'gain' if gain > 0 else 'lose'} {amount(abs(gain))}"


def _would_have(gain: float) -> str:
    if gain == 0:
        return "would have neither gained nor lost"
    return f"would have {'gained' if gain > 0 else 'lost'} {amount(abs(gain))}"


def amount(value: float) -> str:
    """Payoff points with two decimals, or with two digits where that would read as nothing."""
    return points(value) if abs(value) >= CENT or value == 0 else f"{value:.2g}"


def leaving_in_words(case: Case, leaving: Leaving) -> str:
    """`Spain would lose 0.12 by no recognition instead of recognition (before 0.30)`."""
    players, (was, now) = case.players, leaving.losses
    move, other = two_moves(players, leaving.player, leaving.move, leaving.other)
    then = f" (before {amount(was)})" if amount(was) != amount(now) else ""
    return f"{players[leaving.player].name} would lose {amount(now)} by {other} instead of {move}{then}"


def differences_in_words(case: Case, deviation: Deviation) -> Iterator[str]:
    """The criteria that make up a gain: `stability +0.51`."""
    for criterion, change in deviation.differences:
        yield f"{case.labels.of_criterion(criterion)} {change:+.2f}"


def of_in_words(deviation: Deviation) -> str:
    """The rule, or the equilibrium, that a deviation is about."""
    return words(deviation.of)
