"""Columns joined two at a time: the same in any order, and few different pairs on the way."""

from functools import reduce

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim.games.arrays import Index
from negotiation_sim.worlds.engine import joining
from negotiation_sim.worlds.engine.joining import different_rows, joined

columns_of = st.integers(1, 30).flatmap(
    lambda length: st.lists(st.lists(st.integers(0, 4), min_size=length, max_size=length), min_size=1, max_size=6)
)


def arrays(columns: list[list[int]]) -> list[Index]:
    return [np.array(column, dtype=np.intp) for column in columns]


def pair(first: Index, second: Index) -> Index:
    """Which pair each is: its place among the different ones."""
    return np.unique(np.stack([first, second]), axis=1, return_inverse=True)[1].reshape(-1)


@settings(max_examples=200, deadline=None)
@given(columns_of)
def test_rows_are_of_one_kind_where_all_their_entries_agree(columns: list[list[int]]) -> None:
    first, kind = different_rows(arrays(columns))
    rows = list(zip(*columns, strict=True))
    assert [rows[k] for k in first[kind]] == rows
    assert len(first) == len(set(rows)) == kind.max() + 1


@settings(max_examples=200, deadline=None)
@given(columns_of, st.sampled_from([0, joining.MARKED]))
def test_every_column_is_joined_once_whatever_the_order(columns: list[list[int]], marked: int) -> None:
    usual, joining.MARKED = joining.MARKED, marked
    try:
        total = joined(arrays(columns), lambda first, second: first + second)
        whole = joined(arrays(columns), pair)
    finally:
        joining.MARKED = usual
    assert total.tolist() == [sum(row) for row in zip(*columns, strict=True)]
    rows = list(zip(*columns, strict=True))
    assert len(set(whole.tolist())) == len(set(rows)) == len(set(zip(whole.tolist(), rows, strict=True)))


def test_columns_that_change_together_are_joined_before_those_that_do_not() -> None:
    """Four axes of 5: two columns on each. In the order given, pairs of 25 and more arise from the first on."""
    grid = [axis.reshape(-1) for axis in np.indices((5, 5, 5, 5))]
    made: list[int] = []

    def counted(first: Index, second: Index) -> Index:
        made.append(len(np.unique(pair(first, second))))
        return pair(first, second)

    joined([*grid, *grid], counted)
    assert sorted(made) == [5, 5, 5, 5, 25, 25, 625]
    made.clear()
    reduce(counted, [*grid, *grid])
    assert sum(made) > 2 * (4 * 5 + 2 * 25 + 625)
