"""What Gambit's files have in common: tokens, quoted texts, numbers, and labels that must be told apart."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from ..errors import InputError
from .text import PAYOFF, exact_number, fault, shown

TOKEN = re.compile(
    r"""\s*(?: (?P<text> "[^"\\]*(?:\\.[^"\\]*)*" ) | (?P<open> " ) | (?P<mark> [{}] ) | (?P<comma> , )
             | (?P<word> [^\s{},"]+ ) | (?P<end> \Z ) )""",
    re.VERBOSE | re.DOTALL,
)
COUNT = re.compile(r"\+?[0-9]{1,18}")


class Reader:
    """One token at a time: `kind` and `value` of the current one, and faults at its line."""

    def __init__(self, text: str, where: str) -> None:
        self.text, self.where, self.position = text, where, 0
        self.step()

    def step(self) -> None:
        """On to the next token. Raises InputError for a quote that is never closed."""
        match = TOKEN.match(self.text, self.position)
        assert match is not None  # the alternatives cover every character, and each has a name
        assert match.lastgroup is not None
        self.kind, self.value = match.lastgroup, match[match.lastgroup]
        self.start, self.position = match.start(match.lastgroup), match.end()
        if self.kind == "open":
            raise self.fault('this quote is never closed. A text ends in "; a quote inside it is written \\".')

    def take(self, kind: str, expected: str, allowed: str | re.Pattern[str] = "") -> str:
        """The current token, stepping past it, if it has the kind and is as allowed; else a fault."""
        value = self.value
        fits = allowed.fullmatch(value) if isinstance(allowed, re.Pattern) else allowed in ("", value)
        if self.kind != kind or not fits:
            raise self.fault(f"found {self.current()}; expected {expected}.")
        self.step()
        return value

    def current(self) -> str:
        """The current token as a message shows it."""
        return "the end of the file" if self.kind == "end" else shown(self.value)

    def at(self, mark: str) -> bool:
        """Whether the current token is that brace."""
        return self.kind == "mark" and self.value == mark

    def fault(self, message: str, start: int | None = None) -> InputError:
        """An error at the line of the current token, or of what starts at that character."""
        return fault(self.where, f"line {self.line_of(self.start if start is None else start)}", message)

    def line_of(self, start: int) -> int:
        """The line of a character of the text, from 1."""
        return self.text.count("\n", 0, start) + 1


def quoted_texts(reader: Reader, expected: str) -> list[str]:
    """The quoted texts of a list in braces, at least one."""
    reader.take("mark", f"'{{' and {expected}", "{")
    labels = [unquoted(reader.take("text", expected))]
    while not reader.at("}"):
        labels.append(unquoted(reader.take("text", f"{expected}, or '}}'")))
    reader.step()
    return labels


def read_payoff(reader: Reader, whose: str = "") -> float | Fraction:
    """The current token as a payoff, stepping past it; `whose`, as in " for Ann", for the fault."""
    value = exact_number(reader.value) if reader.kind == "word" else None
    if value is None:
        raise reader.fault(f"found {reader.current()}; expected a payoff{whose}: {PAYOFF}.")
    reader.step()
    return value


def read_count(reader: Reader, expected: str, least: int = 0, most: int = 10**18) -> int:
    """The current token as a whole number within the limits, stepping past it."""
    fits = reader.kind == "word" and COUNT.fullmatch(reader.value) and least <= int(reader.value) <= most
    if not fits:
        raise reader.fault(f"found {reader.current()}; expected {expected}.")
    return int(reader.take("word", expected))


def unique_labels(labels: Sequence[str], unnamed: str) -> tuple[str, ...]:
    """The labels, empty ones numbered and repeated ones told apart; none takes a label that the file gives another."""
    used: dict[str, None] = {}
    given, repeats = set(labels), Counter[str]()
    for k, label in enumerate(labels, start=1):
        unique = wanted = label or f"{unnamed}{k}"
        while unique in used or (unique != label and unique in given):
            repeats[wanted] += 1
            unique = f"{wanted} ({repeats[wanted] + 1})"
        used[unique] = None
    return tuple(used)


def braced(labels: Iterable[str]) -> str:
    """The labels, quoted, as a list in braces."""
    return "{ " + " ".join(map(quoted, labels)) + " }"


def quoted(label: str) -> str:
    r"""The label in quotes: a quote in it becomes \", and a backslash \\ where it would be misread otherwise."""
    doubled = re.sub(r'\\(?=["\\]|\Z)', r"\\\\", label)
    return '"' + doubled.replace('"', r"\"") + '"'


def unquoted(token: str) -> str:
    """The text that a token in quotes stands for."""
    return re.sub(r'\\(["\\])', r"\1", token[1:-1])
