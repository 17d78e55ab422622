"""What stands before every page: headers, the size of a body, who may post, which names the server answers to."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .refusal import refusal

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
App = Callable[[Scope, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]

MOST_BODY = 400_000
"""Bytes of a body: a packed case as letters, an upload, and the fields beside it."""
TOO_LARGE = (
    f"What was sent is too large: a form and the file in it may have at most {MOST_BODY:,} bytes. Send less: of a "
    "register the columns name and value are enough, of a case its folder as a zip."
)
MOST_QUERY = 16_000
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "x-frame-options": "DENY",
}


@dataclass
class Rate:
    """How often a client may ask: so many requests in so many seconds, counted by address; None is no limit."""

    most: int | None
    seconds: float = 10.0
    counts: OrderedDict[str, tuple[float, int]] = field(default_factory=OrderedDict)

    def allows(self, client: str) -> bool:
        """Counts a request, and says whether it is one too many."""
        if self.most is None:
            return True
        now = time.monotonic()
        begun, count = self.counts.pop(client, (now, 0))
        begun, count = (now, 1) if now - begun > self.seconds else (begun, count + 1)
        self.counts[client] = begun, count
        while len(self.counts) > 10_000:
            self.counts.popitem(last=False)
        return count <= self.most


@dataclass(frozen=True)
class Guard:
    """Lets a request through to the app, or refuses it in words. `hosts`: names that it answers to; none: all."""

    app: App
    hosts: frozenset[str]
    rate: Rate

    async def __call__(
        self, scope: Scope, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        """One request, as ASGI has it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        refused = self._refused(scope, headers)
        if refused is not None:
            status, words = refused
            await _answer(send, status, *refusal(scope["path"], headers, words))
            return
        await self.app(scope, _bounded(receive), _with_headers(send))

    def _refused(self, scope: Scope, headers: MutableMapping[str, str]) -> tuple[int, str] | None:
        host = _parted(f"//{headers.get('host', '')}")[0]
        if self.hosts and host not in self.hosts:
            return 421, "This server does not answer to that name. Open it by the address that it printed."
        if len(scope["query_string"]) > MOST_QUERY:
            return 414, f"The address is longer than {MOST_QUERY:,} characters."
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > MOST_BODY:
            return 413, TOO_LARGE
        if scope["method"] == "POST" and not _same_site(headers):
            return 403, "This form was sent from another site. Open the page itself, and send it from there."
        if not self.rate.allows(str((scope.get("client") or ("", 0))[0])):
            return 429, "Too many requests in a short time. Wait a few seconds."
        return None


def _same_site(headers: MutableMapping[str, str]) -> bool:
    """Whether a browser says that a form is ours; what is no browser says nothing.

    An older browser says only where the form was, and nothing of that ("null") where pages give no referrer.
    """
    said = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if said not in (None, "same-origin", "none"):
        return False
    if origin is None or (origin == "null" and said is not None):
        return True
    return _parted(origin)[1] == headers.get("host", "")


def _parted(address: str) -> tuple[str, str]:
    """The name that an address begins with, without and with its port; both empty where it is no address."""
    try:
        parts = urlsplit(address)
        return parts.hostname or "", parts.netloc
    except ValueError:
        return "", ""


class TooLargeError(Exception):
    """A body that is longer than its header said, or than it may be."""


def _bounded(receive: Callable[[], Awaitable[Message]]) -> Callable[[], Awaitable[Message]]:
    left = MOST_BODY

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise TooLargeError
        return message

    return bounded


def _with_headers(send: Callable[[Message], Awaitable[None]]) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {key.lower() for key, _ in message["headers"]}
            more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in present]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return sending


async def _answer(send: Callable[[Message], Awaitable[None]], status: int, kind: bytes, body: bytes) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()),
               (b"connection", b"close")]  # fmt: skip
    await _with_headers(send)({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
