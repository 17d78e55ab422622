"""Definitions about moves and coalitions read out loud: loops, sets and recursion, nothing clever.

A game is `table[profile] = (payoffs)` with `counts`, as in solving.py. A conflict is `moves[i][s]`, the set of states
that player i can move to from state s, and `ranks[i][s]`, higher being better.
"""

from itertools import combinations, product


def coalitions(players) -> list[tuple]:
    """Every non-empty set of players, the smallest first."""
    players = tuple(players)
    return [who for size in range(1, len(players) + 1) for who in combinations(players, size)]


def deviations(profile: tuple, who: tuple, counts: tuple) -> list[tuple]:
    """Every profile in which only members of `who` may play differently."""
    found = []
    for moves in product(*(range(counts[i]) for i in who)):
        other = list(profile)
        for i, move in zip(who, moves, strict=True):
            other[i] = move
        found.append(tuple(other))
    return found


def improves(table: dict, profile: tuple, other: tuple, who: tuple) -> bool:
    """Whether every member of `who` is strictly better off at `other`."""
    return all(table[other][i] > table[profile][i] for i in who)


def improving_coalitions(table: dict, counts: tuple, profile: tuple) -> dict[tuple, set]:
    """The coalitions that improve on a profile while no proper part of them does, and all profiles they go to."""
    able = {}
    for who in coalitions(range(len(counts))):
        targets = {other for other in deviations(profile, who, counts) if improves(table, profile, other, who)}
        if targets:
            able[who] = targets
    return {who: targets for who, targets in able.items() if not any(set(part) < set(who) for part in able)}


def strong_equilibria(table: dict, counts: tuple) -> list[tuple]:
    """Aumann (1959): no coalition has a joint deviation that is better for every member."""
    return [
        profile
        for profile in product(*(range(count) for count in counts))
        if not any(
            improves(table, profile, other, who)
            for who in coalitions(range(len(counts)))
            for other in deviations(profile, who, counts)
        )
    ]


def is_self_enforcing(table: dict, counts: tuple, profile: tuple, who: tuple) -> bool:
    """Bernheim, Peleg & Whinston (1987): each proper part's moves are coalition-proof in what is left to the part."""
    return all(is_coalition_proof(table, counts, profile, part) for part in coalitions(who) if len(part) < len(who))


def is_coalition_proof(table: dict, counts: tuple, profile: tuple, who: tuple) -> bool:
    """The same source, by recursion, all players outside `who` staying."""
    if len(who) == 1:
        return not any(improves(table, profile, other, who) for other in deviations(profile, who, counts))
    return is_self_enforcing(table, counts, profile, who) and not any(
        improves(table, profile, other, who) and is_self_enforcing(table, counts, other, who)
        for other in deviations(profile, who, counts)
    )


def coalition_proof_equilibria(table: dict, counts: tuple) -> list[tuple]:
    everybody = tuple(range(len(counts)))
    return [p for p in product(*(range(c) for c in counts)) if is_coalition_proof(table, counts, p, everybody)]


def reachable(moves: list, ranks: list, start: int, who, improving: bool = False) -> set:
    """Fang, Hipel & Kilgour (1993): the ends of all legal sequences, in which no player moves twice running."""
    found, seen, todo = set(), set(), [(start, None)]
    while todo:
        state, last = todo.pop()
        for i in who:
            if i == last:
                continue
            for target in moves[i][state]:
                if improving and ranks[i][target] <= ranks[i][state]:
                    continue
                found.add(target)
                if (target, i) not in seen:
                    seen.add((target, i))
                    todo.append((target, i))
    return found


def one_move(moves: list, ranks: list, start: int, who, improving: bool = False) -> set:
    """Where one move of one of `who` leads."""
    return {t for i in who for t in moves[i][start] if not improving or ranks[i][t] > ranks[i][start]}


def is_stable(moves: list, ranks: list, i: int, s: int, concept: str, sanctions: str) -> bool:
    """Nash, GMR, SMR and SEQ, each as the textbook says it (Fang, Hipel & Kilgour 1993, definitions 3.2 to 3.5)."""
    others = [j for j in range(len(moves)) if j != i]
    reach = one_move if sanctions == "single" else reachable
    for better in moves[i][s]:
        if ranks[i][better] <= ranks[i][s]:
            continue
        if concept == "nash":
            return False
        sanctioned = False
        for after in reach(moves, ranks, better, others, improving=concept == "seq"):
            no_better = ranks[i][after] <= ranks[i][s]
            stuck = all(ranks[i][escape] <= ranks[i][s] for escape in moves[i][after])
            if no_better and (concept != "smr" or stuck):
                sanctioned = True
        if not sanctioned:
            return False
    return True


def improving_coalition_moves(moves: list, ranks: list, s: int) -> dict[tuple, set]:
    """Kilgour, Hipel, Fang & Peng (2001): the coalitions that improve on s while no proper part does, and where to."""
    able = {}
    for who in coalitions(range(len(moves))):
        targets = {t for t in reachable(moves, ranks, s, who) if all(ranks[i][t] > ranks[i][s] for i in who)}
        if targets:
            able[who] = targets
    return {who: targets for who, targets in able.items() if not any(set(part) < set(who) for part in able)}


def fewest_unwilling(moves: list, ranks: list, start: int, targets: set, longest: int) -> tuple | None:
    """The least (unwilling steps, steps) over all legal sequences of at most `longest` moves to a target."""
    best, todo = None, [(start, None, 0, 0)]
    while todo:
        state, last, unwilling, steps = todo.pop()
        if state in targets and (best is None or (unwilling, steps) < best):
            best = (unwilling, steps)
        if steps < longest:
            for i in range(len(moves)):
                for t in moves[i][state] if i != last else ():
                    todo.append((t, i, unwilling + (ranks[i][t] <= ranks[i][state]), steps + 1))
    return best
