"""The shares of time that noisy revision spends at each profile."""

from rich.console import Group, RenderableType
from rich.text import Text

from ....present.frames import Frame
from ....present.records import Record, at_profile, number
from ....worlds.solved import Solved
from ..chances import LEAST, headline_record, likeliest, profiles_table, shown_headlines, shown_profiles
from ..dynamics import Visits
from ..titles import head, sentence, stamp_of, title_of

SHARES = "Shares of time in the model under these assumptions, not the probability of an event."


def text(visits: Visits, solved: Solved | None) -> Group:
    """The profiles at which noisy revision spends most time, and how often each headline is true."""
    heading = f"{title_of(visits.game, solved)}: logit dynamics at lambda {visits.precision:g}"
    parts: list[RenderableType] = [shown_profiles(heading, visits.game, solved, likeliest(visits.shares))]
    rest = 1.0 - sum(share for _, share in likeliest(visits.shares))
    parts += [Text(f"All other profiles together: {rest:.3f}.")] if rest > LEAST else []
    parts += shown_headlines(solved, visits.shares, "over time") if solved else []
    return Group(*parts, Text(sentence(visits.reason)), Text(SHARES), *stamp_of(solved))


def record(visits: Visits, solved: Solved | None) -> Record:
    """The shares of time, and how they were computed."""
    return {
        **head(visits.game, solved),
        "lambda": number(visits.precision),
        "exact": visits.exact,
        "reason": visits.reason,
        "headlines": headline_record(solved, visits.shares) if solved else {},
        "profiles": [
            {"share": number(share), **at_profile(visits.game, profile)} for profile, share in likeliest(visits.shares)
        ],
    }


def table(visits: Visits) -> Frame:
    """One row per profile that is visited: its share of time and everybody's move."""
    return profiles_table(visits.game, likeliest(visits.shares, 0.0)).rename(columns={"chance": "share"})
