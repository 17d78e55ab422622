"""The power of a body's members as a table, in sentences, and as plain dictionaries."""

from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from ...present.phrases import listed, plural
from ...present.records import Record, number
from ...present.screen import Brief
from ...present.tables import table_of
from .answer import BodyPower, ClassOfMembers

NOTE = "Power here is what the rule alone gives each vote, not who will vote how: no interests, no forecast."
MEANING = (
    "Shapley-Shubik: share of all orders of voting in which the member's yes decides. Banzhaf: share of the others' "
    "possible votes in which it decides; normalised, its share of everybody's swings."
)
MEANING_OF_COALITIONS = (
    "A coalition is minimal where it fails without any one of its members, vulnerable where it fails without at least "
    "one, who is critical. Deegan-Packel shares out every minimal coalition among its members, Johnston every "
    "vulnerable one among its critical members; public good counts the minimal ones that a member is in, as a share of "
    "all members' counts."
)
INDICES = ("Shapley-Shubik", "Banzhaf", "Banzhaf normalised", "Swings")
LABELS = {"deegan_packel": "Deegan-Packel", "johnston": "Johnston", "public_good": "Public good"}


def text(answer: BodyPower) -> Group:
    """The classes of members with both indices and their rights, the rule and the sources, and plain sentences."""
    body = answer.body
    ways = [Text(f"Way to pass: {way.title or way.id}. Source: {way.source or body.source}.") for way in body.ways]
    about = [Text(body.about)] if body.about else []
    foot = Text(footer(answer), style="dim")
    parts = [part for table in _by_coalitions(answer) for part in (Text(), table, Text())]
    return Group(_classes(answer), *parts, *about, *ways, Text(), *map(Text, sentences(answer)), Text(), foot)


def brief(answer: BodyPower) -> Brief:
    """Who has most power, who least, who can stop a proposal; the classes of members."""
    foot = Text(f"{NOTE} Hash {answer.digest}.", style="dim")
    return Brief(tuple(sentences(answer)), (_classes(answer), *_by_coalitions(answer)), foot)


def _classes(answer: BodyPower) -> Table:
    body = answer.body
    several = ("Each has",) if any(len(alike.members) > 1 for alike in answer.classes) else ()
    can = ("Can",) if any(map(rights, answer.classes)) else ()
    table = table_of(body.title, "Members", *several, *INDICES, *can, right=(*several, *INDICES))
    for alike in answer.classes:
        each = [f"1 of {len(alike.members)}" if len(alike.members) > 1 else ""] * len(several)
        shares = [percent(alike.indices[name]) for name in ("shapley_shubik", "banzhaf", "banzhaf_normalised")]
        table.add_row(named(alike), *each, *shares, whole(alike.swings), *[rights(alike)] * len(can))
    return table


def _by_coalitions(answer: BodyPower) -> tuple[Table, ...]:
    """The indices that look at coalitions, where they were asked for."""
    if not answer.of_coalitions:
        return ()
    table = table_of("By the coalitions that need a member", "Members", *LABELS.values(), right=LABELS.values())
    for alike in answer.classes:
        table.add_row(named(alike), *(percent(alike.indices[name]) for name in LABELS))
    return (table,)


def footer(answer: BodyPower) -> str:
    """What the indices mean, how they were counted, and what they do not say."""
    meaning = MEANING
    if others := answer.of_coalitions:
        counted = f"{whole(others.minimal)} coalitions are minimal, {whole(others.vulnerable)} vulnerable."
        meaning = f"{MEANING}\n{MEANING_OF_COALITIONS} {counted}"
    return f"{meaning}\nCounted exactly by {answer.power.method}. Hash {answer.digest}.\n{NOTE}"


def sentences(answer: BodyPower) -> list[str]:
    """What the rule means for its members, in plain words."""
    members = len(answer.body.members)
    if members == 1:
        return ["The only member has all of the power, and can stop a proposal alone."]
    if len(answer.classes) == 1:
        (alike,) = answer.classes
        share = f"All {members} members are alike: each has {percent(alike.shapley_shubik)} of the power"
        return [f"{share}, and {'each can stop a proposal alone' if alike.veto else 'none can stop a proposal alone'}."]
    most, least = answer.classes[0], answer.classes[-1]
    has = "has" if len(most.members) == 1 else "each have"
    in_words = [f"{named(most)} {has} {percent(most.shapley_shubik)} of the power (Shapley-Shubik)."]
    if least.dummy:
        verb = "has" if len(least.members) == 1 else "have"
        in_words.append(f"{named(least)} {verb} a vote that never decides.")
    else:
        ratio = float(most.shapley_shubik / least.shapley_shubik)
        who = f"{named(least)} {'has' if len(least.members) == 1 else 'each have'}"
        in_words.append(f"That is {times(ratio)} times what {who}, the least of all.")
    who = plural(answer.vetoes, "member", "members")
    return [*in_words, f"{who[0].upper()}{who[1:]} can stop a proposal alone."]


def named(alike: ClassOfMembers, most: int = 6) -> str:
    """The members by name; of many, the first few and how many more; of numbered seats, the first and last number."""
    title, _, first = alike.members[0].rpartition(" ")
    if len(alike.members) > 2 and alike.members == tuple(f"{title} {k + 1}" for k in range(len(alike.members))):
        return f"{title} {first} to {len(alike.members)}"
    if len(alike.members) <= most:
        return listed(alike.members)
    return f"{', '.join(alike.members[: most - 1])} and {len(alike.members) - most + 1} more"


def times(ratio: float) -> str:
    """How many times one is the other, to three significant digits: `1.25`, `65`, `1,710`.

    >>> times(1.2512), times(64.98), times(1712.3), times(float("inf"))
    ('1.25', '65', '1,710', 'inf')
    """
    return f"{float(f'{ratio:.3g}'):,.6g}" if ratio < 1e6 else f"{ratio:.3g}"


def whole(number: int) -> str:
    """A whole number, its thousands apart; one of more than fifteen digits to three significant ones.

    >>> whole(848), whole(344867425584), whole(3 * 10**20)
    ('848', '344,867,425,584', '3.00 x 10^20')
    """
    if number < 10**15:
        return f"{number:,}"
    digits, _, exponent = f"{number:.2e}".partition("e+")
    return f"{digits} x 10^{int(exponent)}"


def percent(share: Any) -> str:
    """A share in per cent to three significant digits: `19.6 %`, `0.186 %`, `8.94e-11 %`."""
    value = 100 * float(share)
    return f"{value:.3g} %" if value == 0 or value >= 0.001 else f"{value:.2e} %"


def rights(alike: ClassOfMembers) -> str:
    """What the members can do alone, or never do; empty where it is neither."""
    return "stop alone" if alike.veto else "never decide" if alike.dummy else ""


def record(answer: BodyPower) -> Record:
    """The rule and the members; every index as a number, and as the exact fraction it is."""
    body, others = answer.body, answer.of_coalitions
    return {
        "body": body.name,
        "title": body.title,
        "source": body.source,
        "hash": answer.digest,
        "method": answer.power.method,
        "ways": [
            {
                "name": way.id,
                "title": way.title,
                "source": way.source,
                "conditions": [{"weights": list(weights), "quota": quota} for weights, quota in way.conditions],
            }
            for way in body.ways
        ],
        "sentences": sentences(answer),
        "members": {member: _member(alike) for alike in answer.classes for member in alike.members},
        **({"coalitions": {"minimal": others.minimal, "vulnerable": others.vulnerable}} if others else {}),
    }


def _member(alike: ClassOfMembers) -> Record:
    return {
        **{name: number(float(index)) for name, index in alike.indices.items()},
        "exact": {name: str(index) for name, index in alike.indices.items()},
        "swings": alike.swings,
        "veto": alike.veto,
        "dummy": alike.dummy,
    }
