"""The one error a user can mend, the hint that helps to mend it, and remarks on what was read.

A message knows no door. What it names of a question stands between backticks, and each door writes it in its own way:
`draws` is an option of what was asked, `draws=64` the option with a value, `scenarios case=kosovo` another question.
"""

import re
from collections.abc import Iterable

LONGEST_WORD = 400
"""Characters of a word, or of a name without blanks, that a person reads; of longer ones the middle is left out."""
LONGEST = 4_000
"""Characters of a message, or of a cell of a table."""
_SIGNS = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"},  # the picture of each control code
    0x7F: 0x2421,
    **dict.fromkeys([*range(0x80, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD),
}


def visible(text: str) -> str:
    """The text with a sign in the place of each character that would move the cursor, colour or turn what is around.

    >>> visible("a\x1b[31m name")
    'a␛[31m name'
    """
    return text.translate(_SIGNS)


def in_short(text: str) -> str:
    """The text as a person can read it: `visible`, and without the middle of what is too long."""
    words = re.sub(rf"\S{{{LONGEST_WORD + 1},}}", lambda word: _cut(word[0], LONGEST_WORD), text)
    return visible(_cut(words, LONGEST))


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return f"{text[: longest // 4]} ... {text[-longest // 4 :]}"


class InputError(Exception):
    """A fault in a file, a name, a value or an argument: where, what, what is allowed, what to do.

    As text it is one line, cut to what a person reads, whatever names of a stranger's file it repeats.
    """

    def __str__(self) -> str:
        return in_short(super().__str__()).replace("\n", "\N{SYMBOL FOR NEWLINE}")


class RefusedStepError(InputError):
    """An InputError about a step that was made in order, which the rules of the case forbid. `why` tells the one who
    sees what stood before that step: it names no option of a question.
    """

    def __init__(self, message: str, why: str) -> None:
        super().__init__(message)
        self.why = why


class SettledError(InputError):
    """An InputError where what is asked has no more to it than this sentence: the same in every world looked at."""


class InterruptedWorkError(Exception):
    """Work that a person ended before it was done; the message says what is kept and how to go on."""


class PlacedError(InputError):
    """An InputError that names its file and the key path in it; `missing` is the key that should stand there and does
    not, "" where what stands there is at fault.
    """

    def __init__(self, message: str, file: str = "", path: tuple[str, ...] = (), missing: str = "") -> None:
        super().__init__(message)
        self.file, self.path, self.missing = file, path, missing

    @property
    def at(self) -> tuple[str, ...]:
        """The key path of what is at fault, a missing key included."""
        return (*self.path, self.missing) if self.missing else self.path


class Remark(UserWarning):
    """What a person should know of how their file was read; each door shows it in its own way."""


def remark(message: str) -> None:
    """Says something about what was read that is no fault."""
    from warnings import warn

    warn(message, Remark, stacklevel=2)


def did_you_mean(name: str, allowed: Iterable[str]) -> str:
    """' Did you mean ...?' for the nearest allowed name, else the allowed names, else nothing."""
    from difflib import get_close_matches

    names = sorted(allowed)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f" Did you mean '{near[0]}'?"
    if not names:
        return ""
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f" Known: {', '.join(names[:12])}{more}."


def unknown(kind: str, name: str, allowed: Iterable[str], where: str = "") -> str:
    """The sentence for a name that is not known; `where` says in which case was looked, as in " in the case kosovo"."""
    return f"unknown {kind} '{name}'{where}.{did_you_mean(name, allowed)}"


def as_known(name: str, allowed: Iterable[str]) -> str:
    """The allowed name that is written as `name` but for capitals, where there is just one; else `name` itself.

    >>> as_known("Serbia", ["serbia", "spain"]), as_known("A", ["a", "A"]), as_known("x", ["a"])
    ('serbia', 'A', 'x')
    """
    names = list(allowed)
    if name in names:
        return name
    alike = [each for each in names if each.casefold() == name.casefold()]
    return alike[0] if len(alike) == 1 else name
