"""The Kosovo game written out by hand: a second reading of the same rules.

Nothing here is imported from the package and no case file is read, so a slip in the case's
data, in the outcome language or in the building of the game shows as a difference. The numbers
are those of the first edition; REPAIRED and REPAIRED_DIFFERENCES are those of the case as it is.
"""

from itertools import product

STRATEGIES = {
    "us": ("hands_off", "econ_package", "sov_dialogue", "land_swap"),
    "eu": ("status_neutral", "co_lead"),
    "russia": ("veto_only", "arm_serbia", "spoil", "lift_veto"),
    "serbia": ("stall", "normalise", "align_east", "unrest"),
    "kosovo": ("hold_firm", "concede", "partition"),
    "spain": ("no", "yes"),
    "slovakia": ("no", "yes"),
    "romania": ("no", "yes"),
    "greece": ("no", "yes"),
}
PLAYERS = tuple(STRATEGIES)
HOLDOUTS = ("spain", "slovakia", "romania", "greece")

ORDERS = {
    "recognition_first": (("us",), ("eu",), HOLDOUTS, ("russia",), ("serbia", "kosovo")),
    "serbia_first": (("us",), ("eu",), ("serbia", "kosovo"), HOLDOUTS, ("russia",)),
    "four_in_turn": (
        ("us",), ("eu",), ("greece",), ("romania",), ("slovakia",), ("spain",), ("russia",),
        ("serbia", "kosovo"),
    ),
    "russia_last": (("us",), ("eu",), HOLDOUTS, ("serbia", "kosovo"), ("russia",)),
}  # fmt: skip

FIXED = {
    "status_quo": {"us": "hands_off", "eu": "status_neutral"},
    "economic_normalization": {"us": "econ_package", "eu": "status_neutral"},
    "recognition_first": {"us": "sov_dialogue", "eu": "co_lead"},
    "dialogue_us_only": {"us": "sov_dialogue", "eu": "status_neutral"},
    "land_swap": {"us": "land_swap", "eu": "status_neutral"},
    "free_choice": {},
}
ORDER_OF = dict.fromkeys(FIXED, "recognition_first") | {"land_swap": "serbia_first"}

WEIGHTS = {
    "us": {
        "security": 2, "domestic": 2, "stability": 4, "norm": 4, "cohesion": 4, "influence": 6,
        "instrument": 3,
    },
    "eu": {
        "eu_path": 3, "corruption": 2, "stability": 6, "norm": 4, "cohesion": 5, "influence": 4,
        "instrument": 3,
    },
    "russia": {
        "status": 2, "security": 6, "domestic": 4, "norm": 3, "influence": 8, "instrument": 2,
    },
    "serbia": {
        "status": 10, "security": 2, "minority": 4, "eu_path": 6, "growth": 4, "corruption": 0,
        "domestic": 5, "stability": 2, "instrument": 3,
    },
    "kosovo": {
        "status": 10, "territory": 8, "security": 6, "minority": 0, "eu_path": 3, "growth": 4,
        "corruption": 2, "domestic": 4, "stability": 1,
    },
    "spain": {
        "domestic": 3, "stability": 1, "norm": 3, "separatism": 8, "cohesion": 2, "instrument": 2,
    },
    "slovakia": {
        "domestic": 3, "stability": 2, "norm": 3, "separatism": 8, "cohesion": 2, "instrument": 2,
    },
    "romania": {
        "domestic": 3, "stability": 2, "norm": 3, "separatism": 8, "cohesion": 3, "instrument": 2,
    },
    "greece": {
        "domestic": 3, "stability": 3, "norm": 3, "separatism": 6, "cohesion": 2, "instrument": 2,
    },
}  # fmt: skip

RULES = {
    "a0": 0.2,
    "a1": 0.25,
    "a2": 0.4,
    "a3": 0.15,
    "nato_needs_all": True,
    "un_lift": 0.5,
    "dial_us_only": 0.6,
    "eu_years": 15,
    "delta": 0.9,
    "eu_years_colead": 6,
    "eu_cred": 1.0,
    "us_cred": 1.0,
    "us_ideology": 0.0,
    "dialogue_offset": 0.85,
    "herd": 0.4,
    "consent_discount": 0.0,
    "consent_first": False,
    "consent_later": 1.0,
    "gesture_conditional": True,
    "cover_access": 0.6,
    "cover_concede": 0.3,
    "jobs": 0.25,
    "trade_loss": 0.2,
    "graft": 0.6,
    "arms_value": 0.2,
    "kumanovo": 1.0,
    "reprisal": 0.0,
    "pressure": 1.0,
    "china_follows": 0.5,
    "hedge": 0.35,
    "cyprus_link": 0.0,
    "nato_ready": 1.0,
    "conditionality": 0.3,
    "spoil_cost": 0.35,
    "spoil_cost_nato": 0.45,
    "unrest_gain": 0.05,
    "moratorium": 0.1,
    "a4": 0.0,
    "israel": 0.0,
    "confusion": 1.0,
    "threat": 0.0,
    "cover_most": 1.0,
    "stiffen": 0.0,
    "boomerang": 0.0,
    "graft_conditional": 1.0,
    "ties": 0.0,
    "exchange": False,
    "loans": 0.0,
    "funds": 1,
    "funds_conditional": False,
    "norm.paper": 1.0,
    "safety.base": 0.5,
    "safety.nato": 0.45,
    "serbia.eu_path.stall": 0.6,
    "kosovo.eu_path.nato": 0.0,
    "kosovo.concession.cost": 0.9,
}

REPAIRED = {
    "moratorium": 0.05,
    "a4": 0.1,
    "israel": 0.02,
    "cover_most": 0.7,
    "graft_conditional": 0.4,
    "loans": 0.5,
    "norm.paper": 0.4,
    "safety.base": 0.4,
    "serbia.eu_path.stall": 0.2,
    "kosovo.eu_path.nato": 0.1,
}

HOLDOUT_TRAITS = {
    "spain": {"severity": 1.0, "lone": 0.6, "gesture": 0.35, "consent": 1.0, "law": 0.0},
    "slovakia": {"severity": 0.7, "lone": 0.6, "gesture": 0.4, "consent": 1.0, "law": 0.0},
    "romania": {"severity": 0.8, "lone": 0.6, "gesture": 0.7, "consent": 1.0, "law": 0.0},
    "greece": {"severity": 0.35, "lone": 0.6, "gesture": 0.6, "consent": 1.0, "law": 0.0},
}

PARALLEL = {"spain": 1.5 / 20, "slovakia": 4 / 20, "romania": 3.5 / 20, "greece": 9.5 / 20}
"""What each dispute at home shares with Kosovo of a weight of 20; of no matter while confusion is 1."""

DIFFERENCES = {
    "op_ed": {},
    "sceptic": {
        "dialogue_offset": 0.45,
        "us_cred": 0.75,
        "nato_ready": 0.7,
        "consent_discount": 0.6,
        "cover_access": 0.15,
        "cover_concede": 0.2,
        "eu_cred": 0.7,
        "pressure": 0.5,
        "reprisal": 0.15,
        "cyprus_link": 0.3,
        "a2": 0.30,
        "a3": 0.30,
        "conditionality": 0.10,
        "eu_years": 20,
        "eu_years_colead": 9,
        "serbia.weight.domestic": 8,
    },
    "sceptic_four": {
        "dialogue_offset": 0.45,
        "us_cred": 0.75,
        "pressure": 0.5,
        "reprisal": 0.15,
        "cyprus_link": 0.3,
    },
    "sceptic_serbia": {
        "cover_access": 0.15,
        "cover_concede": 0.2,
        "eu_cred": 0.7,
        "eu_years": 20,
        "eu_years_colead": 9,
        "serbia.weight.domestic": 8,
    },
    "sceptic_kosovo": {"conditionality": 0.0},
    "russia_escalates": {
        "spoil_cost": 0.10,
        "spoil_cost_nato": 0.05,
        "kumanovo": 0.1,
        "unrest_gain": 0.35,
        "us_cred": 0.8,
        "cover_access": 0.2,
        "serbia.weight.domestic": 8,
        "serbia.weight.stability": 1,
        "russia.weight.influence": 10,
        "russia.weight.norm": 6,
    },
    "thaci_2018": {"kosovo.weight.territory": 3, "kosovo.weight.domestic": 2},
    "economy_optimist": {
        "jobs": 0.55,
        "trade_loss": 0.05,
        "graft": 0.2,
        "moratorium": 0.05,
        "us_ideology": 1.0,
    },
    "trump_2020": {"us_ideology": 1.2},
    "hindsight_2026": {
        "us_cred": 0.5,
        "nato_ready": 0.6,
        "eu_years": 15,
        "eu_years_colead": 8,
        "eu_cred": 0.7,
        "arms_value": 0.1,
        "cover_access": 0.25,
        "consent_discount": 0.5,
        "cyprus_link": 0.2,
        "slovakia.severity": 0.70,
        "romania.severity": 0.65,
        "spain.severity": 0.9,
        "slovakia.gesture": 0.15,
        "serbia.weight.domestic": 7,
        "us_ideology": 0.8,
    },
}


CONSENTS = {"spain.consent": 0.3, "slovakia.consent": 0.8, "romania.consent": 0.8, "greece.consent": 0.7}

REPAIRED_DIFFERENCES = {
    "sceptic": CONSENTS
    | {
        "consent_discount": 0.9,
        "consent_later": 0.0,
        "spain.law": 0.2,
        "boomerang": 0.15,
        "stiffen": 0.6,
        "cover_concede": 0.3,
        "kosovo.concession.cost": 1.3,
        "a2": 0.4,
        "safety.base": 0.8,
        "safety.nato": 0.15,
        "conditionality": 0.3,
    },
    "sceptic_four": CONSENTS | {"spain.law": 0.2, "boomerang": 0.15},
    "sceptic_serbia": {"cover_concede": 0.3, "stiffen": 0.6},
    "sceptic_kosovo": {"conditionality": 0.3, "kosovo.concession.cost": 1.45},
    "economy_optimist": {"moratorium": 0.0, "ties": 0.3},
    "russia_escalates": {"threat": 0.3},
    "hindsight_2026": {"threat": 0.3},
}


def repaired(assumption_set: str = "op_ed") -> dict:
    """Every number of the repaired case under one of the ten assumption sets, by its full name."""
    first = parameters(assumption_set)
    base = {name: value for name, value in REPAIRED.items() if name not in DIFFERENCES[assumption_set]}
    return first | base | REPAIRED_DIFFERENCES.get(assumption_set, {})


def parameters(assumption_set: str = "op_ed") -> dict:
    """Every number of the game under one of the ten assumption sets, by its full name."""
    p = dict(RULES)
    for player, weights in WEIGHTS.items():
        for criterion, weight in weights.items():
            p[f"{player}.weight.{criterion}"] = weight
    for player, traits in HOLDOUT_TRAITS.items():
        for trait, value in traits.items():
            p[f"{player}.{trait}"] = value
    return p | DIFFERENCES[assumption_set]


def game(fixed: dict, p: dict) -> tuple[tuple, dict]:
    """(counts, table) with the `fixed` players left one strategy; `labels` gives the names."""
    left = labels(fixed)
    counts = tuple(len(strategies) for strategies in left)
    table = {}
    for profile in product(*(range(count) for count in counts)):
        named = {who: left[i][profile[i]] for i, who in enumerate(PLAYERS)}
        paid = payoffs(named, p)
        table[profile] = tuple(paid[who] for who in PLAYERS)
    return counts, table


def labels(fixed: dict) -> tuple[tuple, ...]:
    """The strategies left to each player, in the order of PLAYERS."""
    return tuple((fixed[who],) if who in fixed else STRATEGIES[who] for who in PLAYERS)


def order(name: str) -> tuple[tuple, ...]:
    """An order of moves as player indices."""
    return tuple(tuple(PLAYERS.index(who) for who in stage) for stage in ORDERS[name])


def payoffs(profile: dict, p: dict) -> dict:
    """Each player's payoff: the sum over its criteria of weight times outcome."""
    return {
        player: sum(p[f"{player}.weight.{criterion}"] * x for criterion, x in outcomes.items())
        for player, outcomes in criteria(profile, p).items()
    }


def criteria(profile: dict, p: dict) -> dict:
    """What each player's criteria come to in a profile, before the weights."""
    s = shared_states(profile, p)
    kosovo = kosovo_criteria(profile, s, p)
    return {
        "us": us_criteria(profile, s, kosovo["security"], p),
        "eu": eu_criteria(profile, s, p),
        "russia": russia_criteria(profile, s, p),
        "serbia": serbia_criteria(profile, s, p),
        "kosovo": kosovo,
    } | {who: holdout_criteria(who, profile, s, p) for who in HOLDOUTS}


def clip(x: float, low: float, high: float) -> float:
    """x held between low and high."""
    return max(low, min(high, x))


def shared_states(profile: dict, p: dict) -> dict:
    """What the players' choices add up to, before anyone's payoff."""
    co_lead = profile["eu"] == "co_lead"
    arm = profile["russia"] == "arm_serbia"
    spoil = profile["russia"] == "spoil"
    lift_veto = profile["russia"] == "lift_veto"
    stall = profile["serbia"] == "stall"
    normalise = profile["serbia"] == "normalise"
    align_east = profile["serbia"] == "align_east"
    unrest = profile["serbia"] == "unrest"
    partition = profile["kosovo"] == "partition"

    n = 0
    for who in HOLDOUTS:
        if profile[who] == "yes":
            n = n + 1
    share = n / 4

    dialogue = 0.0
    if profile["us"] == "sov_dialogue":
        dialogue = p["us_cred"]
        if not co_lead:
            dialogue = dialogue * p["dial_us_only"]

    package = 1 if profile["us"] == "econ_package" else 0
    swap_offer = 1 if profile["us"] == "land_swap" else 0
    swap = 1 if swap_offer and normalise and partition else 0

    # In an exchange a settlement and a concession count only together; a swap is an exchange as it is.
    concede = profile["kosovo"] == "concede"
    hold_firm = profile["kosovo"] == "hold_firm"
    if p["exchange"] and not (normalise and (concede or swap)):
        stall, hold_firm = stall or normalise, hold_firm or concede
        normalise = concede = False
    econ = package * p["funds"]
    if p["funds_conditional"]:
        econ = econ * normalise

    members = (1 if n == 4 else 0) if p["nato_needs_all"] else share
    nato = members * dialogue * p["nato_ready"] * (1 - partition)

    un = max(p["un_lift"] * normalise, p["china_follows"] * lift_veto)

    if swap:
        S, N, Q = max(share, 0.8), max(nato, 0.4), 1
    else:
        S, N, Q = share, nato, un
    access = p["a0"] + p["a1"] * S + p["a2"] * N + p["a3"] * Q - p["unrest_gain"] * unrest
    access = access + p["a4"] * normalise + p["israel"] * package
    access = clip(access, 0, 1)

    v_far = p["delta"] ** p["eu_years"] * p["eu_cred"]
    v_near = p["delta"] ** p["eu_years_colead"] * p["eu_cred"]
    v_norm = v_near if co_lead or swap else (v_far + v_near) / 2

    instability = (
        0.30 * stall
        + 0.10 * normalise
        + 0.40 * align_east
        + 0.85 * unrest
        + 0.25 * spoil
        + 0.05 * arm
        + 0.45 * swap
        + 0.10 * partition * (1 - swap)
    )
    instability = clip(instability, 0, 1)

    norm_strength = (
        0.5 * dialogue - 0.35 * share * (1 - dialogue) - 0.9 * swap - 0.2 * partition - 0.1 * unrest - 0.1 * spoil
    )
    norm_strength = norm_strength - 0.5 * dialogue * (1 - p["norm.paper"]) * (1 - share)
    cohesion = 0.3 + 0.6 * share + 0.1 * dialogue - 0.3 * (1 - abs(2 * share - 1)) - 0.4 * swap
    cohesion = cohesion + p["threat"] * cohesion

    russian_leverage = (
        0.45 * (1 - access)
        + 0.30 * stall
        + 0.50 * align_east
        + 0.40 * unrest
        + 0.04 * arm * (1 - normalise)
        + 0.03 * arm * normalise
        - 0.6 * lift_veto
    )
    russian_leverage = clip(russian_leverage, 0, 1)

    return {
        "n": n,
        "share": share,
        "dialogue": dialogue,
        "econ": econ,
        "package": package,
        "bound": min(1, p["ties"] * econ),
        "stalls": stall,
        "settles": normalise,
        "gives": concede,
        "firm": hold_firm,
        "swap_offer": swap_offer,
        "swap": swap,
        "nato": nato,
        "un": un,
        "access": access,
        "v_far": v_far,
        "v_norm": v_norm,
        "instability": instability,
        "norm_strength": norm_strength,
        "cohesion": cohesion,
        "russian_leverage": russian_leverage,
    }


def graft(s: dict, p: dict) -> float:
    """What is diverted: less of it where the funds come with conditions."""
    share = p["graft_conditional"] if p["funds_conditional"] else 1
    return p["graft"] * share * s["econ"]


def serbia_criteria(profile: dict, s: dict, p: dict) -> dict:
    """Serbia: denied access, its minority, the EU path, money, cover at home, arms, leverage."""
    stall = s["stalls"]
    normalise = s["settles"]
    align_east = profile["serbia"] == "align_east"
    unrest = profile["serbia"] == "unrest"
    concede = s["gives"]
    arm = profile["russia"] == "arm_serbia"

    if concede:
        minority = 0.55 + 0.45 * normalise
    elif s["swap"]:
        minority = 0.6
    else:
        minority = 0.15 + 0.15 * normalise

    cover = p["cover_access"] * s["access"] + p["cover_concede"] * concede + 0.6 * s["swap"]
    cover = min(clip(cover + s["bound"], 0, 1), p["cover_most"])
    eastern = align_east + p["loans"] * stall  # what the East lends and sends, aligned or not

    growth = (
        0.45 * s["econ"] * (stall + normalise)
        + 0.25 * normalise * s["dialogue"]
        + 0.15 * normalise
        + 0.10 * stall
        + 0.20 * eastern
        - p["hedge"] * align_east
        - 0.6 * unrest
        + 0.10 * normalise * s["dialogue"]
    )
    quoted = profile["us"] == "sov_dialogue"
    denied = 0 if normalise else (1 - s["access"]) * (1 - s["bound"]) * (1 + p["boomerang"] * quoted)
    security = (
        0.2 * normalise * s["dialogue"]
        - p["kumanovo"] * unrest * (1 + s["dialogue"])
        + p["arms_value"] * arm * (0.5 * stall + align_east)
    )
    return {
        "status": denied + 0.75 * s["swap"],
        "minority": minority - 0.3 * unrest,
        "eu_path": p["serbia.eu_path.stall"] * s["v_far"] * stall + s["v_norm"] * normalise,
        "growth": growth,
        "corruption": -graft(s, p),
        "domestic": -normalise * (1 - cover) - normalise * p["stiffen"] * s["n"] / 4,
        "security": security,
        "instrument": p["arms_value"] * eastern * (arm + 0.4) + 0.3 * s["econ"] * stall,
        "stability": 1 - s["instability"],
    }


def kosovo_criteria(profile: dict, s: dict, p: dict) -> dict:
    """Kosovo: access, territory, security, the EU path, money, the cost at home of conceding."""
    hold_firm = s["firm"]
    concede = s["gives"]
    partition = profile["kosovo"] == "partition"
    stall = s["stalls"]
    normalise = s["settles"]
    align_east = profile["serbia"] == "align_east"
    unrest = profile["serbia"] == "unrest"
    arm = profile["russia"] == "arm_serbia"
    spoil = profile["russia"] == "spoil"
    co_lead = profile["eu"] == "co_lead"
    nato = s["nato"]

    forfeit = 0.0
    if hold_firm and normalise:
        forfeit = p["conditionality"]

    security = (
        p["safety.base"]
        + p["safety.nato"] * nato * (1 - forfeit)
        - 0.10 * arm * (align_east + 0.5 * stall) * (1 - 0.7 * nato)
        - 0.35 * unrest
        - 0.15 * spoil
        + 0.10 * normalise
    )
    growth = (p["jobs"] - p["trade_loss"]) * s["econ"] + 0.45 * nato * (1 - forfeit) + 0.25 * normalise - 0.3 * unrest
    return {
        "status": s["access"] - p["moratorium"] * s["package"] - forfeit * p["a2"] * nato,
        "territory": 1 - partition * (0.6 + 0.4 * (1 - s["swap"])),
        "security": clip(security, 0, 1),
        "eu_path": 0.05
        + 0.25 * s["share"]
        + 0.35 * normalise
        + 0.10 * co_lead
        + p["kosovo.eu_path.nato"] * nato * (1 - forfeit),
        "growth": growth,
        "corruption": -graft(s, p),
        "domestic": -(concede * (p["kosovo.concession.cost"] - 0.6 * nato - 0.15 * normalise) + partition),
        "stability": 1 - s["instability"],
        "minority": (0.55 + 0.45 * normalise if concede else 0.15) - 0.3 * unrest,
    }


def russia_criteria(profile: dict, s: dict, p: dict) -> dict:
    """Russia: leverage, Kosovo kept out, an unanswered NATO opening, the cost of escalation."""
    veto_only = profile["russia"] == "veto_only"
    arm = profile["russia"] == "arm_serbia"
    spoil = profile["russia"] == "spoil"
    lift_veto = profile["russia"] == "lift_veto"
    escalation = spoil * (p["spoil_cost"] + p["spoil_cost_nato"] * s["nato"]) + 0.03 * arm
    return {
        "influence": s["russian_leverage"],
        "status": 1 - s["access"],
        "domestic": -s["nato"] * (veto_only + 0.3 * arm + 0.2 * spoil) - lift_veto,
        "security": -escalation,
        "instrument": -(0.20 * arm + 0.35 * spoil),
        "norm": -s["norm_strength"] + 0.3 * spoil,
    }


def holdout_criteria(who: str, profile: dict, s: dict, p: dict) -> dict:
    """One of the four: the separatist parallel, being alone, being last, gestures, the EU line."""
    yes = 1 if profile[who] == "yes" else 0
    others = (s["n"] - yes) / 3
    normalise = s["settles"]
    spoil = profile["russia"] == "spoil"
    dialogue = s["dialogue"]
    parallel = PARALLEL[who]
    severity = p[f"{who}.severity"] * (parallel + (1 - parallel) * p["confusion"])
    consented = normalise if p["consent_first"] else normalise * p["consent_later"]
    agree = p[f"{who}.consent"] * p["consent_discount"] * consented

    separatism = -0.25 * severity * spoil * (1 - 0.5 * dialogue) - 0.5 * severity * s["swap"]
    if yes:
        separatism -= severity * (1 - p["dialogue_offset"] * dialogue) * (1 - p["herd"] * others) * (1 - agree)

    if yes:
        domestic = -(p[f"{who}.lone"] * (1 - others) * (1 - agree) + p["reprisal"] * (1 - agree))
        if who == "greece":
            domestic -= p["cyprus_link"]
    else:
        left_behind = dialogue * clip(1.5 * others - 0.5, 0, 1)
        domestic = -0.5 * p["pressure"] * max(left_behind, 1.6 * agree)

    gesture = p[f"{who}.gesture"] * dialogue
    if p["gesture_conditional"] and not yes:
        gesture = 0.0

    return {
        "separatism": separatism,
        "domestic": domestic,
        "instrument": gesture,
        "norm": s["norm_strength"] - p[f"{who}.law"] * yes * (1 - consented),
        "cohesion": s["cohesion"],
        "stability": 1 - s["instability"],
    }


def us_criteria(profile: dict, s: dict, kosovo_security: float, p: dict) -> dict:
    """The United States: order, the norm, allies, Russia, security, cost, faith in deals."""
    leads = profile["us"] == "sov_dialogue"
    stall = s["stalls"]
    return {
        "stability": 1 - s["instability"],
        "norm": s["norm_strength"],
        "cohesion": s["cohesion"],
        "influence": 1 - s["russian_leverage"],
        "security": kosovo_security,
        "instrument": -(0.25 * s["econ"] + 0.45 * leads + 0.35 * s["swap_offer"]),
        "domestic": p["us_ideology"] * s["econ"] + 0.2 * s["econ"] * stall - 0.3 * leads * (1 - s["share"]),
    }


def eu_criteria(profile: dict, s: dict, p: dict) -> dict:
    """The European Union: order, the norm, its own unity, Russia, graft, enlargement."""
    co_lead = profile["eu"] == "co_lead"
    normalise = s["settles"]
    return {
        "stability": 1 - s["instability"],
        "norm": s["norm_strength"],
        "cohesion": s["cohesion"],
        "influence": 1 - s["russian_leverage"],
        "instrument": -0.35 * co_lead,
        "corruption": -0.5 * graft(s, p),
        "eu_path": 0.3 * normalise + 0.1 * co_lead,
    }
