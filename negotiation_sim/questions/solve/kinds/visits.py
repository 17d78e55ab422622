"""The shares of time that noisy revision spends at each profile."""

from rich.console import Group
from rich.text import Text

from ....present.frames import Frame
from ....present.phrases import capital
from ....present.records import Record, number
from ....worlds.solved import Solved
from ..chances import headline_record, likeliest, profile_records, profiles_table, shown_headlines, shown_profiles
from ..dynamics import Visits
from ..titles import head, stamp_of, title_of

SHARES = "Shares of time in the model under these assumptions, not the probability of an event."


def text(visits: Visits, solved: Solved | None) -> Group:
    """The profiles at which noisy revision spends most time, and how often each headline is true."""
    heading = f"{title_of(visits.game, solved)}: logit dynamics at lambda {visits.precision:g}"
    parts = shown_profiles(heading, visits.game, solved, likeliest(visits.shares))
    parts += shown_headlines(solved, visits.shares, "over time")
    return Group(*parts, Text(capital(visits.reason)), Text(SHARES), *stamp_of(solved))


def record(visits: Visits, solved: Solved | None) -> Record:
    """The shares of time, and how they were computed."""
    return {
        **head(visits.game, solved),
        "lambda": number(visits.precision),
        "exact": visits.exact,
        "reason": visits.reason,
        "headlines": headline_record(solved, visits.shares),
        "profiles": profile_records(visits.game, likeliest(visits.shares), "share"),
    }


def table(visits: Visits) -> Frame:
    """One row per profile that is visited: its share of time and everybody's move."""
    return profiles_table(visits.game, likeliest(visits.shares, 0.0)).rename(columns={"chance": "share"})
