"""A back-test as plain dictionaries."""

from ...case.backtest import SCORINGS, Statement
from ...present.records import Record, number, stamped
from ...worlds.foretold import BASELINES, Answers
from .answer import Tried, words


def record(answer: Tried) -> Record:
    """Every statement with all answers, every set with its score beside the baselines, and the shares of the years."""
    start = answer.case.rounds.start if answer.case.rounds else 0
    return {
        **stamped(answer.asked_of),
        "first_sentence": answer.backtest.first_sentence,
        "scoring": SCORINGS[answer.backtest.scoring],
        "frozen": {"stored": answer.stored, "now": answer.now, "fits": answer.fits},
        "statements": [_statement(answer, each) for each in answer.ordered],
        "sets": {each.name: _set(answer, each.name) for each in answer.sets},
        "scored": len(answer.all_scored),
        "differ": len(answer.differ),
        "shares": [
            {
                "title": each.title,
                "event": each.event,
                "year": each.year,
                "happened": each.happened,
                "climatology": number(each.climatology(each.year - start)),
                "under": {one.name: _or_none(answer.shares[each.name, one.name]) for one in answer.sets},
            }
            for each in answer.asked_shares
        ],
        "brier": {
            **{each.name: _or_none(answer.brier(each.name)) for each in answer.sets},
            **({"climatology": number(answer.brier_before)} if answer.asked_shares else {}),
        },
        "later_sources": {**answer.late, "of": len(answer.case.register)},
    }


def _or_none(value: float | None) -> float | None:
    return None if value is None else number(value)


def _statement(answer: Tried, each: Statement) -> Record:
    return {
        "statement": each.name,
        "number": each.number,
        "title": each.title,
        "window": each.window,
        "of": each.of,
        "holds": each.holds.text if each.holds else None,
        "silent": each.silent,
        "truth": each.truth,
        "day": each.day,
        "source": each.source,
        "said": each.said,
        "own_wrong": answer.wrong(each),
        "text_wrong": answer.text_wrong(each),
        "set_wrong": answer.set_wrong(each),
        "contradicted": each in answer.contradicted,
        "note": each.note,
        "baselines": {name: words(answer.baselines[name, each.name]) for name in BASELINES},
        "under": {one.name: _answers(answer.answers[each.name, one.name], each) for one in answer.sets},
    }


def _answers(given: Answers, each: Statement) -> Record:
    scored = each.truth is not None and given.answers
    return {
        "answers": words(given),
        "score": number(given.score(bool(each.truth))) if scored else None,
        "silent": given.silent,
        "later": given.later,
    }


def _set(answer: Tried, name: str) -> Record:
    those = answer.scored(name)
    return {
        "verdict": answer.verdict(name),
        "score": number(answer.score(name)) if those else None,
        "scored": len(those),
        "silent": answer.count(name, "silent"),
        "later": answer.count(name, "later"),
        "baselines": {each: number(answer.baseline(each, those)) for each in BASELINES} if those else {},
    }
