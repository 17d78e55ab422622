"""The answer of `posturing` in words and tables."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from ...games.signalling import Equilibrium
from ...present.phrases import capital, listed, moves_in_words, plural, points, signed
from ...present.screen import Brief
from ...present.tables import Headed, footer, table_of
from ...worlds.posturing_cells import value_of
from .answer import Postured
from .sentences import sentences

WHY = {
    "tells": "tells",
    "too dear": "too dear where {claim}",
    "too cheap": "too cheap for others",
    "both": "too dear where {claim}, too cheap for others",
    "nothing to tell": "nothing to tell",
}
NOTE = (
    "Likelihoods are opinions with ranges, and so are the costs of steps: who takes one side's column at its word "
    "should fill in the other's by the same rule."
)


def text(answer: Postured) -> Group:
    """The sentences, every table, and where the payoffs come from."""
    first, *more = sentences(answer)
    about = [Text(" ".join(part.split())) for part in (answer.posturing.about, answer.sender.about) if part]
    parts: list[RenderableType] = [Text(first, style="bold"), *map(Text, more), Text(), *about]
    parts += [payoffs(answer), steps(answer), evidence(answer), Text(_note(answer)), *_equilibria(answer)]
    return Group(*parts, cells(answer), footer(answer.scenarios))


def brief(answer: Postured) -> Brief:
    """The sentences, the steps, what was seen, and what each response pays."""
    tables = (steps(answer), evidence(answer), payoffs(answer))
    return Brief(sentences(answer), tables, footer(answer.scenarios))


def _note(answer: Postured) -> str:
    others = [each for each in (answer.case.posturing or answer.posturing).senders if each != answer.sender.name]
    return f"{NOTE} Other columns: {', '.join(f'`sender={name}`' for name in others)}." if others else NOTE


def payoffs(answer: Postured) -> Headed:
    """A row per type: what each response pays sender and receiver, and what being believed is worth."""
    sender, game = answer.sender, answer.game
    labels = [response.label for response in sender.responses.values()]
    receiver = capital(answer.posturing.receiver.name)
    columns = [f"{who}: {label}" for who in (sender.called, receiver) for label in labels]
    over = answer.posturing.receiver.over
    beside = f"; {receiver}'s over {answer.case.scenario_files[over].title}" if over else ""
    head = (f"If {sender.called} is", *columns, "Gain if believed")
    table = table_of(f"What each answer pays, in payoff points{beside}", *head, right=head[1:])
    for t, kind in enumerate(sender.types.values()):
        own, others = (map(_points, row[t]) for row in (game.sender, game.receiver))
        table.add_row(kind.label, *own, *others, signed(float(answer.gains[t])))
    return table


def steps(answer: Postured) -> Headed:
    """A row per message: what it costs each type, and whether it tells."""
    claim = answer.sender.types[answer.sender.claim].label
    heads = [f"Costs if {kind.label}" for kind in answer.sender.types.values()]
    table = table_of(f"Which step tells whether {answer.sender.called} is {claim}", "Step", *heads, "Does it tell?",
                     right=heads)  # fmt: skip
    for message in answer.sender.messages.values():
        costs = (_points(answer.cost(message.name, kind)) for kind in answer.sender.types)
        table.add_row(capital(message.label), *costs, WHY[answer.told(message.name)].format(claim=claim))
    return table


def evidence(answer: Postured) -> Headed:
    """A row per thing seen: how likely each type was to show it, the belief after it, and the answer to that."""
    sender, claim = answer.sender, answer.signals.claim
    heads = [f"If {kind.label}" for kind in sender.types.values()]
    table = table_of(f"What was seen, how likely it was, and the belief that {sender.called} is "
                     f"{sender.types[sender.claim].label}", "Date", "Seen", *heads, "Belief", "Range", "Best answer",
                     right=(*heads, "Belief"))  # fmt: skip
    before = answer.signals.beliefs[0]
    table.add_row("before", "", *[""] * len(heads), points(float(before[claim])), "", _answers(answer, before))
    for sign, belief, (low, high) in answer.updates:
        likelihoods = (f"{float(value_of(rule, answer.signals.scenario)):g}" for rule in sign.likelihoods.values())
        table.add_row(sign.date, sign.label, *likelihoods, points(float(belief[claim])),
                      f"{points(float(low))} to {points(float(high))}", _answers(answer, belief))  # fmt: skip
    return table


def _answers(answer: Postured, belief: tuple[Fraction, ...]) -> str:
    return " or ".join(answer.sender.responses[name].label for name in answer.answer_at(belief))


def _equilibria(answer: Postured) -> Iterator[Headed]:
    yield equilibria(answer, answer.game.equilibria, "at the belief before anything was seen")
    if answer.after is not None and answer.sender.evidence:
        yield equilibria(answer, answer.after.equilibria, "at the belief after all that was seen")


def equilibria(answer: Postured, several: tuple[Equilibrium, ...], when: str) -> Headed:
    """A row per equilibrium; those that differ only off the path stand in one."""
    count = sum(each.count for each in several)
    all_of_them = plural(count, "pure perfect Bayesian equilibrium", "pure perfect Bayesian equilibria")
    heading = f"{capital(all_of_them)} {when}" + (", those that differ off the path only in one row" * (count > 1))
    table = table_of(heading, "Kind", "What is sent", "Answer", "Belief there", "Supported off the path by")
    for each in several:
        table.add_row(each.kind, _sent(answer, each), _given(answer, each), _believed(answer, each),
                      off_path(answer, each))  # fmt: skip
    return table


def _sent(answer: Postured, each: Equilibrium) -> str:
    labels = [message.label for message in answer.sender.messages.values()]
    if each.kind == "pooling":
        return f"all: {labels[each.sender[0]]}"
    kinds = answer.sender.types.values()
    return "; ".join(f"{kind.label}: {labels[sent]}" for kind, sent in zip(kinds, each.sender, strict=True))


def _given(answer: Postured, each: Equilibrium) -> str:
    labels = [response.label for response in answer.sender.responses.values()]
    return "; ".join(labels[response] for response in _in_order(each, each.answers).values())


def _believed(answer: Postured, each: Equilibrium) -> str:
    beliefs = _in_order(each, each.beliefs).values()
    return "; ".join(points(float(belief[answer.signals.claim])) for belief in beliefs)


def _in_order(each: Equilibrium, by_message: Mapping[int, Any]) -> dict[int, Any]:
    """By message, in the order of the types that send them."""
    return {message: by_message[message] for message in dict.fromkeys(each.sender)}


def off_path(answer: Postured, each: Equilibrium) -> str:
    """Which answers keep everybody from the messages that nobody sends, and at which beliefs they are best replies."""
    labels = [response.label for response in answer.sender.responses.values()]
    messages = [message.label for message in answer.sender.messages.values()]
    free = {r for r in range(len(labels)) if answer.game.support(r) is not None}
    alike: dict[str, list[str]] = {}
    for message, responses in each.off_path.items():
        told = (f"{labels[r]} ({_range(ranges[answer.signals.claim])})" for r, ranges in responses.items())
        words = "any answer" if free <= set(responses) else " or ".join(told)
        alike.setdefault(words, []).append(messages[message])
    return "; ".join(f"{words} after {_few(several, len(messages))}" for words, several in alike.items())


def _few(several: list[str], count: int) -> str:
    """Messages by their labels; of many only how many."""
    return listed(several) if len(several) < 3 else f"{len(several)} others" if len(several) < count - 1 else "all else"


def _range(ends: tuple[Fraction, Fraction]) -> str:
    low, high = (points(float(end)) for end in ends)
    return f"belief {low} to {high}" if low != high else f"belief {low}"


def cells(answer: Postured) -> Headed:
    """A row per branch of a cell: in which scenario it ends, what is held, what others play, and what is paid."""
    table = table_of(
        "Where the payoffs come from", "Answer", "If it is", "Chance", "Scenario", "What is played there",
        answer.sender.called, capital(answer.posturing.receiver.name), right=("Chance",)
    )  # fmt: skip
    for (response, kind), ends in answer.signals.ends.items():
        for end in ends:
            there = answer.case.scenario_files[end.scenario.name].fixes
            told = {
                who: move for who, move in end.moves.items() if not end.scenario.stands_by(who) and who not in there
            }
            table.add_row(
                answer.sender.responses[response].label, answer.sender.types[kind].label, f"{float(end.chance):g}",
                end.scenario.title, moves_in_words(answer.case, told), _points(end.sender), _points(end.receiver),
            )  # fmt: skip
    return table


def _points(value: Fraction) -> str:
    return points(float(value))
