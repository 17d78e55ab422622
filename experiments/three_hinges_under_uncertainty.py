"""Over the ranges of opinion, how often does each hinge hold, which opinions carry them, and where is it safe to believe?

H1 the four recognise together; H2 Serbia then normalises; H3 Kosovo then concedes. Every share is one of opinions.
"""

from pathlib import Path

from negotiation_sim import load_case
from negotiation_sim.present.phrases import listed
from negotiation_sim.questions.discover.answer import discover
from negotiation_sim.questions.discover.files import write_discovery as uncertain_report_write_discovery
from negotiation_sim.questions.discover.words import told as drivers_told
from negotiation_sim.questions.sensitivity.answer import sensitivity
from negotiation_sim.questions.sensitivity.files import write_sensitivity as uncertain_report_write_sensitivity
from negotiation_sim.questions.uncertainty import files as uncertain_report
from negotiation_sim.questions.uncertainty import words as uncertain
from negotiation_sim.questions.uncertainty.answer import uncertainty
from negotiation_sim.worlds import outputs
from negotiation_sim.worlds.sampling import sampling

DRAWS, SEED = 4096, 1
FOLDER = Path("results") / "three_hinges_under_uncertainty"

case = load_case("kosovo")
for name in ("op_ed", "sceptic"):
    chosen = [case.scenario(scenario, name) for scenario in case.main]
    found = uncertainty(chosen, sampling(case, DRAWS, SEED, "sobol"))
    uncertain_report.write_uncertainty(found, FOLDER / name)
    print(f"Around {name}:")
    for said in uncertain.sentences(found):
        print(f"- {said}")

scenario, plan = case.scenario("recognition_first"), sampling(case, DRAWS, SEED)
hinges = outputs.hinges(case)
driven = sensitivity(scenario, plan, hinges, ["regional", "rank"])
uncertain_report_write_sensitivity(driven, FOLDER / "drivers")
for influence in driven.influences:
    if influence.method == "regional":
        print(f"{influence.output.title}: driven most by {listed(influence.names[:5])}.")

for count, hinge in enumerate(hinges, 1):
    box = discover(scenario, plan, hinge)
    uncertain_report_write_discovery(box, FOLDER / f"box_{count}")
    print(" ".join(drivers_told(box)))
