"""backtest.toml -> Backtest. Everything that does not need the game to be solved is checked here, once."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..language.expression import Expression
from .backtest import CHOSEN, FILE, OPEN, SCORINGS, Backtest, ForetoldShare, Statement, StoredRange, Window
from .backtest_facts import SCENARIO, Facts, day_at
from .conclusions import KINDS_OF_RESULT
from .differences import leaves
from .document import LEFT_OUT, Reader, Section, check_identifier, read_toml
from .known import Dates
from .parts import ScenarioFile
from .register import read_range
from .scenario import Case

KEYS = ("scoring", "chosen", "cannot_test", "title", "about", "frozen", "text")
TABLES = ("standing", "windows", "statements", "shares", "as_of")
BASELINES = ("nothing_changes", "last_outcome")
"""The baselines whose answers a statement may give where they cannot be computed; the third is an even guess."""


def backtest_in(folder: Path, case: Case, read: Reader = read_toml) -> Backtest | None:
    """The back-test in the folder of a case; None where there is none. Raises InputError for the first fault in it."""
    if not (folder / FILE).is_file() or (section := read(folder / FILE)).data == LEFT_OUT:
        return None
    return _File(section, case).backtest()


class _File:
    """Reads the parts of backtest.toml in order, each against the names that stand above it."""

    def __init__(self, section: Section, case: Case) -> None:
        self.section, self.case = section, case
        self.parts: dict[str, Section] = {}
        self.windows: dict[str, Window] = {}

    def backtest(self) -> Backtest:
        """The whole file. Raises InputError for the first fault."""
        section = self.section
        section.allow(*KEYS, *TABLES)
        if next(iter(section.data), "") != "scoring":
            raise section.fault("scoring" if "scoring" in section.data else None, _scoring_first(), "scoring")
        section.check_known("scoring", "scoring rule", (scoring := section.text("scoring"),), SCORINGS)
        section.check_known("chosen", "way of choosing", (chosen := section.text("chosen"),), CHOSEN)
        cannot_test, title, about = section.text("cannot_test"), section.text("title"), section.text("about", "")
        self.facts = Facts(self.case, Dates(self.case.sources, self._date_of_the_text()))
        standing = self._standing(self._named("windows", "window", least=1))
        self.windows = {name: self._window(part, name, standing) for name, part in self._named("windows", "window")}
        statements = tuple(
            self._statement(part, name, k)
            for k, (name, part) in enumerate(self._named("statements", "statement", 1), 1)
        )
        return Backtest(
            *(scoring, chosen, cannot_test, title, about, self._frozen(), section.text("text", ""), standing),
            *(
                self.windows,
                statements,
                tuple(self._share(part, name) for name, part in self._named("shares", "share")),
            ),
            ranges={name: stored for _, part in self._named("as_of", "group") for name, stored in self._ranges(part)},
            texts=section.texts_by_path(("frozen",)),
        )

    def _named(self, key: str, kind: str, least: int = 0) -> list[tuple[str, Section]]:
        """The tables [key.NAME] of the file, at least so many."""
        part = self.section.section(key)
        named = list(part.sections())
        if len(named) < least:
            raise self.section.fault(None, f"'{key}' is missing. Add a table [{key}.NAME].", key)
        for name, _ in named:
            check_identifier(part, name, kind, after_dot=True)
        return named

    def _date_of_the_text(self) -> str:
        """The date of the source in which the claims are made; "" where the file names none."""
        if "text" not in self.section.data:
            return ""
        self.section.check_known("text", "source", (text := self.section.text("text"),), self.case.sources)
        if not (date := self.case.sources[text].date):
            raise self.section.fault("text", f"{text} bears no date. Write it into sources.csv.")
        return date

    def _frozen(self) -> str:
        frozen = self.section.text("frozen", "") if "frozen" in self.section.data else ""
        if frozen and not re.fullmatch(r"[0-9a-f]{12}", frozen):
            raise self.section.fault(
                "frozen", f"'{frozen}' is no hash of twelve digits. Leave it empty and `renew` it."
            )
        return frozen

    def _standing(self, windows: list[tuple[str, Section]]) -> dict[str, str]:
        """Who played what when the text was written: known by the start of the first window."""
        part = self.section.section("standing")
        day = min(day_at(window, "starts", whole=True) for _, window in windows)
        held = {player.id: player.default for player in self.case.players.values() if player.default is not None}
        standing = held | self.facts.moves(part, day, groups=True)
        if missing := [player for player in self.case.players if player not in standing]:
            raise self.section.fault(
                "standing" if "standing" in self.section.data else None,
                f"says nothing of {', '.join(missing)}, and who expects no change needs every player's move. "
                f'Add {missing[0]} = {{ move = "...", why = "...", source = "...", known = "..." }} to [standing].',
            )
        return standing

    def _window(self, part: Section, name: str, standing: Mapping[str, str]) -> Window:
        part.allow("title", "starts", "ends", "last", *SCENARIO)
        starts, ends = day_at(part, "starts", whole=True), day_at(part, "ends", whole=True)
        if ends < starts:
            raise part.fault("ends", f"{ends} is before the start of the window, {starts}. Write a later day.")
        self.parts[name] = self.facts.written(part, starts)
        last = {**standing, **self.facts.moves(part.section("last"), starts, groups=True)}
        return Window(name, part.text("title"), starts, ends, self.facts.scenario(name, self.parts[name]), last)

    def _statement(self, part: Section, name: str, number: int) -> Statement:
        part.allow("title", "window", "of", "holds", "silent", "truth", "day", "source", "said", *BASELINES, "note",
                   "frees", *SCENARIO)  # fmt: skip
        part.check_known("window", "window", (window := part.text("window"),), self.windows)
        starts = self.windows[window].starts
        day = day_at(part, "day", whole=True)
        if day < starts:
            raise part.fault(
                "day", f"{day} is before the window starts ({starts}): what came was known. Choose another."
            )
        part.text("source")
        self.facts.evidence.check(part)
        if ("holds" in part.data) == ("silent" in part.data):
            raise part.fault(
                None, "needs one of two: holds = a condition, or silent = why the case cannot speak of it."
            )
        of = part.text("of", "game")
        holds = self._condition(part, of) if "holds" in part.data else None
        return Statement(
            *(name, number, part.text("title"), window, self._freed(part, name, window), of, holds),
            *(part.text("silent", "") if holds else part.text("silent"), self._truth(part), day, part.text("source")),
            *(_answer(part, "said"), self._given(part), part.text("note", "")),
        )

    def _given(self, part: Section) -> dict[str, bool]:
        """The baselines' answers that a statement gives itself."""
        answers = {key: _answer(part, key) for key in BASELINES}
        return {key: answer for key, answer in answers.items() if answer is not None}

    def _condition(self, part: Section, of: str) -> Expression:
        part.check_known("of", "result", (of,), KINDS_OF_RESULT)
        if of != "game" and of not in self.case.other_kinds:
            raise part.fault("of", f"'{of}' needs a file {KINDS_OF_RESULT[of]} in the case's folder. There is none.")
        if of != "game":
            for key in BASELINES:
                if _answer(part, key) is None:
                    raise part.fault(
                        None, f"'{key}' is missing: of {of} it cannot be computed. Add true or false.", key
                    )
        with part.placing("holds"):
            written = part.text("holds")
            return self.case.condition(written) if of == "game" else self.case.other_kinds[of].condition(written)

    def _truth(self, part: Section) -> bool | None:
        if "truth" not in part.data:
            raise part.fault(None, f"'truth' is missing. Add truth = true, false or \"{OPEN}\".", "truth")
        return None if part.data["truth"] == OPEN else _answer(part, "truth")

    def _freed(self, part: Section, name: str, window: str) -> ScenarioFile:
        """The window's scenario with what the statement adds, and without the moves that it frees."""
        made = self.facts.scenario(name, self.parts[window], self.facts.written(part, self.windows[window].starts))
        frees = part.texts("frees", ())
        part.check_known("frees", "player", frees, self.case.players)
        for player in frees:
            if player not in made.fixes:
                raise part.fault(
                    "frees", f"'{player}' is not fixed in the window {window}, so it is free. Take it out."
                )
        return replace(made, fixes={player: move for player, move in made.fixes.items() if player not in frees})

    def _share(self, part: Section, name: str) -> ForetoldShare:
        part.allow("title", "event", "year", "window", "happened", "changes", "over", "source")
        part.check_known("window", "window", (window := part.text("window"),), self.windows)
        if self.case.rounds is None:
            raise part.fault(None, "speaks of the years, and the case has no rounds.toml. Take it out.")
        part.check_known("event", "event", (event := part.text("event"),), self.case.rounds.events)
        year, over = int(part.number("year")), part.number("over")
        part.check_known("year", "year", (year,), [*map(str, self.case.rounds.played), *self.case.rounds.played])
        if over <= 0:
            raise part.fault("over", f"{over:g} is no number of years. Write how many years were looked at.")
        part.text("source")
        self.facts.evidence.check(part)
        happened = _answer(part, "happened")
        if happened is None:
            raise part.fault(None, "'happened' is missing. Add happened = true or false.", "happened")
        return ForetoldShare(
            *(name, part.text("title"), event, year, window, happened, part.number("changes"), over),
            part.text("source"),
        )

    def _ranges(self, part: Section) -> list[tuple[str, StoredRange]]:
        """The stored ranges of a group: NAME = [lowest, highest] each, for one reason and by one day."""
        part.allow("known", "why", "source", "ranges")
        known, why, source = day_at(part, "known", whole=True), part.text("why"), part.text("source")
        self.facts.evidence.check(part)
        if late := ", ".join(self.facts.dates.later(source, known)):
            raise part.fault("source", f"cites {late}, and by {known} that was not known. Cite what was there by then.")
        stored = []
        for key, holder, written in leaves(ranges := part.section("ranges"), self.case.register):
            name = ".".join((*holder.path, key)[len(ranges.path) :])
            holder.check_known(key, "assumption", (name,), self.case.register)
            low, high = read_range(holder.at(key, {"range": written}))
            stored.append((name, StoredRange(low, high, known, why)))
        return stored


def _answer(part: Section, key: str) -> bool | None:
    """The true or false at a key; None where there is none."""
    if key not in part.data:
        return None
    value = part.data[key]
    if not isinstance(value, bool):
        allowed = 'true, false or "open"' if key == "truth" else "true or false"
        raise part.fault(key, f"{value!r} is no answer. Write {allowed}, without quotes around true or false.")
    return value


def _scoring_first() -> str:
    rules = "; ".join(f'scoring = "{name}": {words}' for name, words in SCORINGS.items())
    return f"how statements are scored must stand first in the file, above all else. Begin with {rules}"
