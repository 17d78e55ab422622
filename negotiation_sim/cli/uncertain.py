"""The commands that draw over the ranges: uncertainty, sensitivity, discover."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

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
    from ..case.scenario import Case
    from ..worlds.sampling import Sampling

DRAWS = 4096
SOBOL_DRAWS = 65536

DrawsOption = Annotated[int, typer.Option("--draws", help="How many draws.")]
SeedOption = Annotated[int, typer.Option("--seed", help="The seed: the same one gives the same draws.")]
SchemeOption = Annotated[str, typer.Option("--scheme", help="random, or sobol (quasi-random, in scrambled sets).")]
DistributionOption = Annotated[
    str, typer.Option("--distribution", help="triangular (its mode the present value) or uniform.")
]
OnlyOption = Annotated[str | None, typer.Option("--only", help="main or detail: draw assumptions of that level only.")]
FreeOption = Annotated[
    list[str] | None, typer.Option("--free", help="Draw these only, as in us_cred,serbia.*. Repeatable.")
]
SwitchesOption = Annotated[bool, typer.Option("--switches", help="Draw switches too, 0 or 1.")]
CorrelatedOption = Annotated[bool, typer.Option("--correlated", help="With the case's correlated groups.")]
ConceptOption = Annotated[
    str | None, typer.Option("--concept", help="some, every, best_joint or cautious; default best_joint.")
]


def uncertainty(
    scenarios: Annotated[list[str] | None, typer.Argument(help="Scenarios; none: the case's main ones.")] = None,
    holds: Annotated[
        list[str] | None, typer.Option("--holds", help="One more condition, or NAME: CONDITION. Repeatable.")
    ] = None,
    draws: DrawsOption = DRAWS,
    seed: SeedOption = 1,
    scheme: SchemeOption = "random",
    distribution: DistributionOption = "triangular",
    only: OnlyOption = None,
    free: FreeOption = None,
    switches: SwitchesOption = False,
    correlated: CorrelatedOption = False,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Over the ranges of opinion: in which share of draws each outcome is possible, guaranteed, reached in stages.

    Scenarios are compared on the same draws. What a scenario's file or --set changes is held.

    Examples:

      negotiation-sim uncertainty

      negotiation-sim uncertainty recognition_first --draws 16384 --scheme sobol --only main

      negotiation-sim uncertainty status_quo --holds "settled: serbia.normalise and kosovo.concede" --correlated
    """
    from ..questions.uncertainty import words as uncertain
    from ..questions.uncertainty.answer import uncertainty as uncertainty_of
    from ..questions.uncertainty.record import uncertainty as uncertain_records_uncertainty

    sets = [assume] if assume else []
    loaded, names = read_case(case, scenarios or (), sets)
    assumed = next(iter(read_sets(loaded, sets)), None)
    chosen = [loaded.scenario(name, assumed, read_values(set_)) for name in names or loaded.main]
    sampling = _sampling(loaded, draws, seed, scheme, distribution, only, free, switches, correlated)
    with watched("Solving draws", sampling.count * (len(chosen) + (loaded.baseline not in names))) as advance:
        found = uncertainty_of(chosen, sampling, holds or (), advance)
    show(
        lambda: uncertain.uncertainty(found),
        lambda: uncertain_records_uncertainty(found),
        lambda: found.shares,
        json,
        csv,
    )
    if out:
        from ..questions.uncertainty import files as uncertain_report

        say_written(uncertain_report.write_uncertainty(found, out))


def sensitivity(
    scenario: ScenarioArgument,
    holds: Annotated[
        list[str] | None, typer.Option("--holds", help="A condition; none: that all hinges hold. Repeatable.")
    ] = None,
    concept: ConceptOption = None,
    payoff: Annotated[
        list[str] | None, typer.Option("--payoff", help="A player's staged payoff instead. Repeatable.")
    ] = None,
    method: Annotated[
        list[str] | None,
        typer.Option("--method", help="regional, rank, pawn, sobol or morris. Repeatable; default regional and rank."),
    ] = None,
    draws: Annotated[
        int | None, typer.Option("--draws", help=f"How many draws; default {DRAWS:,}, for sobol {SOBOL_DRAWS:,}.")
    ] = None,
    seed: SeedOption = 1,
    scheme: SchemeOption = "random",
    distribution: DistributionOption = "triangular",
    only: OnlyOption = None,
    free: FreeOption = None,
    switches: SwitchesOption = False,
    correlated: CorrelatedOption = False,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Which assumptions drive a conclusion or a payoff over their ranges.

    Examples:

      negotiation-sim sensitivity recognition_first

      negotiation-sim sensitivity recognition_first --holds "share == 1" --concept some --method pawn

      negotiation-sim sensitivity recognition_first --payoff serbia --method sobol --only main --draws 16384
    """
    from ..questions.sensitivity import words as drivers
    from ..questions.sensitivity.answer import sensitivity as sensitivity_of
    from ..questions.sensitivity.record import sensitivity as uncertain_records_sensitivity
    from ..worlds import outputs

    chosen = read_scenario(scenario, case, assume, set_)
    loaded, methods = chosen.case, method or ["regional", "rank"]
    asked = outputs.asked(loaded, holds or (), payoff or (), concept)
    count = draws or (SOBOL_DRAWS if "sobol" in methods else DRAWS)
    sampling = _sampling(loaded, count, seed, scheme, distribution, only, free, switches, correlated)
    designs = sum(name in ("sobol", "morris") for name in methods)
    with watched("Solving draws", sampling.count * (designs + (designs < len(methods)))) as advance:
        found = sensitivity_of(chosen, sampling, asked, methods, advance)
    show(
        lambda: drivers.sensitivity(found),
        lambda: uncertain_records_sensitivity(found),
        lambda: found.table,
        json,
        csv,
    )
    if out:
        from ..questions.sensitivity.files import write_sensitivity as uncertain_report_write_sensitivity

        say_written(uncertain_report_write_sensitivity(found, out))


def discover(
    scenario: ScenarioArgument,
    holds: Annotated[str | None, typer.Option("--holds", help="A condition; none: that all hinges hold.")] = None,
    concept: ConceptOption = None,
    density: Annotated[float, typer.Option("--density", help="The share of the box's draws that must hold.")] = 0.9,
    at_most: Annotated[int, typer.Option("--at-most", help="How many assumptions a box may bound.")] = 6,
    draws: DrawsOption = DRAWS,
    seed: SeedOption = 1,
    scheme: SchemeOption = "random",
    distribution: DistributionOption = "triangular",
    only: OnlyOption = None,
    free: FreeOption = None,
    switches: SwitchesOption = False,
    correlated: CorrelatedOption = False,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """The few assumptions, and their bounds, inside which a conclusion holds in most draws.

    Examples:

      negotiation-sim discover recognition_first --holds "share == 1"

      negotiation-sim discover recognition_first --at-most 3 --density 0.6
    """
    from ..questions.discover.answer import discover as discovered
    from ..questions.discover.record import discovery as uncertain_records_discovery
    from ..questions.discover.words import discovery as drivers_discovery
    from ..worlds import outputs

    chosen = read_scenario(scenario, case, assume, set_)
    output = outputs.holds(chosen.case, holds, concept)
    sampling = _sampling(chosen.case, draws, seed, scheme, distribution, only, free, switches, correlated)
    with watched("Solving draws", 2 * sampling.count) as advance:
        found = discovered(chosen, sampling, output, density, at_most, advance)
    show(
        lambda: drivers_discovery(found),
        lambda: uncertain_records_discovery(found),
        lambda: found.table,
        json,
        csv,
    )
    if out:
        from ..questions.discover.files import write_discovery as uncertain_report_write_discovery

        say_written(uncertain_report_write_discovery(found, out))


def _sampling(
    case: "Case",
    draws: int,
    seed: int,
    scheme: str,
    distribution: str,
    only: str | None,
    free: Sequence[str] | None,
    switches: bool,
    correlated: bool,
) -> "Sampling":
    from ..worlds.sampling import sampling

    patterns = [name.strip() for text in free or () for name in text.split(",")]
    return sampling(case, draws, seed, scheme, distribution, only, patterns, switches, correlated)
