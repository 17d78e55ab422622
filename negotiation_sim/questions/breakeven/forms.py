"""Break-evens in sentences, as the terminal shows them, and as plain dictionaries."""

from math import isfinite

from rich.console import Group, RenderableType
from rich.text import Text

from ...present import conclusions, labels
from ...present.phrases import capital, listed, percent
from ...present.records import Record, number, stamped
from ...present.tables import footer, table_of
from ...worlds.along.bracketed import PARTS
from ...worlds.along.switches import Switch
from ...worlds.results.chain import Chain
from .answer import BreakEven, BreakEvens


def sentence(answer: BreakEvens) -> str:
    """Whether the conclusion holds, and on which assumption it is nearest to changing."""
    scenario, nearest = answer.links[0].scenario, answer.nearest
    changed = " with your changes" if scenario.overrides else ""
    verb = "holds" if answer.holds else "does not hold"
    opening = f"Under {labels.author(scenario.assumptions)}{changed} the conclusion {verb}{nowhere(answer)}"
    if nearest is None:
        return f"{opening}; moved alone over its range and beyond, {_none_changes(answer)}.{whatever(answer)}"
    name, value = labels.assumption(nearest.entry), f"{nearest.value:g}"
    if nearest.tied or nearest.nearest is None:
        return (
            f"{opening}, by a tie alone: any small change of {name} from {value} ends it.{indifferent(answer, nearest)}"
        )
    who = capital(who_binds(answer.links, nearest, nearest.nearest))
    if nearest.is_present(nearest.nearest):
        itself = f"the value of {name} today, {value}, is itself {_what_stands_there(nearest.nearest)}"
        return f"{opening}; {itself}.{indifferent(answer, nearest)} {who}."
    at = f"at {conclusions.value_in_words(nearest.nearest.value, nearest.entry)} instead of {value}"
    at += "" if nearest.entry.is_switch else f", {percent(nearest.share)} of its range away"
    towards = "failing" if answer.holds else "holding"
    return f"{opening}; it is nearest to {towards} on {name}: {at}. {who}."


def _what_stands_there(switch: Switch) -> str:
    tied = any(binding.kind in ("deviation", "joint") for binding in switch.bindings)
    return "the tie" if tied else "where the answer changes"


def indifferent(answer: BreakEvens, each: BreakEven) -> str:
    """Who is indifferent at the present value where that is a tie, in a sentence; else empty."""
    bindings = each.indifferent or (each.nearest.bindings if each.nearest else ())
    case, kinds = answer.links[0].scenario.case, ("deviation", "joint")
    who = [conclusions.indifferent_in_words(case, binding) for binding in bindings if binding.kind in kinds]
    return f" {capital('; '.join(dict.fromkeys(who)))}." if who else ""


def _none_changes(answer: BreakEvens) -> str:
    names = [labels.assumption(each.entry) for each in answer.nearest_first]
    return f"{names[0]} does not change that" if len(names) == 1 else f"none of {len(names)} assumptions changes that"


def nowhere(answer: BreakEvens) -> str:
    """Which scenarios lead nowhere, so that nothing can hold there."""
    scenarios = [
        f"{'some node of ' * bool(link.reached.rule)}'{link.scenario.title}' has no pure equilibrium"
        for link in answer.unsettled
    ]
    return f", for {listed(scenarios)}" if scenarios else ""


def whatever(answer: BreakEvens) -> str:
    """That no play could change the answer, where that is so."""
    if answer.whatever is None:
        return ""
    who = "Every profile meets" if answer.whatever else "No profile meets"
    return f" {who} the condition, so the answer is the same whatever is played."


def who_binds(links: Chain, break_even: BreakEven, switch: Switch) -> str:
    """Who binds at a switch, in words; with the scenarios where there are several."""
    at = None if break_even.entry.is_switch else conclusions.value_in_words(switch.value, break_even.entry)
    case = links[0].scenario.case
    causes = "; ".join(conclusions.binding_in_words(case, binding, at) for binding in switch.bindings)
    if len(links) == 1:
        return causes
    return f"{listed([links[k].scenario.title for k in switch.links])}: {causes}"


def in_numbers(answer: BreakEvens) -> str:
    """How many assumptions change the answer, how far was searched, and where the search is not complete."""
    moved = answer.nearest_first
    inside = sum(each.inside or each.tied for each in moved)
    still = sum(not each.switches and not each.tied for each in moved)
    counts = (
        f"Assumptions moved: {len(moved)}. The answer changes inside the range for {inside}, only beyond it (marked *) "
        f"for {len(moved) - inside - still}, and nowhere in what was searched for {still}. Searched: the range and one "
        "width beyond on either side"
    )
    both = ", of a yes or no its two values" * any(each.entry.is_switch for each in moved)
    narrow = [labels.assumption(each.entry) for each in moved if each.narrow]
    less = f"; of {listed(narrow)} the range alone, for beyond it a rule gives no number" if narrow else ""
    rough = [labels.assumption(each.entry) for each in moved if not each.complete and not answer.bracketed]
    more = f" The search is not complete for {listed(rough)}." if rough else ""
    return f"{counts}{both}{less}.{more}"


ALONE = "Each assumption is moved alone, the others as they stand."
BRACKETED = (
    "A conclusion about another kind of result than the game is tried at values on a grid, and each change between two "
    f"of them is bracketed: changes nearer to each other than 1/{PARTS} of a range may be missed."
)
LIMITS = (
    f"{ALONE} An exact switch is a root in closed form; a bracketed "
    "one lies between two values that were solved, and its search rests on polynomials that equal or approximate the "
    "payoffs. An answer at one single value, by a tie, is not a switch."
)


def text(answer: BreakEvens) -> Group:
    """The sentence, the table of switches, and what does not matter."""
    numbers = ("Now", "Range", "Switch", "Away", "Of range")
    table = table_of("Where the answer changes", "Assumption", *numbers, "Who binds", right=numbers)
    changing = sorted(
        (each for each in answer.nearest_first if each.switches or each.tied),
        key=lambda each: not (each.inside or each.tied),
    )
    for each in changing:
        for cells in _rows(answer, each):
            table.add_row(*cells)
    opening = Text(sentence(answer), style="bold"), Text(conclusions.conclusion_in_words(answer.links)), Text()
    parts: list[RenderableType] = [*opening, table, Text()] if changing else [*opening]
    return Group(*parts, Text(in_numbers(answer)), Text(limits(answer)), footer(conclusions.scenarios_of(answer.links)))


def limits(answer: BreakEvens) -> str:
    """What the search does not find."""
    if all(link.numbered for link in answer.links):
        return f"{ALONE} {BRACKETED}"
    return f"{LIMITS} {BRACKETED}" if answer.bracketed else LIMITS


def _rows(answer: BreakEvens, break_even: BreakEven) -> list[list[str]]:
    links, entry, value = answer.links, break_even.entry, break_even.value
    lead = [labels.assumption(entry), f"{value:g}", f"{entry.low:g} to {entry.high:g}"]
    if break_even.tied:
        tie = f"a tie: it {'holds' if break_even.holds else 'fails'} at this value alone."
        return [[*lead, f"{value:g}", "0", "0 %", f"{tie}{indifferent(answer, break_even)}"]]
    rows = []
    for switch in break_even.switches_by_distance:
        beyond = "" if entry.allows(switch.value) else " *"
        how = "" if switch.exact else " (bracketed)"
        itself = f"today's value is itself {_what_stands_there(switch)}: " * break_even.is_present(switch)
        changes_at = conclusions.value_in_words(switch.value, entry)
        who = f"{itself}{who_binds(links, break_even, switch)}{how}"
        away = f"{abs(switch.value - value):.3g}", percent(break_even.share_of(switch))
        rows.append([*lead, changes_at + beyond, *away, who])
        lead = ["", "", ""]
    return rows


def record(answer: BreakEvens) -> Record:
    """What must hold, whether it does, and every assumption with its switches."""
    return {
        **stamped(conclusions.scenarios_of(answer.links)),
        "conclusion": conclusions.conclusion_record(answer.links),
        "holds": answer.holds,
        "payoff_margins": [number(by) if isfinite(by) else None for by in answer.payoff_margins],
        "without_equilibrium": [link.scenario.name for link in answer.unsettled],
        "same_whatever_is_played": answer.whatever is not None,
        "sentence": sentence(answer),
        "break_evens": [_of_assumption(answer.links, each) for each in answer.nearest_first],
        **({"grid": PARTS} if answer.bracketed else {}),
        "limits": limits(answer),
    }


def _of_assumption(links: Chain, break_even: BreakEven) -> Record:
    entry = break_even.entry
    return {
        "assumption": entry.name,
        **labels.beside(links[0].scenario.case.register, entry.name),
        "unit": entry.unit,
        "value": number(break_even.value),
        "range": [number(entry.low), number(entry.high)],
        "searched": [number(break_even.searched_low), number(break_even.searched_high)],
        "margin": number(break_even.margin) if break_even.margin < float("inf") else None,
        "share_of_range": number(break_even.share) if break_even.share < float("inf") else None,
        "inside_range": break_even.inside,
        "searched_range_only": break_even.narrow,
        "tied": break_even.tied,
        **_indifferent(links, break_even),
        "complete": break_even.complete,
        "switches": [_of_switch(links, break_even, switch) for switch in break_even.switches],
    }


def _indifferent(links: Chain, break_even: BreakEven) -> Record:
    if not break_even.indifferent:
        return {}
    return {"indifferent": [conclusions.binding_record(binding) for binding in break_even.indifferent]}


def _of_switch(links: Chain, break_even: BreakEven, switch: Switch) -> Record:
    return {
        "value": number(switch.value),
        "solved": [switch.low, switch.high],
        "holds_above": switch.holds_above,
        "method": switch.method,
        "scenarios": [links[k].scenario.name for k in switch.links],
        "binds": [conclusions.binding_record(binding) for binding in switch.bindings],
        "words": who_binds(links, break_even, switch),
    }
