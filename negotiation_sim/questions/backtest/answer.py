"""What every set foretold of every statement, what it scores, and who would have been surprised."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ...case.assumptions import AssumptionSet
from ...case.backtest import FILE, Backtest, ForetoldShare, Statement
from ...case.backtest_frozen import hash_now, renew
from ...case.library import find_case
from ...case.scenario import Case, Scenario
from ...errors import InputError, as_known, unknown
from ...present.frames import Frame, frame
from ...worlds.advance import Watch
from ...worlds.foretold import BASELINES, Answers, Foretelling
from .question import BacktestAsked

Verdict = Literal["scored", "fails", "kept_out"]


@dataclass(frozen=True, eq=False)
class Tried:
    """Statements and what was foretold of them, by statement and set, or by baseline and statement.

    `own` are the answers of the case's own set, the register, to each statement, whether it is asked about or not.
    `shares[share, set]` is None where the set is later. `stored` and `now` are the hash in the file, and that of the
    files as they are. `late[window]`: how many numbers that its game reads have a later source, of how many.
    """

    case: Case
    backtest: Backtest
    scenarios: tuple[Scenario, ...]
    sets: tuple[AssumptionSet, ...]
    statements: tuple[Statement, ...]
    answers: Mapping[tuple[str, str], Answers]
    own: Mapping[str, Answers]
    baselines: Mapping[tuple[str, str], Answers]
    shares: Mapping[tuple[str, str], float | None]
    late: Mapping[str, int]
    stored: str
    now: str

    @property
    def asked_of(self) -> tuple[Scenario, ...]:
        """What the answers depend on: the rules under each set that speaks; under all where none does."""
        speaking = (self.verdict(each.name) != "kept_out" for each in self.sets)
        used = tuple(each for each, speaks in zip(self.scenarios, speaking, strict=True) if speaks)
        return used or self.scenarios

    @property
    def fits(self) -> bool:
        """Whether nothing was changed since the hash was written."""
        return self.stored == self.now

    @property
    def asked_shares(self) -> tuple[ForetoldShare, ...]:
        """The shares of the windows that are asked about."""
        return tuple(each for each in self.backtest.shares if (each.name, self.sets[0].name) in self.shares)

    def wrong(self, statement: Statement) -> bool:
        """Whether the text under study, or the case's own set, was wrong about a statement."""
        return self.text_wrong(statement) or self.set_wrong(statement)

    def text_wrong(self, statement: Statement) -> bool:
        """Whether the text under study said otherwise than it came."""
        return None not in (statement.said, statement.truth) and statement.said != statement.truth

    def set_wrong(self, statement: Statement) -> bool:
        """Whether what came is among no answer of the case's own set, which has some."""
        own = self.own[statement.name]
        return statement.truth is not None and bool(own.answers) and statement.truth not in own.answers

    @property
    def contradicted(self) -> tuple[Statement, ...]:
        """The statements on which the case's own set has an answer, and what the text says is not among them."""
        return tuple(
            each
            for each in self.statements
            if each.said is not None and (own := self.own[each.name].answers) and each.said not in own
        )

    @property
    def ordered(self) -> tuple[Statement, ...]:
        """The statements, those about which our own side was wrong first."""
        return tuple(sorted(self.statements, key=lambda each: (not self.wrong(each), each.number)))

    def scored(self, name: str) -> tuple[Statement, ...]:
        """The statements on which a set has an answer and of which the truth is known."""
        return tuple(each for each in self.statements if not each.is_open and self.answers[each.name, name].answers)

    def score(self, name: str) -> float:
        """The sum of a set's scores."""
        return _sum(self.scored(name), lambda each: self.answers[each.name, name])

    def baseline(self, name: str, statements: Sequence[Statement]) -> float:
        """The sum of a baseline's scores on these statements."""
        return _sum(statements, lambda each: self.baselines[name, each.name])

    def count(self, name: str, what: Literal["silent", "later"]) -> int:
        """On how many statements whose truth is known a set is silent, or is not asked because it is later."""
        known = (each for each in self.statements if not each.is_open)
        return sum(bool(getattr(self.answers[each.name, name], what)) for each in known)

    def verdict(self, name: str) -> Verdict:
        """Whether a set is scored, fails because it is silent wherever it may speak, or may speak nowhere."""
        if self.scored(name):
            return "scored"
        asked = [each for each in self.statements if not each.is_open and each.holds is not None]
        return "kept_out" if asked and all(self.answers[each.name, name].later for each in asked) else "fails"

    @property
    def kept_out(self) -> tuple[AssumptionSet, ...]:
        """The sets that may speak in no window that is asked about."""
        return tuple(each for each in self.sets if self.verdict(each.name) == "kept_out")

    def why_kept_out(self, name: str) -> tuple[str, str]:
        """The day on which the last window starts that a set is kept out of, and why it is later even than that."""
        late = [
            (self.backtest.windows[each.window].starts, why)
            for each in self.statements
            if (why := self.answers[each.name, name].later)
        ]
        return max(late, key=lambda each: each[0])

    def speaking(self, statement: Statement) -> tuple[AssumptionSet, ...]:
        """The sets that have an answer to a statement."""
        return tuple(each for each in self.sets if self.answers[statement.name, each.name].answers)

    def surprised(self, statement: Statement) -> tuple[AssumptionSet, ...]:
        """The sets among whose answers the truth is not."""
        if statement.truth is None:
            return ()
        return tuple(
            each
            for each in self.speaking(statement)
            if statement.truth not in self.answers[statement.name, each.name].answers
        )

    @property
    def all_scored(self) -> tuple[Statement, ...]:
        """The statements on which at least one set is scored."""
        return tuple(each for each in self.statements if not each.is_open and self.speaking(each))

    @property
    def differ(self) -> tuple[Statement, ...]:
        """The scored statements on which sets have different answers."""
        return tuple(
            each
            for each in self.all_scored
            if len({self.answers[each.name, one.name].answers for one in self.speaking(each)}) > 1
        )

    def brier(self, name: str) -> float | None:
        """The mean squared error of a set's shares; None where it is later than their window."""
        shares = [(self.shares[each.name, name], each.happened) for each in self.asked_shares]
        known = [(share, happened) for share, happened in shares if share is not None]
        return _brier(known) if known and len(known) == len(shares) else None

    @property
    def brier_before(self) -> float:
        """That of the rate of the years before, the reference."""
        start = self.case.rounds.start if self.case.rounds else 0
        return _brier([(each.climatology(each.year - start), each.happened) for each in self.asked_shares])

    @property
    def table(self) -> Frame:
        """A row per statement and set, and per statement and baseline."""
        return frame(
            {
                "number": each.number,
                "statement": each.name,
                "title": each.title,
                "window": each.window,
                "truth": None if each.truth is None else int(each.truth),
                "day": each.day,
                "who": who,
                "kind": kind,
                "answers": "/".join(words(answers)),
                "score": answers.score(each.truth) if each.truth is not None and answers.answers else None,
                "silent": answers.silent,
                "later": answers.later,
            }
            for each in self.statements
            for who, kind, answers in (
                *((one.name, "set", self.answers[each.name, one.name]) for one in self.sets),
                *((name, "baseline", self.baselines[name, each.name]) for name in BASELINES),
            )
        )


def _sum(statements: Sequence[Statement], answers: Callable[[Statement], Answers]) -> float:
    return sum(answers(each).score(each.truth) for each in statements if each.truth is not None)


def _brier(shares: Sequence[tuple[float, bool]]) -> float:
    return sum((share - happened) ** 2 for share, happened in shares) / len(shares)


def words(answers: Answers) -> list[str]:
    """The answers as words, yes before no."""
    return [word for word, value in (("yes", True), ("no", False)) if value in answers.answers]


def answer(asked: BacktestAsked, watch: Watch) -> Tried:
    """Every statement under every set. Raises InputError for names not known, and for what was not known in a window.

    Where it is asked for, the hash as it is now is written into the file first.
    """
    choice = asked.choose()
    case, backtest = choice.case, backtest_of(choice.case)
    chosen = [as_known(name, backtest.windows) for name in asked.window] or list(backtest.windows)
    for name in chosen:
        if name not in backtest.windows:
            raise InputError(unknown("window", name, backtest.windows, case.where))
    foretelling = Foretelling(case, backtest, choice.values)
    foretelling.check()
    now = hash_now(case, backtest)
    if asked.renew is not None:
        renew(find_case(asked.named_case), asked.renew, now)
    sets = choice.sets or tuple(case.sets.values())
    statements = tuple(each for each in backtest.statements if each.window in chosen)
    shares = [each for each in backtest.shares if each.window in chosen]
    answers, shared = {}, {}
    with watch("Trying statements", len(sets) * (len(statements) + len(shares))) as advance:
        for each in sets:
            for statement in statements:
                answers[statement.name, each.name] = foretelling.answers(statement, each)
                advance(1)
            for share in shares:
                shared[share.name, each.name] = foretelling.share(share, each)
                advance(1)
    own = case.assumption_set()
    return Tried(
        case,
        backtest,
        tuple(case.itself(each, choice.values) for each in sets),
        *(sets, statements, answers),
        {each.name: foretelling.answers(each, own) for each in statements},
        {(name, each.name): foretelling.baseline(name, each) for name in BASELINES for each in statements},
        shared,
        {window: len(foretelling.later.get((window, "game"), ())) for window in chosen},
        backtest.frozen if asked.renew is None else now,
        now,
    )


def backtest_of(case: Case) -> Backtest:
    """The back-test of a case. Raises InputError where it has none."""
    if case.backtest is None:
        raise InputError(
            f"the case '{case.name}' has no dated statements: add {FILE} to its folder; docs/reference.md says what "
            "stands in it."
        )
    return case.backtest
