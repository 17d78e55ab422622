"""Numbers and faults in texts of any kind: what a number is, is said here for all of them."""

import math
import re
from fractions import Fraction

from ..errors import InputError

NUMBER = re.compile(r"[+-]?(?:[0-9]+/[0-9]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")
SHOWN = 60
"""Characters of a file that a message quotes at most."""


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


def shown(text: str) -> str:
    """The text in quotes as a message shows it: on one line, cut where it is long."""
    flat = " ".join(text.split())
    return f"'{flat}'" if len(flat) <= SHOWN else f"'{flat[: SHOWN - 3]}...'"


def fault(where: str, place: str, message: str) -> InputError:
    """The error for a place such as 'line 3' in the file `where`; without a file the place alone."""
    return InputError(f"{where}, {place}: {message}" if where else f"{place}: {message}")
