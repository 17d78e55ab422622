"""Something small to ask of every question that a page offers: of a case, a conflict or a body that costs little."""

from collections.abc import Mapping
from typing import Any

from negotiation_sim.questions import questions
from negotiation_sim.questions.declaration import Question
from negotiation_sim.web.address import offered

from ..test_every_form import ABOUT, REFUSED, values_of

SMALL = ("stag_hunt", "chicken", "accords", "kosovo")
"""Cases, the small ones first."""
LESS: Mapping[str, Mapping[str, Any]] = {"argument": {"claim": ("C49",)}, "plans": {"assume": ("op_ed",)}}
"""What is asked besides, so that the answer takes little time."""
OFFERED = {name: question for name, question in questions().items() if offered(question)}
WITH_RECORD = {name: question for name, question in OFFERED.items() if question.record}


def small(question: Question) -> dict[str, Any]:
    """What is asked, by the names of the fields; the case among it, by its name."""
    fields = {field.name for field in question.fields}
    if question.name in ABOUT:
        return {**values_of(question, "conflict", "elmira")}
    if "body" in fields:
        return {"body": "nato"}
    if "case" not in fields or question.name == "validate":
        return {} if question.name in ("validate", "cases") else values_of(question, "nothing", "")
    case = next(name for name in SMALL if name not in REFUSED.get(question.name, ()))
    values = {**values_of(question, "case", case), **LESS.get(question.name, {}), "case": case}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
