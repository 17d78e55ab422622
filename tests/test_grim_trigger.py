"""Grim trigger: the critical discount factor against the two streams of payoffs added up."""

import numpy as np
import pytest

from negotiation_sim.errors import InputError
from negotiation_sim.games.normal_form import Game
from negotiation_sim.solve.grim_trigger import critical_discount

DILEMMA = Game.from_quantecon(np.array([[[3, 3], [0, 5]], [[5, 0], [1, 1]]], dtype=float))
LONG = 4_000


def streams(discount: float) -> tuple[float, float]:
    """What keeping to the agreement and breaking it once bring over many rounds, added up one by one."""
    weights = discount ** np.arange(LONG)
    kept, broken = np.full(LONG, 3.0), np.full(LONG, 1.0)
    broken[0] = 5
    return float(weights @ kept), float(weights @ broken)


@pytest.mark.parametrize(("discount", "keeps"), [(0.49, False), (0.51, True)])
def test_the_discount_is_where_breaking_the_agreement_stops_paying(discount: float, keeps: bool) -> None:
    assert critical_discount(DILEMMA, (0, 0), (1, 1)) == pytest.approx(0.5)
    kept, broken = streams(discount)
    assert (kept > broken) == keeps


def test_an_equilibrium_needs_no_patience() -> None:
    assert critical_discount(DILEMMA, (1, 1), (1, 1)) == 0.0


def test_a_punishment_that_nobody_would_carry_out_is_refused() -> None:
    with pytest.raises(InputError, match="no equilibrium"):
        critical_discount(DILEMMA, (0, 0), (0, 0))
