"""The rules of the game: outcomes, payoffs and headlines, read from game.toml."""

import re
from collections.abc import Collection, Iterator, Mapping

from ..errors import InputError, unknown
from .assumptions import Register
from .document import Section, check_identifier
from .expression import Expression
from .language import Vocabulary, parse
from .scenario import Headline, Player


class Rules:
    """Reads the expressions of game.toml in order, each against the names that stand above it."""

    def __init__(
        self, game: Section, players: Mapping[str, Player], groups: Mapping[str, tuple[str, ...]], register: Register
    ) -> None:
        self.game, self.players, self.groups, self.register = game, players, groups, register
        self.strategies = {player.id: player.strategies for player in players.values()}
        self.read: dict[str, Expression] = {}

    def outcomes(self) -> dict[str, Expression]:
        section = self.game.section("outcomes")
        plain = [key for key in section.data if not isinstance(section.data[key], dict)]
        for key in plain:
            check_identifier(section, key, "outcome")
            self._define(section, key, key, plain)
        for owner, part in ((key, section.section(key)) for key in section.data if key not in plain):
            for key in part.data:
                check_identifier(part, key, "outcome")
                for member in self._owners(section, owner):
                    self._define(part, key, f"{member}.{key}", [], member, owner)
        self._check_collisions()
        return self.read

    def _define(
        self,
        section: Section,
        key: str,
        name: str,
        later: list[str],
        speaker: str | None = None,
        owner: str | None = None,
    ) -> None:
        if name in self.read:
            raise section.fault(key, f"'{name}' is defined twice. Keep one.")
        self.read[name] = self._expression(section, key, speaker, owner, set(later) - set(self.read))

    def _expression(
        self,
        section: Section,
        key: str,
        speaker: str | None = None,
        owner: str | None = None,
        later: Collection[str] = (),
    ) -> Expression:
        text = section.data[key]
        if isinstance(text, int | float) and not isinstance(text, bool):
            text = repr(text)
        elif not isinstance(text, str):
            section.text(key)
        vocabulary = Vocabulary(
            self.strategies,
            self.groups,
            frozenset(self.register),
            frozenset(self.read),
            speaker,
            owner if owner in self.groups else None,
        )
        try:
            return parse(text, vocabulary)
        except InputError as error:
            raise section.fault(key, self._explained(str(error), text, key, later)) from None

    def _explained(self, problem: str, text: str, key: str, later: Collection[str]) -> str:
        used = [name for name in re.findall(r"[\w.]+", text) if name in later]
        if key in used:
            return f"'{key}' is defined by itself. An outcome may use only those above it."
        if used and problem.startswith("unknown name"):
            section = self.game.section("outcomes")
            if key in re.findall(r"[\w.]+", str(section.data.get(used[0], ""))):
                return f"'{key}' and '{used[0]}' are defined by each other: a cycle. Break it."
            return f"'{used[0]}' is used before it is defined. Move it above '{key}'."
        return problem

    def _owners(self, section: Section, owner: str) -> tuple[str, ...]:
        if owner in self.groups:
            return self.groups[owner]
        if owner in self.players:
            return (owner,)
        raise section.fault(owner, unknown("player or group", owner, [*self.players, *self.groups]))

    def _check_collisions(self) -> None:
        taken = {f"{player}.{strategy}" for player, own in self.strategies.items() for strategy in own}
        for name in self.read:
            if name in self.register or name in taken or name in self.players or name in self.groups:
                raise self.game.section("outcomes").fault(
                    name, f"'{name}' is the name of something else too: an assumption, a player, a group or a move."
                )
        for name in self.register:
            if name in taken or name in self.players or name in self.groups:
                raise InputError(f"assumptions.toml: {name}: is the name of a move, a player or a group too.")

    def payoffs(self) -> dict[str, dict[str | None, Expression]]:
        section = self.game.section("payoffs")
        payoffs: dict[str, dict[str | None, Expression]] = {player: {} for player in self.players}
        for owner, written in section.data.items():
            for member in self._owners(section, owner):
                if isinstance(written, dict):
                    self._criteria(section.section(owner), member, owner, payoffs[member])
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
            check_identifier(section, key, "criterion")
            if key in into:
                raise section.fault(key, f"{member} has this criterion twice. Keep one.")
            if (weight := f"{member}.weight.{key}") not in self.register:
                raise section.fault(
                    key, f"{member} gives this criterion no weight. Add [{weight}] to assumptions.toml."
                )
            into[key] = self._expression(section, key, member, owner)

    def headlines(self) -> Iterator[Headline]:
        for key, section in self.game.section("headlines").sections():
            section.allow("title", "who", "holds", "yes", "no")
            title, yes, no = section.text("title"), section.text("yes", "yes"), section.text("no", "no")
            if "who" in section.data:
                yield Headline(key, title, who=dict(self._who(section)), yes=yes, no=no)
            else:
                section.text("holds")
                yield Headline(key, title, holds=self._expression(section, "holds"), yes=yes, no=no)

    def _who(self, section: Section) -> Iterator[tuple[str, Expression]]:
        group, _, what = section.text("who").partition(".")
        for member in self._owners(section, group):
            part = section.at("who", {"who": f"{member}.{what}"})
            yield member, self._expression(part, "who")
