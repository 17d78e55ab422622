"""How strong must the Dialogue's shelter and Washington's credibility be, together, for recognition first to work?"""

from pathlib import Path

from negotiation_sim import ask
from negotiation_sim.present.phrases import listed
from negotiation_sim.questions.regions.forms import along, sentence

SETTLED = "count(holdouts.yes) == size(holdouts) and serbia.normalise and kosovo.concede"

answered = ask("regions", "recognition_first", holds=SETTLED, x="dialogue_offset", y="us_cred")
answered.write(Path("results") / "regions_offset_credibility")
regions = answered.answer

print(sentence(regions))
for part in regions.boundaries:
    low, high = (round(end(place[1] for place in part.places), 3) for end in (min, max))
    where = f"Where us_cred is {low} to {high} on the boundary" if low < high else f"At us_cred {low}"
    print(f"{where}, {along(regions, part)}.")
differ = [placed.assumptions.name for placed in regions.sets if placed.own_holds != placed.map_holds]
print(f"Their other values make the answer of {listed(differ) if differ else 'no set'} another than the map's.")
