"""The argument claim by claim: by which numbers the game carries it, and at which of their values a hinge changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ...case.assumptions import matching
from ...case.claims import Claim
from ...case.parts import Headline
from ...case.scenario import Scenario
from ...errors import InputError
from ...present import labels
from ...present.frames import Frame, frame
from ...worlds.advance import Watch
from ...worlds.results.result import holds
from .moved import Break, breaks_along, hinge_links, nearest_first
from .question import ArgumentAsked
from .sources import claims_asked, numbers_answering, numbers_citing

Standing = Literal["decides", "beyond", "moves nothing", "no number", "not tried"]
"""A hinge rests on a number that carries the claim, inside its range; only beyond it; nowhere; or no number does.

Not tried: not all of its numbers were moved, and of those that were none decides.
"""


QUICKLY = 16
"""So many numbers are moved at most where the answer must be quick."""


@dataclass(frozen=True)
class ClaimTried:
    """A claim, the assumptions whose sources cite it, and where hinges change along them, the nearest first.

    `answers` are the assumptions with which critics answer it, `answering` where hinges change along these. Both are of
    numbers that were moved; `whole`: all that carry the claim were.
    """

    claim: Claim
    numbers: tuple[str, ...]
    answers: tuple[str, ...]
    breaks: tuple[Break, ...]
    answering: tuple[Break, ...]
    whole: bool

    @property
    def standing(self) -> Standing:
        """What the game says of the claim."""
        if not self.numbers:
            return "no number"
        if any(each.inside for each in self.breaks):
            return "decides"
        if not self.whole:
            return "not tried"
        return "beyond" if self.breaks else "moves nothing"


@dataclass(frozen=True, eq=False)
class Argument:
    """The claims in the order of the text, tried in a scenario; `holding[k]`: whether hinges 1 to k + 1 all hold.

    `moved` are the assumptions that were moved.
    """

    scenario: Scenario
    steps: tuple[Headline, ...]
    holding: tuple[bool, ...]
    claims: tuple[ClaimTried, ...]
    moved: frozenset[str]

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """Every value at which a hinge changes, each once, the nearest first."""
        return nearest_first(dict.fromkeys(each for tried in self.claims for each in tried.breaks))

    def of(self, standing: Standing) -> tuple[ClaimTried, ...]:
        """The claims of which the game says so."""
        return tuple(tried for tried in self.claims if tried.standing == standing)

    def carried_by(self, name: str) -> tuple[str, ...]:
        """The claims that an assumption carries."""
        return tuple(tried.claim.id for tried in self.claims if name in tried.numbers)

    @cached_property
    def answering(self) -> tuple[Break, ...]:
        """Every value of a critics' number at which a hinge changes, each once, the nearest first."""
        return nearest_first(dict.fromkeys(each for tried in self.claims for each in tried.answering))

    def answered_by(self, name: str) -> tuple[str, ...]:
        """The claims that critics answer with an assumption."""
        return tuple(tried.claim.id for tried in self.claims if name in tried.answers)

    @property
    def table(self) -> Frame:
        """A row per claim, assumption and value at which a hinge changes; with empty cells where there is none."""
        return frame(row for tried in self.claims for row in _rows(self, tried))


def _rows(answer: Argument, tried: ClaimTried) -> Iterable[dict[str, object]]:
    claim = {"claim": tried.claim.id, "paragraph": tried.claim.paragraph, "standing": tried.standing}
    register = answer.scenario.case.register
    roles = [("carries" if tried.numbers else "", name) for name in tried.numbers or ("",)]
    for role, name in [*roles, *(("answers", name) for name in tried.answers)]:
        known = labels.beside(register, name)
        breaks = [each for each in (*tried.breaks, *tried.answering) if each.entry.name == name]
        for each in breaks or (None,):
            yield {**claim, "assumption": name, **known, "role": role, **_cells(answer, each)}


def _cells(answer: Argument, each: Break | None) -> dict[str, object]:
    return {
        "value": each.now if each else float("nan"),
        "breaks_at": each.value if each else float("nan"),
        "holds_above": each.holds_above if each else None,
        "hinge": answer.steps[each.hinge].name if each else "",
        "inside_range": each.inside if each else None,
        "share_of_range": each.share if each else float("nan"),
    }


def answer(asked: ArgumentAsked, watch: Watch) -> Argument:
    """The argument of the case, or the claims of it that are asked about; see `argument`."""
    moved = asked.assumption if asked.quick else asked.assumption or None
    return argument(asked.read(), asked.claim, asked.sense, watch, moved, QUICKLY if asked.quick else None)


def argument(
    scenario: Scenario,
    only: Sequence[str],
    sense: str | None,
    watch: Watch,
    moved: Sequence[str] | None = None,
    most: int | None = None,
) -> Argument:
    """Every claim (or `only` these, by number or paragraph) with the numbers that cite it and where hinges change.

    A number is moved alone over its range and one width beyond, as a break-even is; a change is put down to the first
    hinge that changes there, for each hinge is asked for where all before it hold. `moved`: of the numbers that carry
    or answer a claim only these, by name or pattern, are moved. Raises InputError for a case without claims or hinges,
    for a claim or a number that is not known, and for more than `most` numbers to be moved. Not found: what two numbers
    do together.
    """
    case = scenario.case
    claims, links = claims_asked(case, only), hinge_links(scenario, sense)
    holding = tuple(holds(link.scenario, link.reached) for link in links)
    carried = [(claim, numbers_citing(scenario, claim.id), numbers_answering(case, claim.id)) for claim in claims]
    names = dict.fromkeys(name for _, numbers, answers in carried for name in (*numbers, *answers))
    chosen = [*names] if moved is None else [name for name in matching(case.register, moved) if name in names]
    if most is not None and len(chosen) > most:
        raise InputError(f"`quick` moves at most {most} numbers, not {len(chosen)}. Name fewer, or leave `quick` out.")
    breaks = dict[str, tuple[Break, ...]]()
    with watch("Moving the numbers that carry claims", len(chosen)) as advance:
        for name in chosen:
            breaks[name] = breaks_along(links, holding, case.register[name])
            advance(1)
    tried = (
        ClaimTried(claim, numbers, answers, _along(numbers, breaks), _along(answers, breaks), {*numbers} <= {*breaks})
        for claim, numbers, answers in carried
    )
    return Argument(scenario, case.hinges, holding, tuple(tried), frozenset(breaks))


def _along(names: Iterable[str], breaks: Mapping[str, tuple[Break, ...]]) -> tuple[Break, ...]:
    return nearest_first(each for name in names for each in breaks.get(name, ()))
