"""The page of the back-test: who would have been surprised, by what, and what that can show; all computed."""

from collections.abc import Callable, Iterable, Iterator

from negotiation_sim import ask, load_case
from negotiation_sim.case.backtest import SCORINGS, Statement
from negotiation_sim.present.phrases import percent_of_hundred
from negotiation_sim.questions.backtest.answer import Tried, words
from negotiation_sim.questions.backtest.forms import came, guarded, said, verdict_on, yes_no
from negotiation_sim.questions.backtest.sentences import author_of, sentences
from negotiation_sim.worlds.foretold import BASELINES, LAST, NOTHING, Foretelling

Table = Callable[[Iterable[str], Iterable[Iterable[object]]], str]
EXAMPLES = """```bash
negotiation-sim backtest                                   # who would have been surprised, and by what
negotiation-sim backtest w2 --assume op_ed --assume serwer_2022 --full
negotiation-sim backtest --set norm.paper=0.2              # the same with a number of your own
negotiation-sim new my_case --like kosovo                  # a case of your own: change its statements, then freeze them
negotiation-sim backtest --case my_case --renew my_case/backtest.toml
```"""


def page(table: Table) -> str:
    """The page; `table` writes a table in Markdown."""
    told: Tried = ask("backtest").answer
    first, surprises, differing = sentences(told)
    parts = [
        "# The back-test",
        f"{first} {surprises} {differing}",
        "Written from backtest.toml and the sets of the Kosovo case by `docs/generate.py`; `negotiation-sim backtest` "
        "does it anew. Scores say what each set, as this project reads it, implies; no author wrote them.",
        EXAMPLES,
        "## Statement by statement",
        "What our own side got wrong stands first: what the text said, or what the case's own set foretells. *The "
        "text*: what it says. *No change*: who expects all to stay as it was when the text was written. *As last*: as "
        "just before the window. *Surprised*: the sets among whose answers the truth is not, of those that can speak.",
        table(HEADS, (_row(told, each) for each in told.ordered)),
        *_notes(told),
        "## What each set scores",
        f"{SCORINGS[told.backtest.scoring]} Beside each score stand those of three baselines on the same statements, "
        "so that a set is not praised for what anybody would have said.",
        table(SCORES, _scores(told)),
        _kept_out(told),
        f"On {len(told.differ)} of {len(told.all_scored)} scored statements sets have different answers, "
        f"{'; '.join(each.title for each in told.differ)}; the others do not tell them apart. A set that is silent "
        "everywhere fails.",
        "## Windows: what was known, and when",
        *_windows(told, table),
        "## Shares of histories",
        *_shares(told, table),
        "## The guard",
        f"{guarded(told)} The hash covers rules, numbers, sets, windows, statements, stored ranges, and the dates of "
        "the sources that are cited. It guards against later edits and against nothing else.",
        "## What it cannot do",
        *_limits(told),
    ]
    return "\n\n".join(parts) + "\n"


SCORES = ("Set", "Held by", "Score", "Of", *map(str.capitalize, BASELINES.values()), "Silent", "Later")
HEADS = ("No.", "Statement", "Came", "Known", "The text", "No change", "As last", "Surprised", "Source")


def _row(told: Tried, each: Statement) -> tuple[object, ...]:
    bases = ("/".join(words(told.baselines[name, each.name])) or "-" for name in (NOTHING, LAST))
    return (each.number, each.title, came(each), each.day, said(each), *bases, verdict_on(told, each), each.source)


def _notes(told: Tried) -> Iterator[str]:
    silent = [f"{each.number}, for {each.silent}" for each in told.statements if each.silent]
    if silent:
        yield f"All are silent on {'; '.join(silent)}."
    noted = [f"{each.number}: {each.note}" for each in told.statements if each.note]
    if noted:
        yield f"How truths were read where that is open to doubt. {'. '.join(noted)}."


def _scores(told: Tried) -> Iterator[tuple[object, ...]]:
    for each in told.sets:
        those = told.scored(each.name)
        if those:
            sums = (
                f"{told.score(each.name):g}",
                len(those),
                *(f"{told.baseline(name, those):g}" for name in BASELINES),
            )
            yield (f"`{each.name}`", author_of(each), *sums, told.count(each.name, "silent"),
                   told.count(each.name, "later"))  # fmt: skip


def _kept_out(told: Tried) -> str:
    later = [f"`{each.name}` (as of {each.as_of})" for each in told.sets if told.verdict(each.name) == "kept_out"]
    return f"Kept out of every window, for they speak of what came later: {', '.join(later)}."


def _windows(told: Tried, table: Table) -> Iterator[str]:
    yield (
        "A window holds outside facts that were known when it starts, each with a source of that time and the day by "
        "which it was known; the engine refuses later ones. What was not known is free. A set speaks only where it and "
        "all its sources were known. A number of the register whose source is later keeps its value, held to a range "
        "that could be drawn by September 2020: how many of these there are is counted here."
    )
    foretelling = Foretelling(told.case, told.backtest, {})
    rows = []
    for window in told.backtest.windows.values():
        fixed = "; ".join(told.case.label_of(f"{who}.{move}") for who, move in window.file.fixes.items())
        changed = "; ".join(f"`{change.name}` {change.value:g}" for change in window.file.changes.values()) or "none"
        moved = len(foretelling.held(window, "game"))
        rows.append((window.title, window.starts, fixed, changed, told.late[window.name], moved))
    yield table(("Window", "Starts", "Fixed", "Changed", "Numbers with a later source", "Moved by their range"), rows)


def _shares(told: Tried, table: Table) -> Iterator[str]:
    yield (
        "The years give shares of histories, so they are held against what came by a Brier score: the mean squared "
        "error, 0.25 for an even guess. The reference is the rate of the twelve years before the text, in which "
        f"nothing of this happened: {told.brier_before:.4f}. No set can beat that, for nothing of it happened since."
    )
    heads = ("Set", *(f"{each.title} ({yes_no(each.happened)})" for each in told.asked_shares), "Brier score")
    rows = []
    for each in told.sets:
        if (score := told.brier(each.name)) is not None:
            shares = (told.shares[share.name, each.name] or 0 for share in told.asked_shares)
            rows.append((f"`{each.name}`", *(percent_of_hundred(share, "none") for share in shares), f"{score:.4f}"))
    yield table(heads, rows)


def _limits(told: Tried) -> Iterator[str]:
    best = max(told.sets, key=lambda each: told.score(each.name) - told.baseline(NOTHING, told.scored(each.name)))
    ahead = told.score(best.name) - told.baseline(NOTHING, told.scored(best.name))
    case = load_case("kosovo")
    yield (
        f"It cannot test {told.backtest.cannot_test}. What these years tell of is a world in which nobody led. Whoever "
        f"says that nothing changes scores about as well as the sets: the most that one is ahead of him is {ahead:g}, "
        f"`{best.name}`. {len(told.backtest.statements)} statements that were picked by those who knew how they ended "
        f"are no sample of anything. The sets share most of their {len(case.register)} numbers, so their errors hang "
        "together. The game has one move for all concessions of Kosovo and no projects, chapters or Montenegro; on "
        "these it is silent, and a silence is counted and not praised. The ranges that hold numbers with later sources "
        "were drawn by people who knew the later years."
    )
