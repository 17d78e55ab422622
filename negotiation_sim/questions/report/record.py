"""The run record of a report: what was asked of which case, and what came of it."""

from collections.abc import Mapping

from ...present.conclusions import reached_record
from ...present.records import Record, number
from ...present.run_record import run_record
from ..believe import forms as believe
from ..breakeven import forms as breakeven
from ..compare import forms as compare
from ..reproduced import given
from .answer import Report
from .critics import Critic
from .deviations import Deviation
from .front import sentences
from .question import QUESTION


def record(answer: Report, files: Mapping[str, str] | None = None) -> Record:
    """The record; `files`: the SHA-256 of each file that was written, by name."""
    return run_record(QUESTION.name, given(QUESTION, answer.in_full), [answer.scenario], _results(answer), files or {})


def _results(answer: Report) -> Record:
    results: Record = {
        "sentences": list(sentences(answer)),
        "scenario": answer.scenario.name,
        "comparison": compare.record(answer.comparison),
        "deviations": [_deviation(each) for each in answer.deviations],
        "left_out": list(answer.left_out),
    }
    if answer.concluded:
        results["conclusion"] = reached_record(answer.concluded.reached)
        results["holds"] = answer.concluded.holds
        results["critics"] = [_critic(each) for each in answer.critics]
    if answer.rests:
        results["rests_on"] = breakeven.record(answer.rests)
    if answer.counter:
        results["counter"] = believe.record([answer.counter.nearest])
    return results


def _deviation(each: Deviation) -> Record:
    return {
        "player": each.player,
        "move": each.move,
        "other": each.other,
        "payoff": number(each.payoff),
        "otherwise": number(each.otherwise),
        "gains": each.gains,
    }


def _critic(each: Critic) -> Record:
    differs = {entry.name: number(change.value) for entry, change in each.differs}
    return {"set": each.set.name, "conclusion": each.verdict, "differs": differs, "silent": each.silent}
