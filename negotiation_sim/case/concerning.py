"""Which assumptions of a case concern which kind of result: the game, or what stands in a file of its own."""

from collections.abc import Collection

from .assumptions import Register
from .scenario import Case


def read_by_the_game(case: Case) -> frozenset[str]:
    """The assumptions that a rule of the game reads: outcomes, payoffs and their weights, headlines and hinges."""
    told = [expression for each in (*case.headlines, *case.hinges) for expression in (*each.who.values(), each.holds)]
    rules = [*case.outcomes.values(), *(rule for rules in case.payoffs.values() for rule in rules.values()), *told]
    weights = (case.weight(who, criterion) for who, rules in case.payoffs.items() for criterion in rules)
    named = (name for rule in rules if rule is not None for name in rule.names("assumption"))
    return frozenset((*named, *filter(None, weights)))


def concerning(case: Case, kinds: Collection[str] = ("game",)) -> Register:
    """The part of the register that concerns these kinds of result: what other kinds alone read is left out.

    So a number that stands in the case for its table alone changes no draw of the game, and is not moved for it.
    """
    if not case.other_kinds:
        return case.register
    elsewhere = frozenset[str]().union(*(part.reads for kind, part in case.other_kinds.items() if kind not in kinds))
    concerned = frozenset[str]().union(*(part.reads for kind, part in case.other_kinds.items() if kind in kinds))
    left_out = elsewhere - concerned - read_by_the_game(case)
    return {name: entry for name, entry in case.register.items() if name not in left_out}
