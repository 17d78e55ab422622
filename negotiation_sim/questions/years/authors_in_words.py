"""Who would have been surprised, in sentences: first what tells sets apart, then what the case itself brings to all."""

from collections.abc import Iterator, Sequence

from ...case.rounds import Rounds
from ...present import labels
from ...present.phrases import listed, of_hundred, plural
from ...worlds.years_record import first_of
from .authors import Author, shared, telling_apart


def surprised(rounds: Rounds, answers: Sequence[Author]) -> Iterator[str]:
    """What sets differ on and whom it surprised, what all share, and which sets came too late to be surprised."""
    if not answers or not answers[0].far_out:
        return
    alike = shared(answers)
    apart = [name for name in answers[0].far_out if name not in alike]
    counted = [each for each in answers if each.since is not None]
    if telling_apart(answers):
        yield _furthest(rounds, answers)
    if apart:
        yield _by(rounds, counted, apart)
    if alike:
        yield _of_all(rounds, answers, alike)
    yield from _kept_out(answers)


def _kept_out(answers: Sequence[Author]) -> Iterator[str]:
    """Which sets nothing can surprise: those without a date, and those that came too late."""
    out = [each.assumptions for each in answers if each.since is None]
    if undated := [each.name for each in out if not each.as_of]:
        who = listed(undated)
        yield f"As of when {who} spoke is not said (`as_of`), so it cannot be told what could surprise them."
    if late := [each.name for each in out if each.as_of]:
        yield f"Nothing could surprise {listed(late)}: no year of the record began when that was known already."


def in_words(rounds: Rounds, first: tuple[int, tuple[str, ...]] | None) -> str:
    """By what and in which year; `in no year` where there is none."""
    return f"in {first[0]} ({'; '.join(map(rounds.label, first[1]))})" if first else "in no year"


def _furthest(rounds: Rounds, answers: Sequence[Author]) -> str:
    """Where the sets differ most, and who of them stands at either end."""
    name = telling_apart(answers)[0]
    ordered = sorted(answers, key=lambda each: each.far_out[name][1])
    first, last = ordered[0], ordered[-1]
    return (
        f"Sets differ most on '{rounds.label(name)}': under {labels.author(first.assumptions)} "
        f"{of_hundred(first.far_out[name][1])} of 100 histories are as far out as what happened, under "
        f"{labels.author(last.assumptions)} {of_hundred(last.far_out[name][1])}."
    )


def _by(rounds: Rounds, counted: Sequence[Author], apart: Sequence[str]) -> str:
    """Whom the parts on which sets differ would have surprised, those of one year and part named together."""
    what = listed([f"'{rounds.label(name)}'" for name in apart])
    if not counted:
        return f"No set is known to have been there when a year of the record began, so {what} could surprise none."
    groups: dict[str, list[str]] = {}
    for each in counted:
        if first := each.first_by(apart):
            groups.setdefault(in_words(rounds, first), []).append(labels.author_in_title(each.assumptions))
    sets = plural(len(counted), "set that was known in time", "sets that were known in time")
    if not groups:
        return f"By {what} none of {sets} would have been surprised."
    who = "; ".join(f"{listed(names)} {when}" for when, names in groups.items())
    count = sum(map(len, groups.values()))
    return f"By {what} {'all' if count == len(counted) else count} of {sets} would have been surprised: {who}."


def _of_all(rounds: Rounds, answers: Sequence[Author], alike: Sequence[str]) -> str:
    """What comes out alike under every set, for none says anything of it: it tells about the case, not about them."""
    what = listed([f"'{rounds.label(name)}'" for name in alike])
    first = min(
        (first for each in answers if (first := first_of({name: each.left[name] for name in alike}))), default=None
    )
    left = f"leaves the paths of every set {in_words(rounds, first)}" if first else "lies within the paths of every set"
    return f"No set differs on {what}, which rest on the case's own numbers: what happened there {left}."
