"""Numbers as people write them in a spreadsheet: with a decimal point or comma, and with marks between thousands.

`1,000` alone can be a thousand or one. The other numbers of the file decide it, if they do: `500,5` has a decimal
comma, so `1.200` beside it is twelve hundred. Where they do not, the number is refused with both readings.
"""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from .text import number

Spelling = Callable[[str], float | Fraction | None]
"""What makes a number of a text with a decimal point: `number`, or `exact_number` for payoffs."""

OTHER = {".": ",", ",": "."}
NAMES = {".": "point", ",": "comma"}
_PARTS = re.compile(r"([+-]?)([0-9.,]+)((?:[eE][+-]?[0-9]+)?)")
_APART = re.compile(r"([+-]?[0-9]{1,3}(?:[ _'’`\u00a0\u2009\u202f][0-9]{3})+)((?:[.,][0-9]+)?)")
_UNCLEAR = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class Unclear(ValueError):  # noqa: N818  # no error of a program: two readings of a text
    """A text with two readings; the message says both."""


class Numbers:
    """How the numbers of one file are written. `taken` are the unclear ones, each with the number it is read as."""

    def __init__(self, texts: Iterable[str], usual: str = "", spelled: Spelling = number) -> None:
        """`usual`, the decimal mark of files of that kind, is one before three digits too, if no number objects."""
        self._shown: dict[str, str] = {}
        for text in texts:
            if mark := decimal_mark(text):
                self._shown.setdefault(mark, text)
        self._usual, self._spelled = usual, spelled
        self.taken: dict[str, float | Fraction] = {}

    def read(self, text: str) -> Any:
        """The finite number that a text spells; None where it spells none. Raises Unclear for one with two readings."""
        text = text.replace("−", "-")
        if not (mark := unclear(text)):
            return self._spelled(_with_decimal(text, decimal_mark(text)))
        readings = {decimal: self._spelled(_with_decimal(text, decimal)) for decimal in OTHER}
        decimal = next(iter(self._shown)) if len(self._shown) == 1 else ""
        if not self._shown and mark == self._usual:
            decimal = mark
        if decimal != mark and decimal != OTHER[mark]:
            thousands, decimals = readings[OTHER[mark]], readings[mark]
            raise Unclear(
                f"found '{text}', which can be {thousands:.0f} or {decimals!r}, and {self._undecided}. Write "
                f"{thousands:.0f} or {decimals!r}."
            )
        if not mark == decimal == self._usual and (value := readings[decimal]) is not None:
            self.taken[text] = value
        return readings[decimal]

    @property
    def _undecided(self) -> str:
        """Why the other numbers of the file do not tell how an unclear one is to be read."""
        if len(self._shown) < 2:
            return "no other number of the file says which"
        first, second = self._shown.values()
        return f"the file has '{first}' as well as '{second}'"

    @property
    def remark(self) -> str:
        """The sentence that says how an unclear number was read, and why; empty where none was."""
        if not self.taken:
            return ""
        ((decimal, example),) = self._shown.items()
        (text, value), more = next(iter(self.taken.items())), len(self.taken) - 1
        others = f" (and {more} more in the same way)" if more else ""
        if decimal in example:
            why = f"the decimal {NAMES[decimal]} of '{example}' decides it"
        else:
            why = f"the {NAMES[OTHER[decimal]]}s between the thousands of '{example}' decide it"
        return f"'{text}' is read as {float(value):.15g}{others}: {why}."


def decimal_mark(text: str) -> str:
    """The decimal mark that a number shows for sure, "" where it shows none.

    >>> decimal_mark("0,5"), decimal_mark("1.234,5"), decimal_mark("1,234,567"), decimal_mark("1,234")
    (',', ',', '.', '')
    """
    parts = _PARTS.fullmatch(text.replace("−", "-"))
    if not parts or unclear(parts[0]):
        return ""
    body, marks = parts[2], [letter for letter in parts[2] if letter in OTHER]
    if len(marks) == 1:
        return marks[0]
    if marks and _grouped(body, OTHER[marks[0]]):
        return OTHER[marks[0]]
    return ""


def unclear(text: str) -> str:
    """The one mark of a number that may stand before decimals or before thousands; "" where it is clear, or no number.

    >>> unclear("12,000"), unclear("0,500"), unclear("1,00")
    (',', '', '')
    """
    parts = _PARTS.fullmatch(text.replace("−", "-"))
    if not parts or not _UNCLEAR.fullmatch(parts[2] + parts[3]):
        return ""
    return next(letter for letter in parts[2] if letter in OTHER)


def without_marks(text: str) -> str:
    """The number without blanks, apostrophes or underscores between its thousands; "" where none has such marks.

    >>> without_marks("12 000"), without_marks("1'200,5"), without_marks("12 00"), without_marks("1200")
    ('12000', '1200.5', '', '')
    """
    match = _APART.fullmatch(text.replace("−", "-").strip())
    return re.sub(r"[^0-9+-]", "", match[1]) + match[2].replace(",", ".") if match else ""


def how_to_write(text: str) -> str:
    """The sentence that says how a number with marks between its thousands is written here; "" where there is none."""
    bare = without_marks(text)
    return f" Nothing stands between thousands: write {bare}." if bare else ""


def with_point(text: str) -> str:
    """A number with a decimal comma as it is typed with a point; any other text as it is.

    >>> with_point(" -0,5"), with_point("1,000"), with_point("2.5")
    ('-0.5', '1,000', '2.5')
    """
    bare = text.strip()
    return _with_decimal(bare, ",") if decimal_mark(bare) == "," else text


def how_to_type(text: str, lead: str = "") -> str:
    """The sentence that says how a number is typed where its decimal mark is a point; "" where the text is like none.

    `lead` stands before what to write instead.

    >>> how_to_type("-1,5"), how_to_type("1,000"), how_to_type("0.5")
    (' The decimal mark is a point: write -1.5.', ' It can be 1000 or 1: write one of these.', '')
    """
    text = text.replace("−", "-")
    if bare := without_marks(text):
        return f" Nothing stands between thousands: write {lead}{bare}."
    if unclear(text):
        thousands, decimals = text.replace(",", ""), text.replace(",", ".")
        return f" It can be {thousands} or {float(decimals):g}: write one of these."
    if decimal_mark(text) == ",":
        return f" The decimal mark is a point: write {lead}{with_point(text)}."
    return ""


def _grouped(body: str, decimal: str) -> bool:
    """Whether marks stand between thousands, and the decimal mark at most once behind them."""
    return bool(re.fullmatch(rf"[0-9]{{1,3}}(?:\{OTHER[decimal]}[0-9]{{3}})+(?:\{decimal}[0-9]*)?", body))


def _with_decimal(text: str, decimal: str) -> str:
    parts = _PARTS.fullmatch(text)
    if decimal and parts:
        text = parts[1] + parts[2].replace(OTHER[decimal], "").replace(decimal, ".") + parts[3]
    return text
