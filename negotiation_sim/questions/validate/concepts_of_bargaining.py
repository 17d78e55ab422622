"""The concepts of known answers about bargaining: goods to exchange, a pie, offers by turns, a legislature, an agenda.

See `concepts.py`. Each reads a table of its own; a list in it holds one number, or pair of numbers, for each instance.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ...case.document import Section
from ...games.agreements import SOLUTIONS
from ...games.alternating import MOST_ROUNDS, alternating_offers
from ...games.arrays import Array
from ...games.bargaining import BargainingSet
from ...games.take_it_or_leave_it import alternating_shares, proposer_share, setter_outcome
from ...language.expression import evaluate
from ...language.parser import parse
from ...language.vocabulary import Vocabulary
from .catalogue import labels, lists, numbers, whole
from .inputs import KnownConcept, KnownInputs

MOST_GOODS = 16
MOST_PIECES = 1_000_000


def _exchange(section: Section) -> tuple[BargainingSet, list[str], Array]:
    """The table `goods`: who owns each good, and what it is worth to both; every set of goods may change hands."""
    section.allow("parties", "owner", "worth")
    parties = labels(section, "parties")
    owner, worth = section.section("owner"), section.section("worth")
    goods = list(owner.data)
    worth.allow(*goods)
    if len(parties) != 2 or not 0 < len(goods) <= MOST_GOODS:
        raise section.fault(None, f"needs two parties and at most {MOST_GOODS} goods; found {len(goods)} goods.")
    pairs = [numbers(worth, good) for good in goods]
    if any(len(pair) != 2 for pair in pairs):
        raise section.fault("worth", "needs two numbers for each good, what it is worth to either party.")
    for good in goods:
        owner.check_known(good, "party", (owner.text(good),), parties)
    second = np.array([owner.text(good) == parties[1] for good in goods])
    moved = np.indices((2,) * len(goods)).reshape(len(goods), -1).T.astype(bool)
    held = second ^ moved  # whether the second party has the good, package by package
    values = np.array(pairs)
    payoffs = np.array([(~held) @ values[:, 0], held @ values[:, 1]])
    return BargainingSet(parties, payoffs, payoffs[:, 0]), goods, held


def _barter(inputs: KnownInputs) -> Any:
    """What either party holds and gets by Nash's solution, and the product of the gains."""
    bargaining, goods, held = _exchange(inputs.case.section("goods"))
    agreement = SOLUTIONS["nash"](bargaining)
    if agreement is None:
        return "no exchange gains both"
    package = agreement.packages[0]
    return {
        "without": bargaining.disagreement.tolist(),
        "payoffs": bargaining.payoffs[:, package].tolist(),
        "product": float(agreement.gains.prod()),
        "ways": len(agreement.packages),
        "holds": [
            [good for good, there in zip(goods, held[package], strict=True) if bool(there) == (k == 1)] for k in (0, 1)
        ],
    }


def _pie(inputs: KnownInputs) -> tuple[BargainingSet, Array]:
    """The table `pie`: what the share x of the first party is worth to either, cut into so many pieces."""
    section = inputs.case.section("pie")
    section.allow("worth", "without")
    texts, without = section.texts("worth"), numbers(section, "without")
    if len(texts) != 2 or len(without) != 2:
        raise section.fault(
            None, "needs two rules in 'worth', of the first party's share x, and two numbers 'without'."
        )
    pieces = whole(inputs.given, "pieces", 2, MOST_PIECES)
    shares = np.arange(pieces + 1) / pieces
    with section.placing("worth"), np.errstate(all="ignore"):
        rules = [parse(text, Vocabulary({}, {}, (), ("x",))) for text in texts]
        worths = np.array([np.broadcast_to(evaluate(rule.node, {"x": shares}), shares.shape) for rule in rules])
        return BargainingSet(("first", "second"), worths, np.array(without)), shares


def _share_by(solution: str) -> Callable[[KnownInputs], Any]:
    """The first party's share by a solution; of equals the middle one, for what is made greatest is flat there."""

    def share(inputs: KnownInputs) -> Any:
        bargaining, shares = _pie(inputs)
        agreement = SOLUTIONS[solution](bargaining)
        return "nothing gains both" if agreement is None else float(np.median(shares[list(agreement.packages)]))

    return share


def _by_turns(inputs: KnownInputs) -> Any:
    """The first proposer's share of a pie by backward induction from the last round."""
    bargaining, shares = _pie(inputs)
    patience = numbers(inputs.given, "patience")
    with inputs.given.placing("patience"):
        offers = alternating_offers(bargaining, patience, whole(inputs.given, "rounds", 1, MOST_ROUNDS))
    agreed = offers.agreed
    return "no agreement" if agreed is None or agreed.package is None else float(shares[agreed.package])


def _turns(inputs: KnownInputs) -> list[Any]:
    """The table `turns`: both discount factors and, where there are some, both outside options of each instance."""
    section = inputs.case.section("turns")
    section.allow("patience", "outside")
    patience = _pairs(section, "patience")
    outside = _pairs(section, "outside") if "outside" in section.data else [(0.0, 0.0)] * len(patience)
    if len(outside) != len(patience):
        raise section.fault("outside", "needs a pair for each pair of discount factors.")
    with section.placing("patience"):
        shares = [alternating_shares(*pair, options) for pair, options in zip(patience, outside, strict=True)]
    return ["no agreement" if pair is None else list(pair) for pair in shares]


def _pairs(section: Section, key: str) -> list[tuple[float, float]]:
    pairs = [numbers(section, key, pair) for pair in lists(section, key)]
    if any(len(pair) != 2 for pair in pairs):
        raise section.fault(key, "needs pairs of numbers, one for the first proposer and one for the other.")
    return [(first, second) for first, second in pairs]


def _columns(section: Section, keys: Sequence[str]) -> list[list[float]]:
    """The lists of numbers at these keys, all alike long, as one list for each instance."""
    section.allow(*keys)
    columns = [numbers(section, key) for key in keys]
    if len({len(column) for column in columns}) > 1:
        raise section.fault(None, f"needs lists of one length in {', '.join(keys)}.")
    return [list(row) for row in zip(*columns, strict=True)]


def _legislature(inputs: KnownInputs) -> dict[str, list[float]]:
    """The table `legislature`: what the proposer keeps, and what each of the others whose vote it needs gets."""
    section = inputs.case.section("legislature")
    keeps, gets = [], []
    for members, quota, patience in _columns(section, ("members", "quota", "patience")):
        if members != int(members) or quota != int(quota):
            raise section.fault("members", "needs whole numbers of members and votes.")
        with section.placing("quota"):
            keeps.append(proposer_share(int(members), int(quota), patience))
        gets.append((1 - keeps[-1]) / (quota - 1) if quota > 1 else 0.0)
    return {"proposer": keeps, "included": gets}


def _agenda(inputs: KnownInputs) -> list[float]:
    """The table `agenda`: where a setter, a voter and the status quo stand on a line."""
    rows = _columns(inputs.case.section("agenda"), ("setter", "voter", "status_quo"))
    return [setter_outcome(*row) for row in rows]


OF_BARGAINING: Mapping[str, KnownConcept] = {
    "nash_barter": KnownConcept(_barter, ("goods",)),
    **{f"{solution}_share": KnownConcept(_share_by(solution), ("pie",), ("pieces",)) for solution in SOLUTIONS},
    "share_by_turns": KnownConcept(_by_turns, ("pie",), ("pieces", "patience", "rounds")),
    "shares_of_turns": KnownConcept(_turns, ("turns",)),
    "legislature_shares": KnownConcept(_legislature, ("legislature",)),
    "setter_outcomes": KnownConcept(_agenda, ("agenda",)),
}
