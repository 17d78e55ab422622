"""The answer about a table in plain sentences."""

from collections.abc import Iterable, Iterator, Mapping

from ...case.table import SOLUTION_NAMES
from ...present.phrases import capital, listed, percent, plural, points, signed
from ...worlds.negotiation import Negotiation
from .answer import Tables
from .fragility import Emptying
from .movers import Mover
from .opening import Opening
from .placing import Placed, Share

FEW = 3
"""So many reasons a sentence gives."""


def sentences(answer: Tables) -> tuple[str, ...]:
    """How large the zone is, what of the main issue is in it, and what Nash's solution gives or what opens it."""
    return (_zone(answer), _main_issue(answer), _third(answer))


def names(answer: Tables) -> list[str]:
    """The names of the parties."""
    return [answer.case.players[party].name for party in answer.table_asked.parties]


def _zone(answer: Tables) -> str:
    each = [(int(point.zone.sum()), f"'{answer.title(point)}'") for point in answer.points]
    who, total = listed(names(answer)), answer.packages.count
    if not any(count for count, _ in each):
        where = f" in {listed([title for _, title in each])}"
        return f"{capital(who)} can agree on none of {plural(total, 'package', 'packages')}{where}: the zone is empty."
    (most, title), *others = sorted(each, key=lambda pair: -pair[0])
    every = "both" if len(names(answer)) == 2 else "all"
    packages = plural(total, "package", "packages")
    lead = f"{capital(who)} {every} prefer {most:,} of {packages} to no agreement in {title}"
    return f"{lead}{''.join(f'; {count:,} in {where}' for count, where in others)}."


def _main_issue(answer: Tables) -> str:
    issue = answer.table_asked.issues[answer.table_asked.colour]
    last = answer.packages.options[issue.name][-1]
    inside = [(point, point.by_option[issue.name][last]) for point in answer.points]
    among = [f"{count:,} in '{answer.title(point)}'" for point, count in inside if count]
    what = f"\u2018{issue.label}: {issue.options[last]}\u2019"
    return f"Of these packages, {what} is part of {listed(among) if among else 'none'}."


def _third(answer: Tables) -> str:
    """The placed package, what is fragile, what opens an empty zone; else what Nash's solution gives."""
    if answer.placed:
        return placed_sentence(answer, 0)
    if answer.weakest:
        return fragile_sentence(answer, 0)
    empty = next((k for k, point in enumerate(answer.points) if not point.zone.any() and answer.opens[k]), None)
    if empty is not None:
        return opens_sentence(answer, empty, answer.opens[empty][0])
    widest = max(answer.points, key=lambda point: int(point.zone.sum()))
    agreement = widest.solutions["nash"]
    if agreement is None:
        return "No package changes anything."
    gains = by_party(answer, dict(zip(widest.parties, agreement.gains.tolist(), strict=True)))
    return f"In '{answer.title(widest)}' Nash's solution gives {gains} over no agreement."


def on_table(answer: Tables, names: Iterable[str]) -> str:
    """Issues, and options of issues, as people read them: `Serbia in the EU; Funds for both: Growth Plan`."""
    parts = []
    for name in names:
        issue, _, option = name.partition(".")
        shown = answer.table_asked.issues[issue]
        parts.append(f"{shown.label}: {shown.options[option]}" if option else shown.label)
    return "; ".join(parts)


def by_party(answer: Tables, values: Mapping[str, float]) -> str:
    """`Serbia +3.22 and Kosovo +2.75`."""
    return listed([f"{answer.case.players[party].name} {signed(value)}" for party, value in values.items()])


def package_in_words(answer: Tables, package: Mapping[str, str], first: Mapping[str, str] | None = None) -> str:
    """What a package changes: `Recognition of Kosovo by Serbia: in full; ...`; "nothing" where it changes nothing."""
    issues = answer.table_asked.issues
    changed = [
        f"{issues[issue].label}: {issues[issue].options[option]}"
        for issue, option in package.items()
        if answer.table_asked.stands_alone or option != next(iter(issues[issue].options))
    ]
    return "; ".join(changed) or "nothing"


def opens_sentence(answer: Tables, k: int, opening: Opening) -> str:
    """What payment brings a package, or an option, into the zone, and who could pay it."""
    point, players = answer.points[k], answer.case.players
    issue = answer.table_asked.issues[opening.issue] if opening.issue else None
    what = f"{issue.label}, {issue.options[opening.option or '']}," if issue else "a package"
    to = listed([f"{points(pay)} to {players[party].name}" for party, pay in opening.pays.items() if pay > 0] or ["0"])
    return f"In '{answer.title(point)}' {what} would need a payment of {to}{_payers(answer, opening)}."


def _payers(answer: Tables, opening: Opening) -> str:
    players = answer.case.players
    if not opening.payers:
        return ", and nobody else gains by an agreement" if answer.table_asked.agreement else ""
    if opening.able:
        able = [f"{players[each].name} ({signed(opening.payers[each])})" for each in opening.able[:FEW]]
        who = f"each of {listed(able)}" if len(able) > 1 else able[0]
        return f", which {who} could pay alone from what it gains by an agreement"
    if opening.together:
        return ", which only several of those who gain by an agreement could pay together"
    gained = points(sum(opening.payers.values()))
    return f", more than the {gained} that all others gain by an agreement"


def placed_sentence(answer: Tables, k: int) -> str:
    """Whether the package that was asked about is in the zone, and who would rather have none and why."""
    placed, title = answer.placed[k], answer.title(answer.points[k])
    if placed.number is None:
        return f"In '{title}' the package cannot be agreed on: {placed.why_not}."
    if placed.inside:
        where = "on the frontier" if placed.room == 0 else f"inside; another gives everybody {points(placed.room)} more"
        return f"In '{title}' the package is in the zone, {where}: {by_party(answer, placed.gains)}."
    if not placed.would_not:
        return f"In '{title}' the package is outside the zone: it gains nobody anything."
    return f"In '{title}' the package is outside the zone: {listed(list(_refusals(answer, placed)))}."


def _refusals(answer: Tables, placed: Placed) -> Iterator[str]:
    for party in placed.would_not:
        name = answer.case.players[party].name
        most = [share_in_words(answer, share) for share in placed.why(party)[:FEW]]
        why = f", most for {listed(most)}" if most else ""
        yield f"{name} would rather have no agreement ({signed(placed.gains[party])}){why}"


def share_in_words(answer: Tables, share: Share) -> str:
    """`Serbia's recognition: the home front (-1.54)`."""
    label = answer.table_asked.issues[share.issue].label
    criterion = answer.case.labels.criteria.get(share.criterion, share.criterion) if share.criterion else ""
    return f"{label}{f': {criterion}' if criterion else ''} ({signed(share.points)})"


def fragile_sentence(answer: Tables, k: int) -> str:
    """The belief nearest to emptying the zone, and those nearest to taking an option of the main issue out of it."""
    weakest, title = answer.weakest[k], answer.title(answer.points[k])
    if not weakest.nearest:
        return f"In '{title}' the zone is empty already."
    parts = [_emptied(answer, what, near) for what, near in weakest.nearest.items()]
    return f"In '{title}', of {weakest.looked_at} beliefs each moved alone within its range: {'; '.join(parts)}."


def emptied_in_words(answer: Tables, what: str) -> str:
    """`the zone`, or `Serbia's recognition in full`."""
    if what == "zone":
        return "the zone"
    issue = answer.table_asked.issues[answer.table_asked.colour]
    return f"{issue.label}, {issue.options[what.partition('.')[2]]},"


def _emptied(answer: Tables, what: str, near: Emptying | None) -> str:
    name = emptied_in_words(answer, what)
    if near is None:
        return f"none empties {name}" if what == "zone" else f"none takes {name} out of the zone"
    change = f"first by {near.entry.label}, from {near.value:g} to {near.at:.4g} ({percent(near.share)} of its range)"
    return f"{name} empties {change}" if what == "zone" else f"{name} leaves the zone {change}"


def mover_in_words(answer: Tables, mover: Mover) -> str:
    """What a mover does: `the EU gives no "five years"`, or `Spain: recognises`."""
    issue, _, option = mover.what.partition(".")
    if mover.sort == "move":
        return answer.case.label_of(mover.what)
    who = listed([answer.case.players[each].name for each in mover.who])
    shown = answer.table_asked.issues[issue]
    return f"{who}: withholds {shown.label}, {shown.options[option]}"


def rules_of(point: Negotiation) -> str:
    """Which rules lead to the point."""
    return " and ".join(rule.replace("_", " ") for rule in point.rules) or "the equilibria"


def solution_name(name: str) -> str:
    """`Nash`, `egalitarian`: a solution in a table."""
    return SOLUTION_NAMES[name].removeprefix("the ").removesuffix(" solution")
