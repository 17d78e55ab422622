"""The rules of the game: outcomes, payoffs, headlines and hinges, read from game.toml."""

import re
from collections.abc import Iterator, Mapping
from itertools import product

from ..errors import InputError, PlacedError
from ..language.expression import Expression
from ..language.parser import parse, parse_condition
from ..language.vocabulary import Vocabulary
from .assumptions import Register
from .document import Section, check_identifier
from .parts import Headline, Player

MISSING = (
    " Or, if it is a number that is an opinion, add to assumptions.toml a table [{name}] with value, range, unit, why "
    "and source."
)


class Rules:
    """Reads the expressions of game.toml in order, each against the names that stand above it."""

    def __init__(
        self, game: Section, players: Mapping[str, Player], groups: Mapping[str, tuple[str, ...]], register: Register
    ) -> None:
        self.game, self.players, self.groups, self.register = game, players, groups, register
        self.strategies = {player.id: player.strategies for player in players.values()}
        self.written: dict[str, tuple[Section, str, str | None, str | None]] = {}
        self.read: dict[str, Expression] = {}

    def outcomes(self) -> dict[str, Expression]:
        """The outcomes in order of evaluation: plain ones as written, then those of players and groups, one by one."""
        section = self.game.section("outcomes")
        for key, written in section.data.items():
            if not isinstance(written, dict):
                self._declare(section, key, key)
        for owner, written in section.data.items():
            if isinstance(written, dict):
                members, part = self._owners(section, owner), section.section(owner)
                for key, member in product(part.data, members):
                    self._declare(part, key, f"{member}.{key}", member, owner)
        for name, place in self.written.items():
            self.read[name] = self._expression(*place, outcome=name)
        self._check_collisions()
        return self.read

    def _declare(
        self, section: Section, key: str, name: str, speaker: str | None = None, owner: str | None = None
    ) -> None:
        check_identifier(section, key, "outcome")
        if name in self.written:
            raise section.fault(key, f"'{name}' is defined twice. Keep one.")
        self.written[name] = (section, key, speaker, owner)

    def _expression(
        self,
        section: Section,
        key: str,
        speaker: str | None = None,
        owner: str | None = None,
        outcome: str | None = None,
    ) -> Expression:
        text = section.data[key]
        if isinstance(text, int | float) and not isinstance(text, bool):
            text = repr(section.number(key))
        elif not isinstance(text, str):
            section.text(key)
        group = owner if owner in self.groups else None
        vocabulary = Vocabulary(self.strategies, self.groups, self.register, self.read, speaker, group, MISSING)
        try:
            return parse(text, vocabulary)
        except InputError as error:
            problem = self._explained(str(error), outcome) if outcome else str(error)
            raise section.fault(key, problem) from None

    def _explained(self, problem: str, outcome: str) -> str:
        """The problem, or a better word for it where the unknown name is that of an outcome not yet read."""
        later = next((used for used in self._uses(outcome) if f"'{used}'." in problem), None)
        if later is None:
            return problem
        if later == outcome:
            return f"'{outcome}' is defined by itself. An outcome may use only those above it."
        if circle := self._way_back(outcome, later):
            return f"goes round in a circle: {' -> '.join(circle)}. Break it: an outcome may use only those above it."
        if "." in later and "." not in outcome:
            return f"'{later}' is used before it is defined: outcomes of players and groups come after the plain ones."
        return f"'{later}' is used before it is defined. Move it above '{outcome}'."

    def _uses(self, outcome: str) -> list[str]:
        """The outcomes that an outcome's text names and that are not read yet."""
        section, key, speaker, _ = self.written[outcome]
        text = re.sub(r"\bself\.", f"{speaker}.", str(section.data[key]))
        return [name for name in re.findall(r"[\w.]+", text) if name in self.written and name not in self.read]

    def _way_back(self, outcome: str, later: str) -> list[str] | None:
        """The way from an outcome over one that it uses, and those that this one uses, back to it; None if none."""
        ways, seen = [[outcome, later]], {later}
        while ways:
            way = ways.pop()
            for used in self._uses(way[-1]):
                if used == outcome:
                    return [*way, outcome]
                if used not in seen:
                    seen.add(used)
                    ways.append([*way, used])
        return None

    def _owners(self, section: Section, owner: str, at: str | None = None) -> tuple[str, ...]:
        section.check_known(at or owner, "player or group", (owner,), [*self.players, *self.groups])
        return self.groups.get(owner, (owner,))

    def _check_collisions(self) -> None:
        moves = {f"{player}.{strategy}" for player, strategies in self.strategies.items() for strategy in strategies}
        taken = {*moves, *self.players, *self.groups}
        for name in self.read:
            if name in self.register or name in taken:
                problem = f"'{name}' is the name of something else too: an assumption, a player, a group or a move."
                raise self.game.section("outcomes").fault(name, f"{problem} Choose another.")
        for name in self.register:
            if name in taken:
                file = self.game.file.replace("game.toml", "assumptions.toml")
                problem = "is the name of a move, a player or a group too. Choose another."
                raise PlacedError(f"{file}: {name}: {problem}", file, tuple(name.split(".")))

    def payoffs(self) -> dict[str, dict[str | None, Expression]]:
        """Every player's criteria by name; None is the name of a payoff that is one whole expression."""
        section = self.game.section("payoffs")
        payoffs: dict[str, dict[str | None, Expression]] = {player: {} for player in self.players}
        for owner, written in section.data.items():
            for member in self._owners(section, owner):
                if isinstance(written, dict):
                    self._criteria(section.section(owner), member, owner, payoffs[member])
                elif None in payoffs[member]:
                    raise section.fault(owner, f"{member} has a payoff already. Keep one.")
                else:
                    payoffs[member][None] = self._expression(section, owner, member, owner)
        for player, criteria in payoffs.items():
            if not criteria:
                raise section.fault(None, f"{player} has no payoff. Add [payoffs.{player}].")
            if None in criteria and len(criteria) > 1:
                raise section.fault(player, "has both one whole payoff and criteria. Keep one form.")
        return payoffs

    def _criteria(self, section: Section, member: str, owner: str, into: dict[str | None, Expression]) -> None:
        for key in section.data:
            check_identifier(section, key, "criterion", after_dot=True)
            if key in into:
                raise section.fault(key, f"{member} has this criterion twice. Keep one.")
            if (weight := f"{member}.weight.{key}") not in self.register:
                problem = f"{member} gives this criterion no weight. Add [{weight}] to assumptions.toml."
                raise section.fault(key, problem)
            into[key] = self._expression(section, key, member, owner)

    def headlines(self) -> Iterator[Headline]:
        """What a comparison says of a result in words, in the order of the file."""
        for key, section in self.game.section("headlines").sections():
            section.allow("title", "who", "holds", "yes", "no")
            if key in self.players:
                raise section.fault(None, f"'{key}' is a player; its column in a table holds its move. Choose another.")
            title, yes, no = section.text("title"), section.text("yes", "yes"), section.text("no", "no")
            if ("who" in section.data) == ("holds" in section.data):
                raise section.fault(None, 'needs one of two: who = "GROUP.STRATEGY", or holds = "CONDITION".')
            who = dict(self._who(section)) if "who" in section.data else {}
            yield Headline(key, title, who, None if who else self._expression(section, "holds"), yes, no)

    def hinges(self) -> Iterator[Headline]:
        """The steps of the argument, in its order."""
        for key, section in self.game.section("hinges").sections():
            section.allow("title", "holds")
            title, _ = section.text("title"), section.text("holds")
            yield Headline(key, title, holds=self._expression(section, "holds"))

    def condition(self, section: Section, key: str) -> Expression:
        """The condition at `key`, on any names of the case. Raises InputError for one that cannot be read."""
        vocabulary = Vocabulary(self.strategies, self.groups, self.register, self.read)
        with section.placing(key):
            return parse_condition(section.text(key), vocabulary)

    def _who(self, section: Section) -> Iterator[tuple[str, Expression]]:
        written = section.text("who")
        group, _, what = written.partition(".")
        if not re.fullmatch(r"\w+\.\w+", written):
            raise section.fault("who", f"'{written}' is not GROUP.STRATEGY or GROUP.OUTCOME, as in holdouts.yes.")
        for member in self._owners(section, group, at="who"):
            part = section.at("who", {"who": f"{member}.{what}"})
            yield member, self._expression(part, "who")
