"""Numbers and faults in texts of any kind: what a number is, is said here for all of them."""

import math
import re
from fractions import Fraction

from ..errors import InputError
from ..games.labels import LARGEST

NUMBER = re.compile(r"[+-]?(?:[0-9]+/[0-9]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")
SHOWN = 60
"""Characters of a file that a message quotes at most."""


SMALLEST = 5e-324
"""The smallest float above 0. A payoff that is nearer to 0 is refused."""

PRECISE = 1e-290
"""Smaller floats do not have all their digits."""

LONGEST = 1000
"""The most characters that a payoff is read from."""

DIGITS = 15
"""Two numbers of no more digits than these are told apart by their floats."""

TRUTHS = {"true": 1.0, "yes": 1.0, "false": 0.0, "no": 0.0}
"""What a switch may say in a spreadsheet, in any capitals."""

SIZES = f"of a size up to {LARGEST:g} and, if it is not 0, from {SMALLEST:g} on"
PAYOFF = f"a finite number such as 3, 0.5, 1e-3 or 1/3, {SIZES}"


def number(text: str) -> float | None:
    """The finite number that the text spells as integer, decimal, with an exponent or as 1/3; None if it does not.

    The digits are 0 to 9, the decimal mark is a point; the minus may be a hyphen or the sign of mathematics, U+2212.

    >>> number("-.5e1"), number("1/4"), number("−2"), number("nan"), number("1_000")
    (-5.0, 0.25, -2.0, None, None)
    """
    text = text.replace("−", "-")
    if not NUMBER.fullmatch(text):
        return None
    try:
        value = float(Fraction(text)) if "/" in text else float(text)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def exact_number(text: str) -> float | Fraction | None:
    """The same number exactly: a float where it tells the number apart from every other of few digits, else a fraction.

    None too for what is larger than LARGEST, or so small that a float would lose it.

    >>> exact_number("1/4"), exact_number("0.1"), exact_number("9007199254740993"), exact_number("1e301")
    (Fraction(1, 4), 0.1, Fraction(9007199254740993, 1), None)
    """
    text = text.replace("−", "-")
    value = number(text) if len(text) <= LONGEST else None
    if value is None or abs(value) > LARGEST:
        return None
    mantissa = re.split("[eE]", text)[0]
    nought = not mantissa.partition("/")[0].strip("+-.0")
    if not nought and abs(value) < SMALLEST:
        return None
    short = "/" not in text and len(mantissa.strip("+-").replace(".", "").strip("0")) <= DIGITS
    return value if short and (nought or abs(value) > PRECISE) else Fraction(text)


def shown(text: str) -> str:
    """The text in quotes as a message shows it: on one line, cut where it is long."""
    flat = " ".join(text.split())
    return f"'{flat}'" if len(flat) <= SHOWN else f"'{flat[: SHOWN - 3]}...'"


def fault(where: str, place: str, message: str) -> InputError:
    """The error for a place such as 'line 3' in the file `where`; without a file the place alone."""
    return InputError(f"{where}, {place}: {message}" if where else f"{place}: {message}")
