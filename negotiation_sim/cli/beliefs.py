"""The commands about what carries a conclusion: breakeven, regions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import InputError
from .options import (
    AssumeOption,
    CaseOption,
    CsvOption,
    JsonOption,
    OutOption,
    ScenarioArgument,
    SetOption,
    read_scenario,
    say_written,
    show,
)

if TYPE_CHECKING:
    from ..worlds.results.chain import Chain

HoldsOption = Annotated[str, typer.Option("--holds", help="The condition that must hold, such as serbia.normalise.")]
AndOption = Annotated[
    list[str] | None, typer.Option("--and", help="SCENARIO:CONDITION that must hold too. Repeatable.")
]
ConceptOption = Annotated[
    str | None,
    typer.Option("--concept", help="some, every, best_joint or cautious. None: best_joint; every without an order."),
]


def breakeven(
    scenario: ScenarioArgument,
    holds: HoldsOption,
    also: AndOption = None,
    concept: ConceptOption = None,
    assumption: Annotated[
        list[str] | None, typer.Option("--assumption", help="Only this one, or a pattern: serbia.*. Repeatable.")
    ] = None,
    all_levels: Annotated[bool, typer.Option("--all", help="Every assumption, details too.")] = False,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """For each assumption alone, the exact values at which a conclusion starts or stops to hold, and who binds.

    Examples:

      negotiation-sim breakeven recognition_first --holds "count(holdouts.yes) == 4"

      negotiation-sim breakeven recognition_first --holds serbia.normalise --assumption "serbia.*" --assume sceptic

      negotiation-sim breakeven recognition_first --holds serbia.normalise --and status_quo:serbia.stall --all
    """
    from ..questions.breakeven import words as shown
    from ..questions.breakeven.answer import break_evens

    links = read_chain(scenario, holds, also, concept, case, assume, set_)
    found = break_evens(links, assumption or (), main=not all_levels)
    show(lambda: shown.break_evens(found), lambda: shown.record(found), lambda: found.table, json, csv)
    if out:
        say_written(shown.write_break_evens(found, out))


def regions(
    scenario: ScenarioArgument,
    holds: HoldsOption,
    x: Annotated[str, typer.Option("--x", help="The assumption across.")],
    y: Annotated[str, typer.Option("--y", help="The assumption upwards.")],
    also: AndOption = None,
    concept: ConceptOption = None,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Over two assumptions at once, where a conclusion holds, its boundary, who binds there, and every assumption set.

    Example:

      negotiation-sim regions recognition_first --holds "count(holdouts.yes) == 4" --x dialogue_offset --y us_cred
    """
    from ..questions.regions import words as shown
    from ..questions.regions.answer import regions as regions_of

    found = regions_of(read_chain(scenario, holds, also, concept, case, assume, set_), x, y)
    show(lambda: shown.regions(found), lambda: shown.record(found), lambda: found.table, json, csv)
    if out:
        say_written(shown.write_regions(found, out))


def read_chain(
    scenario: str,
    holds: str,
    also: Sequence[str] | None,
    concept: str | None,
    case: str,
    assume: str | None,
    overrides: Sequence[str] | None,
) -> "Chain":
    from ..worlds.results.chain import chain

    more = []
    for text in also or ():
        name, colon, condition = (part.strip() for part in text.partition(":"))
        if not (name and colon and condition):
            raise InputError(f"'{text}': write SCENARIO:CONDITION, for example status_quo:serbia.stall.")
        more.append((name, condition))
    return chain(read_scenario(scenario, case, assume, overrides), holds, more, concept)
