"""The command about the nearest world: believe."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import InputError, unknown
from .beliefs import ConceptOption, HoldsOption
from .options import (
    AssumeOption,
    CaseOption,
    CsvOption,
    JsonOption,
    OutOption,
    ScenarioArgument,
    SetOption,
    read_case,
    read_scenario,
    read_sets,
    read_values,
    say_written,
    show,
)
from .progress import watched

if TYPE_CHECKING:
    from ..case.scenario import Scenario
    from ..questions.believe.between import Between
    from ..questions.believe.nearest_world import Belief


def believe(
    scenario: ScenarioArgument,
    holds: HoldsOption,
    to: Annotated[
        str | None, typer.Option("--to", help="holds or fails: what is to become so. None: what it does not do now.")
    ] = None,
    free: Annotated[
        list[str] | None, typer.Option("--free", help="What may move: serbia.*,dialogue_offset. None: all main ones.")
    ] = None,
    measure: Annotated[
        list[str] | None,
        typer.Option("--measure", help="total (sum of changes), largest or count. Repeatable; none: all."),
    ] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option("--between", help="Two assumption sets: which few differences decide it.")
    ] = None,
    concept: ConceptOption = None,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """What would you have to believe? The nearest values at which a conclusion holds, or no longer does.

    Changes are measured in widths of each assumption's range. With --between: the smallest sets of differences between
    two assumption sets that turn the answer over (without --assume, --to, --free and --measure).

    Examples:

      negotiation-sim believe recognition_first --holds "count(holdouts.yes) == 4 and serbia.normalise"

      negotiation-sim believe recognition_first --holds serbia.normalise --assume sceptic --free "serbia.*,dialogue_offset"

      negotiation-sim believe recognition_first --holds "count(holdouts.yes) == 4" --between op_ed sceptic
    """
    from ..questions.believe import between_words as shown_between
    from ..questions.believe import words as believing

    if between:
        _between_only({"--assume": assume, "--to": to, "--free": free, "--measure": measure})
        found = _between(scenario, holds, between, concept, case, set_)
        show(
            lambda: shown_between.between(found),
            lambda: shown_between.record(found),
            lambda: shown_between.table(found),
            json,
            csv,
        )
        if out:
            say_written(shown_between.write(found, out))
        return
    beliefs = _beliefs(read_scenario(scenario, case, assume, set_), holds, to, free, measure, concept)
    show(
        lambda: believing.beliefs(beliefs),
        lambda: believing.record(beliefs),
        lambda: believing.table(beliefs),
        json,
        csv,
    )
    if out:
        say_written(believing.write(beliefs, out))


LEFT_OUT = {
    "--assume": "names the two assumption sets itself",
    "--to": "looks for what turns the answer over, whichever it is",
    "--free": "takes over any value in which the two sets differ",
    "--measure": "lists the smallest sets of differences, by their number",
}
"""Why --between has no use for each of these options."""


def _between_only(given: Mapping[str, object]) -> None:
    for option, value in given.items():
        if value:
            raise InputError(f"--between {LEFT_OUT[option]}; leave {option} out.")


def _beliefs(
    scenario: "Scenario",
    holds: str,
    to: str | None,
    free: list[str] | None,
    measures: list[str] | None,
    concept: str | None,
) -> "list[Belief]":
    from ..questions.believe.answer import MEASURES, nearest_worlds

    if to not in (None, "holds", "fails"):
        raise InputError(unknown("end", str(to), ("holds", "fails")))
    patterns = [part.strip() for text in free or () for part in text.split(",") if part.strip()]
    make = None if to is None else to == "holds"
    with watched("Searching, one way to measure after the other", len(measures or MEASURES)) as advance:
        return nearest_worlds(scenario, holds, concept, make, patterns, measures or (), advance)


def _between(
    scenario: str, holds: str, names: tuple[str, str], concept: str | None, case: str, overrides: list[str] | None
) -> "Between":
    from ..questions.believe.between import between
    from ..worlds.results.result import conclusion

    loaded, (name,) = read_case(case, [scenario], names)
    first, second = (loaded.scenario(name, one, read_values(overrides)) for one in read_sets(loaded, names))
    return between(first, second, conclusion(loaded, holds, concept))
