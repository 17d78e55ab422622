"""What one would have to believe, in words, as tables, as a record, and as files."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..analyse.believe import BEYOND, Belief, Miss, Moved
from ..analyse.nearest.certificate import Impossible
from ..analyse.nearest.prices import Binding, Purchase
from ..analyse.nearest.programmes import Measure
from ..case.scenario import Case
from ..files import write_whole
from .breakeven import capital, shown
from .records import Record, number, stamped
from .tables import footer, table_of
from .terminal import plain
from .words import listed, plural, words

if TYPE_CHECKING:
    import pandas as pd

MEASURES: dict[Measure, str] = {
    "total": "Least change in sum",
    "largest": "No assumption by much",
    "count": "Fewest assumptions",
}
LIMITS = (
    "Changes are measured in widths of each assumption's range. Every answer was solved anew as one game, at all digits "
    "(--json has them; rounded values may fall on the other side). Under a selection rule, and where assumptions multiply, the search "
    "is a local one: another answer may lie nearer, as far as no bound rules it out."
)


def beliefs(found: Sequence[Belief]) -> Group:
    """The question, and for each measure the new values, what binds, and what was proved."""
    parts: list[RenderableType] = [Text(question(found[0]), style="bold"), Text()]
    for one in found:
        parts += [_changes(one), Text()] if one.moved else []
        parts += [Text(f"- {line}") for line in sentences(one)] + [Text()]
    return Group(*parts, Text(LIMITS), footer([found[0].scenario]))


def question(one: Belief) -> str:
    """What is asked, and what the scenario gives as it stands."""
    reached = one.goal.conclusion
    stands = "holds" if one.already == one.goal.make else "does not hold"
    changed = " with your changes" if one.scenario.own else ""
    opening = f"Under {one.scenario.assumptions.name}{changed}, '{reached.words}' {stands}"
    return f"{opening}. What would you have to believe for it {'to hold' if one.goal.make else 'to fail'}?"


def _changes(one: Belief) -> Table:
    heads = ("Now", "Believe", "Widths")
    title = f"{MEASURES[one.measure]}: {size(one)}"
    table = table_of(title, "Assumption", *heads, "Range", "Unit", right=heads)
    for moved in one.moved:
        entry = moved.entry
        mark = " *" if moved.outside else ""
        table.add_row(entry.name, f"{moved.old:g}", shown(moved.new, entry) + mark, f"{moved.widths:+.3f}",
                      f"{entry.low:g} to {entry.high:g}", entry.unit)  # fmt: skip
    return table


def size(one: Belief) -> str:
    """The distance in the measure's own words."""
    count = plural(len(one.moved), "assumption", "assumptions")
    if one.measure == "count":
        return count
    return (
        f"{one.distance:.3g} widths in all"
        if one.measure == "total"
        else f"none of {count} by more than {one.distance:.3g} widths"
    )


def sentences(one: Belief) -> Iterator[str]:
    """What the answer says, in plain sentences."""
    if one.already:
        yield "Nothing has to change."
        return
    if one.inside is not None:
        yield from _outside(one, one.inside)
    if one.world is None:
        certain = one.beyond is not None and one.beyond.proved
        yield f"{'There is' if certain else 'There was found'} no answer up to {BEYOND:g} widths outside the ranges either."
        return
    yield _enough(one)
    case = one.scenario.case
    yield from (binds(case, bound) for bound in one.binding[:3])
    for reach in one.reach[:2]:
        yield (
            f"{reach.entry.name} stands at the end of what was allowed, {reach.value:g}; each tenth of its range further "
            f"would bring the answer nearer by {reach.price / 10:.2g} widths."
        )
    yield _proved(one)
    if one.alone:
        yield f"{plural(one.alone, 'assumption', 'assumptions')} of {len(one.free)} would do alone."


def _enough(one: Belief) -> str:
    named = [_told(moved) for moved in one.moved[:4]]
    rest = len(one.moved) - len(named)
    said = listed([*named, plural(rest, "smaller change", "smaller changes")]) if rest else listed(named)
    return (
        f"{MEASURES[one.measure]}: for it {'to hold' if one.goal.make else 'to fail'} it is enough to believe {said}."
    )


def _told(moved: Moved) -> str:
    return f"{moved.entry.name} {shown(moved.new, moved.entry)} instead of {moved.old:g}"


def _outside(one: Belief, inside: Miss) -> Iterator[str]:
    certain = "cannot be" if inside.proved else "was not found to be"
    marks = " * marks values outside." if one.world else ""
    yield f"{MEASURES[one.measure]}: with every free assumption inside its range it {certain} so.{marks}"
    if inside.proved:
        yield rests(one, inside.proof)
    least = " or more" if inside.proof else ""
    for bound in inside.hardest[:2]:
        yield f"Nearest to it inside the ranges, {compared(one.scenario.case, bound)} by {bound.misses:.3g} points{least} too much."


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


def binds(case: Case, bound: Binding) -> str:
    """The constraint, its shadow price, and what buys a way past it."""
    buys = listed([_bought(one) for one in bound.buys[:3]]) if bound.buys else "no free assumption moves it"
    price = (
        f"; a point less to overcome would bring the answer nearer by {bound.price:.2g} widths" if bound.price else ""
    )
    return f"The constraint: {must(case, bound)}; at the answer this only just holds{price}. There {buys}."


def _bought(one: Purchase) -> str:
    return f"each {one.step:g} of {one.entry.name} {'buys' if one.points > 0 else 'costs'} {abs(one.points) * one.step:.3g} points"


def table(found: Sequence[Belief]) -> "pd.DataFrame":
    """One row per measure and assumption that moves."""
    import pandas as pd

    rows = [
        {
            "measure": one.measure,
            "assumption": moved.entry.name,
            "old": moved.old,
            "new": moved.new,
            "widths": moved.widths,
            "outside_range": moved.outside,
        }
        for one in found
        for moved in one.moved
    ]
    return pd.DataFrame(rows, columns=["measure", "assumption", "old", "new", "widths", "outside_range"])


def record(found: Sequence[Belief]) -> Record:
    first = found[0]
    reached = first.goal.conclusion
    return {
        **stamped([first.scenario]),
        "scenario": first.scenario.name,
        "conclusion": {"holds": reached.condition.text, "concept": reached.concept},
        "to": "holds" if first.goal.make else "fails",
        "already": first.already,
        "free": list(first.free),
        "answers": [_record(one) for one in found],
        "limits": LIMITS,
    }


def _record(one: Belief) -> Record:
    finite = one.distance < float("inf")
    return {
        "measure": one.measure,
        "found": one.world is not None,
        "distance": number(one.distance) if finite else None,
        "at_least": number(one.at_least),
        "exact": one.exact,
        "inside_ranges": one.inside is None,
        "impossible_inside_proved": bool(one.inside and one.inside.proved),
        "impossible_beyond_proved": bool(one.beyond and one.beyond.proved),
        "confirmed_as_one_game": one.world is not None,
        "profile": _moves(one.scenario.case, one.profile) if one.profile else None,
        "values": {moved.entry.name: moved.new for moved in one.moved},
        "widths": {moved.entry.name: number(moved.widths) for moved in one.moved},
        "outside_range": [moved.entry.name for moved in one.moved if moved.outside],
        "binding": [_bound(one.scenario.case, bound) for bound in one.binding],
        "words": list(sentences(one)),
    }


def _moves(case: Case, profile: Sequence[int]) -> dict[str, str]:
    return {player.id: player.strategies[k] for player, k in zip(case.players.values(), profile, strict=True)}


def _bound(case: Case, bound: Binding) -> Record:
    return {
        "players": list(bound.players),
        "better": _moves(case, bound.better),
        "worse": _moves(case, bound.worse),
        "price": None if bound.price is None else number(bound.price),
        "buys": {purchase.entry.name: number(purchase.points) for purchase in bound.buys},
        "words": capital(binds(case, bound)),
    }


def write(found: Sequence[Belief], folder: Path) -> list[Path]:
    """believe.txt, .json and .csv, and the changes as a picture."""
    from .figures import believing, canvas

    data = json.dumps(record(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    pictures = [believing.picture(found)] if any(one.moved for one in found) else []
    return [
        write_whole(folder / "believe_table.txt", plain(beliefs(found))),
        write_whole(folder / "believe_table.json", data),
        write_whole(folder / "believe_table.csv", table(found).to_csv(index=False, lineterminator="\n")),
        *canvas.save(pictures, folder),
    ]
