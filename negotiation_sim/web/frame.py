"""What stands around every answer: the form, the menu, the command, and the address under which it is found again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from ..questions import question as question_named
from ..questions import questions
from ..questions.declaration import GROUPS, Question
from ..version import __version__
from . import changelog, command
from .address import answerable, offered, pairs_of, query_of, slug, under_assumptions
from .asked import Asked
from .carrying import TAKES_A_FILE
from .forms import widgets
from .packed import NAME, as_text
from .report_link import FILES, report_link
from .site import Site


def with_controls(asked: Asked) -> str:
    """The address of the page, with how much is shown, whether at once, and how large."""
    more = (
        [("full", "1")] * asked.controls.full
        + [("now", "1")] * asked.controls.now
        + [("view", asked.controls.view)] * bool(asked.controls.view)
    )
    joined = urlencode(more)
    return asked.address + (("&" if "?" in asked.address else "?") + joined if joined else "")


def frame(site: Site, asked: Asked, without: Sequence[str] = ()) -> dict[str, Any]:
    """What every page of a question shows: its name, its form, the command for it, and where else to go.

    `without` names fields that neither the command nor the links to the same answer have.
    """
    asked = replace(asked, values={name: value for name, value in asked.values.items() if name not in without})
    question = asked.question
    query = urlencode(pairs_of(question, asked.values_with_case))
    return {
        "site": site,
        "title": question.title,
        "about": question.about,
        "question": question,
        "slug": slug(question),
        "asked": asked,
        "case": asked.description,
        "widgets": widgets(question, asked.values, asked.description, asked.offers),
        "report_files": FILES,
        "address": asked.address,
        "query": query,
        "packed": as_text(asked.packed) if asked.packed else "",
        "command": command.typed(question, _typed_case(site, asked)),
        "has_pictures": question.pictures is not None,
        "has_record": question.record is not None,
        "root": _root(asked),
        "carried": _carried(asked),
        "sent_case": asked.sent_case,
        "menu": menu(_root(asked), (asked.description or asked.sent_case).get("has"), _carried(asked)),
        "view": asked.controls.view,
        "notice": _notice(asked),
        "report": report_link(question, asked.values_with_case, asked.description),
    }


def _typed_case(site: Site, asked: Asked) -> Mapping[str, Any]:
    """The values as they are typed: the case too, where the command would not take it by itself."""
    if asked.packed and asked.case:
        return {**asked.values, "case": NAME}
    if not asked.case or (asked.case == "kosovo" and asked.case not in site.served.own):
        return asked.values
    return {**asked.values, "case": asked.case}


def _notice(asked: Asked) -> Mapping[str, Any] | None:
    """What a person should know who opens an older address: what was another one, and what has changed since."""
    old_program = asked.controls.version not in ("", __version__)
    old_case = asked.controls.state not in ("", asked.contents)
    told = [f"by version {asked.controls.version} of the program (this is {__version__})"] * old_program
    told += ["when the files of the case were others"] * old_case
    if not told:
        return None
    says = f"This address was made {' and '.join(told)}: the answer may be another one."
    since = changelog.changes_since(asked.controls.version, changelog.changelog()) if old_program else ()
    return {
        "says": says if since or not old_program else f"{says} {changelog.NAME} may say what has changed.",
        "since": since,
    }


def _root(asked: Asked) -> str:
    """What is added to the address of another page about the same case."""
    return f"?case={asked.case}" if asked.named else ""


def _carried(asked: Asked) -> str:
    """What is added to the address of another page about the same case under the same assumptions."""
    names = ("assume", "changes")
    kept = {name: asked.values[name] for name in names if asked.values.get(name)}
    return query_of(question_named("change"), {**asked.case_in_address, **kept})


def menu(
    root: str = "", has: Mapping[str, bool] | None = None, carried: str = ""
) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The questions by group: name, address and what it answers in short. `root` is added to each address.

    `has`: which data the case has; None where no case is asked about. What needs other data is left out. `carried` is
    added in place of `root` where the answer depends on assumptions.
    """
    return _menu(root, None if has is None else frozenset(name for name, there in has.items() if there), carried)


@lru_cache(maxsize=64)
def _menu(root: str, has: frozenset[str] | None, carried: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    groups: list[tuple[str, list[tuple[str, str, str]]]] = []
    for group in GROUPS:
        listed = [question for question in questions().values() if question.group == group and _has_a_page(question)]
        entries = [
            (q.title, _home(q, root, carried or root), q.about.partition("\n\n")[0])
            for q in listed
            if answerable(q, None if has is None else dict.fromkeys(has, True))
        ]
        groups.append((group, entries))
    return groups


def _has_a_page(question: Question) -> bool:
    return offered(question) or question.name in TAKES_A_FILE


def of_your_case(has: Mapping[str, bool]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The questions that can be asked of a case with these data, by group: title, address and what it answers."""
    homes = {_home(question) for question in filter(offered, questions().values()) if about_a_case(question)}
    return [(group, [entry for entry in entries if entry[1] in homes]) for group, entries in menu("", has)]


def about_a_case(question: Question) -> bool:
    """Whether the question is about a case."""
    return any(field.name == "case" for field in question.fields)


def _home(question: Question, root: str = "", carried: str = "") -> str:
    """The address of the question's page before anything else is asked."""
    about = about_a_case(question) and offered(question)
    return f"/{slug(question)}{(carried if under_assumptions(question) else root) if about else ''}"
