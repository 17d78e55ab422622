"""The command `solve`: any game or scenario by any solution concept."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import InputError
from .options import (
    AssumeOption,
    CaseOption,
    CsvOption,
    GivenOption,
    JsonOption,
    OutOption,
    SetOption,
    read_moves,
    read_scenario,
    say_written,
    show,
)

if TYPE_CHECKING:
    from ..games.normal_form import Game
    from ..worlds.solved import Solved

DEFAULT_CASE = "kosovo"


def solve(
    scenario: Annotated[str, typer.Argument(help="A scenario's name or .toml file, or a game: FILE.nfg, FILE.csv.")],
    concept: Annotated[str, typer.Option("--concept", help="One of the concepts above.")] = "pure",
    precision: Annotated[
        float | None, typer.Option("--lambda", help="Precision per payoff point. quantal without it: to the limit.")
    ] = None,
    objective: Annotated[
        str | None,
        typer.Option(
            help="Correlated: max: or min: and a PLAYER or welfare, the sum of payoffs (max:welfare by default); or "
            "max-condition:TEXT or min-condition:TEXT, where TEXT is a condition in the outcome language."
        ),
    ] = None,
    bounds: Annotated[
        bool, typer.Option("--bounds", help="Correlated: everybody's least and greatest payoff.")
    ] = False,
    start: Annotated[
        list[str] | None,
        typer.Option("--from", help="Dynamics: PLAYER=MOVE at the start, others at their first. Repeatable."),
    ] = None,
    rounds: Annotated[
        int | None, typer.Option("--rounds", min=1, help="Dynamics: rounds of play; replicator: units of time.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="logit_dynamics in a large game: which random run.")
    ] = None,
    given: GivenOption = None,
    case: CaseOption = DEFAULT_CASE,
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Solves a scenario, or any game in a file, by one solution concept.

    Equilibria: pure (of two players the mixed ones too), mixed (of more than two one that is checked), strong and
    coalition_proof (no coalition improves by pure moves), staged, and what dominance leaves.

    Play that errs: quantal (more precise from uniform on, and the equilibrium it tends to), agent_quantal (in stages).

    A mediator's plan: correlated (nobody gains by disobeying), coarse_correlated (nobody by refusing beforehand).

    Dynamics: best_response, fictitious_play, replicator, logit_dynamics.

    Examples:

      negotiation-sim solve game.nfg

      negotiation-sim solve recognition_first --concept quantal --out results

      negotiation-sim solve recognition_first --concept agent_quantal --lambda 2

      negotiation-sim solve recognition_first --concept correlated --objective min:russia

      negotiation-sim solve recognition_first --concept correlated --objective "max-condition:count(holdouts.yes) == 4"
    """
    from ..questions.solve.answer import solve as solved_by
    from ..questions.solve.inquiry import Question

    game, solved = _read(scenario, case, assume, set_, given)
    moves = read_moves(start) if start else None
    asked = Question(game, solved, precision, objective, bounds or None, moves, rounds, seed)
    found = solved_by(concept, asked)
    from ..questions.solve import forms as shown

    show(
        lambda: shown.text(found, solved),
        lambda: shown.record(concept, found, solved),
        lambda: shown.frame(found),
        json,
        csv,
    )
    if out:
        from ..present.phrases import file_stem

        name = file_stem(solved.scenario) if solved else Path(scenario).stem
        say_written(shown.write(concept, name, found, solved, out))


def _read(
    scenario: str, case: str, assume: str | None, set_: list[str] | None, given: list[str] | None
) -> "tuple[Game, Solved | None]":
    moves = read_moves(given)
    if Path(scenario).suffix not in ("", ".toml"):
        from ..formats.game_file import read_game

        if assume or set_:
            option = "--assume" if assume else "--set"
            raise InputError(f"{option} changes a case's assumptions, and {scenario} is a game file, which has none.")
        if case != DEFAULT_CASE:
            raise InputError(
                f"--case names a case, and {scenario} is a game file, which belongs to none. Leave it out."
            )
        game = read_game(Path(scenario))
        return game.fixing(moves) if moves else game, None
    from ..worlds.solved import solve_scenario

    solved = solve_scenario(read_scenario(scenario, case, assume, set_).fixing(moves))
    return solved.game, solved
