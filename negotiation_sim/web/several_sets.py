"""Several assumption sets that an address names where a page takes one: which are left out, and what to ask instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..case.overlay import OVER
from .address import query_of
from .asked import Asked, address_to


@dataclass(frozen=True)
class SeveralSets:
    """The titles of the set that is taken and of those that are left out; and where all of them are seen.

    `joined`: the sets laid over each other, as one; `laid`: the address of the page under it; `side_by_side`: the
    address of the comparison.
    """

    taken: str
    left_out: tuple[str, ...]
    joined: str
    laid: str
    side_by_side: str


def several_sets(asked: Asked) -> SeveralSets | None:
    """What is to be said of the sets that the address names; None where it names one, or one twice."""
    named = tuple(dict.fromkeys(asked.given.get("assume", ())))
    if len(named) < 2:
        return None
    titles = [_title(asked, name) for name in named]
    parts = dict.fromkeys(part for name in named for part in name.split(OVER))
    from_the_base = sorted(parts, key=lambda name: name != asked.description["base_set"])
    joined = OVER.join(from_the_base)
    laid = f"/{query_of(asked.question, {**asked.case_in_address, **_changes(asked), 'assume': (joined,)})}"
    compared = address_to(asked, "compare", assume=named, **_changes(asked))
    return SeveralSets(titles[0], tuple(titles[1:]), joined, laid, compared)


def _changes(asked: Asked) -> Mapping[str, Sequence[str]]:
    return {"changes": asked.values.get("changes", ())}


def _title(asked: Asked, name: str) -> str:
    sets: Mapping[str, Mapping[str, str]] = asked.description["sets"]
    parts: Sequence[str] = name.split(OVER)
    return " + ".join(sets[part]["title"] if part in sets else part for part in parts)
