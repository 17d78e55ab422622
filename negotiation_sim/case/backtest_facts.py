"""Outside facts in backtest.toml: each with the day by which it was known, and refused where that is too late."""

from copy import deepcopy
from typing import Any

from .assumptions import Change
from .claims import Evidence, check_date
from .differences import check_scenario, leaves, read_changes, scenario_of
from .document import Section
from .known import Dates, last_day
from .parts import ScenarioFile
from .scenario import Case

SCENARIO = ("order", "plays", "fixes", "changes")
"""The keys by which a window, or a statement in it, says what the game is."""
FACT = ("why", "source", "known")


def day_at(section: Section, key: str, whole: bool = False) -> str:
    """The date at a key. Raises InputError for one that is missing or no date; where it must be `whole`, for no day."""
    if key not in section.data:
        raise section.fault(None, f"'{key}' is missing. Add a line with a date: {key} = \"2020-09-03\".", key)
    written = section.text(key)
    if problem := check_date(written):
        raise section.fault(key, problem.replace(", or leave it empty", ""))
    if whole and len(written) < 10:
        raise section.fault(key, f"'{written}' is no day. Write year, month and day, such as 2020-09-03.")
    return written


class Facts:
    """Reads facts against what a case knows and against when its sources appeared."""

    def __init__(self, case: Case, dates: Dates) -> None:
        self.case, self.dates = case, dates
        self.evidence = Evidence(case.claims, case.sources)

    def check(self, fact: Section, day: str, *keys: str) -> None:
        """Raises InputError for a fact that lacks its reason, its source or its day, or that was not known by `day`."""
        fact.allow(*keys, *FACT)
        fact.text("why")
        source, known = fact.text("source"), day_at(fact, "known")
        self.evidence.check(fact)
        if last_day(known) > day:
            raise fact.fault(
                "known",
                f"{known} is later than {day}, so this was not known then. Leave the fact out, so that the player is "
                "free or the number stays as it is; or let the window start later.",
            )
        if late := ", ".join(self.dates.later(source, day)):
            raise fact.fault(
                "source",
                f"cites {late}, and by {day} that was not known. Cite what was there by then, or leave the fact out.",
            )

    def moves(self, part: Section, day: str, groups: bool = False) -> dict[str, str]:
        """Who is held to which move by a table of facts, PLAYER = { move, why, source, known }."""
        held: dict[str, str] = {}
        known = {player: (player,) for player in self.case.players} | (dict(self.case.groups) if groups else {})
        for name, fact in part.sections():
            part.check_known(name, "player", (name,), known)
            self.check(fact, day, "move")
            for player in known[name]:
                fact.check_known("move", "strategy", (move := fact.text("move"),), self.case.players[player].strategies)
                held[player] = move
        return held

    def written(self, part: Section, day: str) -> Section:
        """What a window or a statement says of the game as a scenario is written, all its facts checked."""
        data: dict[str, Any] = {"title": part.text("title")} | {
            key: part.data[key] for key in ("order", "plays") if key in part.data
        }
        data["fixes"] = self.moves(part.section("fixes"), day)
        data["changes"] = self._undated(part.section("changes"), day)
        made = Section(part.file, part.text_of_file, part.path, data)
        check_scenario(made, self.case.players, self.case.orders)
        return made

    def _undated(self, changes: Section, day: str) -> dict[str, Any]:
        """The changes without the days by which they were known, which are checked."""
        data = deepcopy(changes.data)
        for key, part, written in leaves(changes, self.case.register):
            name = ".".join((*part.path, key)[len(changes.path) :])
            if not isinstance(written, dict):
                fact = '{ value = 0.3, why = "...", source = "...", known = "2020-09-03" }'
                raise part.fault(key, f"is a value alone, and an outside fact says more. Write {key} = {fact}.")
            part.check_known(key, "assumption", (name,), self.case.register)
            self.check(part.at(key, written), day, "value")
            holder = data
            for step in part.path[len(changes.path) :]:
                holder = holder[step]
            holder[key].pop("known")
        return data

    def scenario(self, name: str, *links: Section) -> ScenarioFile:
        """The scenario that these make, each built on those before it."""
        files = {f"{name} {k}" if k < len(links) - 1 else name: link for k, link in enumerate(links)}

        def changes(link: str) -> dict[str, Change]:
            return read_changes(files[link].section("changes"), self.case.register, self.evidence)

        return scenario_of(name, files, (), list(files), changes, self.case.players)
