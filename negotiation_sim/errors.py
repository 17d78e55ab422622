"""The one error a user can mend, and the hint that helps to mend it.

A message knows no door. What it names of a question stands between backticks, and each door writes it in its own way:
`draws` is an option of what was asked, `draws=64` the option with a value, `scenarios case=kosovo` another question.
"""

from collections.abc import Iterable


class InputError(Exception):
    """A fault in a file, a name, a value or an argument: where, what, what is allowed, what to do."""


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


def unknown(kind: str, name: str, allowed: Iterable[str]) -> str:
    """The sentence for a name that is not known."""
    return f"unknown {kind} '{name}'.{did_you_mean(name, allowed)}"
