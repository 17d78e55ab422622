"""Who proposes gets more: published models of offers whose answer is a formula.

Alternating offers without end (Rubinstein 1982), with outside options (Binmore, Shaked and Sutton 1989), a legislature
that divides (Baron and Ferejohn 1989), and a setter of the agenda before a median voter (Romer and Rosenthal 1978).
"""

from ..errors import InputError


def alternating_shares(
    first: float, second: float, outside: tuple[float, float] = (0.0, 0.0)
) -> tuple[float, float] | None:
    """What the first proposer and the other get of a pie of 1 in the only subgame-perfect equilibrium.

    `first` and `second`: what one round later is worth to each, from 0 to below 1 (their discount factors). `outside`:
    what each has if it leaves after it has refused an offer. A responder gets the greater of what waiting is worth and
    of what leaving is worth, so an outside option below that changes nothing. None where both together have more than
    the pie outside. Raises InputError for a discount factor or an outside option out of these bounds.

    Rubinstein (1982), Econometrica 50, 97; Binmore, Shaked and Sutton (1989), Quarterly Journal of Economics 104, 753.

    >>> [round(share, 4) for share in alternating_shares(0.9, 0.8)]
    [0.7143, 0.2857]
    """
    for factor in (first, second):
        if not 0 <= factor < 1:
            raise InputError(f"a discount factor is {factor:g}. Write a number from 0 to below 1.")
    if not all(0 <= option <= 1 for option in outside):
        raise InputError(f"the outside options are {outside[0]:g} and {outside[1]:g}. Write numbers from 0 to 1.")
    if sum(outside) > 1:
        return None
    patient = first * (1 - second) / (1 - first * second), second * (1 - first) / (1 - first * second)
    responds = max(patient[1], outside[1])  # what the other gets if the first one never leaves
    answers = max(first * (1 - responds), outside[0])
    responds = max(second * (1 - answers), outside[1])
    return 1 - responds, responds


def proposer_share(members: int, quota: int, patience: float) -> float:
    """What the first proposer keeps of 1 in a legislature under a closed rule, its stationary equilibrium.

    Each of `members` is drawn to propose alike often; `quota` votes pass it, the proposer's among them; a refused
    division is worth `patience` as much a round later. Each of the others who is needed gets what waiting is worth,
    patience / members. Raises InputError for a quota outside 1 to members and for a patience outside 0 to 1.

    Baron and Ferejohn (1989), American Political Science Review 83, 1181, proposition 3.
    """
    if not 1 <= quota <= members:
        raise InputError(f"the quota is {quota} of {members} members. Write a number from 1 to {members}.")
    if not 0 <= patience <= 1:
        raise InputError(f"the discount factor is {patience:g}. Write a number from 0 to 1.")
    return 1 - patience * (quota - 1) / members


def setter_outcome(setter: float, voter: float, status_quo: float) -> float:
    """Where a setter's take-it-or-leave-it proposal ends, on one line; all prefer what is nearer to their own point.

    The voter accepts what is no further from its point than the status quo is. The setter proposes what is nearest to
    its own point among that; or the status quo stays, which is among it too.

    Romer and Rosenthal (1978), Public Choice 33, 27.

    >>> setter_outcome(0.9, 0.5, 0.2)
    0.8
    """
    mirrored = 2 * voter - status_quo
    low, high = min(status_quo, mirrored), max(status_quo, mirrored)
    return min(max(setter, low), high)
