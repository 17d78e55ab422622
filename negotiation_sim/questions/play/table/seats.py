"""Who sits at the table of a scenario, and where it is laid."""

from ....case.scenario import Scenario
from ....errors import InputError, as_known, unknown
from ....games.tactics import TACTICS
from ....solve.staged import Rule
from ....worlds.negotiation import Negotiation, negotiations
from ....worlds.no_agreement import table_of
from ..question import PlayAsked


def parties_of(scenario: Scenario) -> tuple[str, ...]:
    """The parties of the table. Raises InputError for a case without one."""
    return table_of(scenario).parties


def party(written: str, parties: tuple[str, ...]) -> int:
    """The number of a party. Raises InputError for who is none."""
    if (known := as_known(written, parties)) not in parties:
        raise InputError(unknown("party", written, parties))
    return parties.index(known)


def point_of(asked: PlayAsked, scenario: Scenario) -> Negotiation:
    """The table beside where the scenario leads. Raises InputError where it leads nowhere, and for `quantal`."""
    if asked.rule == "quantal":
        raise InputError(
            "`rule=quantal` leads to no one point without agreement. At the table write best_joint, cautious."
        )
    rule: Rule = "cautious" if asked.rule == "cautious" else "best_joint"
    points = negotiations(scenario, rules=(rule,))
    if not points:
        raise InputError(f"{scenario.called} leads nowhere, so there is no point without agreement. Play another.")
    return points[0]


def tactics_of(asked: PlayAsked, parties: tuple[str, ...], seat: int) -> tuple[str, ...]:
    """The tactic of every party, "you" at your seat. Raises InputError for unknown ones, and another number of them."""
    names = [as_known(part.strip(), TACTICS) for text in asked.tactics for part in text.split(",") if part.strip()]
    names = names or ["linear"] * (len(parties) - 1)
    for name in names:
        if name not in TACTICS:
            raise InputError(unknown("tactic", name, TACTICS))
    if len(names) != len(parties) - 1:
        rest = ", ".join(each for k, each in enumerate(parties) if k != seat)
        raise InputError(f"`tactics` has {len(names)}, and beside you there sits {rest}. Write one for each, in order.")
    return (*names[:seat], YOU, *names[seat:])


YOU = "you"
"""Stands for a tactic where a person sits."""
