"""rounds.toml -> Rounds. Everything that does not depend on the values of a scenario is checked here, once."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ..language.expression import Expression
from ..language.parser import parse, parse_condition
from ..language.vocabulary import Vocabulary
from .assumptions import Register
from .claims import Evidence
from .document import LEFT_OUT, PROSE, Reader, Section, check_identifier, read_toml
from .labels import read_label
from .parts import Player
from .rounds import EVERYBODY, PAYOFF, RECORD, Chance, Choice, Recorded, Rounds, Told, Variable
from .rounds_chances import check_chances
from .rounds_parts import RoundsWords
from .rounds_states import space
from .rules import MISSING

FILE = "rounds.toml"
KEYS = ("title", "about", "source", "start", "years", "part", "precision", "foresight")
AT_ONCE = "at_once"
TABLES = ("patience", "state", "impossible", "moves", "values", "turns", "events", "means", "record")
MOST_YEARS = 40


def rounds_in(
    folder: Path,
    players: Mapping[str, Player],
    groups: Mapping[str, tuple[str, ...]],
    register: Register,
    outcomes: Mapping[str, Expression],
    evidence: Evidence,
    read: Reader = read_toml,
) -> Rounds | None:
    """The years in the folder of a case; None where there are none. Raises InputError for the first fault in them."""
    if not (folder / FILE).is_file() or (section := read(folder / FILE)).data == LEFT_OUT:
        return None
    strategies = {player.id: player.strategies for player in players.values()}
    words = Vocabulary(strategies, groups, register, outcomes)
    return _File(section, players, words, register, evidence).rounds()


class _File:
    """Reads the parts of rounds.toml in order, each against the names that stand above it."""

    def __init__(
        self, section: Section, players: Mapping[str, Player], words: Vocabulary, register: Register, evidence: Evidence
    ) -> None:
        self.section, self.players, self.words = section, players, words
        self.register, self.evidence = register, evidence
        self.state: dict[str, Variable] = {}
        self.rules = RoundsWords(players, words, self.state)

    def rounds(self) -> Rounds:
        """The whole file. Raises InputError for the first fault."""
        section = self.section
        section.allow(*KEYS, AT_ONCE, *TABLES)
        self.evidence.check(section)
        start, years = self._whole("start", 1900, 2100), self._whole("years", 1, MOST_YEARS)
        for name, part in self._parts("state"):
            self.state[name] = self.rules.variable(part, name)
        if not self.state:
            raise section.fault("state", "is missing. Add [state.NAME] with a label and levels, or moves.", "state")
        moves = {player: self._moves(part, player) for player, part in self._parts("moves")}
        values = self._table("values", self._value)
        impossible = self._table("impossible", self._condition)
        turns = tuple(self._turn(part, name) for name, part in self._parts("turns"))
        if not turns:
            raise section.fault("turns", "is missing. Add [turns.NAME] with a label and changes, or player.", "turns")
        events = {name: self._told(part, name, "holds") for name, part in self._parts("events")}
        means = {name: self._told(part, name, "of") for name, part in self._parts("means")}
        self._check_told(events, means)
        title, about, source = (section.text(key, None if key == "title" else "") for key in KEYS[:3])
        part_of, precision, foresight = (self.rules.rule(section, key) for key in KEYS[5:])
        played = range(start + 1, start + years + 1)
        record = {name: self._recorded(each, name, events, means, played) for name, each in self._parts("record")}
        made = Rounds(
            *(title, about, source, start, years, self.state, impossible, moves, values, turns),
            *(part_of, precision, foresight, self._patience(), events, means, record),
            players={player.id: player.name for player in self.players.values()},
            at_once=section.flag(AT_ONCE),
            texts=section.texts_by_path(PROSE),
        )
        self._check_whole(made)
        return made

    def _parts(self, key: str) -> list[tuple[str, Section]]:
        return list(self.section.section(key).sections())

    def _whole(self, key: str, low: int, high: int) -> int:
        number = self.section.number(key)
        if number != int(number) or not low <= number <= high:
            raise self.section.fault(key, f"{number:g} is no whole number from {low:,} to {high:,}.")
        return int(number)

    def _table(self, key: str, read: "Callable[[Section, str], Expression]") -> dict[str, Expression]:
        part = self.section.section(key)
        return {name: read(part, name) for name in part.data}

    def _value(self, part: Section, name: str) -> Expression:
        part.check_known(name, "assumption", (name,), self.register)
        return self.rules.rule(part, name, self.rules.variables)

    def _condition(self, part: Section, key: str) -> Expression:
        words = self.words
        with part.placing(key):
            return parse_condition(part.text(key), Vocabulary(words.strategies, words.groups, (), self.rules.variables))

    def _moves(self, part: Section, player: str) -> dict[str, Expression]:
        self.section.section("moves").check_known(player, "player", (player,), self.players)
        if player in self.state:
            raise part.fault(None, f"{player}'s move is remembered under [state.{player}]. Keep one.")
        for strategy in part.data:
            part.check_known(strategy, "strategy", (strategy,), self.players[player].strategies)
        return {strategy: self.rules.rule(part, strategy, self.rules.variables) for strategy in part.data}

    def _turn(self, part: Section, name: str) -> Chance | Choice:
        self.evidence.check(part)
        return self.rules.turn(part, name)

    def _told(self, part: Section, name: str, key: str) -> Told:
        check_identifier(part, name, "event" if key == "holds" else "mean")
        part.allow("label", key)
        words = self.words
        vocabulary = Vocabulary(
            words.strategies, words.groups, words.assumptions, [*words.outcomes, *self.rules.variables], missing=MISSING
        )
        with part.placing(key):
            reading = parse_condition if key == "holds" else parse
            return Told(name, read_label(part, "label"), reading(part.text(key), vocabulary))

    def _check_told(self, events: Mapping[str, Told], means: Mapping[str, Told]) -> None:
        if not events:
            raise self.section.fault("events", "is missing. Add [events.NAME] with a label and holds.", "events")
        for key in (PAYOFF, RECORD, *means):
            if key in events or (key in (PAYOFF, RECORD) and key in means):
                raise self.section.section("events" if key in events else "means").fault(
                    key, f"'{key}' is told of the years already. Choose another name."
                )

    def _patience(self) -> dict[str, Expression]:
        part = self.section.section("patience")
        part.check_known(EVERYBODY, "player", part.data, [*self.players, EVERYBODY])
        if EVERYBODY not in part.data:
            raise part.fault(None, f"'{EVERYBODY}' is missing. Add a line: {EVERYBODY} = a rule.", EVERYBODY)
        return {player: self.rules.rule(part, player) for player in part.data}

    def _recorded(
        self, part: Section, name: str, events: Mapping[str, Told], means: Mapping[str, Told], played: range
    ) -> Recorded:
        self.section.section("record").check_known(name, "event or mean", (name,), (*events, *means))
        part.allow("values", "source")
        self.evidence.check(part)
        listed = part.section("values")
        for year in listed.data:
            if not (year.isdigit() and len(year) == 4):
                raise listed.fault(year, f"'{year}' is no year, such as {played[0]}.")
            if int(year) not in played:
                span = f"{played[0]} to {played[-1]}"
                raise listed.fault(year, f"{year} is not played; the years are {span}. Leave it out, or raise years.")
            if name in events and (value := listed.number(year)) not in (0, 1):
                raise listed.fault(year, f"is {value:g}, and an event holds or not. Write 1 where it held, else 0.")
        return Recorded(name, {int(year): listed.number(year) for year in listed.data}, part.text("source"))

    def _check_whole(self, made: Rounds) -> None:
        """The number of states without the optional ones, and where chance leads at the register's own values."""
        known = {f"{player.id}.{move}": 0.0 for player in self.players.values() for move in player.strategies}
        levels = {
            name: variable.levels[:1] if variable.optional else variable.levels for name, variable in made.state.items()
        }
        with self.section.placing("state"):
            space(made, levels, known, self.players)
        values = {name: entry.value for name, entry in self.register.items()}
        for turn in made.turns:
            if isinstance(turn, Chance):
                with self.section.section("turns").section(turn.name).placing("mean" if turn.mean else "chances"):
                    check_chances(turn, made, self.players, values)
