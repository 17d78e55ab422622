"""Answers about bargaining computed a second time: every exchange in a loop, closed forms, and games played out."""

from fractions import Fraction
from itertools import combinations


def nash_barter(case: dict, asked: dict) -> dict:
    """Every set of goods that Bill gives with every set that Jack gives."""
    goods = case["goods"]
    first, second = goods["parties"]
    held = [[good for good, owner in goods["owner"].items() if owner == who] for who in (first, second)]
    worth = [{good: pair[k] for good, pair in goods["worth"].items()} for k in (0, 1)]
    without = [sum(worth[k][good] for good in held[k]) for k in (0, 1)]
    best, ends = 0, []
    for gives in subsets(held[0]):
        for gets in subsets(held[1]):
            after = [(set(held[0]) - gives) | gets, (set(held[1]) - gets) | gives]
            has = [sum(worth[k][good] for good in after[k]) for k in (0, 1)]
            gains = [has[k] - without[k] for k in (0, 1)]
            if min(gains) > 0 and gains[0] * gains[1] >= best:
                ends = [(after, has)] + (ends if gains[0] * gains[1] == best else [])
                best = gains[0] * gains[1]
    (after, has), *others = ends
    order = list(goods["owner"])
    return {
        "without": without,
        "payoffs": has,
        "product": best,
        "ways": 1 + len(others),
        "holds": [[good for good in order if good in own] for own in after],
    }


def subsets(goods: list) -> list:
    return [set(own) for size in range(len(goods) + 1) for own in combinations(goods, size)]


def least(function, low: float = 0.0, high: float = 1.0) -> float:
    """Where a function that falls and then rises is least, by thirds."""
    for _ in range(200):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, b) if function(a) < function(b) else (a, high)
    return (low + high) / 2


def pie_share(principle):
    """By calculus in floats: the catalogue's one pie of x and sqrt(1 - x), nothing without agreement."""

    def share(case: dict, asked: dict) -> float:
        assert case["pie"] == {"worth": ["x", "(1 - x) ** 0.5"], "without": [0, 0]}
        return least(lambda x: principle(x, (1 - x) ** 0.5))

    return share


nash_share = pie_share(lambda first, second: -first * second)
egalitarian_share = pie_share(lambda first, second: -min(first, second))
maximin_share = egalitarian_share  # nothing without agreement: what one has is what one gains
utilitarian_share = pie_share(lambda first, second: -first - second)
kalai_smorodinsky_share = pie_share(lambda first, second: abs(first - second))  # both can have 1 at most


def waited(first: Fraction, second: Fraction, outside: tuple) -> list:
    """Both responders' shares as a fixed point, reached by many rounds of waiting for it."""
    as_first = as_second = Fraction(0)
    for _ in range(400):
        as_first = max(first * (1 - as_second), outside[0]).limit_denominator(10**18)
        as_second = max(second * (1 - as_first), outside[1]).limit_denominator(10**18)
    return [float(1 - as_second), float(as_second)]


def shares_of_turns(case: dict, asked: dict) -> list:
    turns = case["turns"]
    outside = turns.get("outside", [[0, 0]] * len(turns["patience"]))
    return [
        waited(*(Fraction(str(part)) for part in pair), tuple(Fraction(str(part)) for part in options))
        for pair, options in zip(turns["patience"], outside, strict=True)
    ]


def share_by_turns(case: dict, asked: dict) -> float:
    """Round by round backward with a pie that can be cut anywhere: the responder gets what waiting is worth."""
    mine = Fraction(1)
    for number in range(asked["rounds"] - 1, 0, -1):
        responder = asked["patience"][number % 2]
        mine = (1 - Fraction(str(responder)) * mine).limit_denominator(10**15)
    return float(mine)


def legislature_shares(case: dict, asked: dict) -> dict:
    """What each expects before a proposer is drawn, found by playing on and on, the members paid drawn alike often."""
    keeps, gets = [], []
    for members, quota, patience in zip(*(case["legislature"][key] for key in ("members", "quota", "patience")),
                                        strict=True):  # fmt: skip
        worth = [1.0] + [0.0] * (members - 1)
        for _ in range(3000):
            after = [0.0] * members
            for proposer in range(members):
                others = [k for k in range(members) if k != proposer]
                sets = list(combinations(others, quota - 1))
                for paid in sets:
                    share = 1 / members / len(sets)
                    after[proposer] += share * (1 - patience * sum(worth[k] for k in paid))
                    for k in paid:
                        after[k] += share * patience * worth[k]
            worth = after
        keeps.append(1 - patience * (quota - 1) * worth[0])
        gets.append(patience * worth[0])
    return {"proposer": keeps, "included": gets}


def setter_outcomes(case: dict, asked: dict) -> list:
    """Every place on a grid of a thousandth that the voter likes no less than the status quo, the setter's best."""
    agenda, found = case["agenda"], []
    for setter, voter, quo in zip(agenda["setter"], agenda["voter"], agenda["status_quo"], strict=True):
        setter, voter, quo = (round(1000 * place) for place in (setter, voter, quo))
        accepted = [place for place in range(-2000, 3001) if abs(place - voter) <= abs(quo - voter)]
        found.append(min(accepted, key=lambda place: abs(place - setter)) / 1000)
    return found


SECOND = {
    function: globals()[function]
    for function in (
        *(
            "nash_barter",
            "nash_share",
            "egalitarian_share",
            "maximin_share",
            "utilitarian_share",
            "kalai_smorodinsky_share",
        ),
        *("shares_of_turns", "share_by_turns", "legislature_shares", "setter_outcomes"),
    )
}
"""Concept by name -> its second computation."""
