"""On which line of a TOML text a key path stands: tomllib does not say."""

import re
from collections.abc import Iterator
from itertools import takewhile

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#[^\n]*|[\w-]+|[\[\]{}=\n]', re.DOTALL
)


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    """The line on which the longest part of a key path that the text shows is written; None if none of it is."""
    best, line = 0, None
    header: tuple[str, ...] = ()
    for number, keys, is_header in definitions(text):
        here = keys if is_header else (*header, *keys)
        header = keys if is_header else header
        shared = len([*takewhile(lambda pair: pair[0] == pair[1], zip(here, path, strict=False))])
        if shared > best:
            best, line = shared, number
    return line


def definitions(text: str) -> Iterator[tuple[int, tuple[str, ...], bool]]:
    """The line and the keys of every table header and every key in a TOML text, and which of the two it is."""
    keys: list[str] = []
    line, depth, in_value = 1, 0, False
    for token in _TOKEN.findall(text + "\n"):
        if token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
        elif token == "\n" and not depth:
            if keys and not in_value:
                yield line, tuple(keys), True
            keys, in_value = [], False
        elif token == "=" and not in_value:
            yield line, tuple(keys), False
            in_value = True
        elif not in_value and token[0] not in "#\n":
            keys.append(token[1:-1] if token[0] in "\"'" else token)
        line += token.count("\n")
