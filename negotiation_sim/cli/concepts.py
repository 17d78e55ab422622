"""The command `solve`: any game or scenario by any solution concept. A concept is a line in CONCEPTS."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import InputError, unknown
from . import dynamics, profiles
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
from .question import Answer, Question

if TYPE_CHECKING:
    from ..analyse.compare import Solved
    from ..game.game import Array, Game
    from ..show.figures.canvas import Picture


def quantal(asked: Question) -> Answer:
    from ..show import concepts
    from ..solve.quantal import principal_branch

    found, solved = principal_branch(asked.game, asked.precision), asked.solved

    def pictures() -> "list[Picture]":
        from ..show.figures import quantal as figure

        return [figure.picture(found, solved)] if solved else []

    return Answer(
        lambda: concepts.quantal(found, solved),
        lambda: concepts.quantal_record(found, solved),
        lambda: concepts.quantal_frame(found),
        pictures,
    )


def agent_quantal(asked: Question) -> Answer:
    from ..show import concepts
    from ..solve.agent_quantal import agent_quantal as solve_agent

    solved, precision = asked.needs_order("agent_quantal"), asked.needs_precision("agent_quantal")
    found = solve_agent(asked.game, solved.scenario.order or (), precision)
    return Answer(
        lambda: concepts.agent_quantal(found, solved),
        lambda: concepts.agent_quantal_record(found, solved),
        lambda: concepts.agent_quantal_frame(found),
    )


def correlated(asked: Question, coarse: bool = False) -> Answer:
    from ..show import concepts, played
    from ..solve.correlated import correlated_equilibrium, payoff_bounds
    from ..solve.pure import pure_equilibria

    game, solved = asked.game, asked.solved
    worth, least, purpose = _purpose(asked)
    found = correlated_equilibrium(game, worth, least=least, coarse=coarse)
    bounds = payoff_bounds(game, coarse=coarse) if asked.bounds else None
    known = [float(worth[profile]) for profile in pure_equilibria(game).equilibria]
    return Answer(
        lambda: concepts.correlated(found, purpose, known, bounds, solved),
        lambda: concepts.correlated_record(found, purpose, bounds, solved),
        lambda: played.profiles_frame(game, list(found.chances.items())),
    )


def coarse_correlated(asked: Question) -> Answer:
    return correlated(asked, coarse=True)


CONCEPTS: dict[str, Callable[[Question], Answer]] = {
    "pure": profiles.pure,
    "mixed": profiles.mixed,
    "staged": profiles.staged,
    "strong": profiles.strong,
    "coalition_proof": profiles.coalition_proof,
    "quantal": quantal,
    "agent_quantal": agent_quantal,
    "correlated": correlated,
    "coarse_correlated": coarse_correlated,
    "best_response_path": dynamics.best_response_path,
    "fictitious_play": dynamics.fictitious_play,
    "logit_dynamics": dynamics.logit_dynamics,
    "replicator": dynamics.replicator,
}


def solve(
    scenario: Annotated[str, typer.Argument(help="A scenario's name or .toml file, or a game: FILE.nfg, FILE.csv.")],
    concept: Annotated[str, typer.Option("--concept", help=f"One of: {', '.join(CONCEPTS)}.")] = "pure",
    precision: Annotated[
        float | None, typer.Option("--lambda", help="Quantal, logit: precision per payoff point. None: to the limit.")
    ] = None,
    objective: Annotated[
        str,
        typer.Option(
            help="Correlated: welfare, max:PLAYER, min:PLAYER, max-condition:TEXT or min-condition:TEXT, where TEXT is "
            "a condition in the outcome language."
        ),
    ] = "welfare",
    bounds: Annotated[
        bool, typer.Option("--bounds", help="Correlated: everybody's least and greatest payoff.")
    ] = False,
    from_: Annotated[
        list[str] | None,
        typer.Option("--from", help="Dynamics: PLAYER=MOVE to start from; others at their first strategy. Repeatable."),
    ] = None,
    rounds: Annotated[
        int | None, typer.Option("--rounds", help="Dynamics: how many rounds; replicator: how long, per payoff range.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Logit dynamics: of the random draws.")] = 0,
    given: GivenOption = None,
    case: CaseOption = "kosovo",
    assume: AssumeOption = None,
    set_: SetOption = None,
    out: OutOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Solves a scenario, or any game in a file, by one solution concept.

    pure: all pure equilibria, and of two players the mixed ones. mixed: the same, for two players only. staged: the
    outcomes under the order of moves, earlier moves being seen. strong: equilibria that no coalition improves on;
    coalition_proof: on which none improves by a move that would hold. quantal: play that grows more precise from
    uniform on, and the equilibrium it tends to. agent_quantal: the same in stages. correlated: the best plan of a
    mediator that nobody gains by disobeying; coarse_correlated: that nobody gains by refusing beforehand.

    Players who adapt: best_response_path: one after another moves to what is best for it. fictitious_play: all answer
    the others' past play. logit_dynamics: one at a time revises, with errors. replicator: what pays grows. What they end
    at is called an equilibrium only if nobody gains by leaving it, else an end state.

    Examples:

      negotiation-sim solve game.nfg

      negotiation-sim solve recognition_first --concept quantal --out results

      negotiation-sim solve recognition_first --concept agent_quantal --lambda 2

      negotiation-sim solve recognition_first --concept best_response_path --from serbia=unrest

      negotiation-sim solve recognition_first --concept correlated --objective min:russia

      negotiation-sim solve recognition_first --concept correlated --objective "max-condition:count(holdouts.yes) == 4"
    """
    if concept not in CONCEPTS:
        raise InputError(unknown("concept", concept, CONCEPTS))
    game, solved = _read(scenario, case, assume, set_, given)
    answer = CONCEPTS[concept](Question(game, solved, precision, objective, bounds, read_moves(from_), rounds, seed))
    show(answer.text, answer.record, answer.frame, json, csv)
    if out:
        from ..show import played

        written = played.write(concept, answer.text(), answer.record(), answer.frame(), out)
        if pictures := answer.pictures():
            from ..show.figures import canvas

            written += canvas.save(pictures, out)
        say_written(written)


def _read(
    scenario: str, case: str, assume: str | None, set_: list[str] | None, given: list[str] | None
) -> "tuple[Game, Solved | None]":
    moves = read_moves(given)
    if Path(scenario).suffix not in ("", ".toml"):
        from ..game.formats import read_game

        game = read_game(Path(scenario))
        return game.fixing(moves) if moves else game, None
    from ..analyse.compare import solve_scenario

    solved = solve_scenario(read_scenario(scenario, case, assume, set_).fixing(moves))
    return solved.game, solved


def _purpose(asked: Question) -> "tuple[Array, bool, str]":
    """What each profile is worth for the objective, whether the least is sought, and the objective in words."""
    game = asked.game
    what, colon, rest = (part.strip() for part in asked.objective.partition(":"))
    if what == "welfare" and not colon:
        return game.payoffs.sum(axis=0), False, "the greatest sum of payoffs"
    if what in ("max", "min") and rest:
        size = "least" if what == "min" else "greatest"
        return game.payoffs[game.player(rest)], what == "min", f"the {size} payoff of {rest}"
    if what in ("max-condition", "min-condition") and rest:
        size = "least" if what == "min-condition" else "greatest"
        return _where(asked, rest), what == "min-condition", f"the {size} chance of {rest}"
    raise InputError(
        f"'{asked.objective}' is no objective. Write welfare, max:PLAYER, min:PLAYER, max-condition:TEXT or "
        f"min-condition:TEXT, for example max:{game.players[0]}."
    )


def _where(asked: Question, text: str) -> "Array":
    import numpy as np

    if asked.solved is None:
        raise InputError("a condition is read in the words of a case; a game file has none. Use welfare, max: or min:.")
    tables = asked.solved.tables
    holds = np.broadcast_to(np.asarray(tables.of(asked.solved.scenario.case.condition(text))) != 0, asked.game.shape)
    if not holds.any():
        raise InputError(f"the condition '{text}' holds at no profile of this scenario: its chance is 0 in any plan.")
    return holds.astype(float)
