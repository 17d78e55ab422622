"""Sessions of offers between named tactics: what each tactic asks for, and what every session keeps to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation_sim.errors import InputError
from negotiation_sim.games.bargaining import BargainingSet
from negotiation_sim.games.session import Session, session
from negotiation_sim.games.tactics import MEANINGS, TACTICS

NAMES = st.sampled_from(sorted(TACTICS))


def grid(worth: np.ndarray, disagreement: tuple[float, float] = (0.0, 0.0)) -> tuple[BargainingSet, np.ndarray]:
    """Packages of three issues of three options; `worth[party, issue, option]` adds up."""
    options = np.indices((3, 3, 3)).reshape(3, -1).T
    payoffs = np.array([sum(party[issue][options[:, issue]] for issue in range(3)) for party in worth])
    return BargainingSet(("row", "column"), payoffs, np.array(disagreement)), options


def swap(tactics: tuple[str, str], rounds: int = 20, seed: int = 1) -> Session:
    """Two parties who care for different issues."""
    worth = np.array([[[0, 2, 4], [0, 1, 2], [0, 0.5, 1]], [[1, 0.5, 0], [2, 1, 0], [4, 2, 0]]], dtype=float)
    bargaining, options = grid(worth, (2.0, 2.0))
    return session(bargaining, options, tactics, rounds, rng=np.random.default_rng(seed))


def test_every_tactic_has_a_meaning_and_asks_for_all_at_first() -> None:
    assert set(TACTICS) == set(MEANINGS)
    assert all(tactic(6.0, [], 0.0) == 6.0 for tactic in TACTICS.values())


@given(time=st.floats(0.01, 0.99))
def test_the_boulware_asks_for_more_than_the_linear_and_that_for_more_than_the_conceder(time: float) -> None:
    asked = [TACTICS[name](1.0, [], time) for name in ("hardliner", "boulware", "linear", "conceder")]
    assert asked == sorted(asked, reverse=True)
    assert asked[2] == pytest.approx(1 - time)
    assert asked[1] == pytest.approx(1 - time**5)


@given(offered=st.lists(st.floats(-5, 5), min_size=1, max_size=9))
def test_tit_for_tat_gives_back_the_concessions_and_aspirations_stay_between(offered: list[float]) -> None:
    assert TACTICS["tit_for_tat"](5.0, offered, 0.5) == min(max(5.0 - (max(offered) - offered[0]), 0.0), 5.0)
    level = TACTICS["aspiration"](5.0, offered, 0.5)
    assert max(min(offered), 0.0) - 1e-9 <= level <= 5.0 + 1e-9


@settings(max_examples=80, deadline=None)
@given(tactics=st.tuples(NAMES, NAMES), rounds=st.integers(1, 12), seed=st.integers(0, 5), first=st.integers(0, 1))
def test_what_every_session_keeps_to(tactics: tuple[str, str], rounds: int, seed: int, first: int) -> None:
    rng = np.random.default_rng(seed)
    bargaining, options = grid(rng.uniform(-1, 2, (2, 3, 3)), (1.0, 1.0))
    held = session(bargaining, options, tactics, rounds, first, rng=rng)
    assert [turn.party for turn in held.turns] == [(first + k) % 2 for k in range(len(held.turns))]
    assert len(held.turns) <= 2 * rounds
    for before, turn in zip(held.turns, held.turns[1:], strict=False):
        assert turn.act == "offers" or turn.package == before.package
    assert all(turn.act == "offers" for turn in held.turns[:-1])
    if held.agreed is None:
        assert held.gains.tolist() == [0.0, 0.0]
    else:
        assert held.turns[-1].act == "accepts"
        assert (held.gains >= 0).all()
    for package in held.left:
        change = bargaining.gains[:, package] - held.gains
        assert change.min() >= 0
        assert change.max() > 0


def test_the_same_seed_gives_the_same_session() -> None:
    first, second = swap(("boulware", "conceder"), seed=3), swap(("boulware", "conceder"), seed=3)
    assert [(t.act, t.package) for t in first.turns] == [(t.act, t.package) for t in second.turns]


def test_a_boulware_gets_the_better_of_a_conceder_and_two_hardliners_part() -> None:
    hard, soft = swap(("boulware", "conceder")).gains
    assert hard > soft
    parted = swap(("hardliner", "hardliner"))
    assert parted.agreed is None
    assert len(parted.turns) == 40
    assert len(parted.left) > 0


def test_who_loses_by_every_package_does_not_come_to_the_table() -> None:
    bargaining, options = grid(np.zeros((2, 3, 3)), (1.0, -1.0))
    held = session(bargaining, options, ("linear", "linear"), rng=np.random.default_rng(1))
    assert held.turns == ()
    assert held.agreed is None


def test_three_parties_agree_when_both_others_accept() -> None:
    options = np.array([[0], [1]])
    payoffs = np.array([[3.0, 1.0], [1.0, 1.0], [1.0, 2.0]])
    bargaining = BargainingSet(("a", "b", "c"), payoffs, np.zeros(3))
    held = session(bargaining, options, ("linear",) * 3, 10, rng=np.random.default_rng(1))
    assert held.agreed is not None
    assert [turn.act for turn in held.turns[-2:]] == ["accepts", "accepts"]
    assert {turn.package for turn in held.turns[-3:]} == {held.agreed}


@pytest.mark.parametrize(
    ("tactics", "rounds", "says"),
    [
        (("linear",), 5, "1 tactics for 2"),
        (("linear", "bulware"), 5, "boulware"),
        (("linear", "linear"), 0, "0 rounds"),
    ],
)
def test_what_cannot_be_played_is_named(tactics: tuple[str, ...], rounds: int, says: str) -> None:
    bargaining, options = grid(np.ones((2, 3, 3)))
    with pytest.raises(InputError, match=says):
        session(bargaining, options, tactics, rounds, rng=np.random.default_rng(1))
