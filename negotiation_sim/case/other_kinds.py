"""Kinds of result besides the game, as a case declares them: their numbers, and the assumptions that they read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..language.expression import Expression
from ..language.parser import parse_condition
from ..language.vocabulary import Vocabulary


@dataclass(frozen=True)
class OtherKind:
    """A kind of result besides the game. A conclusion about it is a condition on its numbers.

    `numbers`: what each number is, in words, by its name (`zone`, `nash.serbia`). `reads`: the assumptions on which
    they depend besides those that the game reads. `texts`: all in the case's file on which they depend, by name, so
    that two cases can be laid side by side.
    """

    numbers: Mapping[str, str]
    reads: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)

    def condition(self, text: str) -> Expression:
        """The condition that a text states on the numbers. Raises InputError for a text that cannot be read."""
        return parse_condition(text, Vocabulary({}, {}, (), self.numbers))
