"""How strong must the Dialogue's shelter and Washington's credibility be, together, for recognition first to work?"""

from pathlib import Path

from negotiation_sim import load_case
from negotiation_sim.present.phrases import listed
from negotiation_sim.questions.regions.answer import regions
from negotiation_sim.questions.regions.words import along, sentence, write_regions
from negotiation_sim.worlds.results.chain import chain

SETTLED = "count(holdouts.yes) == size(holdouts) and serbia.normalise and kosovo.concede"

case = load_case("kosovo")
found = regions(chain(case.scenario("recognition_first"), SETTLED), "dialogue_offset", "us_cred")
write_regions(found, Path("results") / "regions_offset_credibility")

print(sentence(found))
for part in found.boundaries:
    low, high = (round(min(point[1] for point in part.points), 3), round(max(point[1] for point in part.points), 3))
    where = f"Where us_cred is {low} to {high} on the boundary" if low < high else f"At us_cred {low}"
    print(f"{where}, {along(found, part)}.")
differ = [mark.assumptions.name for mark in found.marks if mark.own_holds != mark.map_holds]
print(f"Their other values make the answer of {listed(differ) if differ else 'no set'} another than the map's.")
