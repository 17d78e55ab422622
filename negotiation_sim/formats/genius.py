"""Negotiation domains in the XML of Genius and of the Automated Negotiating Agents Competition (ANAC).

A domain file lists discrete issues with their values. Each party has a profile beside it: an evaluation of every value,
a weight of every issue, what it has without agreement (its reservation value) and a discount factor. The utility of a
package is the sum over issues of weight * evaluation / the greatest evaluation of the issue (Lin, Kraus, Baarslag,
Tykhonov, Hindriks and Jonker 2014, Computational Intelligence 30, 48).

The files may come from strangers: no document type, no entity and nothing outside is read, and the size is bounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError, visible
from ..files import read_bytes

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ENDING = ".xml"
MOST_PARTIES = 3
"""Of a folder with more profiles than this nobody could say which of them are to negotiate."""


@dataclass(frozen=True)
class Profile:
    """What one party wants. `worth[issue][value]`: points of utility. `discount`: what the end of time leaves of it."""

    name: str
    worth: Mapping[str, Mapping[str, float]]
    reservation: float
    discount: float


@dataclass(frozen=True)
class Domain:
    """Issues with their values, and a profile for each party."""

    name: str
    issues: Mapping[str, tuple[str, ...]]
    profiles: tuple[Profile, ...]


def read_domain(paths: Sequence[Path]) -> Domain:
    """The domain of a domain file and two or more profiles, in any order, or of the folder in which they lie.

    Raises InputError for what is no such file, for issues that are not discrete, for utilities that do not add up, and
    for a value without evaluation.
    """
    files = _in_folder(paths[0]) if len(paths) == 1 and paths[0].is_dir() else tuple(paths)
    roots = {path: _root(path) for path in files}
    domains = [path for path, root in roots.items() if root.tag == "negotiation_template"]
    profiles = [path for path, root in roots.items() if root.tag == "utility_space"]
    if other := next((path for path in roots if path not in domains and path not in profiles), None):
        raise InputError(f"{other}: is no domain (<negotiation_template>) and no profile (<utility_space>).")
    if len(domains) != 1 or len(profiles) < 2:
        problem = f"the domain files that are given are {len(domains)}, the profiles {len(profiles)}"
        raise InputError(f"{problem}. Name one domain file, <negotiation_template>, and two or more profiles.")
    if len(paths) == 1 and len(profiles) > MOST_PARTIES:
        names = ", ".join(path.name for path in profiles)
        raise InputError(f"{paths[0]}: has {len(profiles)} profiles ({names}). Name the domain and those to negotiate.")
    issues = _issues(domains[0], roots[domains[0]])
    return Domain(domains[0].stem, issues, tuple(_profile(path, roots[path], issues) for path in profiles))


def _in_folder(folder: Path) -> tuple[Path, ...]:
    files = tuple(sorted(path for path in folder.iterdir() if path.suffix.lower() == ENDING))
    if not files:
        raise InputError(f"{folder}: has no .xml file. Name a domain file and its profiles.")
    return files


def _root(path: Path) -> "Element":
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    raw = read_bytes(path)
    try:
        root: Element = fromstring(raw, forbid_dtd=True)
    except DefusedXmlException:
        raise InputError(f"{path}: declares a document type or an entity, which is not read. Take it out.") from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise InputError(f"{path}: is not valid XML ({visible(str(error))}). Is this the right file?") from None
    return root


def _issues(path: Path, root: "Element") -> dict[str, tuple[str, ...]]:
    issues = {name: tuple(_values(path, name, part)) for name, part in _discrete(path, root)}
    if not issues:
        raise InputError(f"{path}: has no <issue>. A domain has one or more, each with its values.")
    if few := next((name for name, values in issues.items() if len(values) < 2), None):
        raise InputError(f"{path}: issue '{few}': has fewer than two values (<item>), so there is nothing to agree on.")
    return issues


def _discrete(path: Path, root: "Element") -> Iterator[tuple[str, "Element"]]:
    """The issues by name. Raises InputError for one that is not discrete, and for two of one name."""
    names = set()
    for part in root.iter("issue"):
        name = visible(part.get("name", "").strip())
        kind = part.get("vtype") or part.get("type") or part.get("etype") or "discrete"
        if kind != "discrete":
            raise InputError(f"{path}: issue '{name}': is {visible(kind)}; only discrete issues are read.")
        if not name or name in names:
            raise InputError(f"{path}: two issues are named '{name}', or one has no name. Each needs one of its own.")
        names.add(name)
        yield name, part


def _values(path: Path, issue: str, part: "Element") -> Iterator[str]:
    values = set()
    for item in part.iter("item"):
        value = visible(item.get("value", "").strip())
        if not value or value in values:
            problem = f"two values are '{value}', or one is empty. Each needs a text of its own."
            raise InputError(f"{path}: issue '{issue}': {problem}")
        values.add(value)
        yield value


def _profile(path: Path, root: "Element", issues: Mapping[str, tuple[str, ...]]) -> Profile:
    weights = {part.get("index"): _number(path, part, "value", "a weight") for part in root.iter("weight")}
    if root.find(".//ufun") is not None or not weights:
        raise InputError(f"{path}: has no <weight>: only utilities that add up over issues are read.")
    worth: dict[str, dict[str, float]] = {}
    for name, part in _discrete(path, root):
        if name not in issues:
            raise InputError(f"{path}: issue '{name}': is not in the domain file. Are both of one domain?")
        worth[name] = _worth(path, name, part, weights.get(part.get("index"), 0.0), issues[name])
    if missing := next((name for name in issues if name not in worth), None):
        raise InputError(f"{path}: issue '{missing}': is missing. A profile evaluates every issue of the domain.")
    reservation, discount = root.find(".//reservation"), root.find(".//discount_factor")
    discounted = 1.0 if discount is None else _number(path, discount, "value", "the discount factor")
    return Profile(
        path.stem,
        worth,
        0.0 if reservation is None else _number(path, reservation, "value", "the reservation value"),
        discounted if 0 < discounted < 1 else 1.0,  # any other is none, as Genius has it
    )


def _worth(path: Path, issue: str, part: "Element", weight: float, values: tuple[str, ...]) -> dict[str, float]:
    """What each value of the domain adds to the utility; others that are evaluated count for the greatest only."""
    evaluations: dict[str, float] = {}
    for item in part.iter("item"):
        value = visible(item.get("value", "").strip())
        evaluations[value] = _number(path, item, "evaluation", f"issue '{issue}': the evaluation of '{value}'")
    if missing := next((value for value in values if value not in evaluations), None):
        raise InputError(f"{path}: issue '{issue}': value '{missing}': has no evaluation. Add an <item> with one.")
    if min(evaluations.values()) < 0:
        raise InputError(f"{path}: issue '{issue}': an evaluation is below 0. Write numbers from 0.")
    most = max(evaluations.values())
    return {value: weight * evaluations[value] / most if most else 0.0 for value in values}


def _number(path: Path, part: "Element", key: str, what: str) -> float:
    written = part.get(key, "")
    try:
        value = float(written)
    except ValueError:
        raise InputError(f"{path}: {what} is '{visible(written)}'; a number belongs there.") from None
    if not abs(value) <= 1e12:
        raise InputError(f"{path}: {what} is {value:g}; at most 1e12 either way is allowed.")
    return value
