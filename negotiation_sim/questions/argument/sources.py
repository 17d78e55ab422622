"""Which claims are asked about, and which numbers of a scenario cite them."""

from collections.abc import Sequence

from ...case.claims import Claim, cited
from ...case.scenario import Case, Scenario
from ...errors import InputError, as_known, unknown


def claims_asked(case: Case, only: Sequence[str]) -> tuple[Claim, ...]:
    """The claims of these numbers and paragraphs, or all, in the order of the text.

    Raises InputError for a case without claims, and for what is neither a claim nor a paragraph.
    """
    if not case.claims:
        raise InputError(f"the case '{case.name}' has no claims to try: add a table claims.csv to its folder.")
    paragraphs = {claim.paragraph for claim in case.claims.values()}
    known = [*case.claims, *paragraphs]
    wanted = {as_known(each.strip(), known) for each in only}
    for each in wanted:
        if each not in known:
            raise InputError(unknown("claim or paragraph", each, known, case.where))
    return tuple(
        claim for claim in case.claims.values() if not wanted or claim.id in wanted or claim.paragraph in wanted
    )


def numbers_citing(scenario: Scenario, claim: str) -> tuple[str, ...]:
    """The assumptions whose source cites the claim: in the register, in the scenario, or in the assumption set."""
    case = scenario.case
    changes = (*scenario.file.changes.values(), *scenario.assumptions.changes.values())
    citing = [*((entry.name, entry.source) for entry in case.register.values()),
              *((change.name, change.source) for change in changes)]  # fmt: skip
    return tuple(dict.fromkeys(name for name, source in citing if claim in cited(source)[0]))


def numbers_answering(case: Case, claim: str) -> tuple[str, ...]:
    """The assumptions with which critics answer the claim, those that answer it above all first."""
    answering = [(entry.answers.index(claim), name) for name, entry in case.register.items() if claim in entry.answers]
    return tuple(name for _, name in sorted(answering, key=lambda pair: pair[0]))
