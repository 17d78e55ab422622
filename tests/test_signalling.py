"""Signalling games: every equilibrium against the definition, published answers, and properties."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from scipy.optimize import linprog

from negotiation_sim import InputError
from negotiation_sim.games.demand import best_demand, best_demand_of_many
from negotiation_sim.games.signalling import Equilibrium, Signalling, bayes

Plans = tuple[tuple[int, ...], tuple[int, ...]]


def some_game(seed: int, types: int, messages: int, responses: int, largest: int = 3) -> Signalling:
    """A game of small whole numbers, so that ties are many; the first message is free."""
    dice = Random(seed)
    parts = [dice.randint(1, 3) for _ in range(types)]

    def rows(columns: int, low: int) -> tuple[tuple[Fraction, ...], ...]:
        return tuple(tuple(Fraction(dice.randint(low, largest)) for _ in range(columns)) for _ in range(types))

    costs = tuple((Fraction(0), *row[1:]) for row in rows(messages, 0))
    prior = tuple(Fraction(part, sum(parts)) for part in parts)
    names = (tuple(f"{letter}{k}" for k in range(n)) for letter, n in (("t", types), ("m", messages), ("r", responses)))
    return Signalling(*names, prior, costs, rows(responses, -largest), rows(responses, -largest))


def by_definition(game: Signalling) -> set[Plans]:
    """Every pair of plans of which no part can be improved upon, with beliefs as the definition has them."""
    shape = (range(len(part)) for part in (game.types, game.messages, game.responses))
    types, messages, responses = (tuple(part) for part in shape)
    found = set()
    for sent in product(messages, repeat=len(types)):
        for answers in product(responses, repeat=len(messages)):

            def gets(t: int, m: int, answers: tuple[int, ...] = answers) -> Fraction:
                return game.sender[t][answers[m]] - game.costs[t][m]

            honest = all(gets(t, sent[t]) >= gets(t, m) for t in types for m in messages)
            if honest and all(is_answer(game, sent, m, answers[m]) for m in messages):
                found.add((sent, answers))
    return found


def is_answer(game: Signalling, sent: tuple[int, ...], message: int, response: int) -> bool:
    """Whether the response is a best reply to the belief by Bayes's rule, or to some belief where nobody sends it."""
    weights = [p * (m == message) for p, m in zip(game.prior, sent, strict=True)]
    if any(weights):
        worths = [sum(w * row[r] for w, row in zip(weights, game.receiver, strict=True))
                  for r in range(len(game.responses))]  # fmt: skip
        return worths[response] == max(worths)
    return is_rational(game, response)


def is_rational(game: Signalling, response: int) -> bool:
    """Whether some belief makes the response a best reply, by linear programming in floats."""
    types = len(game.types)
    rows = [
        [float(row[r] - row[response]) for row in game.receiver] for r in range(len(game.responses)) if r != response
    ]
    solved = linprog([0.0] * types, A_ub=rows, b_ub=[1e-9] * len(rows), A_eq=[[1.0] * types], b_eq=[1.0])
    return bool(solved.status == 0)


def plans(game: Signalling, each: Equilibrium) -> set[Plans]:
    """The pairs of plans for which an equilibrium stands."""
    choices = [[each.answers[m]] if m in each.answers else [*each.off_path[m]] for m in range(len(game.messages))]
    return {(each.sender, answers) for answers in product(*choices)}


@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 3, 2), (2, 2, 3), (3, 2, 2), (3, 2, 3), (3, 3, 2)])
def test_the_equilibria_are_those_of_the_definition(shape: tuple[int, int, int]) -> None:
    for seed in range(30):
        game = some_game(seed, *shape)
        found = [pair for each in game.equilibria for pair in plans(game, each)]
        assert len(found) == len(set(found)) == sum(each.count for each in game.equilibria)
        assert set(found) == by_definition(game), seed


@pytest.mark.parametrize("seed", range(40))
def test_a_belief_in_the_range_supports_a_response_and_one_outside_does_not(seed: int) -> None:
    game = some_game(seed, 2, 2, 3)
    for response in range(3):
        supported = game.support(response)
        for k in range(101):
            belief = (Fraction(k, 100), 1 - Fraction(k, 100))
            inside = supported is not None and supported[0][0] <= belief[0] <= supported[0][1]
            assert (response in game.best_replies(belief)) == inside


@pytest.mark.parametrize("seed", range(40))
def test_the_threshold_is_where_the_wanted_response_becomes_a_best_reply(seed: int) -> None:
    game = some_game(seed, 3, 2, 3)
    for claim, wanted in product(range(3), range(3)):
        ends = game.believed_from(claim, wanted)
        for k in range(51):
            inside = ends is not None and ends[0] <= Fraction(k, 50) <= ends[1]
            assert (wanted in game.best_replies(game.believing(claim, Fraction(k, 50)))) == inside
        if ends is not None:
            assert wanted in game.best_replies(game.believing(claim, ends[0]))


@pytest.mark.parametrize("seed", range(60))
def test_a_step_tells_where_an_equilibrium_has_it_sent_by_the_claimed_type_alone_and_believed(seed: int) -> None:
    game = some_game(seed, 2, 2, 2)
    sent_apart = [each for each in game.equilibria if each.sender == (1, 0) and each.answers == {0: 1, 1: 0}]
    assert game.separates(0, 0, 1) == bool(sent_apart)


@pytest.mark.parametrize("seed", range(20))
def test_what_a_type_gets_whatever_happens_and_the_unit_of_points_change_no_equilibrium(seed: int) -> None:
    game = some_game(seed, 2, 3, 2)
    shifted = replace(
        game,
        sender=tuple(tuple(3 * worth + t for worth in row) for t, row in enumerate(game.sender)),
        costs=tuple(tuple(3 * cost for cost in row) for row in game.costs),
        receiver=tuple(tuple(2 * worth - 7 * t for worth in row) for t, row in enumerate(game.receiver)),
    )
    assert shifted.equilibria == game.equilibria


@pytest.mark.parametrize("seed", range(20))
def test_the_names_of_the_types_change_no_equilibrium(seed: int) -> None:
    game = some_game(seed, 2, 2, 2)
    turned = Signalling(*(game.types[::-1], game.messages, game.responses, game.prior[::-1], game.costs[::-1]),
                        game.sender[::-1], game.receiver[::-1])  # fmt: skip
    sent = {(each.sender[::-1], tuple(each.answers.items())) for each in turned.equilibria}
    assert sent == {(each.sender, tuple(each.answers.items())) for each in game.equilibria}


def test_talk_never_tells_where_who_is_not_in_earnest_gains_by_being_believed() -> None:
    for seed in range(200):
        game = some_game(seed, 2, 2, 2)
        talk = replace(game, costs=((Fraction(0),) * 2,) * 2)
        told = [each for each in talk.equilibria if each.sender == (1, 0) and each.answers == {0: 1, 1: 0}]
        if talk.gains(0, 0)[1] > 0:
            assert not told, seed


BEER, QUICHE = 0, 1


def beer_or_quiche(strong: float) -> Signalling:
    """Cho and Kreps (1987), Quarterly Journal of Economics 102, figure I: breakfast, then a duel or none."""
    return Signalling.of(
        {"strong": strong, "weak": 1 - strong},
        {"strong": {"beer": 0, "quiche": 1}, "weak": {"beer": 1, "quiche": 0}},
        {"strong": {"duel": 1, "none": 3}, "weak": {"duel": 1, "none": 3}},
        {"strong": {"duel": 0, "none": 1}, "weak": {"duel": 1, "none": 0}},
    )


def test_beer_and_quiche_have_the_two_pooling_equilibria_of_cho_and_kreps() -> None:
    game = beer_or_quiche(0.9)
    on_beer, on_quiche = game.equilibria
    assert [each.kind for each in game.equilibria] == ["pooling", "pooling"]
    assert (on_beer.sender, on_quiche.sender) == ((BEER, BEER), (QUICHE, QUICHE))
    half = Fraction(1, 2)
    for each, other in ((on_beer, QUICHE), (on_quiche, BEER)):
        assert list(each.answers.values()) == [game.responses.index("none")]
        duel = each.off_path[other][game.responses.index("duel")]
        assert duel == ((Fraction(0), half), (half, Fraction(1)))  # a duel is met where he is weak with half a chance


def test_where_the_weak_are_many_nobody_pools_without_a_duel() -> None:
    assert not [each for each in beer_or_quiche(0.1).equilibria if each.kind == "pooling"]


def wests_carrots() -> Signalling:
    """The brief's figures: 8 if Serbia is in earnest and -1 if not; 6 and 4 where recognition comes first."""
    return Signalling.of(
        {"earnest": 0.5, "posturing": 0.5},
        {"earnest": {"talk": 0}, "posturing": {"talk": 0}},
        {"earnest": {"carrots": 1, "reframe": 0}, "posturing": {"carrots": 1, "reframe": 0}},
        {"earnest": {"carrots": 8, "reframe": 6}, "posturing": {"carrots": -1, "reframe": 4}},
    )


def test_the_west_keeps_offering_carrots_while_its_belief_is_at_least_five_sevenths() -> None:
    ends = wests_carrots().believed_from(0, 0)
    assert ends == (Fraction(5, 7), 1)
    assert round(float(ends[0]), 2) == 0.71


def test_just_at_the_threshold_both_responses_are_best_and_either_stands_in_an_equilibrium() -> None:
    at_it = replace(wests_carrots(), prior=(Fraction(5, 7), Fraction(2, 7)))
    assert [each.answers for each in at_it.equilibria] == [{0: 0}, {0: 1}]
    above = replace(at_it, prior=(Fraction(5, 7) + Fraction(1, 10**30), Fraction(2, 7) - Fraction(1, 10**30)))
    assert [each.answers for each in above.equilibria] == [{0: 0}]


def test_no_belief_suffices_where_the_other_response_is_always_better() -> None:
    game = wests_carrots()
    assert replace(game, receiver=((Fraction(5), Fraction(6)), (Fraction(0), Fraction(4)))).believed_from(0, 0) is None


def test_the_belief_after_evidence_is_bayess_rule_in_whatever_order_it_comes() -> None:
    dice = Random(3)
    prior = (Fraction(1, 2), Fraction(1, 3), Fraction(1, 6))
    seen = [[Fraction(dice.randint(1, 9), 10) for _ in prior] for _ in range(5)]
    forth, back = prior, prior
    for likelihoods, from_behind in zip(seen, reversed(seen), strict=True):
        forth, back = bayes(forth, likelihoods), bayes(back, from_behind)
    joint = list(prior)
    for likelihoods in seen:
        joint = [belief * likelihood for belief, likelihood in zip(joint, likelihoods, strict=True)]
    assert forth == back == tuple(part / sum(joint) for part in joint)
    assert bayes(prior, [Fraction(1, 5)] * 3) == prior  # what all are as likely to show says nothing


@pytest.mark.parametrize(
    ("prior", "words"),
    [
        ({"a": 0.5, "b": 0.6}, "sum to 1.1, not to 1: a 0.5, b 0.6"),
        ({"a": 1.0, "b": 0.0}, "the prior of 'b' is 0; it must be above 0"),
        ({"a": 1.5, "b": -0.5}, "the prior of 'b' is -0.5"),
        ({"a": 1.0}, "at least 2; given: a"),
        ({"a": 0.5, "b": 0.2, "c": 0.3}, "costs has no row for the type 'c'"),
    ],
)
def test_priors_that_are_none_and_types_without_a_row_are_named(prior: dict[str, float], words: str) -> None:
    rows = {name: {"r": 0.0, "s": 1.0} for name in ("a", "b")}
    with pytest.raises(InputError) as refused:
        Signalling.of(prior, {name: {"m": 0.0} for name in ("a", "b")}, rows, rows)
    assert words in str(refused.value)


def test_a_response_without_payoff_and_one_too_many_are_named() -> None:
    prior, costs = {"a": 0.5, "b": 0.5}, {"a": {"m": 0.0}, "b": {"m": 0.0}}
    whole = {"a": {"r": 0.0, "s": 1.0}, "b": {"r": 0.0, "s": 1.0}}
    with pytest.raises(InputError, match="receiver has no number for 'b' and 's'"):
        Signalling.of(prior, costs, whole, {"a": {"r": 0.0, "s": 1.0}, "b": {"r": 0.0}})
    with pytest.raises(InputError, match="unknown column 'q'"):
        Signalling.of(prior, costs, {**whole, "b": {"r": 0.0, "s": 1.0, "q": 2.0}}, whole)


def test_what_nobody_could_have_shown_is_refused() -> None:
    with pytest.raises(InputError, match="no type could have shown it"):
        bayes((Fraction(1, 2), Fraction(1, 2)), (Fraction(0), Fraction(0)))


def test_too_many_plans_are_refused_before_any_is_looked_at() -> None:
    with pytest.raises(InputError, match="at most 200,000 plans"):
        _ = some_game(1, 6, 9, 2).equilibria


@pytest.mark.parametrize(("winning", "cost", "low", "high"), [
    (0.5, 0.1, 0, 0.3), (0.3, 0.0, 0.1, 0.5), (0.5, 0.4, 0, 0.3), (0.8, 0.1, 0, 0.9), (0.2, 0.05, 0.2, 0.2),
])  # fmt: skip
def test_the_best_demand_in_closed_form_is_that_of_trying_every_demand(
    winning: float, cost: float, low: float, high: float
) -> None:
    """Against two other ways: many costs, each tried; and the expected worth on a fine grid of demands."""
    best = best_demand(winning, cost, low, high)
    costs = [low + (k + 0.5) * (high - low) / 400 for k in range(400)]
    of_many = best_demand_of_many(winning, cost, costs)
    assert of_many.worth == pytest.approx(best.worth, abs=2e-3)

    def worth(share: float) -> float:
        beyond = share - winning
        accepted = 1.0 if beyond <= low else 0.0 if beyond > high else (high - beyond) / (high - low)
        return accepted * share + (1 - accepted) * (winning - cost)

    assert best.worth == pytest.approx(worth(best.share), abs=1e-12)
    assert best.worth >= max(worth(k / 10_000) for k in range(10_001)) - 1e-12


def test_fearons_case_is_his_formula() -> None:
    best = best_demand(0.5, 0.1, 0, 0.3)
    assert (best.share, best.fight, best.worth) == pytest.approx((0.6, 1 / 3, 8 / 15))
    known = best_demand(0.5, 0.1, 0.2, 0.2)
    assert (known.share, known.fight) == pytest.approx((0.7, 0.0))


@pytest.mark.parametrize("given", [(1.2, 0.1, 0, 0.3), (0.5, -0.1, 0, 0.3), (0.5, 0.1, 0.3, 0), (0.5, 0.1, -1, 0.3)])
def test_chances_and_costs_that_are_none_are_refused(given: tuple[float, float, float, float]) -> None:
    with pytest.raises(InputError, match="must"):
        best_demand(*given)
