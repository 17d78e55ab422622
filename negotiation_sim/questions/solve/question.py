"""The declaration of `solve`."""

from typing import Annotated

from ..common import AboutGame
from ..declaration import Help, Question
from ..shared_fields import START, Given


class SolveAsked(AboutGame):
    """Solves a scenario, or any game or tree in a file, by one solution concept.

    Equilibria: pure (of two players the mixed ones too), mixed (of more than two one that is checked), strong and
    coalition_proof (no coalition improves by pure moves), staged, and what dominance leaves.

    Play that errs: quantal (less and less, and the equilibrium to which that leads), agent_quantal (in stages).

    Of a tree in a file: subgame_perfect (an equilibrium in every subgame), perfect_bayesian (what beliefs support, and
    the intuitive criterion), sequential (beliefs from small mistakes), value (of a zero-sum tree), agent_quantal; by
    its strategic form, all the others.

    A mediator's plan: correlated (nobody gains by disobeying), coarse_correlated (nobody by refusing beforehand).

    Dynamics: best_response, fictitious_play, replicator, logit_dynamics.
    """

    concept: Annotated[str, Help("One of the concepts above.", label="Solution concept")] = "pure"
    precision: Annotated[
        float | None,
        Help(
            "Precision per payoff point. quantal without it: to the limit.",
            label="Precision (lambda)",
            spelled="lambda",
        ),
    ] = None
    objective: Annotated[
        str | None,
        Help(
            "Correlated: max: or min: and a PLAYER or welfare, the sum of payoffs (max:welfare by default); or "
            "max-condition:TEXT or min-condition:TEXT, where TEXT is a condition in the outcome language.",
            label="What a mediator's plan is best for",
        ),
    ] = None
    bounds: Annotated[bool, Help("Correlated: everybody's least and greatest payoff.")] = False
    start: Annotated[
        tuple[str, ...], START.saying("Dynamics: PLAYER=MOVE at the start, others at their first. Repeatable.")
    ] = ()
    rounds: Annotated[int | None, Help("Dynamics: rounds of play; replicator: units of time.", ge=1)] = None
    seconds: Annotated[
        float | None, Help("quantal; mixed in large games: after how many seconds it stops (60).", ge=0)
    ] = None
    seed: Annotated[int | None, Help("logit_dynamics in a large game: which random run.", ge=0)] = None
    given: Given = ()


QUESTION = Question(
    title="Solution concepts",
    group="Other questions, and checks",
    place=1,
    asks=SolveAsked,
    examples=(
        "game.nfg",
        "beer_quiche.efg",
        "centipede.efg concept=subgame_perfect",
        "beer_quiche.efg concept=perfect_bayesian",
        "recognition_first concept=quantal out=results",
        "recognition_first concept=agent_quantal lambda=2",
        "recognition_first concept=correlated objective=min:russia",
        'recognition_first concept=correlated objective="max-condition:count(holdouts.yes) == 4"',
    ),
    keys={
        "concept": "the concept; each has some of the keys below, as the reference lists them",
        "title": "what the game is called",
        "players": "the players with their strategies, in a tree with the moves of each information set",
        "method": "how it was computed",
        "reason": "the answer in a sentence",
        "warnings": "what the answer leaves out",
        "equilibria": "each `profile`, `payoffs`, `regret`",
        "mixed": "the same keys for mixed equilibria, or null",
        "order": "the order of moves",
        "outcomes": "the staged or subgame-perfect outcomes, each `profile`, `payoffs`, of a tree also `paths`",
        "best_joint": "the staged outcome that this rule leads to",
        "cautious": "the staged outcome that this rule leads to",
        "left": "the strategies that dominance leaves each player",
        "trace": "each that goes: `round`, `player`, `strategy`, `dominated_by`, `margin`",
        "converged": "whether the computation arrived",
        "turning_points": "how often the branch turns back",
        "limit": "the profile that the branch tends to, or null",
        "end": "the last profile",
        "regret": "what somebody could gain at most there by another move",
        "branch": "each point: `lambda`, `regret`, `profile`",
        "lambda": "the precision",
        "expected": "the expected payoff of each player",
        "play": "the share of each strategy of each player",
        "headlines": "the chance of each answer of each headline",
        "profiles": "each profile: `chance` (of logit_dynamics `share`), `profile`, `payoffs`",
        "objective": "what the plan is best for",
        "value": "what it comes to",
        "pure_equilibria_come_to": "what each pure equilibrium comes to",
        "obeyed": "whether nobody gains by disobeying",
        "gain_from_disobeying": "what somebody gains at most by disobeying",
        "bounds": "the `least` and `greatest` payoff of each player; null unless `bounds` is asked for",
        "equilibrium": "whether the dynamic ends in an equilibrium",
        "unit": "the unit of its time",
        "moments": "how long it ran",
        "cycle": "the profiles that repeat for ever",
        "exact": "whether the shares are computed exactly",
    },
    brief="forms:brief",
    long=True,
    table="forms:table",
    stem="answer:stem",
    pictures="pictures:pictures",
    offers={"concept": "concepts:offered", "scenario": ".offered:scenarios_and_trees"},
)
