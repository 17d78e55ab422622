"""What is remembered and the turns of a year, read from rounds.toml one by one."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import unknown
from ..language.expression import Expression
from ..language.parser import parse
from ..language.vocabulary import Vocabulary
from .document import Section, check_identifier
from .labels import read_label
from .parts import Player
from .rounds import Chance, Choice, Variable
from .rules import MISSING


@dataclass(frozen=True)
class RoundsWords:
    """The names that rules of the file may use: those of the case, and the variables of the state read so far."""

    players: Mapping[str, Player]
    words: Vocabulary
    state: Mapping[str, Variable]

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of the state that are numbers."""
        return tuple(name for name, variable in self.state.items() if not variable.player)

    def rule(self, part: Section, key: str, names: tuple[str, ...] = ()) -> Expression:
        """The rule or number at a key, on moves and assumptions and these names. Raises InputError for another."""
        if key not in part.data:
            raise part.fault(None, f"'{key}' is missing. Add a line: {key} = a rule.", key)
        written = part.data[key]
        number = isinstance(written, int | float) and not isinstance(written, bool)
        text = repr(part.number(key)) if number else part.text(key)
        words = self.words
        with part.placing(key):
            return parse(text, Vocabulary(words.strategies, words.groups, words.assumptions, names, missing=MISSING))

    def variable(self, part: Section, name: str) -> Variable:
        """A remembered quantity, `[state.NAME]`. Raises InputError for the first fault in it."""
        check_identifier(part, name, "state variable")
        part.allow("label", "moves", "levels", "start", "says", "optional")
        if ("moves" in part.data) == ("levels" in part.data):
            raise part.fault(None, "needs one of two: levels = [0, 1], or moves = [...] of the player of this name.")
        label = read_label(part, "label")
        if "moves" in part.data:
            return Variable(name, label, (moves := self._moves(part, name)), name, None, _says(part, moves))
        if name in {*self.players, *self.words.groups, *self.words.assumptions, *self.words.outcomes, "year"}:
            raise part.fault(None, f"'{name}' is an outcome, an assumption, a player or a group too. Choose another.")
        numbers = [part.as_number("levels", each) for each in part.items("levels")]
        if len(numbers) < 2 or sorted({*numbers}) != numbers:
            raise part.fault("levels", "needs two numbers or more, each greater than the one before, such as [0, 1].")
        levels = tuple(f"{each:g}" for each in numbers)
        return Variable(name, label, levels, "", self.rule(part, "start"), _says(part, levels), part.flag("optional"))

    def _moves(self, part: Section, name: str) -> tuple[str, ...]:
        if name not in self.players:
            raise part.fault(None, unknown("player", name, self.players))
        moves = part.texts("moves")
        part.check_known("moves", "strategy", moves, self.players[name].strategies)
        part.check_once("moves", moves)
        if len(moves) < 2:
            raise part.fault("moves", "lists fewer than two. What cannot change need not be remembered.")
        if "optional" in part.data:
            raise part.fault("optional", "is for what has levels; a move is remembered or not listed. Take it out.")
        return moves

    def turn(self, part: Section, name: str) -> Chance | Choice:
        """A turn of a year, `[turns.NAME]`. Raises InputError for the first fault in it."""
        check_identifier(part, name, "turn")
        part.allow("label", "changes", "chances", "mean", "player", "lasting", "sets", "source")
        if ("changes" in part.data) == ("player" in part.data):
            raise part.fault(None, "needs one of two: changes = a state variable, with [chances]; or player = who.")
        return self._chance(part, name) if "changes" in part.data else self._choice(part, name)

    def _chance(self, part: Section, name: str) -> Chance:
        part.check_known("changes", "state variable", (variable := part.text("changes"),), self.state)
        levels, names = self.state[variable].levels, (*self.variables, "year")
        if "mean" in part.data:
            if "chances" in part.data:
                raise part.fault("mean", "stands beside chances. Keep one of the two.")
            if self.state[variable].player:
                raise part.fault("mean", f"is of numbers, and {variable} has moves. Write [chances] instead.")
            mean = self.rule(part, "mean", names)
            return Chance(name, read_label(part, "label"), variable, {}, mean, self._sets(part, levels))
        listed = part.section("chances")
        for level in listed.data:
            listed.check_known(level, "level", (level,), levels)
        if not listed.data:
            raise part.fault(
                "chances", "is missing. Add a rule for each level: LEVEL = its chance; or mean = a rule.", "chances"
            )
        chances = {level: self.rule(listed, level, names) for level in listed.data}
        return Chance(name, read_label(part, "label"), variable, chances, None, self._sets(part, levels))

    def _choice(self, part: Section, name: str) -> Choice:
        player = part.text("player")
        remembered = [each for each, variable in self.state.items() if variable.player]
        part.check_known("player", "player whose move is remembered", (player,), remembered)
        lasting = part.texts("lasting", ())
        part.check_known("lasting", "move", lasting, self.state[player].levels)
        return Choice(name, read_label(part, "label"), player, lasting, self._sets(part, self.state[player].levels))

    def _sets(self, part: Section, levels: tuple[str, ...]) -> dict[str, dict[str, Expression]]:
        sets: dict[str, dict[str, Expression]] = {}
        for level, rules in part.section("sets").sections():
            part.section("sets").check_known(level, "move or level", (level,), levels)
            for variable in rules.data:
                rules.check_known(variable, "state variable", (variable,), self.variables)
                sets.setdefault(level, {})[variable] = self.rule(rules, variable, self.variables)
        return sets


def _says(part: Section, levels: tuple[str, ...]) -> dict[str, str]:
    told = part.section("says")
    told.check_known("says", "level", told.data, levels)
    return {level: told.text(level) for level in told.data}
