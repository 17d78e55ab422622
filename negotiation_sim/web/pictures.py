"""A picture inside a page: SVG without styles of its own (the page forbids them), every name in it its own."""

import html
import re

from ..present.canvas import Picture, svg

_STYLE = re.compile(r' style="([^"]*)"')
_SHEET = re.compile(r"<style[^>]*>.*?</style>", re.DOTALL)
_METADATA = re.compile(r"<(metadata|title)>.*?</\1>", re.DOTALL)
"""The title of a matplotlib file is the name of the file: `aria-label` says what the picture shows."""
_FONT = re.compile(r"^(?:(italic|oblique) )?(?:(bold|[1-9]00) )?(?P<size>[\d.]+)px (?P<family>.+)$")
_ID = re.compile(r'( id="|url\(#|xlink:href="#|href="#)')
_FAMILY = re.compile(r' font-family="[^"]*"')
_BREAK = re.compile(r" ?\n *")
_SIZE = re.compile(r'<svg ([^>]*?)height="[\d.]+pt" ', re.DOTALL)
_WIDTH = re.compile(r'width="[\d.]+pt" ')


def inline_svg(picture: Picture) -> str:
    """The picture as an SVG element: what its styles said as attributes, as wide as the page lets it be."""
    text = svg(picture).decode("utf-8")
    text = text[text.index("<svg") :]
    text = _METADATA.sub("", _SHEET.sub("", text))
    text = _STYLE.sub(lambda style: "".join(_attributes(style[1])), text)
    text = _ID.sub(lambda mark: f"{mark[1]}{picture.name}-", text)
    family = _FAMILY.search(text)
    head, rest = _FAMILY.sub("", _BREAK.sub(" ", text)).split(">", 1)
    head = re.sub(r'\b(width|height)="[^"]*"', "", head)
    head = head.replace(
        "<svg", '<svg role="img" stroke-linejoin="round" stroke-linecap="butt"' + (family[0] if family else ""), 1
    )
    return f'{head} aria-label="{html.escape(_first(picture.words), quote=True)}">{rest}'


def _first(words: str) -> str:
    return " ".join(words.split("\n\n")[0].split())[:300]


def _attributes(style: str) -> list[str]:
    """The declarations of a style attribute, each as the attribute of that name."""
    attributes = []
    for declaration in filter(None, (part.strip() for part in html.unescape(style).split(";"))):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        pairs = _font(value) if name == "font" else [(name, value)]
        attributes += [f' {key}="{html.escape(each, quote=True)}"' for key, each in pairs]
    return attributes


def _font(value: str) -> list[tuple[str, str]]:
    """What the short form of a font stands for."""
    matched = _FONT.match(value)
    if matched is None:
        return []
    parts = [("font-style", matched[1]), ("font-weight", matched[2]), ("font-size", f"{matched['size']}px")]
    return [*((name, part) for name, part in parts if part), ("font-family", matched["family"])]
