"""Who of a group moves at a belief in the others: the parts of the record, against the gains added up one by one."""

from itertools import product

import numpy as np
import pytest

from negotiation_sim.errors import InputError
from negotiation_sim.questions.asking import ask

BELIEFS = np.linspace(0.0, 1.0, 41).tolist()


def expected(thresholds: object, member: str, belief: float) -> float:
    """The gain of a member over all that the others may do, each alone with that chance."""
    i, n = thresholds.members.index(member), len(thresholds.members)  # type: ignore[attr-defined]
    others = [k for k in range(n) if k != i]
    total = 0.0
    for moves in product((0, 1), repeat=n - 1):
        chance = np.prod([belief if move else 1 - belief for move in moves])
        total += chance * thresholds.gains[i, sum(move << k for k, move in zip(others, moves, strict=True))]  # type: ignore[attr-defined]
    return total


@pytest.mark.parametrize("case", [("recognition_first", "kosovo"), ("free_choice", "stag_hunt")])
def test_a_member_moves_exactly_where_its_expected_gain_is_not_negative(case: tuple[str, str]) -> None:
    answered = ask("thresholds", case[0], case=case[1])
    for member, each in answered.record["players"].items():
        for belief in BELIEFS:
            gain = expected(answered.answer, member, belief)
            if abs(gain) > 1e-9:
                assert any(low <= belief <= high for low, high in each["moves_at"]) == (gain > 0), (member, belief)


def test_the_least_belief_at_which_one_moves_is_the_belief_that_it_needs() -> None:
    for each in ask("thresholds", "recognition_first", case="kosovo").record["players"].values():
        assert each["moves_at"][0][0] == pytest.approx(each["belief"])


@pytest.mark.parametrize("belief", [0.0, 0.3, 0.4, 0.5, 1.0])
def test_at_the_belief_that_is_asked_about_the_words_name_who_moves(belief: float) -> None:
    answered = ask("thresholds", "recognition_first", case="kosovo", belief=belief)
    at = answered.record["at_belief"]
    needed = {member: each["belief"] for member, each in answered.record["players"].items()}
    assert at["moves"] == [member for member, least in needed.items() if belief >= least]
    for member, gain in at["gains"].items():
        assert gain == pytest.approx(expected(answered.answer, member, belief), abs=1e-9)
    told = {0: "nobody moves", 4: "all move"}.get(len(at["moves"]), f"{len(at['moves'])} of 4 move")
    assert told in at["words"]
    assert at["words"] in " ".join(answered.text.split())


def test_a_belief_is_a_chance() -> None:
    with pytest.raises(InputError, match="at most 1"):
        ask("thresholds", "recognition_first", case="kosovo", belief=1.2)
