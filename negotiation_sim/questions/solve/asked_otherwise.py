"""What people may take for a concept of `solve` and is asked in another way, by its name, and how."""

from collections.abc import Mapping

GRAPH = "Ask: `stability SCENARIO{}`"
BODY = "Ask: `power BODY`"
DIVISION = (
    "Of a coalitional game it is in Python, in negotiation_sim.solve.{module}, and in files with a table "
    "[coalitional], by: `validate catalogue=FOLDER`"
)

ASKED_OTHERWISE: Mapping[str, str] = {
    "nash": "Ask for `concept=pure` or mixed; as stability: `stability SCENARIO concept=nash`",
    "stability": GRAPH.format(""),
    "gmr": GRAPH.format(" concept=gmr"),
    "smr": GRAPH.format(" concept=smr"),
    "seq": GRAPH.format(" concept=seq"),
    "coalitions": "Ask: `coalitions SCENARIO`; or here for `concept=strong` or coalition_proof",
    "path": "Ask: `path SCENARIO to=CONDITION`",
    "power": BODY,
    "shapley_shubik": BODY,
    "banzhaf": BODY,
    "shapley": f"Of a vote: `power BODY`. {DIVISION.format(module='power')}",
    "shapley_value": DIVISION.format(module="power"),
    "core": DIVISION.format(module="core"),
    "least_core": DIVISION.format(module="core"),
    "nucleolus": DIVISION.format(module="core"),
}
