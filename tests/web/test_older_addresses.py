"""An address that another version made still opens, and says what has changed since, as far as can be known."""

import os
import re
from html import unescape
from pathlib import Path

import httpx
import pytest

from negotiation_sim.version import __version__
from negotiation_sim.web.changelog import changelog, changes_since
from negotiation_sim.web.described import contents_of, state_of

TEXT = """# Changelog

## 0.10.0 (unreleased)

- A tenth
  thing.

## 0.9.1

- A mended thing.
- Another one.

## 0.9.0 (2026-01-02)

- The first thing.
"""
WHERE = "/run?scenario=free_choice&case=stag_hunt"


@pytest.mark.parametrize(
    ("version", "now", "entries"),
    [
        ("0.9.0", "0.10.0", ("A tenth thing.", "A mended thing.", "Another one.")),
        ("0.9", "0.9.1", ("A mended thing.", "Another one.")),
        ("0.9.1", "0.10.0", ("A tenth thing.",)),
        ("0.1.0", "0.9.0", ("The first thing.",)),
        ("0.10.0", "0.10.0", ()),
        ("0.11.0", "0.10.0", ()),
        ("9" * 5_000, "0.10.0", ()),
        ("<b>", "0.10.0", ()),
        ("٠.٩", "0.10.0", ()),
        ("", "0.10.0", ()),
    ],
)
def test_the_entries_of_all_versions_in_between_are_told(version: str, now: str, entries: tuple[str, ...]) -> None:
    assert changes_since(version, TEXT, now) == entries


def test_the_changelog_has_an_entry_for_this_version() -> None:
    assert changes_since("0.0.0", changelog())
    assert f"## {__version__}" in changelog()


PAGES = ("/?", "/compare?case=stag_hunt", "/assumptions?case=stag_hunt", WHERE, "/argument?now=1")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_an_older_address_lists_what_has_changed(client: httpx.Client, path: str) -> None:
    page = client.get(f"{path}&v=0.0.1").text
    assert "by version 0.0.1 of the program" in page
    last = " ".join(changes_since("0.0.1", changelog())[-1].split()[:5])
    assert last in unescape(page)
    assert "This address was made" not in client.get(f"{path}&v={__version__}").text


def test_of_an_unknown_version_the_changelog_is_named(client: httpx.Client) -> None:
    page = client.get(f"{WHERE}&v=99.0<b>").text
    assert "CHANGELOG.md" in page
    assert "99.0&lt;b&gt;" in page


def test_the_link_with_versions_is_no_older_address_and_other_files_are_told(client: httpx.Client) -> None:
    (link,) = re.findall(r'href="([^"]*)">Link to this page', client.get(WHERE).text)
    assert "files=" in link
    assert "This address was made" not in client.get(unescape(link)).text
    other = re.sub(r"files=\w+", "files=0123456789abcdef", unescape(link))
    assert "when the files of the case were others" in client.get(other).text


def test_the_same_files_are_the_same_on_every_machine_and_a_changed_byte_is_another_case(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "game.toml").write_text('title = "A"', encoding="utf-8")
    os.utime(tmp_path / "there" / "game.toml", (1, 1))

    def contents(name: str) -> str:
        return contents_of(tmp_path / name, state_of(tmp_path / name))

    same = contents("here")
    assert contents("there") == same
    (tmp_path / "there" / "game.toml").write_text('title = "B"', encoding="utf-8")
    assert contents("there") != same
