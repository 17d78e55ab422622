"""The answer of any concept as text, record and table: a line in KINDS for each kind of answer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from rich.console import Group, RenderableType
from rich.text import Text

from ...present.frames import Frame
from ...present.records import Record, stamped
from ...present.screen import Brief, brief_of
from ...present.tables import footer
from ...solve.agent_quantal import AgentQuantal
from ...solve.dominance import Reduced
from ...solve.perfect_bayesian import PerfectBayesian
from ...solve.quantal import Branch
from ...solve.sequence_form import ZeroSumPlay
from ...solve.sequential import Sequential
from ...solve.subgame_perfect import SubgamePerfect
from ...solve.tree_quantal import TreeQuantal
from ...worlds.solved import Solved
from .answer import SolveAnswer
from .dynamics import PlayOverTime, Visits
from .inputs import Equilibria, MediatorPlan, Stages
from .kinds import (
    agent_quantal,
    assessments,
    dominance,
    equilibria,
    mediator_plan,
    play_over_time,
    quantal_branch,
    stages,
    subgame_perfect,
    tree_play,
    visits,
)


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
    SubgamePerfect: subgame_perfect,
    PerfectBayesian: assessments,
    Sequential: assessments,
    TreeQuantal: tree_play,
    ZeroSumPlay: tree_play,
    Reduced: dominance,
    Branch: quantal_branch,
    AgentQuantal: agent_quantal,
    MediatorPlan: mediator_plan,
    PlayOverTime: play_over_time,
    Visits: visits,
}


def text(answer: SolveAnswer) -> RenderableType:
    """What the concept gives, in tables and sentences; of a game in a file the stamp below it."""
    shown = _kind(answer).text(answer.content, answer.solved)
    return Group(shown, Text(), footer([answer.in_file])) if answer.in_file else shown


def brief(answer: SolveAnswer) -> Brief:
    """What the concept gives in short; of a game in a file the stamp below it."""
    short = _brief(answer)
    if answer.in_file is None:
        return short
    return replace(short, foot=Group(*([short.foot] if short.foot else []), footer([answer.in_file])))


def _brief(answer: SolveAnswer) -> Brief:
    """What the concept gives in short; of play over time without moves that nobody makes."""
    if isinstance(answer.content, Equilibria):
        return equilibria.brief(answer.content, answer.solved)
    if isinstance(answer.content, PlayOverTime):
        return play_over_time.brief(answer.content, answer.solved)
    if isinstance(answer.content, MediatorPlan):
        return mediator_plan.brief(answer.content, answer.solved)
    return brief_of(_kind(answer).text(answer.content, answer.solved))


def record(answer: SolveAnswer) -> Record:
    """The concept, and what it gives."""
    of_file = stamped([answer.in_file]) if answer.in_file else {}
    return {"concept": answer.concept, **of_file, **_kind(answer).record(answer.content, answer.solved)}


def table(answer: SolveAnswer) -> Frame:
    """What the concept gives as a tidy table."""
    return _kind(answer).table(answer.content)


def _kind(answer: SolveAnswer) -> ConceptForms:
    return KINDS[type(answer.content)]
