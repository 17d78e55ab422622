"""A session from one seat, in sentences and tables."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ....games.session import loses
from ....games.tactics import MEANINGS
from ....present.packages import package_in_words
from ....present.phrases import listed, plural, points, signed, words
from ....present.tables import Headed, table_of
from ..asking_again import again, line, with_move
from ..bets import score
from .seats import YOU
from .sitting import ACCEPT, MINE, WALK, TablePlay

LATEST = 8
"""So many of the last turns are shown in short."""


def others_in_words(play: TablePlay) -> str:
    """How the others bargain."""
    seats = zip(play.names, play.held.tactics, strict=True)
    told = [f"{name}: {words(tactic)}, {MEANINGS[tactic]}" for name, tactic in seats if tactic != YOU]
    return f"{'; '.join(told)} (seed {play.asked.seed})"


def sentences(play: TablePlay) -> tuple[str, ...]:
    """Who you are, what lies on the table, what to do; when it is over how it ended, what was left, what was best."""
    return _over(play) if play.finished else _your_turn(play)


def _your_turn(play: TablePlay) -> tuple[str, ...]:
    you, others = play.names[play.seat], [name for k, name in enumerate(play.names) if k != play.seat]
    last = " (your last turn)" if play.last_turn else ""
    return (
        f"You are {you} at the table of '{play.scenario.title}', round {play.round} of {play.held.rounds}{last}, with "
        f"{listed(others)}.",
        on_the_table(play),
        what_to_do(play),
    )


def on_the_table(play: TablePlay) -> str:
    """What lies on the table, and what it would gain you."""
    if play.on_the_table is None:
        return "Nothing lies on the table yet: you offer first."
    gain = float(play.gains[play.seat, play.on_the_table])
    who = play.names[play.held.turns[-1].party]
    package = package_in_words(play.point, play.on_the_table)
    return f"{who} offers what is worth {signed(gain)} to you over no agreement: {package}."


def what_to_do(play: TablePlay) -> str:
    """What can be asked next."""
    accept = "" if play.on_the_table is None else f"`moves={ACCEPT}` to take it, "
    own = any(turn.party == play.seat for turn in play.held.turns)
    mine = f"; `moves={MINE}` repeats your own last one, and {MINE},ISSUE=OPTION changes that" if own else ""
    return (
        f"Add {accept}`moves={WALK}` to leave without a deal, or an offer of your own: what it does not name stays as "
        f"it lies on the table{mine}."
    )


def example(play: TablePlay) -> str:
    """An offer that may be made: your best option of the issue where another one gains you most."""
    packages, table = play.point.packages, play.on_the_table
    here = packages.named(table) if table is not None else play.point.table.unagreed
    offers: list[tuple[float, str]] = []
    for issue, options in packages.options.items():
        for option in options:
            number = packages.find({**here, issue: option})
            if option != here[issue] and number is not None:
                offers.append((float(play.gains[play.seat, number]), f"{issue}={option}"))
    return max(offers, key=lambda pair: pair[0])[1] if offers else WALK


def _over(play: TablePlay) -> tuple[str, ...]:
    return how_it_ended(play), left(play), best_reply(play)


def how_it_ended(play: TablePlay) -> str:
    """Who agreed on what for which gains, or why there is no deal."""
    held, you = play.held, play.names[play.seat]
    if held.agreed is not None:
        each = listed([f"{name} {signed(float(gain))}" for name, gain in zip(play.names, held.gains, strict=True)])
        when = f"round {held.turns[-1].round} of {held.rounds}"
        worse = "; to walk away would have been better for you" if held.gains[play.seat] < 0 else ""
        return f"You, {you}, have a deal in {when}: {each} over no agreement{worse}."
    if loses(play.point.bargaining).any():
        who = listed([name for name, never in zip(play.names, loses(play.point.bargaining), strict=True) if never])
        return f"There are no talks in '{play.scenario.title}': every package loses {who} something."
    why = "you walked away" if held.left_by is not None else "time ran out"
    return (
        f"You, {you}, have no deal after {plural(play.round, 'round', 'rounds')}: {why}, and everybody has what it had."
    )


def left(play: TablePlay) -> str:
    """What was left on the table, and the efficient package near the end."""
    held = play.held
    if not len(held.left):
        return "Nothing was left on the table: no package gives one of you more and nobody less."
    count = plural(len(held.left), "package gives", "packages give")
    told = f"Left on the table: {count} somebody more and nobody less"
    if play.near is None:
        return f"{told}."
    more = play.gains[:, play.near] - held.gains
    each = listed([f"{name} {signed(float(part))}" for name, part in zip(play.names, more, strict=True)])
    from_here = held.agreed if held.agreed is not None else play.on_the_table
    changed = package_in_words(play.point, play.near, from_here)
    return f"{told}; the nearest that is efficient ({changed}) gives {each} more."


def best_reply(play: TablePlay) -> str:
    """What would have brought you most against this tactic."""
    if play.best_reply is None:
        return "No offer that you could have repeated would have been taken for certain."
    gain = float(play.gains[play.seat, play.best_reply])
    apart = gain - float(play.held.gains[play.seat])
    beside = f"{points(apart)} more than you got" if apart > 1e-9 else "no more than you got"
    package = package_in_words(play.point, play.best_reply)
    return (
        f"A best reply to such a tactic is to offer the same every time: in its last turn it takes whatever is better "
        f"than nothing, and you would have {signed(gain)}, {beside} ({package})."
    )


def shown(play: TablePlay, full: bool = False) -> Iterator[RenderableType]:
    """Notes and tables below the sentences."""
    if play.guesses:
        right, of = score(play.guesses)
        verdict = ("right" if right else "wrong") if of else "still open"
        yield Text(f"Your bet on {play.guesses[0].label}: {verdict}.")
    if not play.finished:
        yield line("To offer for example what gains you most by one issue, ask:", with_move(play.asked, example(play)))
        yield _issues(play)
        yield from (Text(part) for part in (rules(play),) if part)
        yield from _turns(play, full)
        if play.bet is None:
            yield Text("You may bet first on how it ends: add `predict=deal=yes` or `predict=deal=no`.")
    else:
        if play.held.agreed is not None:
            yield _agreed(play, play.held.agreed)
        yield other_side(play)
        yield from _turns(play, full)
    yield Text(f"How the others bargain: {others_in_words(play)}.")


def other_side(play: TablePlay) -> Text:
    """How to play the other side of it."""
    other = (play.seat + 1) % len(play.names)
    question = again(play.asked, seat=play.point.parties[other], moves=(), predict=(), tactics=())
    return line(f"Play the other side of it, {play.names[other]}:", question)


def rules(play: TablePlay) -> str:
    """What a package must keep to, as the table has it; "" where it may be any."""
    table = play.point.table
    told = [table.feasible_in_words(name) for name in table.feasible]
    return f"Every package must keep to this: {'; '.join(told)}." if told else ""


def _issues(play: TablePlay) -> Headed:
    """Every issue with its options, and what each is worth to you."""
    here = play.point.packages.named(play.on_the_table) if play.on_the_table is not None else {}
    head = "What you may write of each issue (in brackets what it is worth to you; * lies on the table)"
    table = table_of(head, "Issue", "What it is", "Options")
    party = play.point.parties[play.seat]
    for issue, options in play.point.packages.options.items():
        if len(options) > 1:
            worth = play.point.worths.options(party, issue, options).tolist()
            told = (f"{option}{'*' * (here.get(issue) == option)} ({signed(value)})"
                    for option, value in zip(options, worth, strict=True))  # fmt: skip
            table.add_row(issue, play.point.table.issues[issue].label, ", ".join(told))
    return table


def _turns(play: TablePlay, full: bool) -> Iterator[RenderableType]:
    turns = list(play.held.turns)
    if not turns:
        return
    seats = range(len(play.names)) if play.finished else [play.seat]
    gains = [f"{play.names[k]} gains" for k in seats]
    head = f"What was offered, {plural(len(turns), 'turn', 'turns')}"
    cut = 0 if full else max(0, len(turns) - LATEST)
    table = table_of(head + (f", the last {LATEST}" if cut else ""), "Round", "Who", "Does", *gains,
                     "What is other than on the table before", right=["Round", *gains])  # fmt: skip
    for k, turn in enumerate(turns[cut:], cut):
        before = turns[k - 1].package if k else None
        what = package_in_words(play.point, turn.package, before) if turn.act == "offers" else ""
        who = play.names[turn.party] + (" (you)" if turn.party == play.seat else "")
        table.add_row(str(turn.round), who, turn.act, *(signed(float(turn.gains[j])) for j in seats), what)
    yield table


def _agreed(play: TablePlay, agreed: int) -> Headed:
    """What was agreed on, issue by issue, with what it is worth to each."""
    worth = [f"To {name}" for name in play.names]
    table = table_of("Why: what was agreed on is worth", "Issue", "Agreed", *worth, right=worth)
    named = play.point.packages.named(agreed)
    for issue, values in play.by_issue(agreed).items():
        if any(values):
            about = play.point.table.issues[issue]
            table.add_row(about.label, about.options[named[issue]], *map(signed, values))
    return table
