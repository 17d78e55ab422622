"""A page followed as a person follows it without scripts: its links clicked, its forms filled in and sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

Pair = tuple[str, str]


@dataclass
class Form:
    """A form: where it goes, the pairs that it sends as it stands, its choices by name, and its buttons by label."""

    method: str
    action: str
    pairs: list[Pair] = field(default_factory=list)
    choices: dict[str, list[Pair]] = field(default_factory=dict)
    buttons: dict[str, list[Pair]] = field(default_factory=dict)


class Page(HTMLParser):
    """The links and the forms of a page, and its words."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__()
        self.url = response.url
        self.links: dict[str, str] = {}
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._by_id: dict[str, Form] = {}
        self._select: str | None = None
        self._chosen: str | None = None
        self._text: list[str] | None = None
        self._tag: tuple[str, dict[str, str]] = ("", {})
        self.feed(response.text)

    @property
    def text(self) -> str:
        """All that can be read."""
        return " ".join(" ".join(self.words).split())

    @property
    def pairs(self) -> list[Pair]:
        """What the page's address asks."""
        return parse_qsl(urlsplit(str(self.url)).query)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("method", "get"), given["action"])
            self.forms.append(self._form)
            self._by_id[given.get("id", "")] = self._form
        elif tag in ("a", "button", "option"):
            self._tag, self._text = (tag, given), []
        elif tag == "select" and self._form:
            self._select = given["name"]
            self._form.choices[self._select] = []
        elif tag == "input" and self._form and given.get("name") and _sends(given):
            self._form.pairs.append((given["name"], given.get("value", "")))

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._tag[0] and self._text is not None:
            self._named(" ".join("".join(self._text).split()), self._tag[1])
            self._text = None
        if tag == "select" and self._form and self._select:
            offered = self._form.choices[self._select]
            self._form.pairs.append((self._select, offered[0][0] if self._chosen is None else self._chosen))
            self._select = self._chosen = None
        if tag == "form":
            self._form = None

    def _named(self, words: str, given: Mapping[str, str]) -> None:
        kind = self._tag[0]
        if kind == "a":
            self.links.setdefault(words, given.get("href", ""))
        elif kind == "button" and (form := self._by_id.get(given.get("form", ""), self._form)) is not None:
            if "formaction" in given:
                form = Form(form.method, given["formaction"], form.pairs)
                self.forms.append(form)
            form.buttons[words] = [(given["name"], given.get("value", ""))] if "name" in given else []
        elif kind == "option" and self._form and self._select:
            self._form.choices[self._select].append((given.get("value", words), words))
            self._chosen = given.get("value", words) if "selected" in given else self._chosen

    def form(self, button: str) -> tuple[Form, list[Pair]]:
        """The form with the button whose label starts so, and what that button sends."""
        for form in self.forms:
            for words, sent in form.buttons.items():
                if words.startswith(button):
                    return form, sent
        raise AssertionError(f"no button {button!r} among {[[*form.buttons] for form in self.forms]}")


def _sends(given: Mapping[str, str]) -> bool:
    """Whether a field is sent as it stands: a box only where it is ticked."""
    return given.get("type") not in ("checkbox", "radio") or "checked" in given


@dataclass
class Follower:
    """Follows links and sends forms of a server's pages."""

    client: httpx.Client

    def open(self, where: str) -> Page:
        """The page at an address, wherever that leads."""
        return self._page(self.client.get(where, follow_redirects=True))

    def click(self, page: Page, words: str) -> Page:
        """The page behind the link or the button with these words at its start."""
        link = next((href for label, href in page.links.items() if label.startswith(words)), None)
        return self.open(link) if link is not None else self.send(page, words)

    def send(self, page: Page, button: str, **choices: Any) -> Page:
        """The page that comes of a form, sent by this button with these choices."""
        form, sent = page.form(button)
        given = [(name, choices.get(name, value)) for name, value in form.pairs]
        assert set(choices) <= {name for name, _ in given}, (choices, given)
        pairs = [*given, *sent]
        if form.method == "get":
            return self._page(self.client.get(form.action, params=pairs, follow_redirects=True))
        return self._page(self.client.post(form.action, data=_several(pairs)))

    def _page(self, response: httpx.Response) -> Page:
        assert response.status_code == 200, (response.url, Page(response).text[:2000])
        return Page(response)


def _several(pairs: list[Pair]) -> dict[str, list[str]]:
    """The pairs as httpx takes a form: by name all values in their order."""
    by_name: dict[str, list[str]] = {}
    for name, value in pairs:
        by_name.setdefault(name, []).append(value)
    return by_name
