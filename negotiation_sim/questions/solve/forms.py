"""The answer of any concept as text, record, tidy frame and pictures: a line in FORMS for each kind of answer."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType

from ...files import write_whole
from ...present.records import Record
from ...present.terminal import plain
from ...solve.agent_quantal import AgentQuantal
from ...solve.dominance import Reduced
from ...solve.quantal import Branch
from ...worlds.solved import Solved
from . import correlated, profiles, quantal
from . import dynamics_words as learned
from .dynamics import Learned, Visits
from .inquiry import Answer, Equilibria, Plan, Stages

if TYPE_CHECKING:
    import pandas as pd

Text = Callable[[Any, Solved | None], RenderableType]
Recorded = Callable[[Any, Solved | None], Record]
Framed = Callable[[Any], "pd.DataFrame"]

FORMS: Mapping[type, tuple[Text, Recorded, Framed]] = {
    Equilibria: (profiles.equilibria, profiles.equilibria_record, profiles.equilibria_frame),
    Stages: (profiles.stages, profiles.stages_record, profiles.stages_frame),
    Reduced: (profiles.reduced, profiles.reduced_record, profiles.reduced_frame),
    Branch: (quantal.quantal, quantal.quantal_record, quantal.quantal_frame),
    AgentQuantal: (quantal.agent_quantal, quantal.agent_quantal_record, quantal.agent_quantal_frame),
    Plan: (correlated.plan, correlated.plan_record, correlated.plan_frame),
    Learned: (learned.learned, learned.learned_record, learned.learned_frame),
    Visits: (learned.visits, learned.visits_record, learned.visits_frame),
}


def text(found: Answer, solved: Solved | None) -> RenderableType:
    return FORMS[type(found)][0](found, solved)


def record(concept: str, found: Answer, solved: Solved | None) -> Record:
    return {"concept": concept, **FORMS[type(found)][1](found, solved)}


def frame(found: Answer) -> "pd.DataFrame":
    return FORMS[type(found)][2](found)


def write(concept: str, name: str, found: Answer, solved: Solved | None, folder: Path) -> list[Path]:
    """The answer as CONCEPT_NAME.txt, .json and .csv; of a scenario's quantal branch the picture quantal_branch_NAME."""
    told = json.dumps(record(concept, found, solved), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    written = [
        write_whole(folder / f"{concept}_{name}.txt", plain(text(found, solved))),
        write_whole(folder / f"{concept}_{name}.json", told),
        write_whole(folder / f"{concept}_{name}.csv", frame(found).to_csv(index=False, lineterminator="\n")),
    ]
    if isinstance(found, Branch) and solved:
        from ...present import canvas
        from . import pictures as figure

        written += canvas.save([figure.picture(found, solved, f"quantal_branch_{name}")], folder)
    return written
