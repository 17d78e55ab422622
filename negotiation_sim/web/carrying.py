"""Links on the pages of a case that was sent: a link to a page of this server takes the case along.

A link cannot carry a case. So it becomes a button of the one form that holds the case, and looks as the link did.
"""

import re
from functools import cache
from urllib.parse import urlsplit

from ..questions import questions
from .address import offered, slug, under_assumptions

TAKES_A_FILE = ("verify",)
"""Questions whose page takes a file that a person sends."""
FORM = "yours"
"""The id of the form that holds the packed case."""
LEAVES = "data-leaves"
"""The mark of a link that leaves the case, and says so."""
_LINK = re.compile(r"<a (?P<marks>[^>]*)>(?P<words>.*?)</a>", re.DOTALL)
_MARK = re.compile(r'([\w-]+)(?:="([^"]*)")?')
_OF_LINKS = ("href", "rel", "download", "class")


@cache
def _pages() -> frozenset[str]:
    """The first parts of the paths of all questions; "" is the first page."""
    return frozenset(("", *TAKES_A_FILE, *map(slug, filter(offered, questions().values()))))


def takes_a_case(href: str) -> bool:
    """Whether an address leads to a page, a file or data of a question, which can be sent a case."""
    path = urlsplit(href).path
    return href[:1] == "/" != href[1:2] and path.removeprefix("/api").split("/")[1] in _pages()


@cache
def _under_assumptions() -> frozenset[str]:
    return frozenset(slug(question) for question in questions().values() if under_assumptions(question))


def takes_values(href: str) -> bool:
    """Whether an address leads to the page of a question whose answer depends on the assumptions."""
    return urlsplit(href).path[1:] in _under_assumptions()


def carrying(page: str) -> str:
    """The page, its links to questions as buttons that send the case with them."""
    return _LINK.sub(_carried, page)


def _carried(link: re.Match[str]) -> str:
    marks: dict[str, str] = dict(_MARK.findall(link["marks"]))
    href, look = marks.get("href", ""), marks.get("class", "").split()
    if LEAVES in marks or not takes_a_case(href):
        return link[0]
    look += [] if "button" in look else ["linked"]
    kept = {("hx-post" if name == "hx-get" else name): value for name, value in marks.items() if name not in _OF_LINKS}
    made = {"form": FORM, "formaction": href, "class": " ".join(look), **kept}
    marked = " ".join(f'{name}="{value}"' for name, value in made.items())
    return f"<button {marked}>{link['words']}</button>"
