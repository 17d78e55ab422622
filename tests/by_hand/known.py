"""The catalogue's answers computed a second time: definitions as loops, exact fractions, closed forms.

Each function takes the tables of a catalogue file as TOML gives them and the parameters of the answer, and nothing of
the package. Where the package solves linear programmes, equilibria or counts, this enumerates.
"""

from fractions import Fraction
from itertools import chain, combinations, pairwise, permutations, product
from math import comb, exp, factorial, sqrt

from . import bargains, solving, trees


def exact(found):
    """The number as a fraction: whole, decimal, or a text such as "1/3"."""
    return Fraction(found) if isinstance(found, str | int) else Fraction(str(found))


# ---- games: table[profile] = payoffs


def game(case: dict) -> tuple[dict, tuple, list]:
    """(table, counts, labels of each player's strategies)."""
    if "tree" in case:
        return trees.strategic(case["tree"]["file"])
    cells, labels = case["game"]["cells"], case["game"]["strategies"]
    counts = tuple(len(own) for own in labels)
    table = {}
    for profile in product(*map(range, counts)):
        part = cells
        for move in profile:
            part = part[move]
        table[profile] = tuple(exact(payoff) for payoff in part)
    return table, counts, labels


def named(labels: list, profile: tuple) -> list:
    return [own[k] for own, k in zip(labels, profile, strict=True)]


def expected(table: dict, mixed: list, own: int | None = None, strategy: int | None = None) -> list:
    """Every player's expected payoff; with `own` and `strategy`, if that player plays the strategy for sure."""
    totals = [Fraction(0)] * len(mixed)
    for profile, payoffs in table.items():
        chance = Fraction(1)
        for i, k in enumerate(profile):
            chance *= (Fraction(k == strategy)) if i == own else mixed[i][k]
        totals = [total + chance * payoff for total, payoff in zip(totals, payoffs, strict=True)]
    return totals


def regret_of(table: dict, counts: tuple, mixed: list) -> Fraction:
    now = expected(table, mixed)
    return max(expected(table, mixed, i, k)[i] - now[i] for i, count in enumerate(counts) for k in range(count))


def read_mixed(asked: dict) -> list:
    return [[exact(p) for p in part] for part in asked["profile"]]


def pure_equilibria(case: dict, asked: dict) -> list:
    table, counts, labels = game(case)
    return [named(labels, profile) for profile in solving.pure_equilibria(table, counts)]


def regret(case: dict, asked: dict) -> float:
    table, counts, _ = game(case)
    return float(regret_of(table, counts, read_mixed(asked)))


def payoffs(case: dict, asked: dict) -> list:
    return [float(value) for value in expected(game(case)[0], read_mixed(asked))]


def solved(rows: list, values: list) -> list | None:
    """The one solution of a square system of equations, by elimination over fractions; None if there is not one."""
    n = len(rows)
    system = [[*map(Fraction, row), Fraction(value)] for row, value in zip(rows, values, strict=True)]
    for k in range(n):
        pivot = next((r for r in range(k, n) if system[r][k] != 0), None)
        if pivot is None:
            return None
        system[k], system[pivot] = system[pivot], system[k]
        system[k] = [value / system[k][k] for value in system[k]]
        for r in range(n):
            if r != k:
                system[r] = [a - system[r][k] * b for a, b in zip(system[r], system[k], strict=True)]
    return [row[n] for row in system]


def indifferent(payoff: dict, own: tuple, others: tuple, count: int) -> list | None:
    """The other's mixture over `others` that makes every strategy in `own` equally good; payoff[own, other]."""
    rows = [[payoff[k, j] for j in others] + [-1] for k in own] + [[1] * len(others) + [0]]
    found = solved(rows, [0] * len(own) + [1])
    if found is None or min(found[:-1]) < 0:
        return None
    return [found[others.index(j)] if j in others else Fraction(0) for j in range(count)]


def mixed_equilibria(case: dict, asked: dict) -> list:
    """Support enumeration over fractions: supports of equal size, indifference, then the definition.

    In the one degenerate game of the catalogue this finds an end of the segment for each equal pair of supports.
    """
    table, (rows, columns), _ = game(case)
    first = {(r, c): table[r, c][0] for r, c in table}
    second = {(c, r): table[r, c][1] for r, c in table}
    found = []
    for size in range(1, min(rows, columns) + 1):
        for own, other in product(combinations(range(rows), size), combinations(range(columns), size)):
            y, x = indifferent(first, own, other, columns), indifferent(second, other, own, rows)
            if x and y and regret_of(table, (rows, columns), [x, y]) == 0 and [x, y] not in found:
                found.append([x, y])
    return sorted(([[float(p) for p in part] for part in profile] for profile in found), reverse=True)


def survivors_of_dominance(case: dict, asked: dict) -> list:
    table, counts, labels = game(case)
    left = [list(range(count)) for count in counts]
    while True:
        profiles = list(product(*left))
        gone = [
            (i, worse)
            for i in range(len(counts))
            for worse in left[i]
            if any(
                all(
                    table[solving.with_move(p, i, better)][i] > table[solving.with_move(p, i, worse)][i]
                    for p in profiles
                )
                for better in left[i]
                if better != worse
            )
        ]
        if not gone:
            return [[labels[i][k] for k in own] for i, own in enumerate(left)]
        for i, worse in gone:
            left[i].remove(worse)


def staged_outcomes(case: dict, asked: dict) -> list:
    table, counts, labels = game(case)
    players = case["game"]["players"]
    order = tuple(tuple(players.index(player) for player in stage) for stage in asked["order"])
    return [named(labels, profile) for profile in sorted(solving.staged_outcomes(table, counts, order))]


def best_response_path(case: dict, asked: dict) -> list:
    table, counts, labels = game(case)
    profile = tuple(own.index(label) for own, label in zip(labels, asked["start"], strict=True))
    path, still, mover = [profile], 0, 0
    while still < len(counts):
        values = [table[solving.with_move(profile, mover, k)][mover] for k in range(counts[mover])]
        if values[profile[mover]] < max(values):
            profile = solving.with_move(profile, mover, values.index(max(values)))
            path.append(profile)
            still = 0
        else:
            still += 1
        mover = (mover + 1) % len(counts)
    return [named(labels, step) for step in path]


def played(case: dict, asked: dict) -> list:
    """Fictitious play of two players in whole numbers: compare sums of payoffs over the other's past moves."""
    table, (rows, columns), _ = game(case)
    first = [[int(table[r, c][0]) for c in range(columns)] for r in range(rows)]
    second = [[int(table[r, c][1]) for r in range(rows)] for c in range(columns)]
    worth_first, worth_second, now, path = [0] * rows, [0] * columns, (0, 0), []
    for _ in range(asked["rounds"]):
        path.append(now)
        worth_first = [worth + first[r][now[1]] for r, worth in enumerate(worth_first)]
        worth_second = [worth + second[c][now[0]] for c, worth in enumerate(worth_second)]
        now = (worth_first.index(max(worth_first)), worth_second.index(max(worth_second)))
    return path


def fictitious_play_runs(case: dict, asked: dict) -> list:
    path, labels = played(case, asked), case["game"]["strategies"]
    runs = [path[0]] + [now for before, now in pairwise(path) if now != before]
    return [named(labels, profile) for profile in runs[: asked["runs"]]]


def fictitious_play_shares(case: dict, asked: dict) -> list:
    path, counts = played(case, asked), game(case)[1]
    return [[sum(p[i] == k for p in path) / len(path) for k in range(count)] for i, count in enumerate(counts)]


def replicator_end(case: dict, asked: dict) -> list:
    """x' = x (u(k) - mean) as the source writes it, in many small Euler steps; two strategies, equal starts."""
    table, _, _ = game(case)
    x, step = float(exact(asked["start"][0][0])), 1e-3
    hawk, dove = ([float(table[k, j][0]) for j in (0, 1)] for k in (0, 1))
    for _ in range(int(asked["time"] / step)):
        u = [own[0] * x + own[1] * (1 - x) for own in (hawk, dove)]
        x += step * x * (u[0] - x * u[0] - (1 - x) * u[1])
    return [[x, 1 - x], [x, 1 - x]]


def logit_shares(case: dict, asked: dict) -> list:
    """exp(precision x potential) over its sum; in the catalogue's common-interest game the payoff is the potential."""
    table, (rows, columns), _ = game(case)
    weights = {profile: exp(asked["precision"] * own[0]) for profile, own in table.items() if own[0] == own[1]}
    total = sum(weights.values())
    return [[weights[r, c] / total for c in range(columns)] for r in range(rows)]


def cascade(case: dict, asked: dict) -> int:
    """Actors looked at one by one, over and over, until a whole round moves nobody."""
    first, actors = case["thresholds"]["first"], case["thresholds"]["actors"]
    thresholds = list(range(first, first + actors))
    for old, new in asked.get("changed", {}).items():
        thresholds[thresholds.index(int(old))] = new
    inside: set = set()
    moved = True
    while moved:
        moved = False
        for actor in range(actors):
            if actor not in inside and len(inside) >= thresholds[actor]:
                inside.add(actor)
                moved = True
    return len(inside)


def critical_discount(case: dict, asked: dict) -> float:
    """The discount halved in on: both streams of payoffs added up, the agreed one and that of a breach in round one."""
    table, counts, names = game(case)
    agreed, punished = (tuple(own.index(move) for own, move in zip(names, asked[key], strict=True))
                        for key in ("profile", "punishment"))  # fmt: skip

    def keeps(discount: float) -> bool:
        for player in range(len(counts)):
            breaches = [(*agreed[:player], move, *agreed[player + 1 :]) for move in range(counts[player])]
            best = max(table[breach][player] for breach in breaches)
            later = sum(discount**t for t in range(1, 200))
            kept = table[agreed][player] * (1 + later)
            if best + table[punished][player] * later > kept:
                return False
        return True

    low, high = 0.0, 0.8
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if keeps(middle) else (middle, high)
    return high


# ---- voting


SECURITY_COUNCILS = {"security_council": (5, 10, 9), "security_council_before_1965": (5, 6, 7)}


def voting(case: dict) -> tuple[list, object]:
    """(members, passes): a function of the set of indices in favour."""
    body = case["body"]
    if "name" in body:
        permanent, elected, quota = SECURITY_COUNCILS[body["name"]]
        members = ["China", "France", "Russia", "United Kingdom", "United States"]
        members += [f"Elected member {k + 1}" for k in range(elected)]
        return members, lambda yes: len(yes) >= quota and all(i in yes for i in range(permanent))
    (group,) = body["groups"].values()
    (way,) = body["ways"].values()
    votes = group["weights"]["votes"]
    return group["members"], lambda yes: sum(votes[i] for i in yes) >= way["quotas"]["votes"]


def swing_sets(case: dict) -> dict:
    """member -> the sizes of all sets of others that fail alone and pass with the member."""
    members, passes = voting(case)
    winning = {
        frozenset(own) for size in range(len(members) + 1) for own in combinations(range(len(members)), size)
        if passes(frozenset(own))
    }  # fmt: skip
    return {
        member: [len(own) - 1 for own in winning if i in own and own - {i} not in winning]
        for i, member in enumerate(members)
    }


def shapley_shubik(case: dict, asked: dict) -> dict:
    if len(case["body"].get("groups", {})) == 3:
        return congress()
    found = swing_sets(case)
    n = len(found)
    return {
        member: float(sum(Fraction(factorial(s) * factorial(n - 1 - s), factorial(n)) for s in sizes))
        for member, sizes in found.items()
    }


def congress() -> dict:
    """President, 96 senators, 435 representatives: shares of orders, summed over how many of each came before."""
    senate, house, n = 96, 435, 532

    def share(before_senate: int, before_house: int, president: int, senators: int, representatives: int) -> Fraction:
        s = before_senate + before_house + president
        ways = comb(senators, before_senate) * comb(representatives, before_house)
        return Fraction(ways * factorial(s) * factorial(n - 1 - s), 1)

    def passes(s: int, h: int, president: int) -> bool:
        return (president and s >= 49 and h >= 218) or (s >= 64 and h >= 290)

    alone = sum(
        share(s, h, 0, senate, house)
        for s in range(senate + 1)
        for h in range(house + 1)
        if passes(s, h, 1) and not passes(s, h, 0)
    )
    senator = sum(
        share(s, h, p, senate - 1, house)
        for s in (48, 63)
        for h in range(house + 1)
        for p in (0, 1)
        if passes(s + 1, h, p) and not passes(s, h, p)
    )
    whole = factorial(n)
    president, each = float(Fraction(alone, whole)), float(Fraction(senator, whole))
    return {
        "President 1": president,
        "Senator 1": each,
        "Representative 1": (1 - president - senate * each) / house,
    }


def shapley_shubik_of_groups(case: dict, asked: dict) -> dict:
    shares = shapley_shubik(case, {})
    if "President 1" in shares:
        president, senate = shares["President 1"], 96 * shares["Senator 1"]
        return {"president": president, "senate": senate, "house": 1 - president - senate}
    permanent = sum(share for member, share in shares.items() if not member.startswith("Elected"))
    return {"permanent": permanent, "elected": 1 - permanent}


def swings(case: dict, asked: dict) -> dict:
    return {member: len(sizes) for member, sizes in swing_sets(case).items()}


def all_swings(case: dict, asked: dict) -> int:
    return sum(swings(case, asked).values())


def banzhaf_normalised(case: dict, asked: dict) -> dict:
    found = swings(case, asked)
    return {member: count / sum(found.values()) for member, count in found.items()}


# ---- coalitional games: worth(set of indices)


def coalitional(case: dict, asked: dict) -> tuple[int, object]:
    """(number of players, worth): a function of a set of player indices."""
    if "coalitional" not in case:
        members, passes = voting(case)
        return len(members), lambda own: Fraction(passes(own))
    given = case["coalitional"]
    if "claims" in given:
        claims, estate = [exact(claim) for claim in given["claims"]], exact(asked["estate"])
        return len(claims), lambda own: max(
            Fraction(0), estate - sum(claim for i, claim in enumerate(claims) if i not in own)
        )
    if "costs" in given:
        costs = [exact(cost) for cost in given["costs"]]
        return len(costs), lambda own: max((costs[i] for i in own), default=Fraction(0))
    names = list(dict.fromkeys(chain.from_iterable(coalition.split() for coalition in given["worths"])))
    worths = {frozenset(map(names.index, key.split())): exact(worth) for key, worth in given["worths"].items()}
    return len(names), lambda own: worths.get(frozenset(own), Fraction(0))


def shapley_value(case: dict, asked: dict) -> list:
    """The mean over all orders of what each adds to those before it."""
    n, worth = coalitional(case, asked)
    totals = [Fraction(0)] * n
    for order in permutations(range(n)):
        for k, player in enumerate(order):
            totals[player] += worth(set(order[: k + 1])) - worth(set(order[:k]))
    return [float(total / factorial(n)) for total in totals]


def excesses(n: int, worth, division: tuple) -> list:
    """v(S) - x(S) of all coalitions but the empty one and everybody, the greatest first."""
    proper = [own for size in range(1, n) for own in combinations(range(n), size)]
    return sorted((worth(set(own)) - sum(division[i] for i in own) for own in proper), reverse=True)


def divisions(n: int, total: Fraction, parts: int) -> list:
    """Every division of the total into n shares that are whole numbers of parts."""
    return [
        tuple(total * Fraction(share, parts) for share in (*shares, parts - sum(shares)))
        for shares in product(range(parts + 1), repeat=n - 1)
        if sum(shares) <= parts
    ]


PARTS = {2: 40, 3: 24, 4: 10}
"""Fine enough that the catalogue's answers are among the divisions."""


def nucleolus(case: dict, asked: dict) -> list:
    """Of all divisions on a grid the one whose sorted excesses are lexicographically least."""
    n, worth = coalitional(case, asked)
    best = min(divisions(n, worth(set(range(n))), PARTS[n]), key=lambda division: excesses(n, worth, division))
    return [float(share) for share in best]


def least_core(case: dict, asked: dict) -> float:
    n, worth = coalitional(case, asked)
    return float(min(excesses(n, worth, own)[0] for own in divisions(n, worth(set(range(n))), PARTS[n])))


def core_ranges(case: dict, asked: dict) -> list:
    n, worth = coalitional(case, asked)
    inside = [own for own in divisions(n, worth(set(range(n))), PARTS[n]) if excesses(n, worth, own)[0] <= 0]
    if not inside:
        return [[], []]
    return [[float(extreme(own[i] for own in inside)) for i in range(n)] for extreme in (min, max)]


# ---- coalitions of players in a game


def ways_out(table: dict, counts: tuple, profile: tuple) -> list:
    """(coalition, profile) for every joint move that makes each of its members better off."""
    found = []
    for size in range(1, len(counts) + 1):
        for who in combinations(range(len(counts)), size):
            for moves in product(*(range(counts[i]) for i in who)):
                other = list(profile)
                for i, k in zip(who, moves, strict=True):
                    other[i] = k
                changed = all(other[i] != profile[i] for i in who)
                if changed and all(table[tuple(other)][i] > table[profile][i] for i in who):
                    found.append((who, tuple(other)))
    return found


def strong_equilibria(case: dict, asked: dict) -> list:
    table, counts, labels = game(case)
    return [named(labels, profile) for profile in sorted(table) if not ways_out(table, counts, profile)]


def joint_moves(case: dict, asked: dict) -> list:
    """Of the ways out those of which no part can leave."""
    table, counts, labels = game(case)
    profile = tuple(own.index(label) for own, label in zip(labels, asked["profile"], strict=True))
    out = ways_out(table, counts, profile)
    players = case["game"]["players"]
    return [
        [[players[i] for i in who], named(labels, to)]
        for who, to in out
        if not any(set(other) < set(who) for other, _ in out)
    ]


def self_enforcing(table: dict, counts: tuple, who: tuple, fixed: dict) -> list:
    """Coalition-proof moves of `who`, the others fixed (Bernheim, Peleg, Whinston 1987, the recursive definition)."""

    def whole(moves: tuple) -> tuple:
        chosen = {**fixed, **dict(zip(who, moves, strict=True))}
        return tuple(chosen[i] for i in range(len(counts)))

    every = list(product(*(range(counts[i]) for i in who)))
    if len(who) == 1:
        best = max(table[whole(moves)][who[0]] for moves in every)
        return [moves for moves in every if table[whole(moves)][who[0]] == best]
    enforcing = [
        moves
        for moves in every
        if all(
            tuple(moves[who.index(i)] for i in part)
            in self_enforcing(table, counts, part, {**fixed, **{i: moves[who.index(i)] for i in who if i not in part}})
            for size in range(1, len(who))
            for part in combinations(who, size)
        )
    ]
    return [
        moves
        for moves in enforcing
        if not any(all(table[whole(other)][i] > table[whole(moves)][i] for i in who) for other in enforcing)
    ]


def coalition_proof_equilibria(case: dict, asked: dict) -> list:
    table, counts, labels = game(case)
    return [named(labels, moves) for moves in self_enforcing(table, counts, tuple(range(len(counts))), {})]


# ---- the graph model


def graph(case: dict) -> tuple[list, list, dict, dict]:
    """(players, states, moves[player][state] = set of states, rank[player][state], the greater the better)."""
    given = case["conflict"]
    moves = {
        player: {state: {b for a, b in given["moves"][player] if a == state} for state in given["states"]}
        for player in given["players"]
    }
    rank = {player: {s: -k for k, s in enumerate(given["ranking"][player])} for player in given["players"]}
    return given["players"], given["states"], moves, rank


def reach(players: list, moves: dict, rank: dict, start: str, improving: bool) -> set:
    """The states that the players reach by sequences in which nobody moves twice running, each improving or not."""
    seen, fresh = set(), {(start, None)}
    while fresh:
        following = {
            (to, player)
            for state, last in fresh
            for player in players
            if player != last
            for to in moves[player][state]
            if not improving or rank[player][to] > rank[player][state]
        }
        fresh = following - seen
        seen |= fresh
    return {state for state, _ in seen}


def stable_states(case: dict, concept: str) -> list:
    players, states, moves, rank = graph(case)

    def stable(player: str, state: str) -> bool:
        others = [other for other in players if other != player]
        own = rank[player]
        improvements = [to for to in moves[player][state] if own[to] > own[state]]
        if concept == "nash":
            return not improvements
        for to in improvements:
            sanctions = [
                end
                for end in reach(others, moves, rank, to, improving=concept == "seq")
                if own[end] <= own[state]
                and (concept != "smr" or all(own[after] <= own[state] for after in moves[player][end]))
            ]
            if not sanctions:
                return False
        return True

    return [state for state in states if all(stable(player, state) for player in players)]


def reached_by_improvements(case: dict, asked: dict) -> list:
    players, states, moves, rank = graph(case)
    found = reach(players, moves, rank, asked["start"], improving=True) | {asked["start"]}
    return [state for state in states if state in found]


def coalition_moves(case: dict, asked: dict) -> list:
    players, states, moves, rank = graph(case)
    found: list = []
    for size in range(1, len(players) + 1):
        for who in combinations(players, size):
            if any(set(smaller) <= set(who) for smaller, _ in found):
                continue
            ends = reach(list(who), moves, rank, asked["start"], improving=False)
            good = [s for s in states if s in ends and all(rank[p][s] > rank[p][asked["start"]] for p in who)]
            found += [[list(who), state] for state in good]
    return found


def joint_path(case: dict, asked: dict) -> list:
    """All sequences of improvements, the shortest first; the first from whose end two or more reach the state at once.

    Each of them is better off there than at that end. Nobody moves twice running.
    """
    players, _, moves, rank = graph(case)
    paths: list = [[(None, asked["start"])]]
    while paths:
        for path in paths:
            state = path[-1][1]
            for who, end in coalition_moves(case, {"start": state}):
                if end == asked["to"] and len(who) > 1:
                    return [[[player], state] for player, state in path[1:]] + [[who, end]]
        paths = [
            [*path, (player, to)]
            for path in paths
            for player in players
            if player != path[-1][0]
            for to in sorted(moves[player][path[-1][1]])
            if rank[player][to] > rank[player][path[-1][1]] and to not in [state for _, state in path]
        ]
    return []


def stable_against_coalitions(case: dict, asked: dict) -> list:
    return [state for state in graph(case)[1] if not coalition_moves(case, {"start": state})]


# ---- quantal response and correlation


def quantal(case: dict, asked: dict) -> list:
    """Two by two: the one zero of p - response(response(p)), by halving; the note of the file has the equations."""
    table, _, _ = game(case)
    precision = asked["precision"]

    def response(own: int, other: float) -> float:
        at = [table[(k, 0) if own == 0 else (0, k)][own] for k in (0, 1)]
        away = [table[(k, 1) if own == 0 else (1, k)][own] for k in (0, 1)]
        gain = [float(a) * other + float(b) * (1 - other) for a, b in zip(at, away, strict=True)]
        return 1 / (1 + exp(precision * (gain[1] - gain[0])))

    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if response(0, response(1, middle)) > middle else (low, middle)
    p = (low + high) / 2
    q = response(1, p)
    return [[p, 1 - p], [q, 1 - q]]


def quantal_limit(case: dict, asked: dict) -> list:
    """Three players: the limit is an equilibrium, and the game has one only, the root in the file's note.

    Two players: the responses are followed by small steps of the precision, from even mixing on, each time averaged
    until they stand still; the catalogue's branch does not turn back.
    """
    table, counts, _ = game(case)
    if len(counts) == 3:
        z = (sqrt(601) - 23) / 4
        x, y = (3 - 2 * z) / (4 - z), (2 - z) / (3 + z)
        return [[share, 1 - share] for share in (x, y, z)]
    rows, columns = counts
    first = [[float(table[r, c][0]) for c in range(columns)] for r in range(rows)]
    second = [[float(table[r, c][1]) for r in range(rows)] for c in range(columns)]
    play = [[1 / count] * count for count in counts]
    for step in range(1, 201):
        for _ in range(200):
            responses = [logit(first, play[1], step / 5), logit(second, play[0], step / 5)]
            play = [
                [0.9 * old + 0.1 * new for old, new in zip(own, response, strict=True)]
                for own, response in zip(play, responses, strict=True)
            ]
    return play


def logit(payoff: list, other: list, precision: float) -> list:
    worths = [precision * sum(a * b for a, b in zip(row, other, strict=True)) for row in payoff]
    weights = [exp(worth - max(worths)) for worth in worths]
    return [weight / sum(weights) for weight in weights]


def plans(case: dict, coarse: bool = False) -> list:
    """The payoffs of every plan on a grid that obeys the definition: of two players twelfths, of three halves.

    The best plans of the catalogue's games lie on that grid, which is why the grid was chosen.
    """
    table, counts, _ = game(case)
    profiles = sorted(table)
    found = []
    for shares in divisions(len(profiles), Fraction(1), 12 if len(counts) == 2 else 2):
        plan = {profile: chance for profile, chance in zip(profiles, shares, strict=True) if chance}
        if obeyed(table, counts, plan, coarse):
            found.append([sum(chance * table[p][i] for p, chance in plan.items()) for i in range(len(counts))])
    return found


def obeyed(table: dict, counts: tuple, plan: dict, coarse: bool) -> bool:
    """Whether no player gains by another move where it hears its recommendation; coarse: whatever it hears."""
    for i, count in enumerate(counts):
        for heard in [None] if coarse else range(count):
            for other in range(count):
                gain = sum(
                    chance * (table[solving.with_move(profile, i, other)][i] - table[profile][i])
                    for profile, chance in plan.items()
                    if heard is None or profile[i] == heard
                )
                if gain > 0:
                    return False
    return True


def correlated_greatest_sum(case: dict, asked: dict) -> float:
    return float(max(map(sum, plans(case))))


def coarse_correlated_greatest_sum(case: dict, asked: dict) -> float:
    return float(max(map(sum, plans(case, coarse=True))))


def correlated_payoff_ranges(case: dict, asked: dict) -> list:
    return [[float(min(own)), float(max(own))] for own in zip(*plans(case), strict=True)]


def pure_payoffs(case: dict, asked: dict) -> list:
    table, counts, _ = game(case)
    return sorted([*map(float, payoffs)] for payoffs in {table[p] for p in solving.pure_equilibria(table, counts)})


def subgame_perfect_play(case: dict, asked: dict) -> list:
    return [ways for ways, _ in trees.subgame_perfect(case["tree"]["file"])]


def subgame_perfect_payoffs(case: dict, asked: dict) -> list:
    return sorted(map(list, {tuple(map(float, pays)) for _, pays in trees.subgame_perfect(case["tree"]["file"])}))


# ---- one demand under private cost


def best_demand(case: dict, asked: dict) -> dict:
    """Every demand in thousandths: the other fights where its cost, anywhere in the range, is less than it is asked."""
    given = case["demand"]
    winning, own, (low, high) = exact(given["winning"]), exact(given["cost"]), map(exact, given["costs"])
    best = None
    for k in range(1001):
        share = Fraction(k, 1000)
        fight = min(max((share - winning - low) / (high - low), 0), 1)
        worth = (1 - fight) * share + fight * (winning - own)
        if best is None or worth > best["worth"]:
            best = {"share": share, "fight": fight, "worth": worth}
    return {name: float(part) for name, part in best.items()}


def best_demand_of_many(case: dict, asked: dict) -> dict:
    """The same: in many equal parts the range is all but continuous."""
    return best_demand(case, asked)


SECOND = {
    **bargains.SECOND,
    **{f"{concept}_stable": lambda case, asked, concept=concept: stable_states(case, concept)
       for concept in ("nash", "gmr", "smr", "seq")},
    **{
        function.__name__: function
        for function in (
            pure_equilibria, mixed_equilibria, regret, payoffs, survivors_of_dominance, staged_outcomes,
            best_response_path, fictitious_play_runs, fictitious_play_shares, replicator_end, logit_shares, cascade,
            critical_discount,
            shapley_shubik, shapley_shubik_of_groups, swings, all_swings, banzhaf_normalised, shapley_value, nucleolus,
            least_core, core_ranges, strong_equilibria, joint_moves, coalition_proof_equilibria,
            reached_by_improvements, coalition_moves, stable_against_coalitions, quantal, quantal_limit,
            correlated_greatest_sum, coarse_correlated_greatest_sum, correlated_payoff_ranges, pure_payoffs, joint_path,
            subgame_perfect_play, subgame_perfect_payoffs,
            best_demand, best_demand_of_many,
        )
    },
}  # fmt: skip
"""Concept by name -> its second computation."""
