"""The counter-report: the strongest opposite conclusion, in sentences that do without the words of the search."""

from collections.abc import Iterator

from ...case.positions import position
from ...present.documents.blocks import Block, Bullets, Paragraph, Section, Table, table_of_rows
from ...present.phrases import listed, percent, plural
from ..believe.comparisons_in_words import compared, must
from ..believe.nearest.box_search import BEYOND
from ..believe.nearest.nearest_world import Moved, NearestWorld
from ..believe.nearest.prices import PricedComparison, Purchase
from ..believe.sentences import value
from ..compare.sentences import free_moves
from .answer import Counter, Report
from .conclusion import led_to
from .front import quoted

FEW = 3
"""Constraints, numbers that help, equilibria and numbers that do alone: so many of each are named at most."""


def counter(answer: Report) -> Section:
    """The strongest opposite conclusion: the one that the fewest beliefs lead to."""
    if answer.counter is None or answer.concluded is None or answer.counter.nearest.already:
        return Section("The counter-report", ())
    return Section("The counter-report", tuple(_counter(answer, answer.counter)))


def _counter(answer: Report, made: Counter) -> Iterator[Block]:
    nearest = made.nearest
    end = "holds" if nearest.goal.make else "fails"
    if nearest.world is None or made.solved is None:
        yield Paragraph(f"No beliefs were found with which the conclusion {end}.")
    else:
        them = "it" if len(nearest.moved) == 1 else "them"
        yield Paragraph(
            "The strongest case for the opposite is the one that asks for the fewest beliefs. It needs "
            f"{plural(len(nearest.moved), 'belief', 'beliefs')}: whoever holds {them}, and agrees with all else, must "
            f"say that the conclusion {end}."
        )
        yield from map(Paragraph, _then(answer, made))
        yield _beliefs(answer, nearest)
    if told := tuple(_told(nearest)):
        yield Bullets(told)


def _then(answer: Report, made: Counter) -> Iterator[str]:
    """Where the scenario then leads; of several equilibria, none of which a rule selects, the first few."""
    solved = made.solved
    if solved is None or (result := led_to(solved, answer.asked.sense)) is None:
        return
    count = len(solved.equilibria.equilibria)
    if result.best_joint or result.cautious or count < 2:
        yield f"{answer.scenario.title} then leads to this: {free_moves(solved, result)}."
        return
    ends = [free_moves(solved, each) for each in solved.results if each.equilibrium][:FEW]
    more = f" ({count - FEW} more)" if count > FEW else ""
    yield (
        f"{answer.scenario.title} then has {count} equilibria, and nothing in the assumptions selects one of them: "
        f"{'. Or: '.join(ends)}{more}."
    )


def _beliefs(answer: Report, nearest: NearestWorld) -> Table:
    heads = ("Number", "Here", "Believe", "Range", "Share of the range", "Who goes so far")
    rows = [_belief(answer, moved) for moved in nearest.moved]
    return table_of_rows("What one would have to believe", heads, rows, ("Here", "Believe", "Share of the range"))


def _belief(answer: Report, moved: Moved) -> tuple[str, ...]:
    entry, outside = moved.entry, " (outside)" if moved.outside else ""
    bounds = f"{entry.low:g} to {entry.high:g}"
    return (
        entry.label,
        f"{moved.old:g}",
        value(moved) + outside,
        bounds,
        percent(moved.widths, signs="+"),
        _held_by(answer, moved),
    )


def _held_by(answer: Report, moved: Moved) -> str:
    """The sets that themselves put a number at least so far in that direction, the one in use among them."""
    if not answer.critics:
        return ""
    name, way = moved.entry.name, moved.new - moved.old
    here = answer.scenario
    changes = [
        (here.assumptions, None if name in here.file.changes else position(here.case, here.assumptions, name)),
        *((each.set, each.puts(name)) for each in answer.critics),
    ]
    titles = [each.title for each, change in changes if change is not None and (change.value - moved.new) * way >= 0]
    return "; ".join(titles) or "no set of the case"


def _told(nearest: NearestWorld) -> Iterator[str]:
    """What lies in the way, what helps, how sure the search is, and which numbers do it alone."""
    yield from _inside(nearest)
    if nearest.world is not None:
        for comparison in nearest.tight[:FEW]:
            yield f"At these values it is only just so that {_must(nearest, comparison)}."
        yield from _helps(nearest)
        yield from _sure(nearest)
    if nearest.alone and len(nearest.free) > 1:
        yield _alone(nearest, nearest.alone)


def _must(nearest: NearestWorld, comparison: PricedComparison) -> str:
    """What has to be so: `Spain does not gain by no recognition instead of recognition`."""
    asked = must(nearest.scenario, comparison)
    for needed, plain in ((" must not prefer ", " does not prefer "), (" must not gain ", " does not gain "),
                          (" must favour ", " favours ")):  # fmt: skip
        asked = asked.replace(needed, plain)
    return asked


def _inside(nearest: NearestWorld) -> Iterator[str]:
    """That the ranges do not reach so far, what is in the way there, and whether going beyond them helps."""
    if nearest.inside is None:
        return
    if nearest.inside.proved:
        yield "No values inside the ranges do it: this is proved."
    else:
        yield "Inside the ranges no values were found that do it; that is no proof that there are none."
    for comparison in nearest.inside.hardest[:1]:
        yield (
            f"What stands most in the way inside the ranges: {compared(nearest.scenario, comparison)}, by "
            f"{_points(comparison.misses)}{' or more' if nearest.inside.proof else ''}."
        )
    if nearest.world is None:
        yield f"Values up to {BEYOND:g} times the width of a range outside it were tried too."


def _helps(nearest: NearestWorld) -> Iterator[str]:
    """Which small changes help most with what is only just so."""
    several = [purchase for comparison in nearest.tight[:1] for purchase in comparison.buys[:FEW]]
    if several:
        named = [_bought(each) for each in sorted(several, key=_worth, reverse=True)]
        yield f"What helps most towards that, in points of payoff: {listed(named)}."


def _bought(each: Purchase) -> str:
    way = "raising" if each.points > 0 else "lowering"
    return f"{way} {quoted(each.entry.label)} by {each.round_step:g} ({_points(_worth(each))})"


def _worth(each: Purchase) -> float:
    """What a round step of the assumption adds, in payoff points."""
    return abs(each.points) * each.round_step


def _points(count: float) -> str:
    shown = f"{count:.2g}"
    return f"{shown} {'point' if shown == '1' else 'points'}"


def _sure(nearest: NearestWorld) -> Iterator[str]:
    if nearest.stopped:
        yield "The search was stopped by its limit of time: fewer beliefs may do."
    if len(nearest.moved) < 2:
        return
    if nearest.exact:
        yield "It is proved that fewer beliefs do not do."
    else:
        yield "Fewer beliefs were looked for and not found; that is no proof that there are none."


def _alone(nearest: NearestWorld, names: tuple[str, ...]) -> str:
    register, count = nearest.scenario.case.register, len(nearest.free)
    if len(names) == 1:
        return f"Of {count} numbers only {quoted(register[names[0]].label)} was found to do it alone."
    rest = len(names) - FEW
    few = [*(quoted(register[name].label) for name in names[:FEW]), *([f"{rest} more"] if rest > 0 else [])]
    return f"Of {count} numbers each of these {len(names)} does it alone: {listed(few)}."
