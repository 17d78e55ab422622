"""Voting power and coalitional games: axioms, brute force over orders and coalitions, two counts, the data."""

import json
import math
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from negotiation_sim.case.bodies import Body, built_in_bodies, load_body
from negotiation_sim.cli import app
from negotiation_sim.errors import InputError
from negotiation_sim.games.coalitional import CoalitionalGame
from negotiation_sim.games.one_weight import by_halves, by_weights, one_weight
from negotiation_sim.games.swings import by_class, by_table
from negotiation_sim.games.voting import Condition, VotingRule
from negotiation_sim.questions.power.answer import power_in, rule_of
from negotiation_sim.solve.core import core, nucleolus
from negotiation_sim.solve.power import power, shapley_value

# ---- rules: the definitions in loops


@st.composite
def rules(draw: st.DrawFn, most: int = 6) -> VotingRule:
    """A rule of one or two ways with one or two conditions each; nothing passes without a yes, all pass with every."""
    n = draw(st.integers(1, most))
    ways = []
    for _ in range(draw(st.integers(1, 2))):
        way = []
        for _ in range(draw(st.integers(1, 2))):
            weights = draw(st.lists(st.integers(0, 4), min_size=n, max_size=n).filter(any))
            way.append(Condition(tuple(weights), draw(st.integers(1, sum(weights)))))
        ways.append(tuple(way))
    return VotingRule(tuple(f"m{i}" for i in range(n)), tuple(ways))


def swings_in_loops(rule: VotingRule) -> list[list[int]]:
    n = len(rule.members)
    found = []
    for i in range(n):
        others = [j for j in range(n) if j != i]
        sizes = [
            sum(not rule.passes(own) and rule.passes((*own, i)) for own in combinations(others, s)) for s in range(n)
        ]
        found.append(sizes)
    return found


def pivots_in_loops(rule: VotingRule) -> list[Fraction]:
    """Of all orders the share in which each member is the one with whom the proposal passes."""
    n = len(rule.members)
    times = [0] * n
    for order in permutations(range(n)):
        times[next(order[k] for k in range(n) if rule.passes(order[: k + 1]))] += 1
    return [Fraction(count, math.factorial(n)) for count in times]


@given(rules())
@settings(max_examples=80, deadline=None)
def test_swings_are_counted_as_the_definition_says(rule: VotingRule) -> None:
    assert [list(own) for own in power(rule).swings] == swings_in_loops(rule)


@given(rules(5))
@settings(max_examples=40, deadline=None)
def test_the_shapley_shubik_index_is_the_share_of_orders_in_which_a_member_decides(rule: VotingRule) -> None:
    assert list(power(rule).shapley_shubik) == pivots_in_loops(rule)


@given(rules())
@settings(max_examples=80, deadline=None)
def test_generating_functions_count_what_enumeration_counts(rule: VotingRule) -> None:
    assert by_table(rule) == by_class(rule)


@given(rules())
@settings(max_examples=60, deadline=None)
def test_the_axioms_of_power_hold(rule: VotingRule) -> None:
    found = power(rule)
    assert sum(found.shapley_shubik) == sum(found.banzhaf_normalised) == 1
    for own in rule.classes:
        assert len({found.swings[i] for i in own}) == 1  # symmetry
    for i, dummy in enumerate(swings == 0 for swings in found.total_swings):
        never = all(
            rule.passes(own) == rule.passes((*own, i))
            for s in range(len(rule.members))
            for own in combinations([j for j in range(len(rule.members)) if j != i], s)
        )
        assert dummy == never
        assert (found.shapley_shubik[i] == 0) == (found.banzhaf[i] == 0) == dummy


@given(rules())
@settings(max_examples=40, deadline=None)
def test_whoever_has_a_veto_is_in_every_set_that_passes(rule: VotingRule) -> None:
    n = len(rule.members)
    winning = [set(own) for s in range(n + 1) for own in combinations(range(n), s) if rule.passes(own)]
    assert rule.vetoes == tuple(all(i in own for own in winning) for i in range(n))


@given(rules(5))
@settings(max_examples=40, deadline=None)
def test_the_shapley_value_of_a_rules_simple_game_is_its_shapley_shubik_index(rule: VotingRule) -> None:
    value = shapley_value(CoalitionalGame.simple(rule))
    assert value == pytest.approx([float(share) for share in power(rule).shapley_shubik])


def test_with_twenty_different_members_both_ways_of_counting_agree() -> None:
    rule = VotingRule.weighted([*range(1, 21)], 106)
    assert math.prod(len(own) + 1 for own in rule.classes) == 2**20
    assert by_table(rule) == by_weights(one_weight(rule)) == by_halves(one_weight(rule)) == by_class(rule)


def test_a_majority_of_many_alike_is_counted_beyond_what_a_float_holds() -> None:
    found = power(VotingRule.weighted([1] * 101, 51))
    assert set(found.total_swings) == {math.comb(100, 50)}
    assert found.shapley_shubik[0] == Fraction(1, 101)


def test_a_rule_that_is_too_large_is_refused_with_its_size() -> None:
    with pytest.raises(InputError, match=r"40 members in 40 classes.*Divide the weights.* by 10 and round"):
        power(VotingRule.weighted([10**7 + i for i in range(40)], 3 * 10**8))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: VotingRule.weighted([1, 1], 3), "nothing passes"),
        (lambda: VotingRule.weighted([1, 1], 0), "everything passes"),
        (lambda: VotingRule.weighted([1, -1], 1), "none below 0"),
        (lambda: VotingRule(("a", "a"), ((Condition((1, 1), 1),),)), "each named once"),
    ],
)
def test_a_rule_that_is_none_is_refused(make: Callable[[], VotingRule], said: str) -> None:
    with pytest.raises(InputError, match=said):
        make()


# ---- the bodies


def test_the_built_in_bodies_are_those_of_their_treaties() -> None:
    sizes = {name: len(load_body(name).members) for name in built_in_bodies()}
    assert sizes == {
        "council_of_europe": 46,
        "eu_qualified_majority": 27,
        "eu_unanimity": 27,
        "nato": 32,
        "security_council": 15,
        "security_council_before_1965": 11,
    }
    for name in sizes:
        body = load_body(name)
        assert body.source
        assert all(group.source for group in body.groups)
        assert all(way.source for way in body.ways)


@pytest.mark.parametrize(("name", "members"), [("nato", 32), ("eu_unanimity", 27)])
def test_under_unanimity_everybody_has_one_swing_and_a_veto(name: str, members: int) -> None:
    found = power_in(load_body(name))
    (own,) = found.classes
    assert (own.swings, own.shapley_shubik, own.veto) == (1, Fraction(1, members), True)
    assert found.power.banzhaf[0] == Fraction(1, 2 ** (members - 1))


def test_two_thirds_of_46_ministers_are_31() -> None:
    found = power_in(load_body("council_of_europe"))
    (own,) = found.classes
    assert (own.swings, own.veto) == (math.comb(45, 30), False)


def test_the_eu_council_passes_with_55_per_cent_of_members_and_65_of_people_or_with_three_against() -> None:
    body = load_body("eu_qualified_majority")
    rule, people = rule_of(body), body.ways[0].conditions[1][0]
    assert sum(people) == pytest.approx(449_206.6, abs=10)  # the total that the release gives, in thousands
    rng = np.random.default_rng(5)
    for _ in range(300):
        yes = np.flatnonzero(rng.random(27) < rng.uniform(0.4, 0.95)).tolist()
        share = sum(people[i] for i in yes) / sum(people)
        assert rule.passes(yes) == ((len(yes) >= 15 and share >= 0.65) or len(yes) >= 24)


def test_the_eu_councils_indices_are_those_of_a_sample_of_votes_and_orders() -> None:
    found = power_in(load_body("eu_qualified_majority")).power
    assert found.method == "generating functions"
    rng, rule, rounds = np.random.default_rng(11), found.rule, 4000
    decides, pivots = np.zeros(27), np.zeros(27)
    for _ in range(rounds):
        yes = rng.random(27) < 0.5
        germany, malta = yes.copy(), yes.copy()
        for i, vote in ((0, germany), (26, malta)):
            vote[i] = False
            without = rule.passes(np.flatnonzero(vote).tolist())
            vote[i] = True
            decides[i] += rule.passes(np.flatnonzero(vote).tolist()) and not without
        order = rng.permutation(27).tolist()
        pivots[next(order[k] for k in range(27) if rule.passes(order[: k + 1]))] += 1
    for i in (0, 26):
        for index, times in ((found.banzhaf[i], decides[i]), (found.shapley_shubik[i], pivots[i])):
            share = float(index)
            assert abs(times / rounds - share) <= 4 * math.sqrt(share * (1 - share) / rounds)
    assert list(found.shapley_shubik) == sorted(found.shapley_shubik, reverse=True)  # listed by population


BODY = """
title = "A committee"
source = "its charter"

[groups.large]
title = "Large"
members = ["Alba", "Bora"]
weights = { votes = [3, 2] }

[groups.small]
title = "Small"
seats = 3
weights = { votes = 1 }

[ways.majority]
title = "five votes and Alba"
quotas = { votes = 5, members = "more than 1/2" }
veto = ["Alba"]
"""


def written(folder: Path, text: str) -> Path:
    (folder / "body.toml").write_text(text, encoding="utf-8")
    return folder / "body.toml"


def test_a_body_of_ones_own_is_read_from_its_file_or_its_folder(tmp_path: Path) -> None:
    path = written(tmp_path, BODY)
    body = load_body(path)
    assert body == load_body(tmp_path)
    assert body.name == tmp_path.name
    assert body.members == ("Alba", "Bora", "Small 1", "Small 2", "Small 3")
    assert body.ways[0].conditions == (((3, 2, 1, 1, 1), 5), ((1, 1, 1, 1, 1), 3), ((1, 0, 0, 0, 0), 1))


@pytest.mark.parametrize(
    ("share", "members", "quota"),
    [("2/3", 46, 31), ("more than 1/2", 4, 3), ("50%", 4, 2), ("55%", 27, 15), ("66.7%", 3, 3), ("1/1", 5, 5)],
)
def test_a_share_is_the_least_number_that_reaches_it(tmp_path: Path, share: str, members: int, quota: int) -> None:
    text = f'title = "T"\nsource = "S"\n[groups.all]\ntitle = "M"\nseats = {members}\n'
    body = load_body(written(tmp_path, text + f'[ways.one]\nquotas = {{ members = "{share}" }}\n'))
    assert body.ways[0].conditions[0][1] == quota


BROKEN = {
    "no title": ('title = "A committee"', "", ["'title' is missing"]),
    "no source": ('source = "its charter"', "", ["'source' is missing"]),
    "an unknown key": ("[groups.small]", "[group.small]", ["group", "is not a key", "Did you mean 'groups'?"]),
    "members and seats": ("seats = 3", 'seats = 3\nmembers = ["X"]', ["groups.small", "either members", "or seats"]),
    "neither members nor seats": ("seats = 3", "", ["groups.small", "either members", "or seats"]),
    "no members": ('["Alba", "Bora"]', "[]", ["groups.large.members", "is empty"]),
    "a member twice": ('"Bora"]', '"Alba"]', ["'Alba' sits twice"]),
    "half a seat": ("seats = 3", "seats = 3.5", ["groups.small.seats", "not a whole number"]),
    "too many seats": ("seats = 3", "seats = 5000", ["groups.small.seats", "between 1 and 1,000"]),
    "too few weights": ("[3, 2]", "[3]", ["weights.votes", "lists 1 weights", "2 members"]),
    "a weight below 0": ("[3, 2]", "[3, -2]", ["weights.votes", "not a whole number of 0 or more"]),
    "a weight in parts": ("[3, 2]", "[3, 2.5]", ["weights.votes", "2.5", "Multiply by 10"]),
    "a text as weight": ("[3, 2]", '[3, "2"]', ["weights.votes", "a number belongs here"]),
    "a weight called members": ("{ votes = 1 }", "{ members = 1 }", ["weights.members", "every member has already"]),
    "an unknown weight": ("{ votes = 5,", "{ voets = 5,", ["quotas.voets", "Did you mean 'votes'?"]),
    "a quota too high": ("{ votes = 5,", "{ votes = 9,", ["quotas.votes", "asks for 9 of 8"]),
    "a quota of 0": ("{ votes = 5,", "{ votes = 0,", ["quotas.votes", "asks for 0 of 8"]),
    "a share that is none": ('"more than 1/2"', '"most"', ["quotas.members", "'most' is not a share", "'2/3'"]),
    "a share of nothing": ('"more than 1/2"', '"1/0"', ["quotas.members", "is not a share"]),
    "a share above all": ('"more than 1/2"', '"120%"', ["quotas.members", "asks for 6 of 5"]),
    "an unknown veto": ('["Alba"]', '["Albania"]', ["ways.majority.veto", "Did you mean 'Alba'?"]),
    "no condition": (
        'quotas = { votes = 5, members = "more than 1/2" }\nveto = ["Alba"]',
        "",
        ["ways.majority", "has no condition", "unanimous = true"],
    ),
    "unanimity in words": ('veto = ["Alba"]', 'unanimous = "yes"', ["ways.majority.unanimous", "true or false"]),
    "no ways": (BODY[BODY.index("[ways") :], "", ["ways", "no way to pass"]),
    "no groups": (BODY[BODY.index("[groups") : BODY.index("[ways")], "", ["groups", "hold 0 members"]),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_body_is_refused_with_a_message_to_mend_it_from(tmp_path: Path, fault: str) -> None:
    old, new, words = BROKEN[fault]
    assert BODY.count(old) == 1
    with pytest.raises(InputError) as caught:
        load_body(written(tmp_path, BODY.replace(old, new)))
    for expected in words:
        assert expected in str(caught.value)
    assert "body.toml" in str(caught.value)
    assert str(caught.value).endswith((".", "?"))
    assert "\n" not in str(caught.value)


# ---- the command


def test_the_power_command_prints_indices_rights_and_a_sentence() -> None:
    done = CliRunner().invoke(app, ["power", "security_council"])
    said = " ".join(done.stdout.split())
    assert done.exit_code == 0
    assert "each have 19.6 % of the power" in said
    assert "5 members can stop a proposal alone." in said
    record = json.loads(CliRunner().invoke(app, ["power", "security_council", "--json"]).stdout)
    assert record["members"]["France"]["exact"]["shapley_shubik"] == "421/2145"
    assert record["members"]["Elected member 3"]["swings"] == 84
    assert sum(own["shapley_shubik"] for own in record["members"].values()) == pytest.approx(1, abs=1e-8)


def test_an_unknown_body_is_answered_with_the_nearest_and_the_list() -> None:
    caught = CliRunner().invoke(app, ["power", "natto"]).exception
    assert isinstance(caught, InputError)
    assert "Did you mean 'nato'?" in str(caught)
    assert "council_of_europe, eu_qualified_majority" in str(caught)


def test_a_case_has_no_voting_rule_and_is_told_what_does() -> None:
    with pytest.raises(InputError, match=r"kosovo: is a case, without a voting rule; .* Built in: council_of_europe"):
        load_body("kosovo")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("kosovo", "`case=kosovo`"),
        ("elmira", "elmira: is a conflict by rankings, without a voting rule; .* `stability elmira`"),
        ("recognition_first", "is a scenario of the case kosovo, .* `solve recognition_first"),
    ],
)
def test_what_is_no_body_is_told_which_command_takes_it(name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        load_body(name)


def test_a_file_that_is_missing_is_a_message() -> None:
    with pytest.raises(InputError, match=r"nowhere\.toml: cannot be read"):
        load_body("nowhere.toml")


def test_files_and_picture_are_written_twice_with_the_same_bytes(tmp_path: Path) -> None:
    names = {f"power_chart_nato.{end}" for end in ("png", "svg", "txt")}
    names |= {f"power_nato.{end}" for end in ("txt", "json", "csv")}
    for folder in ("a", "b"):
        assert CliRunner().invoke(app, ["power", "nato", "--out", str(tmp_path / folder)]).exit_code == 0
    assert {path.name for path in (tmp_path / "a").iterdir()} == names
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert "All 32 members are alike" in (tmp_path / "a" / "power_chart_nato.txt").read_text(encoding="utf-8")


def test_a_lone_member_is_not_called_alike(tmp_path: Path) -> None:
    text = 'title = "King"\nsource = "made"\n[groups.crown]\ntitle = "Crown"\nmembers = ["King"]\n'
    path = written(tmp_path, text + '[ways.decree]\ntitle = "the king agrees"\nquotas = { members = 1 }\n')
    said = " ".join(CliRunner().invoke(app, ["power", str(path), "--full"]).stdout.split())
    assert "The only member has all of the power, and can stop a proposal alone." in said
    assert "alike" not in said
    assert "Way to pass: the king agrees. Source: made." in said


def test_a_member_that_never_decides_is_said_to(tmp_path: Path) -> None:
    text = BODY.replace("[3, 2]", "[4, 4]").replace("{ votes = 1 }", "{ votes = 0 }")
    path = written(tmp_path, text.replace('votes = 5, members = "more than 1/2"', "votes = 8"))
    said = " ".join(CliRunner().invoke(app, ["power", str(path)]).stdout.split())
    assert "Small 1 to 3 have a vote that never decides." in said
    assert isinstance(load_body(path), Body)


# ---- coalitional games


@st.composite
def games(draw: st.DrawFn, least: int = 1, most: int = 4, low: int = -5) -> CoalitionalGame:
    n = draw(st.integers(least, most))
    worths = draw(st.lists(st.integers(low, 12), min_size=2**n - 1, max_size=2**n - 1))
    return CoalitionalGame(tuple(f"p{i}" for i in range(n)), np.array([0.0, *worths]))


def shapley_in_loops(game: CoalitionalGame) -> list[float]:
    n = len(game.players)
    totals = [0.0] * n
    for order in permutations(range(n)):
        mask = 0
        for i in order:
            totals[i] += game.worths[mask | 1 << i] - game.worths[mask]
            mask |= 1 << i
    return [total / math.factorial(n) for total in totals]


@given(games())
@settings(max_examples=60, deadline=None)
def test_the_shapley_value_is_the_mean_contribution_over_all_orders(game: CoalitionalGame) -> None:
    value = shapley_value(game)
    assert value == pytest.approx(shapley_in_loops(game))
    assert value.sum() == pytest.approx(game.worths[-1])  # efficiency


def test_the_shapley_value_of_seven_players_is_the_mean_over_5040_orders() -> None:
    worths = np.random.default_rng(3).normal(size=2**7)
    worths[0] = 0
    game = CoalitionalGame(tuple("abcdefg"), worths)
    assert shapley_value(game) == pytest.approx(shapley_in_loops(game))


@given(games(2, 4), st.data())
@settings(max_examples=40, deadline=None)
def test_the_shapley_value_is_additive_treats_alike_alike_and_gives_dummies_their_own(
    game: CoalitionalGame, data: st.DataObject
) -> None:
    n = len(game.players)
    other = data.draw(games(n, n))
    total = CoalitionalGame(game.players, game.worths + other.worths)
    assert shapley_value(total) == pytest.approx(shapley_value(game) + shapley_value(other))
    masks = np.arange(2**n)
    swapped = masks & ~3 | (masks & 1) << 1 | (masks >> 1) & 1  # players 0 and 1 exchanged
    alike = shapley_value(CoalitionalGame(game.players, game.worths + game.worths[swapped]))
    assert alike[0] == pytest.approx(alike[1])
    dummy = CoalitionalGame(game.players, game.worths[masks & ~1] + 2.0 * (masks & 1))  # player 0 always adds 2
    assert shapley_value(dummy)[0] == pytest.approx(2)


def excesses(game: CoalitionalGame, division: np.ndarray) -> list[float]:
    n = len(game.players)
    found = []
    for mask in range(1, 2**n - 1):
        found.append(float(game.worths[mask] - sum(division[i] for i in range(n) if mask >> i & 1)))
    return sorted(found, reverse=True)


def lexicographically_less(a: list[float], b: list[float]) -> bool:
    for x, y in zip(a, b, strict=True):
        if abs(x - y) > 1e-6:
            return x < y
    return False


@given(games(2, 4, low=0), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_no_other_division_has_lexicographically_smaller_excesses_than_the_nucleolus(
    game: CoalitionalGame, seed: int
) -> None:
    n = len(game.players)
    alone = np.array([game.worths[1 << i] for i in range(n)])
    worths = game.worths.copy()
    worths[-1] = max(worths[-1], alone.sum() + 1)
    game = CoalitionalGame(game.players, worths)
    found = nucleolus(game).division
    assert found.sum() == pytest.approx(worths[-1])
    assert (found >= alone - 1e-7).all()
    rng = np.random.default_rng(seed)
    spare = worths[-1] - alone.sum()
    for k in range(300):
        other = (
            alone + spare * rng.multinomial(64, rng.dirichlet(np.ones(n))) / 64
        )  # on a grid excesses are equal or well apart
        if k % 2:
            other = found + (other - found) / 8
        assert not lexicographically_less(excesses(game, other), excesses(game, found))


@given(games(2, 3, low=0))
@settings(max_examples=40, deadline=None)
def test_the_nucleolus_beats_every_division_on_a_grid(game: CoalitionalGame) -> None:
    n = len(game.players)
    alone = np.array([game.worths[1 << i] for i in range(n)])
    worths = game.worths.copy()
    worths[-1] = alone.sum() + 12
    game = CoalitionalGame(game.players, worths)
    own = excesses(game, nucleolus(game).division)
    for shares in np.ndindex(*(25,) * (n - 1)):
        if sum(shares) <= 24:
            division = alone + np.array([*shares, 24 - sum(shares)]) / 2
            assert not lexicographically_less(excesses(game, division), own)


@given(games(1, 4))
@settings(max_examples=60, deadline=None)
def test_the_nucleolus_lies_in_the_core_where_there_is_one(game: CoalitionalGame) -> None:
    found = core(game)
    n = len(game.players)
    assert found.division.sum() == pytest.approx(game.worths[-1])
    if found.low.size:
        assert found.epsilon <= 1e-9 * 20
        assert max(excesses(game, found.division), default=0) <= 1e-6
        division = nucleolus(game).division
        assert max(excesses(game, division), default=0) <= 1e-6
        assert (division >= found.low - 1e-6).all()
        assert (division <= found.high + 1e-6).all()
    else:
        assert found.epsilon > 0
        assert "empty" in found.reason
        assert max(excesses(game, found.division)) == pytest.approx(found.epsilon, abs=1e-6)
        assert n > 1


@given(games(2, 4))
@settings(max_examples=40, deadline=None)
def test_the_core_is_empty_exactly_where_a_balanced_collection_objects(game: CoalitionalGame) -> None:
    """Bondareva (1963) and Shapley (1967): the other linear programme, over weights of coalitions, has the answer."""
    from scipy.optimize import linprog

    n = len(game.players)
    rows = np.array([[mask >> i & 1 for mask in range(1, 2**n)] for i in range(n)])
    best = -linprog(-game.worths[1:], A_eq=rows, b_eq=np.ones(n)).fun
    assert (core(game).low.size == 0) == (best > game.worths[-1] + 1e-7)


@pytest.mark.parametrize("estate", [20, 60, 100, 150, 200, 250, 300, 420, 500, 590])
def test_the_nucleolus_of_a_bankruptcy_is_the_one_division_that_treats_every_two_as_the_garment(estate: float) -> None:
    """Aumann and Maschler (1985), theorem A: what any two get is the contested garment's division of it."""
    claims = [100.0, 200.0, 300.0]
    found = nucleolus(CoalitionalGame.bankruptcy(estate, claims)).division
    for i, j in combinations(range(3), 2):
        both = found[i] + found[j]
        left_i, left_j = max(0, both - claims[j]), max(0, both - claims[i])
        assert found[i] == pytest.approx(left_i + (both - left_i - left_j) / 2)


def test_players_worth_more_alone_have_no_nucleolus() -> None:
    with pytest.raises(InputError, match="more alone"):
        nucleolus(CoalitionalGame.of({"a": 2, "b": 2, "a b": 3}))


def test_too_many_players_are_refused() -> None:
    with pytest.raises(InputError, match="at most 12"):
        core(CoalitionalGame.where([f"p{i}" for i in range(13)], len))
    with pytest.raises(InputError, match="1 to 20 players"):
        CoalitionalGame.where([f"p{i}" for i in range(21)], len)


def test_a_coalition_of_unknown_players_is_refused() -> None:
    with pytest.raises(InputError, match="Did you mean 'left'"):
        CoalitionalGame.of({"left right": 1}).worth(["lefd"])
    with pytest.raises(InputError, match="unknown player 'c'"):
        CoalitionalGame.of({"a c": 1}, ["a", "b"])


@pytest.mark.parametrize("name", ["nato", "security_council", "eu_qualified_majority"])
def test_the_legend_of_the_picture_covers_no_bar(name: str) -> None:
    from negotiation_sim.questions.power import pictures as drawing

    (picture,) = drawing.pictures(power_in(load_body(name)))
    figure = picture.figure
    figure.draw_without_rendering()
    (axes,) = figure.axes
    legend = axes.get_legend()
    assert legend is not None
    frame = legend.get_window_extent()
    assert not any(frame.overlaps(bar.get_window_extent()) for bar in axes.patches)
