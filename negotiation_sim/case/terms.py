"""Terms: the words of a case's subject, and what each means to somebody who meets it for the first time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .document import Reader, Section, read_toml
from .labels import LONGEST
from .library import find_case

FILE = "terms.toml"


@dataclass(frozen=True)
class CaseTerms:
    """The title of a case, and its terms with their meanings in alphabetical order."""

    title: str
    meanings: Mapping[str, str] = field(default_factory=dict)


def read_terms(folder: Path, read: Reader = read_toml) -> dict[str, str]:
    """The terms of a case with their meanings, from its terms.toml; none where it has no such file.

    Raises InputError for a term or a meaning without words, and for a term that is longer than a label may be.
    """
    return terms_in(read(folder / FILE)) if (folder / FILE).is_file() else {}


def terms_in(section: Section) -> dict[str, str]:
    """`"the word" = "what it means"` of a file, in alphabetical order: an article before a word counts for nothing.

    Raises InputError as `read_terms`.
    """
    meanings: dict[str, str] = {}
    for term in sorted(section.data, key=_without_article):
        if not term.strip() or len(term) > LONGEST or "\n" in term:
            raise section.fault(term, f"a term is a word or a few, of at most {LONGEST} characters in one line.")
        meanings[term] = " ".join(section.text(term).split())
    return meanings


def _without_article(term: str) -> str:
    return term.casefold().removeprefix("the ")


def terms_of_case(folder: str) -> CaseTerms:
    """The terms of the case in a folder, or of the built-in case of that name; the rest of the case is not looked at.

    Raises InputError for a case that is not known or whose files cannot be read.
    """
    path = find_case(folder)
    return CaseTerms(read_toml(path / "game.toml").section("case").text("title"), read_terms(path))
