"""The nearest change of belief that keeps the record among the paths of a scenario, or that drives it out."""

from ...case.concerning import concerning
from ...case.rounds import RECORD
from ...case.scenario import Scenario
from ...errors import InputError
from ...worlds.advance import Watch
from ...worlds.years import rounds_of
from ..believe.answer import nearest_worlds
from ..believe.nearest.clock import Clock
from ..believe.nearest.nearest_world import NearestWorld

SECONDS = 60.0
"""The limit where none is asked."""


def kept_by(scenario: Scenario, seconds: float | None, watch: Watch) -> NearestWorld:
    """The fewest beliefs that have to change, all main ones and all that the years themselves read being free.

    Where the record is among the paths already: those that drive it out. Raises InputError for a case without a record.
    """
    rounds = rounds_of(scenario)
    if not rounds.compared:
        raise InputError(
            f"the case '{scenario.case.name}' has no record of the years that are played: add [record.NAME] to "
            "rounds.toml."
        )
    register = concerning(scenario.case, ("years",))
    free = [name for name, entry in register.items() if entry.level == "main" or name in rounds.reads]
    with watch("Searching for the belief that keeps the record", 1) as advance:
        clock = Clock(SECONDS if seconds is None else seconds, lambda best: advance(0, f"Best so far: {best}"))
        return nearest_worlds(scenario, f"years: {RECORD}", free=free, measures=("count",), clock=clock)[0]
