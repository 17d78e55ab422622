"""The commands that solve: compare, run, matrix, explain, thresholds."""

from typing import Annotated

import typer

from .options import (
    AssumeOption,
    CaseOption,
    CsvOption,
    GivenOption,
    JsonOption,
    OutOption,
    ResultOption,
    ScenarioArgument,
    SetOption,
    read_case,
    read_moves,
    read_sets,
    read_solved,
    read_values,
    say_written,
    show,
)


def compare(
    scenarios: Annotated[list[str] | None, typer.Argument(help="Scenarios; none: the case's main ones.")] = None,
    all_scenarios: Annotated[bool, typer.Option("--all", help="Every scenario of the case.")] = False,
    case: CaseOption = "kosovo",
    assume: Annotated[list[str] | None, typer.Option("--assume", help="An assumption set or file. Repeatable.")] = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Compares scenarios: equilibria, staged outcomes, payoffs, changes against the baseline.

    Examples:

      negotiation-sim compare

      negotiation-sim compare status_quo conditional_funds --set funds=7

      negotiation-sim compare --all --assume op_ed --assume sceptic --out results
    """
    from ..questions.compare import words as comparison
    from ..questions.compare.answer import compare as compared_by
    from ..questions.compare.record import comparison as records_comparison

    loaded, names = read_case(case, scenarios or (), assume or ())
    chosen = tuple(loaded.scenario_files) if all_scenarios else names
    found = compared_by(loaded, chosen, read_sets(loaded, assume or ()), read_values(set_))
    show(lambda: comparison.comparison(found), lambda: records_comparison(found), lambda: found.payoffs, json, csv)
    if out:
        from ..questions.compare import files as report

        say_written(report.write_comparison(found, out))


def run(
    scenario: ScenarioArgument,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Solves one scenario and shows its results in full, with the staged path.

    Examples:

      negotiation-sim run recognition_first

      negotiation-sim run recognition_first --assume sceptic --set dialogue_offset=0.6 --json

      ./scenarios/kosovo/recognition_first.toml
    """
    from rich.console import Group

    from ..questions.compare import words as comparison
    from ..questions.compare.answer import compare as compared_by
    from ..questions.compare.record import comparison as records_comparison

    loaded, (name,) = read_case(case, [scenario], [assume] if assume else ())
    found = compared_by(loaded, [name], read_sets(loaded, [assume] if assume else ()), read_values(set_))
    show(
        lambda: Group(comparison.scenario(found.solved[0]), comparison.comparison(found)),
        lambda: records_comparison(found),
        lambda: found.payoffs,
        json,
        csv,
    )
    if out:
        from ..questions.compare import files as report

        say_written(report.write_scenario(found, out))


def matrix(
    row: Annotated[str, typer.Argument(help="The row player.")],
    column: Annotated[str, typer.Argument(help="The column player.")],
    scenario: Annotated[str, typer.Option("--scenario", help="A scenario's name, or its .toml file.")],
    given: GivenOption = None,
    result: ResultOption = 1,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Two players' payoffs against each other, everybody else held to a move, best replies marked.

    Who is not named by --given plays as in the numbered result (--result, default 1); the title says what.

    Examples:

      negotiation-sim matrix serbia kosovo --scenario recognition_first --result 2

      negotiation-sim matrix spain greece --scenario recognition_first --given slovakia=yes,romania=yes
    """
    from ..questions.matrix.answer import bimatrix
    from ..questions.matrix.record import bimatrix as records_bimatrix
    from ..questions.matrix.words import bimatrix as answers_bimatrix

    found = bimatrix(read_solved(scenario, case, assume, set_), row, column, read_moves(given), result)
    show(lambda: answers_bimatrix(found), lambda: records_bimatrix(found), lambda: found.table, json, csv)
    if out:
        from ..questions.compare import files as report

        say_written(report.write_matrix(found, out))


def explain(
    scenario: ScenarioArgument,
    player: Annotated[list[str] | None, typer.Option("--player", help="Only this player. Repeatable.")] = None,
    profile: Annotated[str | None, typer.Option("--profile", help="Moves: serbia=stall,kosovo=concede")] = None,
    result: ResultOption = 1,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Breaks payoffs into criterion x weight, with sources, and says who would deviate, to what, and why.

    Who is not named by --profile plays as in the numbered result (--result, default 1).

    Examples:

      negotiation-sim explain recognition_first --player serbia --result 2

      negotiation-sim explain recognition_first --profile spain=yes --player spain
    """
    from ..questions.explain import words as answers
    from ..questions.explain.answer import explain as explained_by
    from ..questions.explain.record import explanation as records_explanation
    from ..worlds.solved import completed

    solved = read_solved(scenario, case, assume, set_)
    for name in player or ():
        solved.game.player(name)
    found = explained_by(solved, completed(solved, read_moves([profile] if profile else None), result), player or ())
    show(lambda: answers.explanation(found), lambda: records_explanation(found), lambda: found.payoff_table, json, csv)
    if out:
        from ..questions.compare import files as report

        say_written(report.write_explanation(found, out))
