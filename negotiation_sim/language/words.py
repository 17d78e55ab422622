"""Words that Python reserves as names of the outcome language: hidden from Python's parser, at the same places.

Python's keywords are no keywords here. Only `and`, `or` and `not` are operators, and `if` is a function; after a dot
every word is a name, as in `senate.pass` or `council.not`, and so is a year after a name, as in `settled.2030`.
"""

import keyword
import re
from collections.abc import Collection

TOKEN = re.compile(r"[^\W\d]\w*|\d[\w.]*|\S")
YEAR = re.compile(r"[1-9]\d{3}")
OPERATORS = frozenset({"and", "or", "not"})
CONSTANTS = frozenset({"True", "False", "None"})
BESIDE = ord("\N{GREEK SMALL LETTER ALPHA}") - ord("a")
"""A hidden word begins with the Greek letter of the same number: it stays as long as it was, and is a name."""

DIGIT = ord("\N{CYRILLIC SMALL LETTER A}") - ord("0")
"""A hidden year begins with the Cyrillic letter of its first digit's number."""

RESERVED = frozenset({*OPERATORS, "if", "self", "others", "count", "size", "min", "max", "abs", "clip"})
"""What no player, group, assumption or outcome may be called, since these stand alone or before a dot."""


def hidden(text: str, names: Collection[str]) -> str:
    """The text with each word hidden that Python reserves and that is a name here: `if`, after a dot, in `names`."""
    parts, end, before = [], 0, ("", "")
    for match in TOKEN.finditer(text):
        word = match[0]
        after_dot = before[1] == "." and before[0].isidentifier()
        named = after_dot or word == "if" or (word in names and word not in OPERATORS)
        if keyword.iskeyword(word) and word not in CONSTANTS and named:
            parts += [text[end : match.start()], chr(ord(word[0]) + BESIDE) + word[1:]]
            end = match.end()
        elif after_dot and YEAR.fullmatch(word):
            parts += [text[end : match.start()], chr(ord(word[0]) + DIGIT) + word[1:]]
            end = match.end()
        before = before[1], word
    return "".join([*parts, text[end:]])


def plain(text: str) -> str:
    """The text with its hidden words as they were written."""
    return TOKEN.sub(lambda match: _plain(match[0]), text)


def _plain(word: str) -> str:
    year = chr(ord(word[0]) - DIGIT) + word[1:] if ord(word[0]) >= DIGIT + ord("0") else ""
    if YEAR.fullmatch(year):
        return year
    written = chr(ord(word[0]) - BESIDE) + word[1:] if ord(word[0]) >= BESIDE + ord("a") else word
    return written if keyword.iskeyword(written) else word
