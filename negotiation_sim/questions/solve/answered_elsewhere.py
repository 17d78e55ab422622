"""What `solve` is asked for by name and another command answers: which one."""

from collections.abc import Mapping

GRAPH = "Ask: negotiation-sim stability SCENARIO"
BODY = "Ask: negotiation-sim power BODY"
DIVISION = (
    "Of a coalitional game it is in Python, in negotiation_sim.solve.{module}, and in files with a table [coalitional], by: "
    "negotiation-sim validate --catalogue FOLDER"
)

ELSEWHERE: Mapping[str, str] = {
    "nash": "Ask for --concept pure or mixed; as stability: negotiation-sim stability SCENARIO --concept nash",
    "stability": GRAPH,
    "gmr": f"{GRAPH} --concept gmr",
    "smr": f"{GRAPH} --concept smr",
    "seq": f"{GRAPH} --concept seq",
    "coalitions": "Ask: negotiation-sim coalitions SCENARIO; or here for --concept strong or coalition_proof",
    "path": "Ask: negotiation-sim path SCENARIO --to CONDITION",
    "power": BODY,
    "shapley_shubik": BODY,
    "banzhaf": BODY,
    "shapley": f"Of a vote: negotiation-sim power BODY. {DIVISION.format(module='power')}",
    "shapley_value": DIVISION.format(module="power"),
    "core": DIVISION.format(module="core"),
    "least_core": DIVISION.format(module="core"),
    "nucleolus": DIVISION.format(module="core"),
}
