"""The game of the Abraham Accords written out by hand: a second reading of the same rules.

Nothing here is imported from the package. The numbers come in by the caller; the rules are written anew, one player
after another, for one profile at a time.
"""

from collections.abc import Iterator, Mapping
from itertools import product

STRATEGIES = {
    "us": ("hands_off", "peace_plan", "broker"),
    "israel": ("hold", "annex", "suspend"),
    "emirates": ("no", "yes"),
    "bahrain": ("no", "yes"),
    "sudan": ("no", "yes"),
    "morocco": ("no", "yes"),
    "saudi": ("no", "yes"),
    "iran": ("condemn", "reprisal"),
    "palestinians": ("hold_out", "engage", "unrest"),
}
PLAYERS = tuple(STRATEGIES)
FOUR = ("emirates", "bahrain", "sudan", "morocco")
ACCORDS_FIRST = (
    *(("us",), ("israel",), ("emirates",), ("bahrain",), ("sudan",), ("morocco",), ("saudi",), ("iran",)),
    ("palestinians",),
)


def order(stages: tuple[tuple[str, ...], ...] = ACCORDS_FIRST) -> tuple[tuple[int, ...], ...]:
    """An order of moves by the numbers of the players."""
    return tuple(tuple(PLAYERS.index(player) for player in stage) for stage in stages)


def game(
    fixed: Mapping[str, str], p: Mapping[str, float]
) -> tuple[tuple[int, ...], dict[tuple[int, ...], tuple[float, ...]]]:
    """How many strategies everybody has left, and every payoff of every profile."""
    left = {who: (fixed[who],) if who in fixed else moves for who, moves in STRATEGIES.items()}
    counts = tuple(len(moves) for moves in left.values())
    profiles = product(*(range(count) for count in counts))
    return counts, {
        profile: payoffs({who: left[who][k] for who, k in zip(PLAYERS, profile, strict=True)}, p)
        for profile in profiles
    }


def payoffs(move: Mapping[str, str], p: Mapping[str, float]) -> tuple[float, ...]:
    """Every player's payoff: its criteria, each by its weight."""
    everybody = {who: criteria(who, move, p) for who in PLAYERS}
    return tuple(sum(p[f"{who}.weight.{name}"] * value for name, value in everybody[who].items()) for who in PLAYERS)


def criteria(who: str, move: Mapping[str, str], p: Mapping[str, float]) -> dict[str, float]:
    """What one player gets of each criterion."""
    rules = {"us": us, "israel": israel, "iran": iran, "palestinians": palestinians}
    if who in rules:
        return rules[who](move, p)
    return recogniser(who, move, p)


def recognisers(move: Mapping[str, str]) -> Iterator[str]:
    return (who for who in FOUR if move[who] == "yes")


def share(move: Mapping[str, str]) -> float:
    return len([*recognisers(move)]) / 4


def acceptance(move: Mapping[str, str], p: Mapping[str, float]) -> float:
    """How far the region accepts Israel, between 0 and 1."""
    opened = share(move) if not p["needs_all"] else float(share(move) == 1)
    sides = {"hold_out": 0.0, "engage": p["a3"], "unrest": -p["unrest_gain"]}
    saudi = p["a2"] if move["saudi"] == "yes" else 0.0
    return min(max(p["a0"] + p["a1"] * opened + saudi + sides[move["palestinians"]], 0.0), 1.0)


def calm(move: Mapping[str, str], p: Mapping[str, float]) -> float:
    unrest = p[f"instability.{move['palestinians']}"]
    if move["israel"] == "annex":
        unrest += p["instability.annex"]
    if move["iran"] == "reprisal":
        unrest += p["instability.reprisal"]
    return 1 - min(unrest, 1.0)


def offered(move: Mapping[str, str], p: Mapping[str, float]) -> float:
    """What the Palestinian side is offered, as a share of a state."""
    plan = p["offer.money"] if move["us"] == "peace_plan" else 0.0
    pause = p["offer.land"] + p["offer.backers"] * share(move) if move["israel"] == "suspend" else 0.0
    return min(plan + pause, 1.0)


def us(move: Mapping[str, str], p: Mapping[str, float]) -> dict[str, float]:
    broker, plan = move["us"] == "broker", move["us"] == "peace_plan"
    return {
        "stability": calm(move, p),
        "influence": p["threat"] * acceptance(move, p),
        "domestic": p["us_credit"] * share(move) * broker + p["us_ideology"] * plan,
        "instrument": -p["us.effort.broker"] * broker - p["us.effort.plan"] * plan,
    }


def israel(move: Mapping[str, str], p: Mapping[str, float]) -> dict[str, float]:
    annexed = 1 - p["annex_cost"] - (p["annex_price"] if move["us"] == "broker" else 0.0)
    suspends = move["israel"] == "suspend"
    return {
        "status": acceptance(move, p),
        "territory": {"hold": 0.0, "annex": annexed, "suspend": -p["suspend_price"]}[move["israel"]],
        "security": p["threat"] * acceptance(move, p) - p["unrest_harm"] * (move["palestinians"] == "unrest"),
        "growth": p["trade_gain"] * p["matching"] * share(move),
        "domestic": -p["coalition"] * suspends,
        "stability": calm(move, p),
    }


def recogniser(who: str, move: Mapping[str, str], p: Mapping[str, float]) -> dict[str, float]:
    """One of the four, or Saudi Arabia, whom nobody's company makes safer and who has nobody to be alone of."""
    yes = move[who] == "yes"
    struck = p["reprisal"] if move["iran"] == "reprisal" else 0.0
    gesture = p[f"{who}.gesture"] * p["us_cred"] * (move["us"] == "broker")
    street = p[f"{who}.street"]
    street *= {"hold": 1 + p["table_anger"], "annex": 1 + p["annex_anger"], "suspend": 1 - p["cover_restraint"]}[
        move["israel"]
    ]
    if move["palestinians"] == "engage":
        street *= 1 - p["consent_discount"]
    alone = 0.0
    if who in FOUR:
        others = len([other for other in recognisers(move) if other != who]) / 3
        street *= 1 - p["herd"] * others
        alone = p[f"{who}.lone"] * (1 - others)
    return {
        "security": p[f"{who}.exposure"] * (p["threat"] - struck) if yes else 0.0,
        "growth": p[f"{who}.trade"] * p["matching"] if yes else 0.0,
        "instrument": gesture if yes or not p["gesture_conditional"] else 0.0,
        "domestic": -(street + alone) if yes else 0.0,
        "stability": calm(move, p),
    }


def iran(move: Mapping[str, str], p: Mapping[str, float]) -> dict[str, float]:
    strikes = move["iran"] == "reprisal"
    return {
        "influence": 1 - acceptance(move, p),
        "status": -share(move) * ((1 - p["face"]) if strikes else 1),
        "security": -p["strike_cost"] if strikes else 0.0,
    }


def palestinians(move: Mapping[str, str], p: Mapping[str, float]) -> dict[str, float]:
    engages, offer = move["palestinians"] == "engage", offered(move, p)
    lost = p["annex_loss"] if move["israel"] == "annex" else 0.0
    violence = p["unrest_cost"] if move["palestinians"] == "unrest" else 0.0
    return {
        "status": 0.0 if engages else 1 - acceptance(move, p),
        "statehood": offer if engages else 0.0,
        "domestic": -(1 - p["cover_offer"] * offer) if engages else 0.0,
        "security": -violence - lost,
        "instrument": p["patrons"] if move["iran"] == "reprisal" and not engages else 0.0,
        "stability": calm(move, p),
    }
