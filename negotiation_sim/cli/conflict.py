"""The commands about moves: stability, coalitions, path."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import InputError, unknown
from .options import (
    AssumeOption,
    CaseOption,
    CsvOption,
    JsonOption,
    OutOption,
    SetOption,
    read_case,
    read_moves,
    read_sets,
    read_values,
    say_written,
    show,
)

if TYPE_CHECKING:
    from ..worlds.dispute import Dispute

DisputeArgument = Annotated[
    str, typer.Argument(help="A scenario, its .toml file, or a conflict by rankings such as elmira or its folder.")
]
FromOption = Annotated[
    list[str] | None,
    typer.Option("--from", help="Where to start: PLAYER=MOVE, others at their first strategy; or a conflict's state."),
]
StartOption = Annotated[int | None, typer.Option("--result", help="Start from this pure equilibrium, by its number.")]


def stability(
    scenario: DisputeArgument,
    sanctions: Annotated[
        str, typer.Option("--sanctions", help="single: one move of one opponent; any: any sequence.")
    ] = "single",
    concept: Annotated[list[str] | None, typer.Option("--concept", help="nash, gmr, smr or seq. Repeatable.")] = None,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Which states stay when players can answer one another: Nash, GMR, SMR and SEQ stability of the graph model.

    Moves that the case declares irreversible cannot be made.

    Examples:

      negotiation-sim stability recognition_first

      negotiation-sim stability free_choice --sanctions any --concept seq

      negotiation-sim stability elmira
    """
    from ..questions.stability.answer import stabilities
    from ..questions.stability.record import stability as conflict_records_stability
    from ..questions.stability.words import stability as conflict_stability

    found = stabilities(read_dispute(scenario, case, assume, set_), sanctions, concept or ())
    show(lambda: conflict_stability(found), lambda: conflict_records_stability(found), lambda: found.table, json, csv)
    if out:
        from ..questions.stability.files import write_stability as conflict_files_write_stability

        say_written(conflict_files_write_stability(found, out))


def coalitions(
    scenario: DisputeArgument,
    from_: FromOption = None,
    result: StartOption = None,
    to: Annotated[
        str | None,
        typer.Option("--to", help="Only moves to where this condition holds, or to this state of a conflict."),
    ] = None,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Who must move together to leave a profile, and who then loses; strong and coalition-proof equilibria.

    Without --from or --result it starts from the status quo: everybody at its first-listed strategy.

    Examples:

      negotiation-sim coalitions recognition_first

      negotiation-sim coalitions recognition_first --from serbia=normalise --to "count(holdouts.yes) == 4"

      negotiation-sim coalitions elmira --from 5
    """
    from ..questions.coalitions import record as conflict_records
    from ..questions.coalitions.answer import leaving
    from ..questions.coalitions.words import coalitions as conflict_coalitions

    dispute = read_dispute(scenario, case, assume, set_)
    found = leaving(dispute, read_start(dispute, from_, result), to)
    show(lambda: conflict_coalitions(found), lambda: conflict_records.coalitions(found), lambda: found.table, json, csv)
    if out:
        from ..questions.coalitions import files as conflict_files

        say_written(conflict_files.write_coalitions(found, out))


def path(
    scenario: DisputeArgument,
    to: Annotated[
        str, typer.Option("--to", help="A condition in the outcome language, such as nato > 0; or a conflict's state.")
    ],
    from_: FromOption = None,
    result: StartOption = None,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """How a wanted state could come about step by step, and whose step is missing.

    Without --from or --result it starts from the status quo: everybody at its first-listed strategy.

    Examples:

      negotiation-sim path recognition_first --to "nato > 0"

      negotiation-sim path recognition_first --to serbia.normalise --from spain=yes,slovakia=yes

      negotiation-sim path elmira --to "moe.modify and uniroyal.accept"
    """
    from ..questions.path import words as shown
    from ..questions.path.answer import route
    from ..questions.path.record import path as conflict_records_path

    dispute = read_dispute(scenario, case, assume, set_)
    found = route(dispute, read_start(dispute, from_, result), to)
    show(lambda: shown.path(found), lambda: conflict_records_path(found), lambda: found.table, json, csv)
    if out:
        from ..questions.path.files import write_path as conflict_files_write_path

        say_written(conflict_files_write_path(found, out))


def read_dispute(name: str, case: str, assume: str | None, overrides: list[str] | None) -> "Dispute":
    """A scenario of the case, or else the conflict by rankings of that name, file or folder."""
    from ..case.conflict import built_in_conflicts, find_conflict
    from ..case.conflict_file import load_conflict
    from ..worlds.dispute import dispute

    path = find_conflict(name)
    if path is None or name in read_case(case)[0].scenario_files:
        loaded, (scenario,) = read_case(case, [name], [assume] if assume else [])
        if scenario not in loaded.scenario_files:
            known = [*loaded.scenario_files, *built_in_conflicts()]
            raise InputError(unknown("scenario or conflict", name, known))
        (chosen,) = read_sets(loaded, [assume]) if assume else (None,)
        return dispute(loaded.scenario(scenario, chosen, read_values(overrides)))
    if assume or overrides:
        raise InputError(f"{name}: is stated by rankings, without assumptions: --assume and --set do not apply to it.")
    return dispute(load_conflict(path))


def read_start(found: "Dispute", given: list[str] | None, result: int | None) -> int:
    """The state that --from and --result name."""
    if found.scenario is not None:
        return found.start(read_moves(given), result)
    if given and len(given) > 1:
        raise InputError("a conflict starts from one state: --from LABEL.")
    return found.start(None, result, given[0] if given else None)
