"""A small linear programme in rational arithmetic, for where floats cannot tell a gain from none."""

from collections.abc import Sequence
from fractions import Fraction

Row = list[Fraction]

MOST_CELLS = 4_000
"""Rows x columns of the largest programme that is solved so: a second or so."""


def greatest(worth: Sequence[Fraction], rows: Sequence[Sequence[Fraction]]) -> list[Fraction] | None:
    """The x >= 0 with sum x = 1 and rows @ x <= 0 that has the greatest worth @ x, exactly; None where there is no x.

    The simplex method in two phases by Bland's rule, which always ends (Bland 1977, Mathematics of Operations
    Research 2).
    """
    count = len(worth)
    slack = [[Fraction(r == s) for s in range(len(rows))] for r in range(len(rows))]
    tableau = [[*row, *slack[r], Fraction(0)] for r, row in enumerate(rows)]
    tableau.append([Fraction(1)] * count + [Fraction(0)] * len(rows) + [Fraction(1)])
    artificial = count + len(rows)
    basis = [*range(count, count + len(rows)), artificial]
    while artificial in basis:
        rest = tableau[basis.index(artificial)]
        entering = next((j for j in range(artificial) if rest[j] > 0), None)
        if entering is None:
            return None
        _pivot(tableau, basis, _leaving(tableau, basis, entering), entering)
    while True:
        costs = [Fraction(worth[j]) if j < count else Fraction(0) for j in range(artificial)]
        held = [costs[b] for b in basis]
        entering = next((j for j in range(artificial) if j not in basis and costs[j] > _priced(tableau, held, j)), None)
        if entering is None:
            break
        _pivot(tableau, basis, _leaving(tableau, basis, entering), entering)
    x = [Fraction(0)] * artificial
    for row, b in zip(tableau, basis, strict=True):
        x[b] = row[-1]
    return x[:count]


def _priced(tableau: Sequence[Row], held: Sequence[Fraction], column: int) -> Fraction:
    """What the basis would lose by one unit of a column."""
    return sum((row[column] * cost for row, cost in zip(tableau, held, strict=True) if cost), Fraction(0))


def _leaving(tableau: Sequence[Row], basis: Sequence[int], entering: int) -> int:
    """The row that is first at its limit; of several the one whose variable has the smallest number."""
    limits = [(row[-1] / row[entering], basis[r], r) for r, row in enumerate(tableau) if row[entering] > 0]
    return min(limits)[2]


def _pivot(tableau: list[Row], basis: list[int], leaving: int, entering: int) -> None:
    lead = tableau[leaving][entering]
    top = [value / lead for value in tableau[leaving]]
    for r, row in enumerate(tableau):
        factor = row[entering]
        if r == leaving:
            tableau[r] = top
        elif factor:
            tableau[r] = [a - factor * b if b else a for a, b in zip(row, top, strict=True)]
    basis[leaving] = entering
