"""When a value that a page sends is the usual one, so that nothing was changed."""

from math import isclose


def is_usual(value: float, usual: float) -> bool:
    """Whether a value is the usual one, as far as a page wrote it out.

    >>> is_usual(0.1 + 0.2, 0.3), is_usual(0.3000001, 0.3)
    (True, False)
    """
    return isclose(value, usual, rel_tol=1e-11, abs_tol=1e-12)
