"""A back-test in tables, and what its hash says."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from ...case.backtest import SCORINGS, Statement
from ...present.phrases import capital, percent_of_hundred
from ...present.screen import WARNING, Brief
from ...present.tables import Headed, footer, table_of
from ...worlds.foretold import BASELINES, LAST, NOTHING
from .answer import Tried, words
from .sentences import contradictions, sentences, surprised_in_words

OPEN = "open"
VERDICTS = {"scored": "", "fails": "fails: silent everywhere", "kept_out": ""}
MEANING = (
    "The text: what the text under study says. No change: as when it was written; as last: as just before the window. "
    "yes/no: at some equilibria yes, at some no. Surprised: sets that said otherwise. Later: the set, or one of its "
    "sources, is later than the window."
)


def text(answer: Tried) -> Group:
    """The sentences, every statement, what each set scores, its answers one by one, the shares, and the guard."""
    first, *more = sentences(answer)
    parts: list[RenderableType] = [Text(first, style="bold"), *map(Text, more), Text(), statements(answer)]
    parts += [part for table in (*_of_the_sets(answer), *_shares(answer)) for part in (Text(), table)]
    return Group(
        *parts, Text(), *map(Text, (MEANING, SCORINGS[answer.backtest.scoring], *notes(answer))), _foot(answer)
    )


def brief(answer: Tried) -> Brief:
    """The sentences, the first statements, our own errors before all, and what each set scores."""
    of_the_sets = _of_the_sets(answer)
    count = min(max(sum(map(answer.wrong, answer.statements)), 5), len(answer.statements))
    return Brief(
        sentences(answer),
        (statements(answer).first(count), *of_the_sets[:1], *map(Text, _kept_out(answer)), *of_the_sets[1:]),
        _foot(answer),
    )


def guarded(answer: Tried) -> str:
    """What the hash says."""
    if answer.fits:
        return f"Rules, sets and statements are those that were frozen: the stored hash is theirs, {answer.now}."
    if not answer.stored:
        return f"Not frozen: no hash of rules, sets and statements is stored; theirs is {answer.now} now."
    return (
        f"Rules, sets or statements were changed after they were frozen at {answer.stored}: they are {answer.now} now, "
        "and scores are those of what stands there now."
    )


def guard(answer: Tried) -> str:
    """What the hash says, and how the present one is stored."""
    return guarded(answer) + ("" if answer.fits else " `renew` stores the present hash.")


def _foot(answer: Tried) -> Group:
    return Group(Text(guard(answer), style="dim" if answer.fits else WARNING), footer(answer.asked_of))


def statements(answer: Tried) -> Headed:
    """Every statement with what came of it, what was said, the baselines, and who would have been surprised."""
    table = table_of(
        "Statement by statement, first where the text or the case's own set was wrong",
        *("No.", "Statement", "Came", "Known", "The text", "No change", "As last", "Surprised"),
        right=("No.",),
    )
    for each in answer.ordered:
        table.add_row(
            *(str(each.number), each.title, came(each), each.day, said(each)),
            *("/".join(words(answer.baselines[name, each.name])) or "-" for name in (NOTHING, LAST)),
            verdict_on(answer, each),
        )
    return table


def came(statement: Statement) -> str:
    """What came of a statement, in a word."""
    return OPEN if statement.truth is None else yes_no(statement.truth)


def said(statement: Statement) -> str:
    """What the text says of a statement, in a word; that it was wrong is marked."""
    if statement.said is None:
        return "-"
    wrong = statement.truth is not None and statement.said != statement.truth
    return yes_no(statement.said) + (", wrong" if wrong else "")


def yes_no(value: bool) -> str:
    """Yes or no."""
    return "yes" if value else "no"


def verdict_on(answer: Tried, statement: Statement) -> str:
    """Who would have been surprised by what came; that nobody speaks of it."""
    if not answer.speaking(statement):
        return "nobody speaks"
    if statement.is_open:
        return "not scored yet"
    return surprised_in_words(answer, statement, everybody="all") or "nobody"


def _of_the_sets(answer: Tried) -> tuple[Headed, ...]:
    """What sets score, and their answers one by one; nothing where all are kept out of every window."""
    return () if len(answer.kept_out) == len(answer.sets) else (scores(answer), one_by_one(answer))


def scores(answer: Tried) -> Headed:
    """What sets score beside the baselines on the same statements; who is kept out of every window has no row."""
    heads = ("Score", "Of", *map(capital, BASELINES.values()), "Silent", "Later")
    title = "What each set scores, beside three baselines on the same statements"
    table = table_of(title, "Sets", *heads, "", right=heads)
    alike: dict[tuple[str, ...], list[str]] = {}
    for each in answer.sets:
        if answer.verdict(each.name) != "kept_out":
            alike.setdefault(_scores_of(answer, each.name), []).append(each.name)
    for cells, names in alike.items():
        table.add_row(", ".join(names), *cells)
    return table


def _scores_of(answer: Tried, name: str) -> tuple[str, ...]:
    those = answer.scored(name)
    sums = (answer.score(name), len(those), *(answer.baseline(each, those) for each in BASELINES))
    numbers = tuple(f"{value:g}" for value in sums) if those else ("-", "0", "-", "-", "-")
    return (
        *numbers,
        str(answer.count(name, "silent")),
        str(answer.count(name, "later")),
        VERDICTS[answer.verdict(name)],
    )


def one_by_one(answer: Tried) -> Headed:
    """Every set's answers, a row each, a column for each statement by its number."""
    asked = [each for each in answer.statements if each.holds is not None]
    table = table_of("Answers, statement by statement (y yes, n no, ! wrong)", "Set", *(str(e.number) for e in asked))
    for each in answer.sets:
        if answer.verdict(each.name) != "kept_out":
            table.add_row(each.name, *(cell(answer, statement, each.name) for statement in asked))
    return table


def cell(answer: Tried, statement: Statement, name: str) -> str:
    """A set's answers to a statement in a few letters."""
    given = answer.answers[statement.name, name]
    if not given.answers:
        return "later" if given.later else "-"
    letters = "/".join(word[0] for word in words(given))
    return letters + ("!" if statement.truth is not None and statement.truth not in given.answers else "")


def _shares(answer: Tried) -> Iterator[Headed]:
    if not answer.asked_shares or len(answer.kept_out) == len(answer.sets):
        return
    heads = (*(f"{each.title} ({yes_no(each.happened)})" for each in answer.asked_shares), "Brier score")
    table = table_of("Of 100 histories of the years, and in brackets what came", "Set", *heads, right=heads)
    for each in answer.sets:
        if (score := answer.brier(each.name)) is not None:
            shares = [answer.shares[share.name, each.name] for share in answer.asked_shares]
            table.add_row(each.name, *(percent_of_hundred(share or 0.0) for share in shares), f"{score:.4f}")
    start = answer.case.rounds.start if answer.case.rounds else 0
    before = (percent_of_hundred(each.climatology(each.year - start)) for each in answer.asked_shares)
    table.add_row("the rate of the years before", *before, f"{answer.brier_before:.4f}")
    yield table


def _kept_out(answer: Tried) -> Iterator[str]:
    """Which sets speak in no window, and why not."""
    later = [each.title for each in answer.kept_out]
    if later and len(later) < len(answer.sets):  # where it is all, the first sentence says so
        yield f"Kept out of every window, for they or their sources are later: {'; '.join(later)}."


def notes(answer: Tried) -> Iterator[str]:
    """How truths were read where that is open to doubt, why all are silent, and how many numbers have later sources."""
    for each in answer.statements:
        if each.silent:
            yield f"{each.number}: all are silent, for {each.silent}."
        if each.note:
            yield f"{each.number}: {each.note}."
    counted = "; ".join(f"{answer.backtest.windows[name].title}, {count}" for name, count in answer.late.items())
    yield from _kept_out(answer)
    yield from contradictions(answer)
    yield (
        "Numbers that the game of a window reads and that cite a source later than its start, each held to a range "
        f"that is stored for it: {counted}; of {len(answer.case.register)} in the register."
    )
