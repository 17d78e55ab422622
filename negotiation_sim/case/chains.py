"""What a file is built on: the chain of its bases."""

from collections.abc import Mapping

from ..errors import unknown
from .document import Section


def chain(
    name: str,
    files: Mapping[str, Section],
    kind: str,
    root: str | None,
    known: dict[str, tuple[str, ...]],
) -> tuple[str, ...]:
    """The names a file is built on, the first base first and itself last; `root` is a base that needs no file.

    `known` keeps the chains of all names passed, so that each file is looked at once. Raises InputError for a cycle.
    """
    links = {name: name}
    last = name
    while last not in known and "base" in files[last].data:
        base = files[last].text("base")
        if base not in files:
            if base == root:
                break
            raise files[last].fault("base", unknown(kind, base, [*files, *([root] if root else [])]))
        if base in links:
            raise files[name].fault("base", f"goes round in a circle: {' -> '.join([*links, base])}. Break it.")
        links[base] = last = base
    below = known.setdefault(last, (last,))
    for link in reversed(list(links)[:-1]):
        known[link] = below = (*below, link)
    return below
