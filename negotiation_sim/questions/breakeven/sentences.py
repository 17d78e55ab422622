"""Break-evens in sentences: whether the conclusion holds, where it is nearest to changing, who binds there."""

from ...present.conclusions import binding_in_words, capital, value_in_words
from ...present.phrases import listed
from ...worlds.along.switches import Switch
from ...worlds.results.chain import Chain
from .answer import BreakEven, BreakEvens


def sentence(answer: BreakEvens) -> str:
    """Whether the conclusion holds, and on which assumption it is nearest to changing."""
    scenario, nearest = answer.links[0].scenario, answer.nearest
    changed = " with your changes" if scenario.overrides else ""
    verb = "holds" if answer.holds else "does not hold"
    opening = f"Under {scenario.assumptions.name}{changed} the conclusion {verb}{nowhere(answer)}"
    if nearest is None:
        return f"{opening}; moved alone over its range and beyond, {_none_changes(answer)}.{whatever(answer)}"
    name, value = nearest.entry.name, f"{nearest.value:g}"
    if nearest.tied or nearest.nearest is None:
        return f"{opening}, by a tie alone: any small change of {name} from {value} ends it."
    at = f"at {value_in_words(nearest.nearest.value, nearest.entry)} instead of {value}"
    at += "" if nearest.entry.is_switch else f", {nearest.share:.0%} of its range away"
    towards = "failing" if answer.holds else "holding"
    who = capital(who_binds(answer.links, nearest, nearest.nearest))
    return f"{opening}; it is nearest to {towards} on {name}: {at}. {who}."


def _none_changes(answer: BreakEvens) -> str:
    names = [each.entry.name for each in answer.nearest_first]
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
    at = None if break_even.entry.is_switch else value_in_words(switch.value, break_even.entry)
    case = links[0].scenario.case
    causes = "; ".join(binding_in_words(case, binding, at) for binding in switch.bindings)
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
    narrow = [each.entry.name for each in moved if each.narrow]
    less = f"; of {listed(narrow)} the range alone, for beyond it a rule gives no number" if narrow else ""
    rough = [each.entry.name for each in moved if not each.complete]
    more = f" The search is not complete for {listed(rough)}." if rough else ""
    return f"{counts}{both}{less}.{more}"
