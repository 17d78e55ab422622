"""Fields that several questions have, declared once: what each takes, and what people read above it in a form."""

from typing import Annotated

from .declaration import Help

SCENARIO = Help("A scenario's name, or its .toml file.", label="Scenario", by_place=True)
SCENARIO_OR_GAME = "A scenario's name or .toml file, or a game: FILE.nfg, FILE.csv, a tree FILE.efg."
MAIN_SCENARIOS = Help("Scenarios; none: the case's main ones.", label="Scenarios", by_place=True)
ASSUME = Help(
    "An assumption set, or its .toml, .csv, .tsv or .xlsx file; A+B lays B over A.",
    label="Whose assumptions",
    unsaid="the author's own",
)
ONLY_THESE_SETS = ASSUME.saying(
    "Only these sets, or files; A+B lays B over A. None: every set.", unsaid="every author's"
)
CONDITION = Help("The condition that must hold, such as PLAYER.MOVE.", label="What must hold")
Condition = Annotated[str, CONDITION]
Sense = Annotated[
    str | None,
    Help(
        "some, every, best_joint or cautious. None: best_joint; every without an order.",
        label="In which sense it must hold",
        unsaid="the usual one",
        spelled="concept",
        words=(
            ("some", "in some outcome that it can end in"),
            ("every", "in every outcome that it can end in"),
            ("best_joint", "where each stage picks what is best for it together"),
            ("cautious", "where each stage is cautious"),
        ),
    ),
]
GIVEN = Help("PLAYER=MOVE, holds a player to it. Repeatable.", label="Held to a move")
Given = Annotated[tuple[str, ...], GIVEN]
START = Help(
    "Where to start: PLAYER=MOVE, others at their first strategy; or a conflict's state.",
    label="Start from these moves",
    spelled="from",
)
StartState = Annotated[tuple[str, ...], START]
RESULT = Help("The numbered result whose moves those not named play.", label="Those not named play as in result")
ResultNumber = Annotated[
    int | None,
    RESULT.saying(
        "The numbered result whose moves those not named play. None: where best joint leads; 1 without an order.",
        unsaid="where best joint leads",
    ),
]
StartResult = Annotated[
    int | None,
    RESULT.saying(
        "Start from this pure equilibrium, by its number.", label="Start from result", unsaid="the status quo"
    ),
]
PutOn = Annotated[
    tuple[str, ...],
    Help("ISSUE that is off by default, put on. Repeatable.", label="Put on the table", spelled="with"),
]
