"""Definitions of game theory read out loud: loops and recursion, nothing clever.

A game is `table[profile] = (payoff of player 0, payoff of player 1, ...)`, where a profile is a
tuple of strategy indices, and `counts[i]`, the number of strategies of player i. An order of
moves is a tuple of stages, each a tuple of player indices that move together; every player is
in exactly one stage. All payoff comparisons allow `tolerance`.
"""

from itertools import permutations, product

TOLERANCE = 1e-9


def with_move(profile: tuple, i: int, strategy: int) -> tuple:
    """The profile with player i's strategy replaced."""
    return (*profile[:i], strategy, *profile[i + 1 :])


def pure_equilibria(table: dict, counts: tuple, tolerance: float = TOLERANCE) -> list[tuple]:
    """Every profile from which no player gains by changing its own strategy (Nash 1950).

    In lexicographic order; empty if there is none.
    """
    found = []
    for profile in product(*(range(count) for count in counts)):
        if all(
            table[with_move(profile, i, other)][i] <= table[profile][i] + tolerance
            for i in range(len(counts))
            for other in range(counts[i])
        ):
            found.append(profile)
    return found


def staged_outcomes(
    table: dict, counts: tuple, order: tuple, tolerance: float = TOLERANCE, played: tuple = ()
) -> set[tuple]:
    """Every profile that some pure subgame-perfect equilibrium of the staged game ends in.

    Backward induction on sets (Selten 1965): after each joint move of the stage stands the set
    of profiles it can lead to. A move with one of its continuations is supportable if, for each
    mover and each deviation, some continuation after the deviation pays that mover no more.
    Empty if some subgame has no pure equilibrium, since then the whole game has none either.
    `played` are the (player, strategy) pairs already moved.
    """
    if not order:
        return {tuple(strategy for _, strategy in sorted(played))}
    movers = order[0]
    after = {
        move: staged_outcomes(table, counts, order[1:], tolerance, played + pairs(movers, move))
        for move in joint_moves(movers, counts)
    }
    if not all(after.values()):
        return set()
    worst = {
        move: tuple(min(table[outcome][mover] for outcome in outcomes) for mover in movers)
        for move, outcomes in after.items()
    }
    return {
        outcome
        for move, outcomes in after.items()
        for outcome in outcomes
        if all(
            worst[with_move(move, k, other)][k] <= table[outcome][mover] + tolerance
            for k, mover in enumerate(movers)
            for other in range(counts[mover])
        )
    }


def select(
    table: dict,
    counts: tuple,
    order: tuple,
    rule: str,
    tolerance: float = TOLERANCE,
    played: tuple = (),
) -> tuple | None:
    """The single profile that backward induction reaches under a selection rule.

    At each node the movers foresee what the rule selects after each joint move, and settle on
    one pure equilibrium of the game among them: see `choose`. None if a node, reached or not,
    has no pure equilibrium.
    """
    if not order:
        return tuple(strategy for _, strategy in sorted(played))
    movers = order[0]
    after = {
        move: select(table, counts, order[1:], rule, tolerance, played + pairs(movers, move))
        for move in joint_moves(movers, counts)
    }
    if None in after.values():
        return None
    among_movers = {move: tuple(table[outcome][mover] for mover in movers) for move, outcome in after.items()}
    counts_of_movers = tuple(counts[mover] for mover in movers)
    stable = pure_equilibria(among_movers, counts_of_movers, tolerance)
    if not stable:
        return None
    return after[choose(stable, among_movers, counts_of_movers, rule, tolerance)]


def choose(stable: list[tuple], among_movers: dict, counts: tuple, rule: str, tolerance: float = TOLERANCE) -> tuple:
    """The equilibrium that the movers settle on; a mover left one strategy has no say.

    best_joint: the greatest sum of their payoffs. cautious: fewest leave their first-listed
    strategy, ties by best_joint. A single mover takes the first listed of its best strategies;
    what is still tied goes to the first in lexicographic order.
    """
    if rule not in ("best_joint", "cautious"):
        raise ValueError(f"rule {rule!r} is not known: best_joint or cautious")
    choosers = [k for k, count in enumerate(counts) if count > 1]
    if len(choosers) <= 1:
        return stable[0]
    if rule == "cautious":
        leaving = {move: sum(1 for k in choosers if move[k] != 0) for move in stable}
        stable = [move for move in stable if leaving[move] == min(leaving.values())]
    joint = {move: sum(among_movers[move][k] for k in choosers) for move in stable}
    return next(move for move in stable if joint[move] >= max(joint.values()) - tolerance)


def joint_moves(movers: tuple, counts: tuple) -> list[tuple]:
    """Every combination of the movers' strategies, the first-listed ones first."""
    return list(product(*(range(counts[mover]) for mover in movers)))


def pairs(movers: tuple, move: tuple) -> tuple:
    """The (player, strategy) pairs of one joint move."""
    return tuple(zip(movers, move, strict=True))


def foreseen(table: dict, counts: tuple, order: tuple, stage: int, rule: str, tolerance: float = TOLERANCE) -> dict:
    """The game among the movers of one stage once those who move after them are foreseen.

    joint move -> payoffs of the movers. Those who move earlier must be left one strategy each
    (ValueError otherwise), and every later node needs a pure equilibrium (ValueError otherwise).
    """
    earlier = tuple(player for before in order[:stage] for player in before)
    if any(counts[player] > 1 for player in earlier):
        raise ValueError("a player who moves before this stage has a choice left: fix it first")
    reduced = {}
    for move in joint_moves(order[stage], counts):
        played = pairs(earlier, (0,) * len(earlier)) + pairs(order[stage], move)
        outcome = select(table, counts, order[stage + 1 :], rule, tolerance, played)
        if outcome is None:
            raise ValueError(f"after the move {move} some node has no pure equilibrium")
        reduced[move] = tuple(table[outcome][player] for player in order[stage])
    return reduced


def gain(reduced: dict, member: int, others: tuple) -> float:
    """What a member gains by playing 1 rather than 0 when the others play `others`."""
    no = (*others[:member], 0, *others[member:])
    yes = (*others[:member], 1, *others[member:])
    return reduced[yes][member] - reduced[no][member]


def expected_gain(reduced: dict, member: int, belief: float) -> float:
    """The gain expected by a member who holds that each other one plays 1 with chance `belief`.

    The others' choices are independent of each other.
    """
    size = len(next(iter(reduced)))
    total = 0.0
    for others in product((0, 1), repeat=size - 1):
        chance = 1.0
        for other in others:
            chance = chance * (belief if other == 1 else 1 - belief)
        total = total + chance * gain(reduced, member, others)
    return total


def thresholds(reduced: dict, tolerance: float = TOLERANCE) -> list[tuple]:
    """(gain alone, gain last, smallest belief) of each member of a group of yes-or-no players.

    Gain alone: from playing 1 while the others play 0. Gain last: while they play 1. Smallest
    belief: the first of 0, 1/400, ..., 1 at which the expected gain is not negative, or None.
    """
    size = len(next(iter(reduced)))
    found = []
    for member in range(size):
        alone = gain(reduced, member, (0,) * (size - 1))
        last = gain(reduced, member, (1,) * (size - 1))
        enough = (step / 400 for step in range(401) if expected_gain(reduced, member, step / 400) >= -tolerance)
        found.append((alone, last, next(enough, None)))
    return found


def insurance(reduced: dict) -> tuple[float, tuple, dict]:
    """(cost, order, payment of each member): the cheapest way to insure a group one by one.

    Divide and conquer (Segal 2003): each member in turn is made whole for what it would lose by
    playing 1 if only those insured before it did so too. The minimum over all orders; the first
    such order where several cost the same.
    """
    best = None
    for line in permutations(range(len(next(iter(reduced))))):
        payments = {}
        for place, member in enumerate(line):
            before = line[:place]
            others = tuple(1 if k in before else 0 for k in range(len(line)) if k != member)
            payments[member] = max(0.0, -gain(reduced, member, others))
        cost = sum(payments.values())
        if best is None or cost < best[0] - TOLERANCE:
            best = (cost, line, payments)
    return best
