"""The table of a case in sentences and tables."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from ...present.phrases import SUMMED, listed, percent, points, signed
from ...present.screen import Brief
from ...present.tables import Headed, footer, table_of
from ...worlds.negotiation import Negotiation
from .answer import Tables
from .sentences import (
    by_party,
    emptied_in_words,
    fragile_sentence,
    mover_in_words,
    on_table,
    opens_sentence,
    package_in_words,
    placed_sentence,
    rules_of,
    sentences,
    share_in_words,
    solution_name,
)

MOST = 12
"""So many rows a list of movers, beliefs or reasons shows."""
COMPARED = (
    f"The utilitarian and maximin solutions compare points of different parties. {SUMMED} Nash's and Kalai and "
    "Smorodinsky's do not."
)


def brief(answer: Tables) -> Brief:
    """Three sentences; the zone by scenario, Nash's packages, all solutions."""
    shown: list[RenderableType] = [*_asked(answer), _zones(answer)]
    shown += [_fragile(answer, k) for k, weakest in answer.weakest.items() if weakest.emptying]
    shown += [_placed(answer)] if answer.placed else []
    shown += [_packages(answer), _gains(answer, lotteries=False)]
    return Brief(sentences(answer), tuple(shown), footer(answer.scenarios))


def text(answer: Tables) -> Group:
    """All there is to say, point by point."""
    parts: list[RenderableType] = [Text(sentence) for sentence in sentences(answer)]
    parts += [
        Text(),
        *(part for told in _asked(answer) for part in (told, Text())),
        _zones(answer),
        Text(),
        _packages(answer),
        Text(),
        _gains(answer),
        Text(COMPARED),
    ]
    parts += [Text(), _by_option(answer), Text(), _kinds(answer)]
    for k in range(len(answer.points)):
        parts += [Text(), *_point(answer, k)]
    return Group(*parts, Text(), footer(answer.scenarios))


def _asked(answer: Tables) -> list[RenderableType]:
    """What was asked besides, in words, or nothing."""
    held = [answer.case.label_of(f"{player}.{move}") for player, move in answer.given.items()]
    besides = (
        ("Taken off the table", on_table(answer, answer.without)),
        ("Put on the table", on_table(answer, answer.also)),
        ("Held where there is no agreement", "; ".join(held)),
    )
    told = [f"{word}: {what}." for word, what in besides if what]
    told += [f"{scenario.title} leads nowhere." for scenario in answer.nowhere]
    return [Text(" ".join(told))] if told else []


def _zones(answer: Tables) -> Headed:
    """A row per point: what the parties have without agreement, the zone, and the main issue in it."""
    players, parties = answer.case.players, answer.table_asked.parties
    issue = answer.table_asked.issues[answer.table_asked.colour]
    heads = [f"{players[party].name} without" for party in parties]
    counts = [f"{issue.options[option]}" for option in answer.packages.options[issue.name]]
    right = [*heads, "Zone", "Share", "Frontier", "Integrative", *counts]
    table = table_of(f"Zone of agreement, of {answer.packages.count:,} packages; then by: {issue.label}",
                     "Scenario", *heads, "Zone", "Share", *counts, "Frontier", right=right)  # fmt: skip
    for point in answer.points:
        zone = int(point.zone.sum())
        table.add_row(
            answer.title(point),
            *(points(point.payoffs[party]) for party in parties),
            f"{zone:,}",
            percent(zone / answer.packages.count, 1),
            *(f"{count:,}" for count in point.by_option[issue.name].values()),
            f"{len(point.efficient):,}",
        )
    return table


def _packages(answer: Tables) -> Headed:
    """A row per issue: what Nash's package takes of it at each point."""
    titles = [answer.title(point) for point in answer.points]
    table = table_of("What Nash's solution agrees on", "Issue", *titles)
    taken = [point.solutions["nash"] for point in answer.points]
    chosen = [
        point.packages.named(agreement.packages[0]) if agreement else None
        for point, agreement in zip(answer.points, taken, strict=True)
    ]
    for name, issue in answer.table_asked.issues.items():
        if len(answer.packages.options[name]) > 1:
            table.add_row(issue.label, *(issue.options[package[name]] if package else "-" for package in chosen))
    return table


def _gains(answer: Tables, lotteries: bool = True) -> Headed:
    """A row per solution: what every party gains by it at each point, over packages and over lotteries of them."""
    titles = [answer.title(point) for point in answer.points]
    who = " / ".join(answer.case.players[party].name for party in answer.table_asked.parties)
    drawn_too = "; in brackets by a lottery of packages" if lotteries else ""
    table = table_of(f"Gains over no agreement: {who}{drawn_too}", "Solution", *titles)
    for name in answer.points[0].solutions:
        cells = []
        for point in answer.points:
            agreement, lottery = point.solutions[name], point.lotteries[name] if lotteries else None
            drawn = f" ({' / '.join(map(points, lottery.gains.tolist()))})" if lottery else ""
            several = f", {len(agreement.packages)} packages" if agreement and len(agreement.packages) > 1 else ""
            cells.append((" / ".join(map(points, agreement.gains.tolist())) if agreement else "-") + drawn + several)
        table.add_row(solution_name(name), *cells)
    return table


def _by_option(answer: Tables) -> Headed:
    """A row per option: how many packages of the zone take it at each point."""
    titles = [answer.title(point) for point in answer.points]
    table = table_of("The zone by option", "Issue", "Option", *titles, right=titles)
    for name, issue in answer.table_asked.issues.items():
        options = answer.packages.options[name]
        for option in options if len(options) > 1 else ():
            counts = [point.by_option[name][option] for point in answer.points]
            table.add_row(
                issue.label if option == options[0] else "", issue.options[option], *(f"{n:,}" for n in counts)
            )
    return table


def _kinds(answer: Tables) -> Headed:
    """A row per issue: what kind it is at each point, and how much of what each party can win or lose lies in it."""
    titles = [answer.title(point) for point in answer.points]
    who = " / ".join(answer.case.players[party].name for party in answer.table_asked.parties)
    table = table_of(f"Kind of issue, and the part of all that is at stake for {who}", "Issue", *titles)
    for name, issue in answer.table_asked.issues.items():
        each = [answer.kinds[k][name] for k in range(len(answer.points))]
        if each[0].kind != "settled":
            shares = (" / ".join(percent(share) for share in kind.shares.values()) for kind in each)
            table.add_row(issue.label, *(f"{kind.kind}, {share}" for kind, share in zip(each, shares, strict=True)))
    return table


def _point(answer: Tables, k: int) -> Iterator[RenderableType]:
    """One point in full: where it is, who gains what and why, what opens it, who moves it, how fragile it is."""
    point = answer.points[k]
    if not point.table.stands_alone:
        yield from _where(answer, point)
    yield Text(f"Integrative gain: {answer.integrative[k]:.2f} (0: one cake to divide; "
               f"{len(point.parties) - 1}: all can have what they want).")  # fmt: skip
    if point.solutions["nash"]:
        yield from (Text(), _why(answer, k))
    for opening in answer.opens[k]:
        yield Text()
        yield Text(opens_sentence(answer, k, opening))
        yield Text(f"The package: {package_in_words(answer, opening.package)}; {by_party(answer, opening.gains)}. "
                   f"By a lottery: {points(opening.by_lottery)} in all.")  # fmt: skip
        for party, worse in opening.outside.items():
            name = answer.case.players[party].name
            less = f"{points(worse)} points less" if worse is not None else "no change of it alone"
            yield Text(f"Or {name} would have to have {less} without agreement." if worse is not None
                       else f"No change of what {name} alone has without agreement would do.")  # fmt: skip
    if answer.movers[k]:
        yield from (Text(), _movers(answer, k))
    if k in answer.weakest:
        yield from (Text(), Text(fragile_sentence(answer, k)))
        yield from (_fragile(answer, k),) if answer.weakest[k].emptying else ()
    if k in answer.placed:
        yield from (Text(), Text(placed_sentence(answer, k)), _reasons(answer, k))


def _where(answer: Tables, point: Negotiation) -> Iterator[Text]:
    """The rules that lead to a point, and what everybody plays there."""
    moves = listed([answer.case.label_of(f"{player}.{move}") for player, move in point.outcome.items()
                    if not point.scenario.stands_by(player)])  # fmt: skip
    yield Text(f"{answer.title(point)}, by {rules_of(point)}", style="bold")
    yield Text(f"Without agreement: {moves}.")


def _why(answer: Tables, k: int) -> Headed:
    """A row per issue of Nash's package: what it is worth to each party, by criterion."""
    point = answer.points[k]
    parties = [answer.case.players[party].name for party in point.parties]
    table = table_of("Who gains what by Nash's package, and why", "Issue", "Option", *parties)
    for issue, option in answer.nash_package(k).items():
        worths = [answer.worth_in_words(k, party, issue, option) for party in point.parties]
        if any(worths):
            shown = answer.table_asked.issues[issue]
            table.add_row(shown.label, shown.options[option], *worths)
    return table


def _movers(answer: Tables, k: int) -> Headed:
    point = answer.points[k]
    names = [answer.case.players[party].name for party in point.parties]
    heads = ["Zone", *(f"Nash, {name}" for name in names), "Gains by it"]
    table = table_of(f"Who can move the table (zone {int(point.zone.sum()):,})", "What", *heads, right=heads)
    for mover in answer.movers[k][:MOST]:
        shift = [signed(mover.shift[party]) if mover.shift else "-" for party in point.parties]
        own = "" if mover.gains_by_it is None else signed(mover.gains_by_it)
        table.add_row(mover_in_words(answer, mover), f"{mover.zone:,}", *shift, own)
    return table


def _fragile(answer: Tables, k: int) -> Headed:
    title = answer.title(answer.points[k])
    table = table_of(f"Beliefs that alone take something out of the zone, {title}", "What goes", "Assumption",
                     "Value", "Goes at", "Of its range", right=["Value", "Goes at", "Of its range"])  # fmt: skip
    for each in answer.weakest[k].emptying[:MOST]:
        what = emptied_in_words(answer, each.what).rstrip(",")
        table.add_row(what, each.entry.label, f"{each.value:g}", f"{each.at:.4g}", percent(each.share))
    return table


def _placed(answer: Tables) -> Headed:
    """A row per point: where the package stands."""
    names = [answer.case.players[party].name for party in answer.table_asked.parties]
    heads = [*names, "Room", *(f"To {solution_name(name)}" for name in answer.points[0].solutions)]
    table = table_of(f"The package: {package_in_words(answer, answer.package)}", "Scenario", "", *heads)
    for k, placed in answer.placed.items():
        where = "not possible" if placed.number is None else "inside" if placed.inside else "outside"
        gains = [signed(gain) for gain in placed.gains.values()] or ["-"] * len(names)
        away = [
            " / ".join(signed(gain) for gain in placed.away[name].values()) if name in placed.away else "-"
            for name in answer.points[k].solutions
        ]
        table.add_row(answer.title(answer.points[k]), where, *gains, points(placed.room), *away)
    return table


def _reasons(answer: Tables, k: int) -> RenderableType:
    """What of the package each party loses or wins most by."""
    placed = answer.placed[k]
    lines = []
    for party in answer.points[k].parties:
        name = answer.case.players[party].name
        for loses, word in ((True, "loses"), (False, "wins")):
            parts = [share_in_words(answer, share) for share in placed.why(party, loses)[:MOST]]
            lines += [f"{name} {word} by: {'; '.join(parts)}."] if parts else []
    return Text("\n".join(lines))
