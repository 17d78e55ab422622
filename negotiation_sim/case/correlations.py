"""Opinions that go together: groups of assumptions with a rank correlation, read from correlations.toml."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from ..games.arrays import Array
from .assumptions import Register
from .claims import Evidence
from .document import Reader, Section, check_identifier, read_toml

LEAST_EIGENVALUE = 1e-9


@dataclass(frozen=True)
class CorrelatedGroup:
    """Whoever puts one member high tends to put the others high too (low, where the correlation is negative).

    `rank_correlation` is Spearman's, the same between every two members.
    """

    name: str
    members: tuple[str, ...]
    rank_correlation: float
    why: str
    source: str


def read_correlations(
    folder: Path, register: Register, evidence: Evidence, read: Reader = read_toml
) -> tuple[CorrelatedGroup, ...]:
    """The groups of a case; none where it has no correlations.toml. Raises InputError for what cannot hold together."""
    path = folder / "correlations.toml"
    if not path.exists():
        return ()
    file = read(path)
    for name in file.data:
        check_identifier(file, name, "group of assumptions")
    groups = tuple(_group(name, section, register, evidence) for name, section in file.sections())
    for first, second in combinations(groups, 2):
        if len(shared := sorted(set(first.members) & set(second.members))) > 1:
            problem = f"{shared[0]} and {shared[1]} are correlated by '{first.name}' already."
            raise file.section(second.name).fault("members", f"{problem} Take them out of one of the two.")
    if groups and np.linalg.eigvalsh(normal_correlations(groups, names(groups))).min() < LEAST_EIGENVALUE:
        problem = "no draws can have them all (their matrix is not positive definite)"
        advice = "Bring those of groups that share a member nearer to 0."
        raise file.fault(None, f"these rank correlations contradict each other: {problem}. {advice}")
    return groups


def _group(name: str, section: Section, register: Register, evidence: Evidence) -> CorrelatedGroup:
    section.allow("members", "rank_correlation", "why", "source")
    members = section.texts("members")
    section.check_known("members", "assumption", members, register)
    section.check_once("members", members)
    if len(members) < 2:
        raise section.fault("members", "needs two assumptions or more.")
    rho = section.number("rank_correlation")
    if not -1 < rho < 1 or rho == 0:
        problem = "is no correlation to draw with. Write a number between -1 and 1, not 0."
        raise section.fault("rank_correlation", f"{rho:g} {problem}")
    group = CorrelatedGroup(name, members, rho, section.text("why"), section.text("source"))
    if np.linalg.eigvalsh(normal_correlations([group], members)).min() < LEAST_EIGENVALUE:
        lowest = 6 / math.pi * math.asin(-1 / (len(members) - 1) / 2)  # Pearson's is then -1/(members - 1)
        problem = f"is too far below 0: {len(members)} assumptions cannot all be so opposed to each other."
        advice = f"Write more than {lowest:.3f}, or list fewer members."
        raise section.fault("rank_correlation", f"{rho:g} {problem} {advice}")
    evidence.check(section)
    return group


def names(groups: Sequence[CorrelatedGroup]) -> tuple[str, ...]:
    """Every member of the groups, once, in the order in which they are first listed."""
    return tuple(dict.fromkeys(member for group in groups for member in group.members))


def normal_correlations(groups: Sequence[CorrelatedGroup], members: Sequence[str]) -> Array:
    """Pearson's correlations of the normal variables whose ranks correlate as the groups say; shape (members, members).

    For two normal variables Spearman's rho is 6/pi arcsin(r/2), so r = 2 sin(pi rho / 6) (Pearson 1907). Members that
    share no group are uncorrelated.
    """
    place = {member: k for k, member in enumerate(members)}
    matrix = np.eye(len(members))
    for group in groups:
        pearson = 2 * math.sin(math.pi * group.rank_correlation / 6)
        for j, k in combinations([place[member] for member in group.members if member in place], 2):
            matrix[j, k] = matrix[k, j] = pearson
    return matrix
