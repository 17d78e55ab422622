"""Over the ranges of opinion: how often does each hinge hold, which opinions carry it, where is it safe to believe?

H1 the four recognise together; H2 Serbia then normalises; H3 Kosovo then concedes. Every share is one of opinions.
"""

from pathlib import Path

from negotiation_sim import ask, discover, load_case, sampling, sensitivity
from negotiation_sim.present.phrases import listed
from negotiation_sim.present.writer import write_all
from negotiation_sim.questions import question
from negotiation_sim.questions.asking import files_of
from negotiation_sim.questions.discover.forms import sentences as box_sentences
from negotiation_sim.questions.uncertainty.forms import sentences
from negotiation_sim.worlds.drawn_outputs import hinges

DRAWS, SEED = 4096, 1
FOLDER = Path("results") / "three_hinges_under_uncertainty"

for name in ("op_ed", "sceptic"):
    over_ranges = ask("uncertainty", assume=name, draws=DRAWS, seed=SEED, scheme="sobol")
    over_ranges.write(FOLDER / name)
    print(f"Around {name}:", *sentences(over_ranges.answer), sep="\n- ")

case = load_case("kosovo")
scenario, draws = case.scenario("recognition_first"), sampling(case, DRAWS, SEED)
driven = sensitivity(scenario, draws, hinges(case), ["regional", "rank"])
write_all(files_of(question("sensitivity"), driven), FOLDER / "drivers")
for influence in driven.influences:
    if influence.method == "regional":
        print(f"{influence.output.title}: driven most by {listed(influence.names[:5])}.")

for count, hinge in enumerate(hinges(case), 1):
    box = discover(scenario, draws, hinge)
    write_all(files_of(question("discover"), box), FOLDER / f"box_{count}")
    print(*box_sentences(box))
