"""Kinds of result besides the game, as a case declares them: their numbers, and the assumptions that they read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..language.expression import Expression
from ..language.parser import parse_condition
from ..language.vocabulary import Vocabulary


@dataclass(frozen=True)
class OtherKind:
    """A kind of result besides the game. A conclusion about it is a condition on its numbers.

    `numbers`: what each number is, in words, by its name (`zone`, `nash.serbia`). `reads`: the assumptions on which
    they depend besides those that the game reads. `spelled`: all that its
    file says of them, as text.
    """

    numbers: Mapping[str, str]
    reads: frozenset[str] = frozenset()
    spelled: tuple[str, ...] = ()

    @classmethod
    def of(cls, numbers: Mapping[str, str], rules: Iterable[Expression], spelled: Iterable[str]) -> "OtherKind":
        """The kind whose numbers depend on these rules over assumptions."""
        return cls(numbers, frozenset(name for rule in rules for name in rule.names("assumption")), tuple(spelled))

    def condition(self, text: str) -> Expression:
        """The condition that a text states on the numbers. Raises InputError for a text that cannot be read."""
        return parse_condition(text, Vocabulary({}, {}, (), self.numbers))
