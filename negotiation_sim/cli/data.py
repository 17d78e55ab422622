"""The commands that list, cite, start, export and read: what a case holds and how it travels."""

from pathlib import Path
from typing import Annotated

import typer

from ..errors import InputError, unknown
from .options import (
    AssumeOption,
    CaseOption,
    GivenOption,
    JsonOption,
    ScenarioArgument,
    SetOption,
    read_case,
    read_moves,
    read_scenario,
    read_sets,
    read_values,
    say_written,
    show,
)


def assumptions(
    player: Annotated[str | None, typer.Option("--player", help="Only this player's.")] = None,
    all_levels: Annotated[bool, typer.Option("--all", help="Details too.")] = False,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the whole register to this file.")] = None,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    json: JsonOption = False,
) -> None:
    """The register: every number that is an opinion, its range, unit, reason and source.

    Edit the CSV in a spreadsheet and pass it back with --assume my.csv.

    Examples:

      negotiation-sim assumptions --player serbia

      negotiation-sim assumptions --csv my.csv
    """
    from ..case.assumptions import of_player
    from ..case.spreadsheet import register_csv
    from ..files import write_whole
    from ..questions.assumptions import words as lists
    from ..questions.assumptions.record import assumptions as records_assumptions

    loaded, _ = read_case(case, (), [assume] if assume else ())
    (chosen,) = read_sets(loaded, [assume]) if assume else (None,)
    values = loaded.values(chosen, read_values(set_))
    if player and player not in loaded.players:
        raise InputError(unknown("player", player, loaded.players))
    entries = tuple(of_player(loaded.register, player)) if player else tuple(loaded.register.values())
    if csv:
        say_written([write_whole(csv, register_csv(loaded.register, values))])
        return
    show(
        lambda: lists.assumptions(loaded, entries, values, details=all_levels or player is not None),
        lambda: records_assumptions(entries, values),
        None,
        json,
        False,
    )


def sets(case: CaseOption = "kosovo", json: JsonOption = False) -> None:
    """The assumption sets: who holds each, which way it leans, and in what it differs."""
    from ..questions.assumptions import words as lists
    from ..questions.sets.record import sets as records_sets

    loaded, _ = read_case(case)
    show(lambda: lists.sets(loaded), lambda: records_sets(loaded), None, json, False)


def scenarios(case: CaseOption = "kosovo", json: JsonOption = False) -> None:
    """The scenarios: what each means, fixes and changes."""
    from ..questions.assumptions import words as lists
    from ..questions.scenarios.record import scenarios as records_scenarios

    loaded, _ = read_case(case)
    show(lambda: lists.scenarios(loaded), lambda: records_scenarios(loaded), None, json, False)


def cases() -> None:
    """The built-in cases."""
    from ..case.library import built_in_cases
    from ..case.loader import load_case
    from ..questions.assumptions import words as lists

    show(lambda: lists.cases([load_case(name) for name in built_in_cases()]), None, None, False, False)


def cite(
    numbers: Annotated[list[str], typer.Argument(help="Claims and sources, such as C43 S08.")],
    case: CaseOption = "kosovo",
) -> None:
    """What the numbered claims and sources behind the assumptions are."""
    from ..questions.assumptions import words as lists

    loaded, _ = read_case(case)
    show(lambda: lists.citations(loaded, numbers), None, None, False, False)


def new(
    name: Annotated[Path, typer.Argument(help="The folder to make.")],
    like: Annotated[str | None, typer.Option("--like", help="Copy this case instead of the small example.")] = None,
) -> None:
    """Starts a case of your own: a small working one to change, or a copy of another.

    Examples:

      negotiation-sim new my_case

      negotiation-sim new my_kosovo --like kosovo
    """
    from ..case.library import new_case

    say_written(new_case(name, like))
    typer.echo(f"Try: negotiation-sim compare --case {name if name.is_absolute() else './' + str(name)}")


def export(
    scenario: ScenarioArgument,
    file: Annotated[Path, typer.Argument(help="FILE.nfg (Gambit) or FILE.csv.")],
    given: GivenOption = None,
    as_matrix: Annotated[bool, typer.Option("--matrix", help="Two players: a matrix to edit, not a list.")] = False,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
) -> None:
    """Writes a scenario's game, without the players who have no choice, for any other solver.

    Examples:

      negotiation-sim export recognition_first game.nfg

      negotiation-sim export free_choice pair.csv --case prisoners_dilemma --matrix
    """
    from ..formats.game_file import write_game
    from ..worlds.tables import build

    game = build(read_scenario(scenario, case, assume, set_).fixing(read_moves(given)))
    say_written([write_game(game.without_fixed(), file, matrix=as_matrix)])
