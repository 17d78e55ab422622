"""Deegan-Packel, Johnston and public good: the definitions in loops over all coalitions, and what was published."""

import json
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings

from negotiation_sim.errors import InputError
from negotiation_sim.games.voting import Condition, VotingRule
from negotiation_sim.solve import coalition_indices as module
from negotiation_sim.solve.coalition_indices import coalition_indices
from negotiation_sim.solve.power import power

from .commands import answer, refusal
from .test_power import rules


def in_loops(rule: VotingRule) -> tuple[list[Fraction], list[Fraction], list[Fraction], int, int]:
    """The three indices and the numbers of minimal and vulnerable coalitions, as they are defined."""
    n = len(rule.members)
    packel, johnston, times = ([Fraction(0)] * n for _ in range(3))
    minimal = vulnerable = 0
    for coalition in (each for size in range(n + 1) for each in combinations(range(n), size) if rule.passes(each)):
        critical = [i for i in coalition if not rule.passes([j for j in coalition if j != i])]
        vulnerable += bool(critical)
        for i in critical:
            johnston[i] += Fraction(1, len(critical))
        if critical == list(coalition):
            minimal += 1
            for i in coalition:
                packel[i] += Fraction(1, len(coalition))
                times[i] += 1
    return ([share / minimal for share in packel], [share / vulnerable for share in johnston],
            [share / sum(times) for share in times], minimal, vulnerable)  # fmt: skip


@given(rules())
@settings(max_examples=120)
def test_the_indices_are_what_the_definitions_say(rule: VotingRule) -> None:
    counted = coalition_indices(rule)
    packel, johnston, public, minimal, vulnerable = in_loops(rule)
    assert list(counted.deegan_packel) == packel
    assert list(counted.johnston) == johnston
    assert list(counted.public_good) == public
    assert (counted.minimal, counted.vulnerable) == (minimal, vulnerable)


@given(rules())
@settings(max_examples=40)
def test_in_how_many_parts_the_coalitions_are_looked_at_changes_nothing(rule: VotingRule) -> None:
    whole = coalition_indices(rule)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "AT_ONCE", 2)
        assert coalition_indices(rule) == whole


@pytest.mark.parametrize("members", [53, 54, 80])
def test_whole_numbers_of_any_length_continue_where_floats_round(members: int) -> None:
    """One large member and many small ones alike: exactly one minimal coalition with it for each set of small ones."""
    from math import comb

    counted = coalition_indices(VotingRule.weighted([10, *[1] * members], 10 + members // 2))
    half, rest = members // 2, members
    with_large = comb(rest, half)
    without = comb(rest, half + 10)
    assert counted.minimal == with_large + without
    assert counted.deegan_packel[0] == Fraction(with_large, (half + 1) * counted.minimal)
    assert sum(counted.deegan_packel) == sum(counted.johnston) == sum(counted.public_good) == 1


def test_the_president_has_77_per_cent_by_johnston() -> None:
    """Brams, Affuso and Kilgour (1989), Presidential power: a game-theoretic analysis: president, senator and member of
    the House have 0.770, 0.0016 and 0.0002 by Johnston, 0.038, 0.0033 and 0.0015 by Banzhaf (normalised)."""
    president, senate, house = (1,) + (0,) * 535, (0,) + (1,) * 100 + (0,) * 435, (0,) * 101 + (1,) * 435
    signed = (Condition(president, 1), Condition(senate, 51), Condition(house, 218))
    overridden = (Condition(senate, 67), Condition(house, 290))
    rule = VotingRule(tuple(f"m{k}" for k in range(536)), (signed, overridden))
    johnston, banzhaf = coalition_indices(rule).johnston, power(rule).banzhaf_normalised
    assert [float(johnston[i]) for i in (0, 1, 535)] == pytest.approx([0.770, 0.0016, 0.0002], abs=5e-4)
    assert [float(banzhaf[i]) for i in (0, 1, 535)] == pytest.approx([0.038, 0.0033, 0.0015], abs=5e-5)


def test_in_the_council_of_the_six_all_but_luxembourg_are_in_as_many_minimal_coalitions() -> None:
    """4, 4, 4, 2, 2, 1 and 12: the three large states, or two of them with both middle ones."""
    counted = coalition_indices(VotingRule.weighted([4, 4, 4, 2, 2, 1], 12))
    assert counted.minimal == 4
    assert counted.public_good == (Fraction(1, 5),) * 5 + (Fraction(0),)
    assert counted.deegan_packel == (Fraction(5, 24),) * 3 + (Fraction(3, 16),) * 2 + (Fraction(0),)
    assert counted.johnston == (Fraction(1, 4),) * 3 + (Fraction(1, 8),) * 2 + (Fraction(0),)


def test_too_many_kinds_of_coalitions_are_refused_with_their_number() -> None:
    with pytest.raises(InputError, match=r"268,435,456 kinds of them, and at most 134,217,728.*Ask without `all`"):
        coalition_indices(VotingRule.weighted(range(1, 29), 200))


def test_they_are_shown_where_they_are_asked_for_and_nowhere_else() -> None:
    plain, full = (answer("power", "security_council", "--full", *more) for more in ((), ("--all",)))
    assert "Johnston" not in plain
    words = " ".join(full.split())
    assert "Deegan-Packel Johnston Public good" in " ".join(answer("power", "security_council", "--all").split())
    assert "Deegan-Packel Johnston Public good" in words
    assert "210 coalitions are minimal, 848 vulnerable." in words
    record = json.loads(answer("power", "security_council", "--all", "--json"))
    assert record["coalitions"] == {"minimal": 210, "vulnerable": 848}
    assert record["members"]["France"]["exact"]["johnston"] == "283/1590"
    assert "public_good" in answer("power", "security_council", "--all", "--csv").splitlines()[0]
    assert "coalitions" not in json.loads(answer("power", "security_council", "--json"))


def test_a_body_too_large_for_them_is_told_to_leave_them_out(tmp_path) -> None:  # type: ignore[no-untyped-def]
    body = tmp_path / "large.toml"
    weights = ", ".join(map(str, range(1, 41)))
    text = f'title = "L"\nsource = "made"\n[groups.all]\ntitle = "M"\nseats = 40\nweights = {{ votes = [{weights}] }}\n'
    body.write_text(f'{text}[ways.one]\nquotas = {{ votes = "2/3" }}\n', encoding="utf-8")
    assert "Ask without --all" in refusal("power", str(body), "--all")
    assert "Counted exactly by generating functions" in " ".join(answer("power", str(body), "--full").split())
