"""Break-evens as plain dictionaries."""

from ...present.conclusions import binding_record, conclusion_record, scenarios_of
from ...present.records import Record, number, stamped
from ...worlds.along.switches import Switch
from ...worlds.results.chain import Chain
from .answer import BreakEven, BreakEvens
from .sentences import sentence, who_binds
from .words import LIMITS


def record(answer: BreakEvens) -> Record:
    """What must hold, whether it does, and every assumption with its switches."""
    return {
        **stamped(scenarios_of(answer.links)),
        "conclusion": conclusion_record(answer.links),
        "holds": answer.holds,
        "without_equilibrium": [link.scenario.name for link in answer.unsettled],
        "same_whatever_is_played": answer.whatever is not None,
        "sentence": sentence(answer),
        "break_evens": [_of_assumption(answer.links, each) for each in answer.nearest_first],
        "limits": LIMITS,
    }


def _of_assumption(links: Chain, break_even: BreakEven) -> Record:
    entry = break_even.entry
    return {
        "assumption": entry.name,
        "unit": entry.unit,
        "value": number(break_even.value),
        "range": [number(entry.low), number(entry.high)],
        "searched": [number(break_even.searched_low), number(break_even.searched_high)],
        "margin": number(break_even.margin) if break_even.margin < float("inf") else None,
        "share_of_range": number(break_even.share) if break_even.share < float("inf") else None,
        "inside_range": break_even.inside,
        "searched_range_only": break_even.narrow,
        "tied": break_even.tied,
        "complete": break_even.complete,
        "switches": [_of_switch(links, break_even, switch) for switch in break_even.switches],
    }


def _of_switch(links: Chain, break_even: BreakEven, switch: Switch) -> Record:
    return {
        "value": number(switch.value),
        "solved": [switch.low, switch.high],
        "holds_above": switch.holds_above,
        "method": switch.method,
        "scenarios": [links[k].scenario.name for k in switch.links],
        "binds": [binding_record(binding) for binding in switch.bindings],
        "words": who_binds(links, break_even, switch),
    }
