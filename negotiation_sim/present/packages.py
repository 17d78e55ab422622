"""Packages of a table as people read them."""

from ..worlds.negotiation import Negotiation


def package_in_words(point: Negotiation, package: int, before: int | None = None) -> str:
    """What a package agrees on; where there is one before, only what is another option there."""
    table, packages = point.table, point.packages
    chosen = packages.named(package)
    compared = packages.named(before) if before is not None else table.unagreed
    changed = [f"{table.issues[issue].label}: {table.issues[issue].options[option]}" for issue, option in chosen.items()
               if option != compared.get(issue)]  # fmt: skip
    return "; ".join(changed) or ("the same" if before is not None else "nothing")
