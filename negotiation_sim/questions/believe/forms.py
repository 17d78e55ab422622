"""What one would have to believe, as the terminal shows it, as plain dictionaries and as a tidy table."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...case.scenario import Scenario
from ...present import labels
from ...present.conclusions import reached_record
from ...present.frames import Frame, frame
from ...present.records import Record, number, stamped
from ...present.screen import Brief, brief_of
from ...present.tables import footer, table_of
from .between import forms as between_forms
from .between.least_sets import Between
from .comparisons_in_words import constraints, moves_in
from .nearest.nearest_world import NearestWorld
from .nearest.prices import PricedComparison
from .sentences import MEASURES, alone, question, sentences, shared, size, standing, value

LIMITS = (
    "Changes are measured in widths of each assumption's range. Every answer was solved anew as one game, at all "
    "digits (JSON has them; rounded values may fall on the other side). Under a selection rule, and where assumptions "
    "multiply, the search is a local one: another answer may lie nearer, as far as no bound rules it out."
)
BY_NUMBERS = (
    "Changes are measured in widths of each assumption's range. Every answer was made anew, at all digits (JSON has "
    "them; rounded values may fall on the other side). It is searched, by trying values: each assumption alone along "
    "its range, places all over the ranges, and planes on the boundary of those where it is so. Another answer may lie "
    "nearer."
)
BETWEEN = ["from", "towards", "holds_before", "values", "assumptions"]
MOVES = ["measure", "assumption", "old", "new", "widths", "outside_range"]


def text(answer: Sequence[NearestWorld] | Between) -> Group:
    """The question, and for each measure the new values, what binds, what was proved; or what decides between two."""
    if isinstance(answer, Between):
        return between_forms.text(answer)
    of_all = shared(answer)
    parts: list[RenderableType] = [Text(question(answer[0]), style="bold"), Text(), *_bulleted(of_all)]
    for nearest in answer:
        parts += [_changes(nearest), Text()] if nearest.moved else []
        parts += _bulleted(alone(nearest, of_all))
    return Group(*parts, Text(limits(answer[0])), footer([answer[0].scenario]))


def limits(nearest: NearestWorld) -> str:
    """What the search does not find."""
    return LIMITS if nearest.goal.about_the_game else BY_NUMBERS


def brief(answer: Sequence[NearestWorld] | Between) -> Brief:
    """What stands now, what it is enough to believe, what was proved; the changes, the fewest first."""
    if isinstance(answer, Between):
        return brief_of(between_forms.text(answer))
    fewest_first = sorted(answer, key=lambda nearest: len(nearest.moved))
    first = fewest_first[0]
    enough = alone(first, shared(answer))[:1]
    tables = tuple(_changes(nearest) for nearest in fewest_first if nearest.moved)
    return Brief((standing(answer[0]), *shared(answer)[:1], *enough), tables, footer([first.scenario]))


def _bulleted(sentences: Sequence[str]) -> list[Text]:
    return [*(Text(f"- {sentence}") for sentence in sentences), Text()] if sentences else []


def _changes(nearest: NearestWorld) -> Table:
    heads = ("Now", "Believe", "Widths")
    outside = " (* outside its range)" if any(moved.outside for moved in nearest.moved) else ""
    heading = f"{MEASURES[nearest.measure]}: {size(nearest)}{outside}"
    table = table_of(heading, "Assumption", *heads, "Range", "Unit", right=heads)
    for moved in nearest.moved:
        entry = moved.entry
        mark = " *" if moved.outside else ""
        table.add_row(labels.assumption(entry), f"{moved.old:g}", value(moved) + mark,
                      f"{moved.widths:+.3f}",
                      f"{entry.low:g} to {entry.high:g}", entry.unit)  # fmt: skip
    return table


def record(answer: Sequence[NearestWorld] | Between) -> Record:
    """What was to become so, and an answer for each measure; or what decides between two assumption sets."""
    if isinstance(answer, Between):
        return between_forms.record(answer)
    first = answer[0]
    reached = first.goal.conclusion
    return {
        **stamped([first.scenario]),
        "scenario": first.scenario.name,
        "conclusion": reached_record(reached),
        "to": "holds" if first.goal.make else "fails",
        "already": first.already,
        "free": list(first.free),
        "answers": [_in_measure(nearest) for nearest in answer],
        "limits": limits(first),
    }


def _in_measure(nearest: NearestWorld) -> Record:
    finite = nearest.distance < float("inf")
    return {
        "measure": nearest.measure,
        "found": nearest.world is not None,
        "distance": number(nearest.distance) if finite else None,
        "at_least": number(nearest.at_least),
        "exact": nearest.exact,
        "inside_ranges": nearest.inside is None,
        "impossible_inside_proved": bool(nearest.inside and nearest.inside.proved),
        "impossible_beyond_proved": bool(nearest.beyond and nearest.beyond.proved),
        "confirmed_as_one_game": nearest.world is not None,
        "stopped": nearest.stopped,
        "profile": moves_in(nearest.scenario, nearest.profile) if nearest.profile else None,
        "before": {moved.entry.name: number(moved.old) for moved in nearest.moved},
        "values": {moved.entry.name: moved.new for moved in nearest.moved},
        "shown": {moved.entry.name: value(moved) for moved in nearest.moved},
        "widths": {moved.entry.name: number(moved.widths) for moved in nearest.moved},
        "outside_range": [moved.entry.name for moved in nearest.moved if moved.outside],
        "binding": _comparisons(nearest.scenario, nearest.tight),
        "alone": None if nearest.alone is None else list(nearest.alone),
        "words": sentences(nearest),
    }


def _comparisons(scenario: Scenario, comparisons: Sequence[PricedComparison]) -> list[Record]:
    return [
        {
            "players": list(comparison.players),
            "better": moves_in(scenario, comparison.better),
            "worse": moves_in(scenario, comparison.worse),
            "price": None if comparison.price is None else number(comparison.price),
            "buys": {purchase.entry.name: number(purchase.points) for purchase in comparison.buys},
            "words": sentence,
        }
        for comparison, sentence in zip(comparisons, constraints(scenario, comparisons), strict=True)
    ]


def table(answer: Sequence[NearestWorld] | Between) -> Frame:
    """One row per measure and assumption that moves; or one per least set of differences."""
    if isinstance(answer, Between):
        least_sets = [
            (way.start.assumptions.name, way.towards.assumptions.name, way.holds, len(least), " ".join(least))
            for way in answer.ways
            for least in way.flips
        ]
        return frame(least_sets, BETWEEN)
    register = answer[0].scenario.case.register
    moves = [
        {
            "measure": nearest.measure,
            "assumption": moved.entry.name,
            **labels.beside(register, moved.entry.name),
            "old": moved.old,
            "new": moved.new,
            "widths": moved.widths,
            "outside_range": moved.outside,
        }
        for nearest in answer
        for moved in nearest.moved
    ]
    return frame(moves, None if moves else MOVES)
