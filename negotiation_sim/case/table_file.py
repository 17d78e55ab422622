"""table.toml -> Table. Everything is checked here, once."""

from collections.abc import Mapping
from math import prod
from pathlib import Path

from ..errors import InputError, PlacedError, unknown
from ..games.agreements import SOLUTIONS
from ..language.expression import Expression
from ..language.parser import parse, parse_condition
from ..language.vocabulary import Vocabulary
from .assumptions import Register
from .claims import Evidence
from .document import LEFT_OUT, Reader, Section, check_identifier, read_toml
from .parts import Player
from .rules import MISSING
from .table import SUMMARIES, Criteria, Issue, Ratifier, Table

FILE = "table.toml"
KEYS = ("title", "about", "source", "parties", "colour", "no_agreement", "terms", "issues", "worth", "feasible")
MOST_PACKAGES = 1_000_000


def table_in(
    folder: Path,
    players: Mapping[str, Player],
    groups: Mapping[str, tuple[str, ...]],
    register: Register,
    outcomes: Mapping[str, Expression],
    evidence: Evidence,
    read: Reader = read_toml,
) -> Table | None:
    """The table in the folder of a case; None where there is none, or it is left out.

    Raises InputError for the first fault in it.
    """
    if not (folder / FILE).is_file() or (section := read(folder / FILE)).data == LEFT_OUT:
        return None
    strategies = {player.id: player.strategies for player in players.values()}
    words = Vocabulary(strategies, groups, register, outcomes)
    return TableFile(section, players, words, evidence).table()


class TableFile:
    """Reads the parts of table.toml in order, each against the names that stand above it."""

    def __init__(
        self,
        section: Section,
        players: Mapping[str, Player],
        words: Vocabulary,
        evidence: Evidence,
        missing: str = MISSING,
    ) -> None:
        self.section, self.players, self.words, self.evidence = section, players, words, evidence
        self.missing = missing
        self.terms: dict[str, Expression] = {}

    def table(self) -> Table:
        """The whole file. Raises InputError for the first fault."""
        section = self.section
        section.allow(*KEYS, "ratifiers", "agreement")
        self.evidence.check(section)
        parties = self._parties()
        no_agreement = self._moves("no_agreement", parties)
        agreement = self._moves("agreement", parties) if "agreement" in section.data else {}
        self._read_terms()
        issues = self._issues(parties)
        worths = {party: self._worths(party, issues) for party in parties}
        self._check_worths(parties)
        ratifiers = dict(self._ratifier(part, party, parties, issues) for party, part in self._parts("ratifiers"))
        section.check_known("colour", "issue", (colour := section.text("colour", next(iter(issues))),), issues)
        title, about, source = (section.text(key, None if key == "title" else "") for key in KEYS[:3])
        feasible, labels = self._feasible(issues)
        table = Table(
            *(title, about, source, parties, no_agreement, issues, self.terms, worths, feasible, colour, ratifiers),
            agreement=agreement,
            feasible_labels=labels,
        )
        with section.placing("feasible" if feasible else "issues"):
            table.laid()
        return table

    def _parts(self, key: str) -> list[tuple[str, Section]]:
        return list(self.section.section(key).sections())

    def _parties(self) -> tuple[str, ...]:
        parties = self.section.texts("parties")
        self.section.check_known("parties", "player", parties, self.players)
        self.section.check_once("parties", parties)
        if len(parties) < 2:
            raise self.section.fault("parties", "lists fewer than two. A table needs two parties or more.")
        return parties

    def _moves(self, key: str, parties: tuple[str, ...]) -> dict[str, str]:
        """What every party plays in the table at `key`."""
        part = self.section.section(key)
        for party in part.data:
            part.check_known(party, "party", (party,), parties)
        for party in parties:
            if party not in part.data:
                when = "there is no agreement" if key == "no_agreement" else "there is an agreement"
                problem = f"{party} has no move. Add a line: {party} = what it plays where {when}."
                raise self.section.fault(key, problem, party)
            part.check_known(party, "strategy", (part.text(party),), self.players[party].strategies)
        return {party: part.text(party) for party in parties}

    def _read_terms(self) -> None:
        part = self.section.section("terms")
        for key in part.data:
            check_identifier(part, key, "term")
            if key in self.words.outcomes or key in self.words.assumptions or key in self.players:
                raise part.fault(key, f"'{key}' is an outcome, an assumption or a player too. Choose another.")
            self.terms[key] = self._rule(part, key)

    def _rule(self, part: Section, key: str, speaker: str | None = None) -> Expression:
        """The rule or number at a key, against outcomes, assumptions, moves and the terms read so far."""
        written = part.data[key]
        number = isinstance(written, int | float) and not isinstance(written, bool)
        text = repr(part.number(key)) if number else part.text(key)
        words = self.words
        with part.placing(key):
            return parse(text, Vocabulary(words.strategies, words.groups, words.assumptions,
                                          [*words.outcomes, *self.terms], speaker, None, self.missing))  # fmt: skip

    def _issues(self, parties: tuple[str, ...]) -> dict[str, Issue]:
        issues = {name: self._issue(part, name, parties) for name, part in self._parts("issues")}
        if not issues:
            raise self.section.fault("issues", "is missing. Add [issues.NAME] with a label and options.", "issues")
        if (count := prod(len(issue.options) for issue in issues.values())) > MOST_PACKAGES:
            problem = f"have {count:,} combinations of options; at most {MOST_PACKAGES:,} are looked through."
            raise self.section.fault("issues", f"{problem} Merge options, or drop an issue.")
        return issues

    def _issue(self, part: Section, name: str, parties: tuple[str, ...]) -> Issue:
        check_identifier(part, name, "issue")
        if name in SOLUTIONS or name in SUMMARIES:
            raise part.fault(None, f"'{name}' is the name of a solution or a number of the table. Choose another.")
        part.allow("label", "options", "paid_by", "default", "source")
        self.evidence.check(part)
        listed = part.section("options")
        for option in listed.data:
            check_identifier(listed, option, "option", after_dot=True)
        options = {option: listed.text(option) for option in listed.data}
        if len(options) < 2:
            problem = "has fewer than two options. Write the one without agreement first, then what can be agreed on."
            raise part.fault("options", problem, "options")
        part.check_known("default", "state", (default := part.text("default", "on"),), ("on", "off"))
        return Issue(name, part.text("label"), options, self._payers(part, options, parties), default == "off")

    def _payers(
        self, part: Section, options: Mapping[str, str], parties: tuple[str, ...]
    ) -> dict[str, tuple[str, ...]]:
        """Who pays for each option that others pay for: one list for all but the first, or one by option."""
        if "paid_by" not in part.data:
            return {}
        given = part.section("paid_by") if isinstance(part.data["paid_by"], dict) else None
        if given is None:
            payers = dict.fromkeys(list(options)[1:], part.texts("paid_by"))
            given, places = part, dict.fromkeys(payers, "paid_by")
        else:
            payers = {option: given.texts(option) for option in given.data}
            places = {option: option for option in payers}
        for option, players in payers.items():
            given.check_known(places[option], "option", (option,), options)
            given.check_known(places[option], "player", players, self.players)
            if party := next((player for player in players if player in parties), None):
                raise given.fault(places[option], f"{party} is a party; what it pays stands in its worth.")
        return payers

    def _worths(self, party: str, issues: Mapping[str, Issue]) -> dict[str, dict[str, Criteria]]:
        part = self.section.section("worth")
        if not isinstance(part.data.get(party), dict) or not part.data[party]:
            problem = f"{party} has no worth. Add [worth.{party}.ISSUE] with a rule for each option."
            raise self.section.fault("worth" if "worth" in self.section.data else None, problem, party)
        worths = {}
        for issue, rules in part.section(party).sections():
            part.section(party).check_known(issue, "issue", (issue,), issues)
            rules_of = {}
            for option in rules.data:
                rules.check_known(option, "option", (option,), issues[issue].options)
                rules_of[option] = self._criteria(rules, option, party)
            worths[issue] = rules_of
        return worths

    def _criteria(self, rules: Section, option: str, party: str) -> Criteria:
        if not isinstance(rules.data[option], dict):
            return {None: self._rule(rules, option, party)}
        criteria: dict[str | None, Expression] = {}
        part = rules.section(option)
        for criterion in part.data:
            if criterion != "points" and (weight := f"{party}.weight.{criterion}") not in self.words.assumptions:
                weights = [name.rpartition(".")[2] for name in self.words.assumptions
                           if name.startswith(f"{party}.weight.")]  # fmt: skip
                raise part.fault(criterion, f"{weight}: {unknown('criterion', criterion, [*weights, 'points'])}")
            criteria[None if criterion == "points" else criterion] = self._rule(part, criterion, party)
        return criteria

    def _check_worths(self, parties: tuple[str, ...]) -> None:
        part = self.section.section("worth")
        for key in part.data:
            part.check_known(key, "party", (key,), parties)

    def _ratifier(
        self, part: Section, party: str, parties: tuple[str, ...], issues: Mapping[str, Issue]
    ) -> tuple[str, Ratifier]:
        self.section.section("ratifiers").check_known(party, "party", (party,), parties)
        part.allow("label", "chance", "adds", "source")
        self.evidence.check(part)
        if "chance" not in part.data:
            raise part.fault(
                None, "'chance' is missing. Add a rule: the chance that it agrees to nothing new.", "chance"
            )
        adds: dict[str, dict[str, Expression]] = {}
        for issue, rules in part.section("adds").sections():
            part.section("adds").check_known(issue, "issue", (issue,), issues)
            for option in rules.data:
                rules.check_known(option, "option", (option,), issues[issue].options)
                adds.setdefault(issue, {})[option] = self._rule(rules, option, party)
        return party, Ratifier(part.text("label"), self._rule(part, "chance", party), adds)

    def _feasible(self, issues: Mapping[str, Issue]) -> tuple[dict[str, Expression], dict[str, str]]:
        """The rules on packages, and the labels of those written as `{ holds = RULE, label = WORDS }`."""
        section = self.section.section("feasible")
        words = Vocabulary({name: tuple(issue.options) for name, issue in issues.items()}, {}, (), ())
        feasible, labels = dict[str, Expression](), dict[str, str]()
        for name, written in section.data.items():
            part, key = (section.section(name), "holds") if isinstance(written, dict) else (section, name)
            if part is not section:
                part.allow("holds", "label")
                labels[name] = part.text("label")
            try:
                feasible[name] = parse_condition(part.text(key), words)
            except PlacedError:
                raise
            except InputError as error:
                raise part.fault(key, str(error).replace("strategy", "option")) from None
        return feasible, labels
