"""The answer of `analogy` as plain dictionaries."""

from ...case.analogy import SIDES, Side
from ...case.scenario import joint_digest
from ...present.records import Record, number, opening
from ...solve.staged import RULES
from .answer import Exchange, Exchanged, Hinges
from .forms import sentences


def record(answer: Exchanged) -> Record:
    """The analogy, both cases, every exchange, and what would show that it holds."""
    analogy = answer.analogy
    return {
        "title": analogy.title,
        "hash": joint_digest([answer.scenarios[side] for side in SIDES]),
        "about": " ".join(analogy.about.split()),
        "fairness": " ".join(analogy.fairness.split()),
        "source": analogy.source,
        "sentences": list(sentences(answer)),
        "cases": {side: {**_opening(answer, side), "hinges": _by_rule(answer.hinges[side])} for side in SIDES},
        "map": [
            {
                **{key: getattr(row, key) for key in ("title", "here", "there", "judged", "element", "source")},
                "hinges": list(row.hinges),
            }
            for row in analogy.rows
        ],
        "exchanges": [_record(answer, each) for each in answer.exchanges],
        "pairs": [_record(answer, each) for each in answer.pairs],
        "shown_by": [
            {
                "title": proof.title,
                "holds": answer.shows(proof),
                "how": "computed" if proof.answer is None else "record",
                "why": proof.why,
                "source": proof.source,
            }
            for proof in analogy.shown_by
        ],
    }


def _opening(answer: Exchanged, side: Side) -> Record:
    titles = [answer.hinge(side, name).title for name in answer.hinge_names]
    assumed = answer.scenarios[side].assumptions
    return {**opening(answer.scenarios[side]), "assumptions_title": assumed.title, "hinge_titles": titles}


def _record(answer: Exchanged, each: Exchange) -> Record:
    base = answer.scenarios[each.side]
    return {
        "elements": list(each.elements) or "all",
        "label": each.label,
        "into": each.scenario.case.name,
        "values": {name: number(value) for name, value in each.scenario.overrides.items()},
        "fixes": {player: move for player, move in each.scenario.fixes.items() if base.fixes.get(player) != move},
        "order": [list(stage) for stage in each.scenario.order or ()] if each.scenario.order != base.order else None,
        "outside_range": list(each.scenario.outside_range),
        "hash": each.scenario.digest,
        "hinges": {
            name: {
                rule: {"before": each.before[name, rule], "after": each.after[name, rule],
                       "turned": each.turned(name, rule)}
                for rule in RULES
            }
            for name in answer.hinge_names
        },
    }  # fmt: skip


def _by_rule(hinges: Hinges) -> Record:
    names = dict.fromkeys(name for name, _ in hinges)
    return {name: {rule: hinges[name, rule] for rule in RULES} for name in names}
