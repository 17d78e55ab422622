"""The power of a body's members as a table, a record, files and a sentence."""

from pathlib import Path
from typing import Any

from rich.console import Group
from rich.text import Text

from ...files import write_whole
from ...present.phrases import listed, plural
from ...present.records import number
from ...present.tables import table_of
from ...present.terminal import plain
from .answer import BodyPower, ClassOfMembers

NOTE = "Power here is what the rule alone gives each vote, not who will vote how: no interests, no forecast."
MEANING = (
    "Shapley-Shubik: share of all orders of voting in which the member's yes decides. Banzhaf: share of the others' "
    "possible votes in which it decides; normalised, its share of everybody's swings."
)
INDICES = ("Shapley-Shubik", "Banzhaf", "Banzhaf normalised", "Swings")


def power(found: BodyPower) -> Group:
    """The classes of members with both indices and their rights, the rule and the sources, and plain sentences."""
    body = found.body
    table = table_of(body.title, "Members", "Each has", *INDICES, "Can", right=("Each has", *INDICES))
    for own in found.classes:
        table.add_row(
            named(own),
            "" if len(own.members) == 1 else f"1 of {len(own.members)}",
            percent(own.shapley_shubik),
            percent(own.banzhaf),
            percent(own.banzhaf_normalised),
            f"{own.swings:,}" if own.swings < 10**9 else f"{own.swings:.3g}",
            rights(own),
        )
    ways = [Text(f"Way to pass: {way.title or way.id}. Source: {way.source or body.source}.") for way in body.ways]
    said = [Text(body.about)] if body.about else []
    return Group(table, *said, *ways, Text(), *map(Text, sentences(found)), Text(), Text(footer(found), style="dim"))


def footer(found: BodyPower) -> str:
    return f"{MEANING}\nCounted exactly by {found.power.method}. Hash {found.digest}.\n{NOTE}"


def sentences(found: BodyPower) -> list[str]:
    """What the rule means for its members, in plain words."""
    members = len(found.body.members)
    if members == 1:
        return ["The only member has all of the power, and can stop a proposal alone."]
    if len(found.classes) == 1:
        (own,) = found.classes
        alike = f"All {members} members are alike: each has {percent(own.shapley_shubik)} of the power"
        return [f"{alike}, and {'each can stop a proposal alone' if own.veto else 'none can stop a proposal alone'}."]
    most, least = found.classes[0], found.classes[-1]
    has = "has" if len(most.members) == 1 else "each have"
    said = [f"{named(most)} {has} {percent(most.shapley_shubik)} of the power (Shapley-Shubik)."]
    if least.dummy:
        verb = "has" if len(least.members) == 1 else "have"
        said.append(f"{named(least)} {verb} a vote that never decides.")
    else:
        ratio = float(most.shapley_shubik / least.shapley_shubik)
        who = f"{named(least)} {'has' if len(least.members) == 1 else 'each have'}"
        said.append(f"That is {ratio:.3g} times what {who}, the least of all.")
    who = plural(found.vetoes, "member", "members")
    return [*said, f"{who[0].upper()}{who[1:]} can stop a proposal alone."]


def named(own: ClassOfMembers, most: int = 6) -> str:
    """The members by name; of many, the first few and how many more; of numbered seats, the first and last number."""
    title, _, first = own.members[0].rpartition(" ")
    if len(own.members) > 2 and own.members == tuple(f"{title} {k + 1}" for k in range(len(own.members))):
        return f"{title} {first} to {len(own.members)}"
    if len(own.members) <= most:
        return listed(own.members)
    return f"{', '.join(own.members[: most - 1])} and {len(own.members) - most + 1} more"


def percent(share: Any) -> str:
    """A share in per cent to three significant digits: `19.6 %`, `0.186 %`, `8.94e-11 %`."""
    value = 100 * float(share)
    return f"{value:.3g} %" if value == 0 or value >= 0.001 else f"{value:.2e} %"


def rights(own: ClassOfMembers) -> str:
    return "stop alone" if own.veto else "never decide" if own.dummy else ""


def record(found: BodyPower) -> dict[str, Any]:
    """What `--json` prints; every index as a number, and as the exact fraction it is."""
    body = found.body
    return {
        "body": body.name,
        "title": body.title,
        "source": body.source,
        "hash": found.digest,
        "method": found.power.method,
        "ways": [
            {
                "name": way.id,
                "title": way.title,
                "source": way.source,
                "conditions": [{"weights": list(weights), "quota": quota} for weights, quota in way.conditions],
            }
            for way in body.ways
        ],
        "sentences": sentences(found),
        "members": {member: _member(own) for own in found.classes for member in own.members},
    }


def _member(own: ClassOfMembers) -> dict[str, Any]:
    indices = {name: getattr(own, name) for name in ("shapley_shubik", "banzhaf", "banzhaf_normalised")}
    return {
        **{name: number(float(index)) for name, index in indices.items()},
        "exact": {name: str(index) for name, index in indices.items()},
        "swings": own.swings,
        "veto": own.veto,
        "dummy": own.dummy,
    }


def write(found: BodyPower, folder: Path) -> list[Path]:
    """power_BODY.txt, .json and .csv, and the indices as a picture, power_chart_BODY."""
    import json

    from ...present import canvas
    from .pictures import picture

    name = found.body.name
    data = json.dumps(record(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return [
        write_whole(folder / f"power_{name}.txt", plain(power(found))),
        write_whole(folder / f"power_{name}.json", data),
        write_whole(folder / f"power_{name}.csv", found.table.to_csv(index=False, lineterminator="\n")),
        *canvas.save([picture(found, f"power_chart_{name}")], folder),
    ]
