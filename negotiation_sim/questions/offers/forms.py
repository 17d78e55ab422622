"""Offers in sentences and tables."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from ...games.session import Session, Turn
from ...games.tactics import MEANINGS, TACTICS
from ...games.tournament import Tournament
from ...present.phrases import percent, plural, points, signed, words
from ...present.screen import Brief
from ...present.tables import Headed, footer, table_of
from .answer import Offers
from .sentences import changes, how, left_in_words, package_in_words, reason, sentences, what_is_laid, which_scenario

MOST_LEFT = 10
"""So many packages that were left on the table are listed."""


def brief(answer: Offers) -> Brief:
    """Three sentences, the rules, and the table of what was asked for."""
    return Brief(sentences(answer), tuple(_shown(answer)), footer([answer.scenario]))


def text(answer: Offers) -> Group:
    """All there is to say: what was asked for, and offers by turns in every round."""
    parts: list[RenderableType] = [Text(sentence) for sentence in sentences(answer)]
    for part in _shown(answer, full=True):
        parts += [Text(), part]
    return Group(*parts, Text(), footer([answer.scenario]))


def _shown(answer: Offers, full: bool = False) -> Iterator[RenderableType]:
    if which := which_scenario(answer):
        yield Text(which)
    if laid := what_is_laid(answer):
        yield Text(laid)
    if answer.tournament:
        yield _standings(answer, answer.tournament)
        if full:
            yield _matches(answer, answer.tournament)
    if answer.session:
        if answer.session.agreed is not None:
            yield Text(f"Agreed: {package_in_words(answer, answer.session.agreed)}.")
        yield from _end(answer, answer.session) if full else ()
        yield _turns(answer, answer.session, full)
        yield from (_left(answer, answer.session),) if full and len(answer.session.left) else ()
    if full or not (answer.tournament or answer.session):
        if answer.alternating.agreed and answer.alternating.agreed.package is not None:
            agreed = package_in_words(answer, answer.alternating.agreed.package)
            yield Text(f"Offers by turns, solved backward. {how(answer)} Agreed: {agreed}.")
        else:
            yield Text(f"Offers by turns, solved backward. {how(answer)}")
        yield _beside(answer)
        yield _offers(answer, full)


def _offers(answer: Offers, full: bool) -> Headed:
    """A row a round: what is offered if it is reached."""
    gains = [f"{name} gains" for name in answer.names]
    waits = [f"{name} by waiting" for name in answer.names]
    what = ("What",) if full else ()
    table = table_of("What is offered in each round, if it is reached", "Round", "Offers", *gains, *waits, *what,
                     right=["Round", *gains, *waits])  # fmt: skip
    offers = answer.alternating.offers
    for offer, told in zip(offers, changes(answer, offers), strict=True):
        table.add_row(str(offer.round), answer.names[offer.proposer], *map(signed, offer.value.tolist()),
                      *map(signed, offer.waiting.tolist()), *((told,) if full else ()))  # fmt: skip
    return table


def _beside(answer: Offers) -> Headed:
    """What is agreed on beside what solutions give."""
    right = [f"{name} gains" for name in answer.names]
    table = table_of("Beside it", "What", *right, right=right)
    agreed = answer.alternating.agreed
    if agreed:
        table.add_row(f"offers by turns, {answer.names[answer.first]} first", *map(points, agreed.value.tolist()))
    for name in ("nash", "kalai_smorodinsky"):
        if agreement := answer.point.solutions[name]:
            label = {"nash": "Nash's solution", "kalai_smorodinsky": "Kalai and Smorodinsky's"}[name]
            table.add_row(label, *map(points, agreement.gains.tolist()))
    table.add_row("the most in the zone", *map(points, answer.point.bargaining.ideal.tolist()))
    return table


def _end(answer: Offers, held: Session) -> Iterator[Text]:
    yield Text(f"How it ended: {reason(answer, held)}. {left_in_words(answer, held)} Seed {answer.seed}.")


def _turns(answer: Offers, held: Session, full: bool) -> Headed:
    """A row a turn, in short a row for all rounds in which a party stays with an offer; with every party's gains."""
    gains = [f"{name} gains" for name in answer.names]
    shown = [*gains, "Asks for"]
    what = ("What it changes in its offer",) if full else ()
    table = table_of(f"The session, {plural(len(held.turns), 'turn', 'turns')} (seed {answer.seed})", "Round", "Who",
                     "Act", *shown, *what, right=["Round", *shown])  # fmt: skip
    last: dict[int, int] = {}
    for turns in [[turn] for turn in held.turns] if full else stretches(held):
        turn = turns[0]
        told = package_in_words(answer, turn.package, last.get(turn.party)) if turn.act == "offers" else ""
        last[turn.party] = turn.package
        rounds = str(turn.round) if len(turns) == 1 else f"{turn.round} to {turns[-1].round}"
        row = (rounds, answer.names[turn.party], turn.act, *map(signed, turn.gains.tolist()),
               signed(turns[-1].target), *((told,) if full else ()))  # fmt: skip
        table.add_row(*row)
    return table


def stretches(held: Session) -> list[list[Turn]]:
    """The turns, those in which a party stays with its offer together, in the order in which each stretch began."""
    made: list[list[Turn]] = []
    last: dict[int, list[Turn]] = {}
    for turn in held.turns:
        before = last.get(turn.party)
        if before and turn.act == "offers" and before[-1].package == turn.package:
            before.append(turn)
        else:
            made.append([turn])
            last[turn.party] = made[-1]
    return made


def _left(answer: Offers, held: Session) -> Headed:
    """The packages that would have given somebody more and nobody less."""
    right = [f"{name} more" for name in answer.names]
    table = table_of(f"Left on the table: {len(held.left):,} packages, the best for whoever gains least first",
                     *right, "What is other than what was agreed on", right=right)  # fmt: skip
    for package in held.left[:MOST_LEFT].tolist():
        more = answer.point.bargaining.gains[:, package] - held.gains
        table.add_row(*map(signed, more.tolist()), package_in_words(answer, package, held.agreed))
    return table


def _standings(answer: Offers, held: Tournament) -> Headed:
    """A row a party and tactic: the share of its sessions that agree, and the mean gains in them all."""
    right = ["Agree", *(f"{name} gains" for name in answer.names)]
    table = table_of(f"Mean gains over {held.sessions:,} sessions, 0 where there is no agreement", "Party", "Tactic",
                     "It", *right, right=right)  # fmt: skip
    for party, name in enumerate(answer.names):
        for tactic in sorted(TACTICS, key=lambda each: -held.of(party, each)[1][party]):
            agreed, gains = held.of(party, tactic)
            table.add_row(name, words(tactic), MEANINGS[tactic], percent(agreed), *map(signed, gains.tolist()))
    return table


def _matches(answer: Offers, held: Tournament) -> Headed:
    right = ["Agree", *(f"{name} gains" for name in answer.names), "Leave points"]
    table = table_of("Every combination of tactics", *answer.names, *right, right=right)
    for match in held.matches:
        table.add_row(*map(words, match.tactics), percent(match.agreed), *map(signed, match.gains.tolist()),
                      percent(match.left))  # fmt: skip
    return table
