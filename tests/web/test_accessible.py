"""No page has a finding of axe-core that is serious or critical: on a phone, on a laptop, in light and in dark."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from negotiation_sim.web.address import address, slug

from .asked import OFFERED, small
from .browser import Tabs, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

GRAVE = {"serious", "critical"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""The success criteria of WCAG 2.2 at level AA, as axe-core tags its rules."""
VIEWS = [("phone", False), ("laptop", True)]
ALL_VIEWS = [(kind, dark) for kind in ("phone", "laptop", "projector") for dark in (False, True)]
SPECIAL = {
    "first page": "/?case=kosovo&set=us_cred%3D0.5",
    "argument, all of it": "/argument?case=kosovo",
    "argument of paragraph 16": "/argument?case=kosovo&claim=C79&now=1",
    "pictures": "/breakeven/pictures?scenario=free_choice&holds=first.stag&case=stag_hunt",
    "all there is to say": "/run?scenario=free_choice&case=stag_hunt&full=1",
    "large type": "/run?scenario=free_choice&case=stag_hunt&view=large",
    "an older address": "/run?scenario=free_choice&case=stag_hunt&v=0.0.1&files=0123456789abcdef",
    "a fault": "/run?scenario=nowhere&case=stag_hunt",
    "no such page": "/nowhere",
}
"""Pages besides those of the questions."""


@cache
def pages() -> dict[str, str]:
    """Every page by a name: each question with its answer, and the special ones."""
    asked = {name: address(question, small(question)) for name, question in OFFERED.items()}
    return {**asked, **SPECIAL}


@cache
def axe() -> str:
    return (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def findings(page: "Page") -> list[str]:
    """What axe-core finds that is grave: the rule, and where."""
    page.evaluate(axe())
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    result: dict[str, Any] = page.evaluate("options => axe.run(options)", options)
    return [
        f"{each['id']}: {each['help']}: {node['html'][:200]}"
        for each in result["violations"]
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("name", pages())
def test_no_page_shuts_anybody_out(tabs: Tabs, name: str) -> None:
    for kind, dark in ALL_VIEWS if os.environ.get("VIEWS") == "all" else VIEWS:
        page = settled(tabs.open(pages()[name], kind, dark))
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true; })")
        assert not findings(page), (kind, dark)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{kind}: wider than the screen"
        if folder := os.environ.get("SCREENSHOTS"):
            shade = "dark" if dark else "light"
            page.screenshot(path=f"{folder}/{slug_of(name)}-{kind}-{shade}.png", full_page=True)
    tabs.complaints[:] = [said for said in tabs.complaints if "status of 40" not in said]


def test_no_page_that_is_linked_everywhere_and_is_no_question_shuts_anybody_out(tabs: Tabs) -> None:
    links = tabs.open("/glossary").locator("header a, footer a").evaluate_all("all => all.map(each => each.pathname)")
    data = {"/api/openapi.json"}
    for where in sorted({*links} - {f"/{slug(question)}" for question in OFFERED.values()} - {"/"} - data):
        for kind, dark in VIEWS:
            page = settled(tabs.open(where, kind, dark))
            assert not findings(page), (where, kind, dark)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{where}: wider than a {kind}"
    tabs.complaints[:] = [said for said in tabs.complaints if "status of 40" not in said]


def slug_of(name: str) -> str:
    return slug(OFFERED[name]) if name in OFFERED else name.replace(" ", "-")


def test_the_check_finds_what_is_there_to_be_found(tabs: Tabs) -> None:
    page = tabs.open("/glossary")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/icon.svg\">')")
    assert [each for each in findings(page) if each.startswith("image-alt")]
