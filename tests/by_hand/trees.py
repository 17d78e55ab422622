"""The trees of the catalogue written down a second time from what the publications say, and solved by the definitions.

A node is (player, information set, {move: node}), a move of chance (None, "", {move: (chance, node)}), an end a tuple
of payoffs. Nothing of the package is used.
"""

from fractions import Fraction
from itertools import product


def beer_quiche(surly: bool, breakfast: str) -> tuple:
    liked = 1 if (breakfast == "beer") == surly else 0
    return (1, f"after {breakfast}", {"duel": (liked, int(not surly)), "no duel": (liked + 2, int(surly))})


def breakfast(surly: bool) -> tuple:
    return (0, "surly" if surly else "wimp", {choice: beer_quiche(surly, choice) for choice in ("beer", "quiche")})


def going_on(first: int, second: int, turn: int) -> tuple:
    """A centipede from one turn on: going on costs the mover 1 and brings the other 3."""
    if turn == 6:
        return first, second
    after = (first - 1, second + 3) if turn % 2 == 0 else (first + 3, second - 1)
    return (turn % 2, f"{turn // 2 + 1}", {"stop": (first, second), "go on": going_on(*after, turn + 1)})


def towns(earned: tuple, town: int, history: str = "") -> tuple:
    """The chain store from one town on: (town 1, town 2, the chain) have earned something so far."""
    if town == 2:
        return earned

    def after(own: int, chain: int, what: str) -> tuple:
        now = list(earned)
        now[town] += own
        now[2] += chain
        return towns(tuple(now), town + 1, history + what)

    answered = {"cooperate": after(2, 2, "c"), "aggressive": after(0, 0, "a")}
    return (town, history, {"in": (2, history, answered), "out": after(1, 5, "o")})


ASKED = (2, "", {"L": (4, 4, 0), "R": (0, 0, 1)}), (2, "", {"L": (3, 2, 2), "R": (0, 0, 0)})
TREES = {
    "beer_quiche.efg": (
        None,
        "",
        {"surly": (Fraction(9, 10), breakfast(True)), "wimp": (Fraction(1, 10), breakfast(False))},
    ),
    "selten_horse.efg": (0, "", {"C": (1, "", {"c": (1, 1, 1), "d": ASKED[0]}), "D": ASKED[1]}),
    "centipede.efg": going_on(0, 0, 0),
    "chain_store.efg": towns((0, 0, 0), 0),
    "ultimatum.efg": (
        0,
        "",
        {f"offer {k}": (1, f"offer {k}", {"accept": (10 - k, k), "reject": (0, 0)}) for k in range(11)},
    ),
}


def is_end(node: tuple) -> bool:
    return not isinstance(node[-1], dict)


def below(node: tuple) -> list:
    """The nodes that the moves lead to."""
    return [part[1] if node[0] is None else part for part in node[2].values()]


def sets_of(node: tuple) -> dict:
    """Every information set below, (player, name) -> moves, and how often it is met."""
    found: dict = {}
    if not is_end(node):
        if node[0] is not None:
            found[node[:2]] = (tuple(node[2]), 1)
        for child in below(node):
            for key, (moves, count) in sets_of(child).items():
                found[key] = (moves, count + found.get(key, (moves, 0))[1])
    return found


def ends(node: tuple, play: dict, path: tuple = (), chance: Fraction = Fraction(1)) -> list:
    """What a play reaches: (moves on the way, chance, payoffs)."""
    if is_end(node):
        return [(path, chance, node)]
    if node[0] is None:
        parts = [ends(child, play, (*path, move), chance * p) for move, (p, child) in node[2].items()]
        return [end for part in parts for end in part]
    move = play[node[:2]]
    return ends(node[2][move], play, (*path, move), chance)


def strategic(file: str) -> tuple[dict, tuple, list]:
    """(table, counts, labels): every full strategy, a move in each information set."""
    tree = TREES[file]
    sets = sets_of(tree)
    players = sorted({player for player, _ in sets})
    own = [[key for key in sets if key[0] == player] for player in players]
    strategies = [list(product(*(sets[key][0] for key in keys))) for keys in own]
    labels = [
        [
            made[0] if len(keys) == 1 else ", ".join(f"{key[1]}: {move}" for key, move in zip(keys, made, strict=True))
            for made in all_made
        ]
        for keys, all_made in zip(own, strategies, strict=True)
    ]
    counts = tuple(map(len, strategies))
    table = {}
    for profile in product(*map(range, counts)):
        play = {
            key: move
            for keys, all_made, k in zip(own, strategies, profile, strict=True)
            for key, move in zip(keys, all_made[k], strict=True)
        }
        reached = ends(tree, play)
        table[profile] = tuple(sum(p * Fraction(pays[i]) for _, p, pays in reached) for i in players)
    return table, counts, labels


def perfect(node: tuple) -> list:
    """(moves, payoffs) of the subgame-perfect outcomes of a tree in which all is seen and nothing is left to chance."""
    if is_end(node):
        return [((), node)]
    player = node[0]
    follow = {move: perfect(child) for move, child in node[2].items()}
    worst = {move: min(pays[player] for _, pays in outcomes) for move, outcomes in follow.items()}
    return [
        ((move, *moves), pays)
        for move, outcomes in follow.items()
        for moves, pays in outcomes
        if all(pays[player] >= least for other, least in worst.items() if other != move)
    ]


def subgame_perfect(file: str) -> list:
    """Each outcome as [the moves to each end, expected payoffs]."""
    tree = TREES[file]
    if tree[0] is not None and all(count == 1 for _, count in sets_of(tree).values()):
        return [[[list(moves)], list(pays)] for moves, pays in perfect(tree)]
    table, counts, _ = strategic(file)  # no smaller subgame: every equilibrium is subgame-perfect
    sets = sets_of(tree)
    players = sorted({player for player, _ in sets})
    outcomes = []
    for profile, pays in table.items():
        stays = (
            table[(*profile[:i], k, *profile[i + 1 :])][i] <= pays[i]
            for i in range(len(counts))
            for k in range(counts[i])
        )
        if all(stays):
            play = {}
            for player, k in zip(players, profile, strict=True):
                keys = [key for key in sets if key[0] == player]
                play |= dict(zip(keys, list(product(*(sets[key][0] for key in keys)))[k], strict=True))
            outcome = [[list(path) for path, _, _ in ends(tree, play)], list(pays)]
            if outcome not in outcomes:
                outcomes.append(outcome)
    return outcomes
