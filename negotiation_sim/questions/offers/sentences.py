"""What is said of offers in plain sentences."""

from collections.abc import Iterable, Sequence

from ...games.alternating import Offer
from ...games.session import Session
from ...games.tactics import MEANINGS
from ...games.tournament import Tournament
from ...present import packages
from ...present.phrases import listed, percent, plural, signed, words
from .answer import Offers

THUMB = "tactics are rules of thumb, so this is one history and no forecast"


def sentences(answer: Offers) -> tuple[str, ...]:
    """Three sentences on what was asked for: the tournament, the session, or offers by turns."""
    if answer.tournament:
        return _tournament(answer, answer.tournament)
    if answer.session:
        return _session(answer, answer.session)
    return _alternating(answer)


def by_party(answer: Offers, gains: Iterable[float]) -> str:
    """`Serbia +3.22 and Kosovo +2.75`."""
    return listed([f"{name} {signed(gain)}" for name, gain in zip(answer.names, gains, strict=True)])


def package_in_words(answer: Offers, package: int, before: int | None = None) -> str:
    """What a package agrees on; where there is one before, only what is another option there."""
    return packages.package_in_words(answer.point, package, before)


def which_scenario(answer: Offers) -> str:
    """Why this scenario, where none was named; "" where one was."""
    if not answer.by_default:
        return ""
    what = "in which there is a zone of agreement" if answer.point.zone.any() else "of the case; none has a zone"
    return f"No scenario was named: '{answer.scenario.title}' is the first of the main ones {what}."


def what_is_laid(answer: Offers) -> str:
    """What was taken off the table and put on it, in words; "" where it is as the case has it."""
    taken, put = answer.taken_off, answer.put_on
    told = (("Taken off the table", taken), ("Put on the table", put))
    return " ".join(f"{word}: {'; '.join(_label(answer, name) for name in names)}." for word, names in told if names)


def _label(answer: Offers, name: str) -> str:
    """An issue, or an option of one, as people read it."""
    issue, _, option = name.partition(".")
    shown = answer.point.packages.table.issues[issue]
    return f"{shown.label}: {shown.options[option]}" if option else shown.label


def how(answer: Offers) -> str:
    """The rules of the offers by turns."""
    patience = (f"{value:.4g} to {name}" for name, value in zip(answer.names, answer.patience, strict=True))
    breakdown = f"; after a refusal talks end by a chance of {answer.breakdown:g}" if answer.breakdown else ""
    rounds = plural(answer.rounds, "round", "rounds")
    return f"At most {rounds}; a round later is worth {listed(list(patience))} of a gain now{breakdown}."


def _alternating(answer: Offers) -> tuple[str, ...]:
    title, agreed = answer.scenario.title, answer.alternating.agreed
    if agreed is None:
        return (
            f"In '{title}' {listed(answer.names)} agree on nothing, whoever offers first: {_no_deal(answer)}.",
            f"The zone of agreement has {plural(int(answer.point.zone.sum()), 'package', 'packages')}.",
        )
    who = answer.names[agreed.proposer]
    when = "at once" if agreed.round == 1 else f"in round {agreed.round}"
    given = f"In '{title}' {who} offers {when} what is accepted: {by_party(answer, agreed.value)} over no agreement."
    return given, _others_first(answer), _beside(answer)


def _others_first(answer: Offers) -> str:
    """What there would be if the next party offered first."""
    other = (answer.first + 1) % len(answer.names)
    agreed = answer.solved(other).agreed
    if agreed is None:
        return f"If {answer.names[other]} offered first there would be no agreement."
    return f"If {answer.names[other]} offered first it would be {by_party(answer, agreed.value)}."


def _beside(answer: Offers) -> str:
    """Rubinstein's shares where they say something, else what Nash's solution gives."""
    if answer.rubinstein is None:
        return _nash(answer)
    shares = listed([f"{name} {percent(share)}" for name, share in zip(answer.names, answer.rubinstein, strict=True)])
    return f"Of one pie, without a last round, patience alone would give {shares} (Rubinstein 1982)."


def _nash(answer: Offers) -> str:
    agreement = answer.point.solutions["nash"]
    return "No package is in the zone of agreement." if agreement is None else (
        f"Nash's solution would give {by_party(answer, agreement.gains)}.")  # fmt: skip


def _no_deal(answer: Offers) -> str:
    gains = answer.point.bargaining.gains
    losers = [name for name, most in zip(answer.names, gains.max(axis=1), strict=True) if most < 0]
    if losers:
        return f"{listed(losers)} {'loses' if len(losers) == 1 else 'lose'} by every package"
    return "no package is in the zone of agreement" if not answer.point.zone.any() else "nobody gains by waiting"


def _session(answer: Offers, held: Session) -> tuple[str, ...]:
    title = answer.scenario.title
    names = [f"{name} ({words(tactic)}: {MEANINGS[tactic]})"
             for name, tactic in zip(answer.names, held.tactics, strict=True)]  # fmt: skip
    rounds = plural(held.rounds, "round", "rounds")
    if held.agreed is None:
        ended = f"do not agree within {rounds}: {reason(answer, held)}."
    else:
        ended = f"agree in round {held.turns[-1].round} of {held.rounds}: {by_party(answer, held.gains)}."
    return f"In '{title}' {listed(names)} {ended}", left_in_words(answer, held), f"{_nash(answer)[:-1]}; {THUMB}."


def reason(answer: Offers, held: Session) -> str:
    """Why a session ended: an agreement, nobody at the table, or time."""
    if held.agreed is not None:
        who = answer.names[held.turns[-1].party]
        return f"{who} accepted what lay on the table"
    if not held.turns or not answer.point.zone.any():
        return _no_deal(answer)
    last = held.turns[-1]
    offered = held.turns[-2].gains[last.party] if len(held.turns) > 1 else 0.0
    return f"time ran out; the last offer to {answer.names[last.party]} was worth {signed(float(offered))} to it"


def left_in_words(answer: Offers, held: Session) -> str:
    """How much more there was at nobody's cost, and by which package whoever gains least of it gains most."""
    if not len(held.left):
        return "It left nothing on the table: no package gives one of them more and no other less."
    best = int(held.left[0])
    more = by_party(answer, answer.point.bargaining.gains[:, best] - held.gains)
    count = plural(len(held.left), "package gives", "packages give")
    best_of_them = f"the best for whoever gets least gives {more} more"
    return f"It left points on the table: {count} somebody more and nobody less; {best_of_them}."


def _tournament(answer: Offers, held: Tournament) -> tuple[str, ...]:
    best = [
        f"{name} gains most as {words(tactic)} ({signed(float(held.of(k, tactic)[1][k]))} on average)"
        for k, (name, tactic) in enumerate(zip(answer.names, held.best, strict=True))
    ]
    return (
        f"In '{answer.scenario.title}' {percent(held.agreed)} of {held.sessions:,} sessions between named tactics "
        "agree.",
        f"Against all tactics alike {listed(best)}.",
        "Tactics are rules of thumb and every pair meets alike often: this compares rules, and is no forecast.",
    )


def changes(answer: Offers, offers: Sequence[Offer]) -> list[str]:
    """What every offer changes against the one two rounds before: that of the same party, where two take turns."""
    parties, told = len(answer.names), []
    for k, offer in enumerate(offers):
        before = offers[k - parties].package if k >= parties else None
        told.append("-" if offer.package is None else package_in_words(answer, offer.package, before))
    return told
