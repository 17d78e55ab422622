"""Outcomes and flips in words and as records: what the case says of an end, and what turns where the outcome flips."""

from ..case.conclusions import Conclusion
from ..case.scenario import Case, Scenario
from ..worlds.along.ends import Outcome, said_of
from ..worlds.along.outcomes import Flip, OutcomesAlong
from . import labels
from .conclusions import binding_in_words, binding_record, value_in_words
from .end_lines import Line, ends_in_words, headlines_of, listed_ends, moves_of_end, outcome_in_words
from .phrases import moves_in_words, plural
from .records import Record, number


def turn_in_short(scenario: Scenario, before: Outcome, after: Outcome) -> str:
    """What is otherwise after a flip: `Who recognises: nobody in place of all`; without headlines who moves how.

    Of several equilibria how many there are now, and were.
    """
    if _several(scenario, before, after):
        return _counts_in_words(before, after)
    if not before or not after:
        return outcome_in_words(scenario, after)
    ((old_end, old_said),), ((end, said),) = before, after
    old, new = (headlines_of(scenario.case, each) for each in (old_said, said))
    turned = [f"{title}: {text} in place of {old[title]}" for title, text in new.items() if text != old[title]]
    if turned:
        return "; ".join(turned)
    was, moves = moves_of_end(scenario, old_end), moves_of_end(scenario, end)
    moved = {player: move for player, move in moves.items() if move != was[player]}
    return moves_in_words(scenario.case, moved) if moved else "another conclusion holds, the moves stay"


def _several(scenario: Scenario, before: Outcome, after: Outcome) -> bool:
    """Whether a flip is told by counts: with an order of moves, and from one equilibrium to another, it is not."""
    return scenario.order is None and (len(before), len(after)) != (1, 1)


def _counts_in_words(before: Outcome, after: Outcome) -> str:
    """`one equilibrium instead of 2`; where as many stay, how many of them are new."""
    if len(before) != len(after):
        was = {0: "none", 1: "one"}.get(len(before), f"{len(before)}")
        return f"{plural(len(after), 'equilibrium', 'equilibria')} instead of {was}"
    new = {end for end, _ in after} - {end for end, _ in before}
    if not new:
        return f"the {len(after)} equilibria stay, and another conclusion holds"
    count = "all" if len(new) == len(after) else "one" if len(new) == 1 else f"{len(new)}"
    return f"still {len(after)} equilibria, {count} of them new"


def turn_lines(scenario: Scenario, before: Outcome, after: Outcome) -> list[Line]:
    """Which of several equilibria are new after a flip, which stay, and which are none any longer."""
    if not _several(scenario, before, after):
        return []
    every = tuple(sorted({*before, *after}))
    told = dict(zip(every, ends_in_words(scenario, every), strict=True))
    parts = {
        "New": [end for end in after if end not in before],
        "Stays": [end for end in after if end in before],
        "No longer": [end for end in before if end not in after],
    }
    return [line for title, ends in parts.items() for line in listed_ends(title, [told[end] for end in ends])]


def turn_in_words(scenario: Scenario, before: Outcome, after: Outcome) -> str:
    """The flip in one line: in short, then which equilibria there are after it."""
    short = turn_in_short(scenario, before, after)
    if not after or not _several(scenario, before, after):
        return short
    return f"{short}: {' / '.join(told for _, told in listed_ends('', ends_in_words(scenario, after)))}"


def turn_record(scenario: Scenario, before: Outcome, after: Outcome) -> Record:
    """The flip in short, and its equilibria line by line."""
    lines = turn_lines(scenario, before, after)
    return {"short": turn_in_short(scenario, before, after), "lines": [list(line) for line in lines]}


def conclusion_holds(case: Case, reached: Conclusion, outcome: Outcome) -> bool:
    """Whether a condition holds at the outcome: at its one end, or at every one of several equilibria."""
    known = said_of(case)
    return bool(outcome) and all(known.holds(reached.condition, said) for _, said in outcome)


def conclusions_turned(scenario: Scenario, before: Outcome, after: Outcome) -> dict[str, bool]:
    """Which of the case's conclusions about the game hold after a flip and did not, or the other way round, by name."""
    case, known = scenario.case, said_of(scenario.case)
    sense = "best_joint" if scenario.order else "every"
    asked = [
        each
        for each in case.conclusions.values()
        if each.of == "game" and each.sense == sense and each.condition.node in known.places
    ]
    now = {each.name: conclusion_holds(case, each, after) for each in asked}
    return {each.name: now[each.name] for each in asked if now[each.name] != conclusion_holds(case, each, before)}


def conclusions_record(scenario: Scenario, before: Outcome, after: Outcome) -> list[Record]:
    """The conclusions that turn, with their titles."""
    turned = conclusions_turned(scenario, before, after)
    titles = scenario.case.conclusions
    return [{"name": name, "title": titles[name].title, "holds": holds} for name, holds in turned.items()]


def flip_in_words(along: OutcomesAlong, flip: Flip) -> str:
    """What turns beyond a flip, seen from the present value, in short."""
    nearer, beyond = sides_of(along, flip)
    side = f"at {flip.value:g}" if along.entry.is_switch else _beyond(along, flip)
    return f"{side}: {turn_in_short(along.scenario, nearer, beyond)}"


def _beyond(along: OutcomesAlong, flip: Flip) -> str:
    side = "above" if flip.value >= along.value else "below"
    return f"{side} {value_in_words(flip.value, along.entry)}"


def sides_of(along: OutcomesAlong, flip: Flip) -> tuple[Outcome, Outcome]:
    """The outcomes on the nearer and on the farther side of a flip, seen from the present value."""
    return (flip.below, flip.above) if flip.value >= along.value else (flip.above, flip.below)


def binders_in_words(along: OutcomesAlong, flip: Flip) -> list[str]:
    """Who binds at a flip, a phrase for each."""
    at = None if along.entry.is_switch else value_in_words(flip.value, along.entry)
    case = along.scenario.case
    return [binding_in_words(case, binding, at) for binding in along.who_binds(flip)]


def along_record(along: OutcomesAlong, who: bool = True) -> Record:
    """The outcomes of a scenario along one assumption: part by part, with the flips between them; `who` binds there."""
    scenario = along.scenario
    ends = [*along.edges]
    return {
        "scenario": scenario.name,
        "title": scenario.title,
        "value": number(along.value),
        "searched": [number(ends[0]), number(ends[-1])],
        "tied": along.tied,
        "complete": along.complete,
        "now": outcome_in_words(scenario, along.now),
        "parts": [
            {"from": number(low), "to": number(high), "outcome": outcome_in_words(scenario, outcome)}
            for low, high, outcome in zip(ends, ends[1:], along.outcomes, strict=False)
        ],
        "flips": [_flip_record(along, flip, who) for flip in along.flips_by_distance],
    }


def _flip_record(along: OutcomesAlong, flip: Flip, who: bool) -> Record:
    nearer, beyond = sides_of(along, flip)
    share = along.share(flip)
    return {
        "value": number(flip.value),
        "solved": [flip.low, flip.high],
        "method": "exact" if flip.exact else "bracketed",
        "share_of_range": number(share) if share < float("inf") else None,
        "inside_range": along.entry.allows(flip.value),
        "below": outcome_in_words(along.scenario, flip.below),
        "above": outcome_in_words(along.scenario, flip.above),
        "turns_to": turn_in_words(along.scenario, nearer, beyond),
        "turn": turn_record(along.scenario, nearer, beyond),
        "conclusions": conclusions_record(along.scenario, nearer, beyond),
        **({"binds": [binding_record(each) for each in along.who_binds(flip)]} if who else {}),
        **({"words": "; ".join(binders_in_words(along, flip))} if who else {}),
    }


def label_of(along: OutcomesAlong) -> str:
    """What people read for the assumption that is moved."""
    return labels.assumption(along.entry)
