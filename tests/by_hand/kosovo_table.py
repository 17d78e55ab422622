"""Kosovo's table by hand: every package one by one in exact fractions, its worths written out a second time."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

Worth = tuple[Fraction, Fraction]
"""Points of Serbia and of Kosovo."""


def exact(value: float) -> Fraction:
    """The number as it is written."""
    return Fraction(repr(float(value)))


def worths(
    v: Mapping[str, float], access: Fraction, nato: Fraction, share: Fraction, rent: Fraction
) -> dict[str, list[Worth]]:
    """What each option is worth to both, by issue, in the order of the file; `v` are the assumptions."""
    n = {name: exact(value) for name, value in v.items()}
    left = 1 - access
    naked = 1 - min(n["cover_most"], n["cover_access"] * access) + n["stiffen"] * share
    unsafe = 1 - n["kosovo.concession.nato"] * nato / n["kosovo.concession.cost"]
    s = {each: n[f"serbia.weight.{each}"] for each in ("status", "domestic", "minority", "growth", "eu_path")}
    k = {each: n[f"kosovo.weight.{each}"] for each in ("status", "domestic", "growth", "eu_path")}
    none: Worth = (Fraction(0), Fraction(0))

    def protects(name: str) -> Worth:
        return (
            s["minority"] * n[f"{name}.minority"] + s["domestic"] * n[f"{name}.credit"],
            -k["domestic"] * n[f"{name}.cost"] * (1 if name.startswith("police") else unsafe),
        )

    def settles(part: Fraction, doors: Fraction, fruit: Fraction) -> Worth:
        return (
            -part * (s["status"] * left + s["domestic"] * naked) - rent,
            k["status"] * min(doors, left)
            + fruit * (k["eu_path"] * n["kosovo.eu_path.normalise"] + k["growth"] * n["kosovo.growth.normalise"]),
        )

    def opens(doors: Fraction, cost: Fraction) -> Worth:
        return -s["status"] * min(doors, left) - s["domestic"] * cost, k["status"] * min(doors, left)

    def dated(years: Fraction) -> Worth:
        far = n["delta"] ** int(n["eu_years"]) * n["eu_cred"]
        near = n["delta"] ** int(years) * n["eu_cred"]
        return s["eu_path"] * (near - n["serbia.eu_path.stall"] * far), n["date.kosovo"]

    def grows(name: str) -> Worth:
        return s["growth"] * n[f"{name}.serbia"], k["growth"] * n[f"{name}.kosovo"]

    pfp_kosovo = n["partnership.safety"] * (1 - nato) + k["status"] * min(n["partnership.doors"] * (1 - nato), left)
    un = n["memberships.doors"] + n["a3"] * n["un_lift"]
    return {
        "recognition": [
            none,
            settles(n["de_facto.claim"], n["de_facto.doors"] * n["a4"], n["de_facto.fruit"]),
            settles(Fraction(1), n["a4"] + n["four_follow"] * n["a1"] * (1 - share), Fraction(1)),
        ],
        "association": [none, *(protects(f"association.{x}") for x in ("consultative", "executive", "autonomy"))],
        "heritage": [none, protects("heritage.land"), protects("heritage.zones")],
        "north": [none, protects("police.mixed"), protects("police.buffer")],
        "missing_property": [
            none,
            (n["missing.commission.serbia"], n["missing.commission.kosovo"]),
            (-n["missing.court.serbia"], n["missing.court.kosovo"]),
        ],
        "energy_customs": [none, grows("trade.documents"), grows("trade.market")],
        "memberships": [
            none,
            opens(n["memberships.doors"], n["memberships.all_but_un.cost"]),
            opens(un, n["memberships.un_too.cost"]),
        ],
        "serbia_eu": [none, dated(n["date.far"]), dated(n["date.near"])],
        "funds": [none, grows("plan_once"), grows("plan_thrice")],
        "security": [
            none,
            (-n["pact.serbia"], n["pact.kosovo"]),
            (-n["partnership.serbia"] - s["domestic"] * n["partnership.cost"] * naked, pfp_kosovo),
        ],
    }


def possible(package: Mapping[str, int]) -> bool:
    """Whether the options may go together."""
    recognition, memberships = package["recognition"], package["memberships"]
    if recognition == 0 and (package["serbia_eu"] or memberships == 2 or package["funds"] == 2):
        return False
    return not (recognition == 2 and memberships == 0)


def zone(table: Mapping[str, list[Worth]], bilateral: bool) -> tuple[int, list[int], int]:
    """How many packages are possible, how many in the zone by degree of recognition, and how many of those tie."""
    issues = {
        k: part[:1] if bilateral and k in ("serbia_eu", "funds", "security") else part for k, part in table.items()
    }
    count, inside, ties = 0, [0, 0, 0], 0
    for options in product(*(range(len(part)) for part in issues.values())):
        package = dict(zip(issues, options, strict=True))
        if possible(package):
            count += 1
            gains = [sum(issues[k][option][i] for k, option in package.items()) for i in (0, 1)]
            if min(gains) >= 0 and max(gains) > 0:
                inside[package["recognition"]] += 1
                ties += min(gains) == 0
    return count, inside, ties
