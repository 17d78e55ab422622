"""Break-evens in words, as a table, as a record, and as files."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from ...files import write_whole
from ...present.conclusions import binding, bound, capital, conclusion_in_words, scenarios_of, shown, side
from ...present.phrases import listed
from ...present.records import Record, number, stamped
from ...present.tables import footer, table_of
from ...present.terminal import plain
from ...worlds.along.switches import Switch
from ...worlds.results.chain import Chain
from .answer import BreakEven, BreakEvens

LIMITS = (
    "Each assumption is moved alone, the others as they stand. An exact switch is a root in closed form; a bracketed one "
    "lies between two values that were solved, and its search rests on polynomials that equal or approximate the "
    "payoffs. An answer at one single value, by a tie, is not a switch."
)


def sentence(found: BreakEvens) -> str:
    """Whether the conclusion holds, and on which assumption it is nearest to changing."""
    scenario = found.links[0].scenario
    changed = " with your changes" if scenario.own else ""
    opening = f"Under {scenario.assumptions.name}{changed} the conclusion {'holds' if found.holds else 'does not hold'}"
    opening += nowhere(found)
    one = found.nearest
    if one is None:
        names = [each.entry.name for each in found.found]
        asked = (
            f"{names[0]} does not change that" if len(names) == 1 else f"none of {len(names)} assumptions changes that"
        )
        return f"{opening}; moved alone over its range and beyond, {asked}.{whatever(found)}"
    towards = "failing" if found.holds else "holding"
    if one.tied or one.nearest is None:
        return f"{opening}, by a tie alone: any small change of {one.entry.name} from {one.value:g} ends it."
    at = f"at {shown(one.nearest.value, one.entry)} instead of {one.value:g}"
    at += "" if one.entry.is_switch else f", {one.share:.0%} of its range away"
    return f"{opening}; it is nearest to {towards} on {one.entry.name}: {at}. {capital(binds(found.links, one, one.nearest))}."


def nowhere(found: BreakEvens) -> str:
    """Which scenarios lead nowhere, so that nothing can hold there."""
    said = [
        f"{'some node of ' * bool(link.reached.rule)}'{link.scenario.title}' has no pure equilibrium"
        for link in found.unsettled
    ]
    return f", for {listed(said)}" if said else ""


def whatever(found: BreakEvens) -> str:
    """That no play could change the answer, where that is so."""
    if found.whatever is None:
        return ""
    who = "Every profile meets" if found.whatever else "No profile meets"
    return f" {who} the condition, so the answer is the same whatever is played."


def binds(links: Chain, one: BreakEven, switch: Switch) -> str:
    """Who binds at a switch, in words; with the scenarios where there are several."""
    at = shown(switch.value, one.entry)
    said = "; ".join(
        binding(links[0].scenario.case, bound, side(bound, None if one.entry.is_switch else at))
        for bound in switch.bindings
    )
    if len(links) == 1:
        return said
    return f"{listed([links[k].scenario.title for k in switch.links])}: {said}"


def break_evens(found: BreakEvens) -> Group:
    """The sentence, the table of switches, and what does not matter."""
    table = table_of("Where the answer changes", "Assumption", "Now", "Range", "Switch", "Away", "Of range", "Who binds",
                     right=("Now", "Range", "Switch", "Away", "Of range"))  # fmt: skip
    rows = [one for one in found.found if one.switches or one.tied]
    for one in rows:
        for cells in _rows(found.links, one):
            table.add_row(*cells)
    parts: list[RenderableType] = [Text(sentence(found), style="bold"), Text(conclusion_in_words(found.links)), Text()]
    parts += [table, Text()] if rows else []
    return Group(*parts, Text(rest(found)), Text(LIMITS), footer(scenarios_of(found.links)))


def _rows(links: Chain, one: BreakEven) -> list[list[str]]:
    lead = [one.entry.name, f"{one.value:g}", f"{one.entry.low:g} to {one.entry.high:g}"]
    if one.tied:
        return [[*lead, f"{one.value:g}", "0", "0 %", "a tie: the answer holds at this value alone"]]
    rows = []
    for switch in by_distance(one):
        beyond = "" if one.entry.allows(switch.value) else " *"
        away = f"{abs(switch.value - one.value):.3g}"
        how = "" if switch.exact else " (bracketed)"
        rows.append([*lead, shown(switch.value, one.entry) + beyond, away, f"{one.share_of(switch):.0%}",
                     binds(links, one, switch) + how])  # fmt: skip
        lead = ["", "", ""]
    return rows


def by_distance(one: BreakEven) -> Sequence[Switch]:
    return sorted(one.switches, key=lambda switch: abs(switch.value - one.value))


def rest(found: BreakEvens) -> str:
    """How many assumptions change the answer, how far was searched, and where the search is not complete."""
    inside = sum(one.inside or one.tied for one in found.found)
    still = sum(not one.switches and not one.tied for one in found.found)
    beyond = len(found.found) - inside - still
    said = (
        f"Assumptions moved: {len(found.found)}. The answer changes inside the range for "
        f"{inside}, only beyond it (marked *) for {beyond}, and nowhere in what was searched for {still}. Searched: the "
        "range and one width beyond on either side"
    )
    both = ", of a yes or no its two values" * any(one.entry.is_switch for one in found.found)
    narrow = [one.entry.name for one in found.found if one.narrow]
    less = f"; of {listed(narrow)} the range alone, for beyond it a rule gives no number" if narrow else ""
    rough = [one.entry.name for one in found.found if not one.complete]
    more = f" The search is not complete for {listed(rough)}." if rough else ""
    return f"{said}{both}{less}.{more}"


def record(found: BreakEvens) -> Record:
    return {
        **stamped(scenarios_of(found.links)),
        "conclusion": [
            {"scenario": link.scenario.name, "holds": link.reached.condition.text, "concept": link.reached.sense}
            for link in found.links
        ],
        "holds": found.holds,
        "without_equilibrium": [link.scenario.name for link in found.unsettled],
        "same_whatever_is_played": found.whatever is not None,
        "sentence": sentence(found),
        "break_evens": [_record(found.links, one) for one in found.found],
        "limits": LIMITS,
    }


def _record(links: Chain, one: BreakEven) -> Record:
    finite = one.margin < float("inf")
    return {
        "assumption": one.entry.name,
        "unit": one.entry.unit,
        "value": number(one.value),
        "range": [number(one.entry.low), number(one.entry.high)],
        "searched": [number(one.searched_low), number(one.searched_high)],
        "margin": number(one.margin) if finite else None,
        "share_of_range": number(one.share) if one.share < float("inf") else None,
        "inside_range": one.inside,
        "searched_range_only": one.narrow,
        "tied": one.tied,
        "complete": one.complete,
        "switches": [
            {
                "value": number(switch.value),
                "solved": [switch.low, switch.high],
                "holds_above": switch.holds_above,
                "method": switch.method,
                "scenarios": [links[k].scenario.name for k in switch.links],
                "binds": [bound(one) for one in switch.bindings],
                "words": binds(links, one, switch),
            }
            for switch in one.switches
        ],
    }


def write_break_evens(found: BreakEvens, folder: Path) -> list[Path]:
    """breakeven_table.txt, .json and .csv, and the tornado picture."""
    from ...present import canvas
    from . import pictures as breakeven

    data = json.dumps(record(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return [
        write_whole(folder / "breakeven_table.txt", plain(break_evens(found))),
        write_whole(folder / "breakeven_table.json", data),
        write_whole(folder / "breakeven_table.csv", found.table.to_csv(index=False, lineterminator="\n")),
        *canvas.save([breakeven.picture(found)], folder),
    ]
