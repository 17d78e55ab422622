"""What a person reads where a request is refused before it comes to a page: a small page with a way back."""

import re
from collections.abc import MutableMapping
from html import escape

FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>That did not work · negotiation_sim</title>
<link rel="stylesheet" href="/static/page.css">
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
</head>
<body>
<header class="top"><a class="brand" href="/">negotiation_sim</a></header>
<main id="main">
<h1>That did not work</h1>
{fault}
<p>{back}</p>
</main>
</body>
</html>
"""
FAULT = '<div class="fault" role="alert"><p>{words}</p></div>'
PAGE = re.compile(r"/[a-z]+(-[a-z]+)*")


def refusal(path: str, headers: MutableMapping[str, str], words: str) -> tuple[bytes, bytes]:
    """The kind of content and the content: a page for a browser, its part for a script of ours, else the words alone.

    `path` is where the request went: the way back leads to the page that it belongs to.
    """
    if path.startswith("/api/") or ("text/html" not in headers.get("accept", "") and "hx-request" not in headers):
        return b"text/plain; charset=utf-8", words.encode()
    fault = FAULT.format(words=escape(words))
    if "hx-request" in headers and headers.get("hx-target") != "main":
        return b"text/html; charset=utf-8", fault.encode()
    page = PAGE.match(path)
    start = '<a href="/">To the start</a>'
    back = f'<a href="{page[0]}">Back to the page</a> · {start}' if page else start
    return b"text/html; charset=utf-8", FRAME.format(fault=fault, back=back).encode()
