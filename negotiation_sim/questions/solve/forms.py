"""The answer of any concept as text, record and table: a line in KINDS for each kind of answer."""

from collections.abc import Mapping
from typing import Any, Protocol

from rich.console import RenderableType

from ...present.frames import Frame
from ...present.records import Record
from ...present.screen import Brief, brief_of
from ...solve.agent_quantal import AgentQuantal
from ...solve.dominance import Reduced
from ...solve.quantal import Branch
from ...worlds.solved import Solved
from .answer import SolveAnswer
from .dynamics import PlayOverTime, Visits
from .inputs import Equilibria, MediatorPlan, Stages
from .kinds import agent_quantal, dominance, equilibria, mediator_plan, play_over_time, quantal_branch, stages, visits


class ConceptForms(Protocol):
    """A module of `kinds/`; `solved` is None for a game that was read from a file."""

    def text(self, answer: Any, solved: Solved | None, /) -> RenderableType:
        """The answer in tables and sentences, the stamp last."""

    def record(self, answer: Any, solved: Solved | None, /) -> Record:
        """The answer as JSON has it, without the name of the concept."""

    def table(self, answer: Any, /) -> Frame:
        """The answer as a tidy table."""


KINDS: Mapping[type, ConceptForms] = {
    Equilibria: equilibria,
    Stages: stages,
    Reduced: dominance,
    Branch: quantal_branch,
    AgentQuantal: agent_quantal,
    MediatorPlan: mediator_plan,
    PlayOverTime: play_over_time,
    Visits: visits,
}


def text(answer: SolveAnswer) -> RenderableType:
    """What the concept gives, in tables and sentences."""
    return _kind(answer).text(answer.content, answer.solved)


def brief(answer: SolveAnswer) -> Brief:
    """What the concept gives in short; of play over time without moves that nobody makes."""
    if isinstance(answer.content, Equilibria):
        return equilibria.brief(answer.content, answer.solved)
    if isinstance(answer.content, PlayOverTime):
        return play_over_time.brief(answer.content, answer.solved)
    if isinstance(answer.content, MediatorPlan):
        return mediator_plan.brief(answer.content, answer.solved)
    return brief_of(text(answer))


def record(answer: SolveAnswer) -> Record:
    """The concept, and what it gives."""
    return {"concept": answer.concept, **_kind(answer).record(answer.content, answer.solved)}


def table(answer: SolveAnswer) -> Frame:
    """What the concept gives as a tidy table."""
    return _kind(answer).table(answer.content)


def _kind(answer: SolveAnswer) -> ConceptForms:
    return KINDS[type(answer.content)]
