"""Kinds of result besides the game, as a case declares them: their numbers, and the assumptions that they read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..language.expression import Expression
from ..language.parser import parse_condition
from ..language.vocabulary import Vocabulary


@dataclass(frozen=True)
class Shorthand:
    """A name that stands for a condition, and what that condition says in words."""

    condition: str
    title: str


@dataclass(frozen=True)
class OtherKind:
    """A kind of result besides the game. A conclusion about it is a condition on its numbers.

    `numbers`: what each number is, in words, by its name (`zone`, `nash.serbia`). `reads`: the assumptions on which
    they depend besides those that the game reads. `texts`: all in the case's file on which they depend, by name, so
    that two cases can be laid side by side. `shorthands`: names that stand for a condition.
    """

    numbers: Mapping[str, str]
    reads: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    shorthands: Mapping[str, Shorthand] = field(default_factory=dict)

    def condition(self, text: str) -> Expression:
        """The condition that a text states on the numbers. Raises InputError for a text that cannot be read."""
        shorthand = self.shorthands.get(text.strip())
        return self.number(shorthand.condition if shorthand else text)

    def title(self, condition: Expression) -> str:
        """What the shorthand for a condition is called; "" where it is none."""
        return next((each.title for each in self.shorthands.values() if each.condition == condition.text), "")

    def number(self, text: str) -> Expression:
        """The same of a text that may be a number alone, which is that number and stands for no condition."""
        return parse_condition(text, Vocabulary({}, {}, (), self.numbers))
