"""Posturing in three pictures: what the receiver does at which belief, the belief over time, and which steps tell."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ...present.canvas import (
    COLOURS,
    FAINT,
    INK,
    LINES,
    MARKERS,
    Picture,
    apart,
    beside,
    canvas,
    notes,
    wrapped,
)
from ...present.phrases import capital, points
from .answer import Postured
from .forms import WHY
from .sentences import interval, sentences

LARGE = 10
"""Printer's points of what stands in a picture that is also read on a phone."""
SHADE = "#dbe9f4"


def pictures(answer: Postured) -> Iterator[Picture]:
    """All three; that of the belief over time only where something was seen."""
    yield beliefs(answer)
    if answer.sender.evidence:
        yield over_time(answer)
    yield steps(answer)


def beliefs(answer: Postured, name: str = "posturing_beliefs") -> Picture:
    """A line for each response: what the receiver gets from it at every belief; the threshold, and the beliefs held."""
    sender, game, claim = answer.sender, answer.game, answer.signals.claim
    receiver = answer.posturing.receiver.name
    title = f"{sender.title} What {receiver} gets at which belief"
    figure, (axes,) = canvas(title, answer.scenarios, 5.6)
    ends = [
        [float(game.worth(game.believing(claim, Fraction(b)), r)) for b in (0, 1)] for r in range(len(game.responses))
    ]
    reach = max(map(max, ends)) - min(map(min, ends)) or 1.0
    places = apart([end[1] for end in ends], 0.07 * reach)
    for r, (response, worths, place) in enumerate(zip(sender.responses.values(), ends, places, strict=True)):
        axes.plot([0, 1], worths, LINES[r % 4], color=COLOURS[r % 7], linewidth=2.6)
        beside(
            axes, capital(response.label), (1, place), (8, 0), fontsize=LARGE, color=COLOURS[r % 7], fontweight="bold"
        )
    if answer.believed_from is not None:
        _threshold(axes, answer, float(answer.believed_from[0]))
    _held(axes, answer)
    axes.set_xlim(0, 1)
    axes.margins(y=0.14)
    axes.tick_params(labelsize=LARGE)
    axes.set_xlabel(f"Belief that {sender.called} is {sender.types[sender.claim].label}", fontsize=LARGE)
    axes.set_ylabel(f"Points of {receiver}", fontsize=LARGE)
    return Picture(name, figure, _beliefs_in_words(answer, title))


def _threshold(axes: Axes, answer: Postured, belief: float) -> None:
    wanted = answer.sender.responses[answer.sender.wanted].label
    axes.axvline(belief, color=INK, linewidth=1.2, linestyle=":")
    right = belief < 0.6
    axes.annotate(f"from {points(belief)} on\n{wanted}", (belief, 0), (8 if right else -8, 8), va="bottom",
                  xycoords=("data", "axes fraction"), textcoords="offset points", ha="left" if right else "right",
                  fontsize=LARGE, color=INK)  # fmt: skip


def _held(axes: Axes, answer: Postured) -> None:
    """The beliefs before anything was seen and after all that was, each on the line of its best response."""
    moments = [(answer.signals.beliefs[0], "before", MARKERS[0])]
    if answer.sender.evidence:
        moments.append((answer.signals.beliefs[-1], answer.sender.evidence[-1].date, MARKERS[1]))
    for belief, when, marker in moments:
        height = max(float(answer.game.worth(belief, r)) for r in range(len(answer.game.responses)))
        x = float(belief[answer.signals.claim])
        axes.plot([x], [height], marker, color=INK, markersize=10, zorder=4, clip_on=False)
        left, near = x > 0.3, marker != MARKERS[0] and abs(x - float(answer.game.prior[answer.signals.claim])) < 0.25
        shift, side = ((8, -16), "left") if near or not left else ((-8, 16), "right")
        beside(axes, f"{when}: {points(x)}", (x, height), shift if near or left else (4, 16), fontsize=LARGE, ha=side)


def _beliefs_in_words(answer: Postured, title: str) -> str:
    game, claim = answer.game, answer.signals.claim
    lines = [f"{title}.", *sentences(answer)]
    for r, response in enumerate(answer.sender.responses.values()):
        none, sure = (points(float(game.worth(game.believing(claim, Fraction(b)), r))) for b in (0, 1))
        lines.append(f"{capital(response.label)}: {none} points where nothing is believed, {sure} where all is.")
    return "\n".join(lines)


def over_time(answer: Postured, name: str = "posturing_over_time") -> Picture:
    """The belief after each thing seen, with its range over those of the likelihoods, and the threshold."""
    sender, claim = answer.sender, answer.signals.claim
    title = f"{sender.title} The belief over time"
    key = wrapped(f"{k}  {sign.date}: {sign.label}" for k, sign in enumerate(sender.evidence, 1))
    figure, (axes, below) = canvas(title, answer.scenarios, 5.6 + 0.24 * len(key), 2,
                                   height_ratios=[4.2, 0.25 * len(key)])  # fmt: skip
    times = [year_of(sign.date) for sign, _, _ in answer.updates]
    times = [min(times) - max(0.5, 0.1 * (max(times) - min(times))), *times]
    held = [float(belief[claim]) for belief in answer.signals.beliefs]
    end = [*times, max(times) + 0.3]
    low, high = ([float(ends[k]) for ends in (*answer.ranges, answer.ranges[-1])] for k in (0, 1))
    axes.fill_between(end, low, high, step="post", color=SHADE, label="over the ranges of the likelihoods")
    axes.step(end, [*held, held[-1]], where="post", color=COLOURS[0], linewidth=2.6, label="belief")
    axes.plot(times[1:], held[1:], MARKERS[0], color=COLOURS[0], markersize=8)
    _number_them(axes, times[1:], held[1:])
    if answer.believed_from is not None:
        least = float(answer.believed_from[0])
        wanted = sender.responses[sender.wanted].label
        axes.axhline(least, color=INK, linewidth=1.6, linestyle="--", label=f"{wanted} from {points(least)} on")
    axes.set_ylim(0, 1.02)
    axes.set_xlim(times[0], end[-1])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(labelsize=LARGE)
    axes.set_ylabel(f"Belief that {sender.called} is\n{sender.types[sender.claim].label}", fontsize=LARGE)
    axes.legend(frameon=False, fontsize=LARGE - 1, labelcolor=INK, loc="upper right")
    notes(below, key)
    return Picture(name, figure, _times_in_words(answer, title))


def _number_them(axes: Axes, times: Sequence[float], held: Sequence[float]) -> None:
    """A number above each mark; of those at one moment side by side."""
    for k, (time, belief) in enumerate(zip(times, held, strict=True), 1):
        beside(axes, str(k), (time, belief), (7, 9), fontsize=LARGE, fontweight="bold")


def year_of(written: str) -> float:
    """A date as a number of years; of a year or a month alone its middle.

    >>> year_of("2020"), year_of("2020-07-01") < year_of("2020-07") < year_of("2020-07-31")
    (2020.5, True)
    """
    year, month, day = (*map(int, written.split("-")), 0, 0)[:3]
    if not month:
        return year + 0.5
    return year + (date(year, month, day or 15) - date(year, 1, 1)).days / 366


def _times_in_words(answer: Postured, title: str) -> str:
    claim = answer.signals.claim
    lines = [f"{title}.", sentences(answer)[1], f"Before: {points(float(answer.signals.beliefs[0][claim]))}."]
    for sign, belief, (low, high) in answer.updates:
        ends = f"{points(float(low))} to {points(float(high))}"
        lines.append(f"{sign.date}, {sign.label}: {points(float(belief[claim]))} ({ends}).")
    return "\n".join(lines)


def steps(answer: Postured, name: str = "posturing_steps") -> Picture:
    """A mark for each message by what it costs who is in earnest and others; shaded where a step tells."""
    sender = answer.sender
    title = f"{sender.title} Which steps tell"
    figure, (axes,) = canvas(title, answer.scenarios, 6.2)
    places = [_place(answer, message) for message in answer.game.messages]
    honest, other = max(float(answer.honest_gain), 0.0), max(float(answer.greatest_other_gain), 0.0)
    right = 1.18 * max([honest, *(x for x, _ in places), 0.1])
    top = 1.18 * max([other, *(y for _, y in places), 0.1])
    if answer.can_tell and answer.honest_gain >= 0:
        axes.add_patch(Rectangle((0, other), honest, top - other, facecolor=SHADE, edgecolor=COLOURS[0], linewidth=1.5))
        axes.text(0.02 * right, 0.985 * top, "here a step tells", fontsize=LARGE, va="top", color=INK)
    axes.plot([0, min(right, top)], [0, min(right, top)], ":", color=FAINT, linewidth=1.6,
              label="the same cost either way")  # fmt: skip
    axes.legend(frameon=False, fontsize=LARGE - 1, labelcolor=FAINT, loc="lower right")
    _marks(axes, answer, places, right, top)
    axes.set_xlim(0, right)
    axes.set_ylim(0, top)
    axes.tick_params(labelsize=LARGE)
    axes.set_xlabel(f"Points it costs where {sender.called} is {sender.types[sender.claim].label}", fontsize=LARGE)
    axes.set_ylabel("Points it costs otherwise", fontsize=LARGE)
    return Picture(name, figure, _steps_in_words(answer, title))


def _place(answer: Postured, message: str) -> tuple[float, float]:
    """What a message costs who is in earnest, and others: of several that one whose gain is least paid for."""
    m, claim = answer.game.messages.index(message), answer.signals.claim
    left = (
        row[m] - gain for t, (row, gain) in enumerate(zip(answer.game.costs, answer.gains, strict=True)) if t != claim
    )
    return float(answer.game.costs[claim][m]), float(min(left) + answer.greatest_other_gain)


def _marks(axes: Axes, answer: Postured, places: list[tuple[float, float]], right: float, top: float) -> None:
    """A mark at each place; messages of the same costs share one."""
    labels: dict[tuple[float, float], list[str]] = {}
    for place, message in zip(places, answer.sender.messages.values(), strict=True):
        labels.setdefault(place, []).append(message.label)
    telling = {place for place, name in zip(places, answer.game.messages, strict=True) if answer.told(name) == "tells"}
    heights = apart([y for _, y in labels], 0.055 * top)
    for (place, named), height in zip(labels.items(), heights, strict=True):
        colour, marker = (COLOURS[0], MARKERS[1]) if place in telling else (COLOURS[1], MARKERS[0])
        axes.plot(*[[part] for part in place], marker, color=colour, markersize=11, clip_on=False, zorder=4,
                  markerfacecolor=colour if place in telling else "white", markeredgewidth=2)  # fmt: skip
        on_left = place[0] > 0.55 * right
        beside(axes, "; ".join(named), (place[0], max(height, 0.03 * top)), (-11 if on_left else 11, 0), zorder=5,
               ha="right" if on_left else "left", fontsize=LARGE - 1)  # fmt: skip


def _steps_in_words(answer: Postured, title: str) -> str:
    claim = answer.sender.types[answer.sender.claim].label
    lines = [f"{title}.", sentences(answer)[2], f"A step that tells: {interval(answer)}."]
    for message in answer.sender.messages.values():
        kinds = answer.sender.types.values()
        costs = ", ".join(f"{points(float(answer.cost(message.name, kind.name)))} if {kind.label}" for kind in kinds)
        lines.append(f"{capital(message.label)}: {costs}; {WHY[answer.told(message.name)].format(claim=claim)}.")
    return "\n".join(lines)
