"""The answer of `posturing` in three sentences."""

from ...present.phrases import capital, listed, plural, points
from .answer import Postured


def sentences(answer: Postured) -> tuple[str, ...]:
    """What talk tells, what the receiver believes and does, and which steps would tell."""
    return _of_talk(answer), _of_belief(answer), _of_steps(answer)


def _of_talk(answer: Postured) -> str:
    talk = [message.label for message in answer.talk if answer.told(message.name) == "tells"]
    who = answer.sender.called
    if not answer.can_tell:
        return f"Nothing tells: {answer.posturing.receiver.name} would give no type of {who} another answer if it knew."
    if talk:
        return f"{capital(listed(talk))} alone can tell: {gains(answer)}."
    same = f"{answer.sender.called} says the same either way"
    same = same if answer.greatest_other_gain > 0 else "no type wants to be believed"
    return f"Talk tells nothing: {same}; {gains(answer)}."


def gains(answer: Postured) -> str:
    """`if it is believed, Serbia gains 1.58 points where it is in earnest and gains 2.81 where it is posturing`."""
    changes: list[str] = []
    for kind, gain in zip(answer.sender.types.values(), answer.gains, strict=True):
        unit = "" if changes else " points"
        changes.append(f"{'loses' if gain < 0 else 'gains'} {points(abs(float(gain)))}{unit} where it is {kind.label}")
    return f"if it is believed, {answer.sender.called} {listed(changes)}"


def _of_belief(answer: Postured) -> str:
    receiver, wanted = answer.posturing.receiver.name, answer.sender.responses[answer.sender.wanted]
    answers = f"{capital(receiver)} answers by {wanted.label} {_from(answer)}"
    return f"{answers}; {_belief(answer)}, and so it answers by {_answer(answer)}."


def _from(answer: Postured) -> str:
    """From which belief on the wanted answer is best."""
    if answer.believed_from is None:
        return "at no belief"
    low, high = answer.believed_from
    if low == 0 and high == 1:
        return "at every belief"
    return f"from a belief of {points(float(low))} {f'up to {points(float(high))}' if high < 1 else 'on'}"


def _belief(answer: Postured) -> str:
    claim, before, after = answer.signals.claim, answer.signals.beliefs[0], answer.signals.beliefs[-1]
    if len(answer.signals.beliefs) == 1:
        return f"it believes {points(float(before[claim]))}"
    low, high = (points(float(end)) for end in answer.ranges[-1])
    seen = plural(len(answer.sender.evidence), "thing seen takes", "things seen take")
    reach = f" ({low} to {high} over the ranges of the likelihoods)" if low != high else ""
    return f"{seen} its belief from {points(float(before[claim]))} to {points(float(after[claim]))}{reach}"


def _answer(answer: Postured) -> str:
    labels = (answer.sender.responses[name].label for name in answer.answer_at(answer.signals.beliefs[-1]))
    return " or ".join(labels)


def _of_steps(answer: Postured) -> str:
    if not answer.steps:
        return "No step is among the messages."
    telling = [message.label for message in answer.steps if answer.told(message.name) == "tells"]
    steps = plural(len(answer.steps), "step", "steps")
    if not telling:
        return f"None of {steps} can tell: {interval(answer)}."
    return f"Of {steps} only {listed(telling)} can tell: {interval(answer)}."


def interval(answer: Postured) -> str:
    """What a step must cost to tell, in words."""
    if not answer.can_tell:
        return "known types would get the same answer"
    claim = answer.sender.types[answer.sender.claim].label
    honest, other = points(abs(float(answer.honest_gain))), points(float(answer.greatest_other_gain))
    if answer.honest_gain < 0:
        return f"where it is {claim} it would lose {honest} by being believed and pays for no step"
    if answer.greatest_other_gain <= 0:
        return f"it may cost at most {honest} where it is {claim}, and otherwise nobody wants to be believed"
    ends = f"it must cost at most {honest} where it is {claim} and at least {other} where it is not"
    if answer.greatest_other_gain > answer.honest_gain:
        return f"{ends}, so no step of equal cost does"
    return f"{ends}, so a step of equal cost does where it costs {other} to {honest}"
