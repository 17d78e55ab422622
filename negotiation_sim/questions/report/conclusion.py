"""What a report concludes: the condition that is asked for, the case's hinges, or where the scenario leads."""

from dataclasses import dataclass

from ...case.conclusions import Conclusion
from ...case.scenario import Case
from ...present import labels
from ...present.phrases import listed
from ...worlds.drawn_conditions import chained
from ...worlds.results.result import conclusion, holds
from ...worlds.solved import NumberedResult, Solved
from ..compare.sentences import free_moves


@dataclass(frozen=True)
class Concluded:
    """`text` is the condition, or a conclusion's name, as it is asked for; `title` says it in words.

    `of_moves`: it only says where the scenario leads, move by move, and so is asked of no other scenario. `steps`: how
    many hinges it is made of, 0 for none; `failing` is the first of them that does not hold.
    """

    reached: Conclusion
    text: str
    sense: str | None
    title: str
    holds: bool
    of_moves: bool = False
    steps: int = 0
    failing: str = ""

    @property
    def subject(self) -> str:
        """What a sentence says of it begins so: `The conclusion “...”`, or `The conclusion, that all 3 steps hold,`."""
        return f"The conclusion {self.title}" if self.steps < 2 else f"The conclusion, {self.named},"

    @property
    def named(self) -> str:
        """What it is: the title, or `that all 3 steps hold (“...”)`."""
        return self.title if self.steps < 2 else f"that all {self.steps} steps hold ({self.title})"


def concluded(solved: Solved, text: str | None, sense: str | None) -> Concluded | None:
    """The conclusion of a scenario; None where nobody has a choice, or the scenario leads nowhere.

    Raises InputError for a condition that cannot be read and for an unknown sense.
    """
    scenario = solved.scenario
    case = scenario.case
    steps = chained(case)
    if text is None and steps:
        text, title = steps[-1].condition.text, listed([f"\u201c{hinge.title}\u201d" for hinge in case.hinges])
        reached = conclusion(case, text, sense)
        failing = next((s.title for s in steps if not holds(scenario, conclusion(case, s.condition.text, sense))), "")
        return Concluded(reached, text, sense, title, not failing, steps=len(steps), failing=failing)
    if text is not None:
        reached = conclusion(case, text, sense)
        return Concluded(reached, text, sense, _title(case, reached), holds(scenario, reached))
    return _moves(solved, sense)


def _title(case: Case, reached: Conclusion) -> str:
    if reached.title:
        return f"\u201c{reached.title}\u201d"
    return f"\u201c{' '.join(reached.condition.text.split())}\u201d{labels.condition(case, reached.condition)}"


def led_to(solved: Solved, sense: str | None = None) -> NumberedResult | None:
    """Where a scenario leads: under the rule (best joint, or the one named), else its first equilibrium; or None."""
    rule = "cautious" if sense == "cautious" else "best_joint"
    staged = (result for result in solved.results if getattr(result, rule))
    return next(staged, next((result for result in solved.results if result.equilibrium), None))


def _moves(solved: Solved, sense: str | None) -> Concluded | None:
    """That those who choose do what they do where the scenario leads."""
    result, scenario = led_to(solved, sense), solved.scenario
    if result is None:
        return None
    moves = {who: move for who, move in solved.game.moves(result.profile).items() if len(scenario.strategies(who)) > 1}
    if not moves:
        return None
    ruled = result.best_joint or result.cautious
    usual = None if ruled else "every" if len(solved.equilibria.equilibria) == 1 else "some"
    text = " and ".join(f"{who}.{move}" for who, move in moves.items())
    sense = sense or usual
    reached = conclusion(scenario.case, text, sense)
    title = f"\u201c{free_moves(solved, result)}\u201d"
    return Concluded(reached, text, sense, title, holds(scenario, reached), of_moves=True)
