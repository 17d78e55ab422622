"""What would you have to believe, to doubt recognition first with the op-ed's author, or to accept it as a sceptic?"""

from pathlib import Path

from negotiation_sim import load_case, nearest_worlds
from negotiation_sim.present.phrases import listed
from negotiation_sim.questions.believe.sentences import constraints, question, size, value
from negotiation_sim.questions.believe.words import write

SETTLED = "count(holdouts.yes) == size(holdouts) and serbia.normalise and kosovo.concede"

case = load_case("kosovo")
fewest = {}
for name in ("op_ed", "sceptic"):
    found = nearest_worlds(case.scenario("recognition_first", name), SETTLED)
    write(found, Path("results") / "what_would_you_have_to_believe" / name)
    fewest[name] = found[-1]
    print(question(found[0]))
    for one in found:
        print(f"  by {one.measure}: {size(one)}; {constraints(case, one.binding[:1])[0]}")

for name, one in fewest.items():
    told = [f"{own.entry.name} {value(own.new, own.entry)} instead of {own.old:g}" for own in one.moved]
    proved = (
        "proved to be the fewest" if one.exact else f"the fewest found; fewer than {one.at_least:g} proved not to do"
    )
    print(f"From {name} it takes {size(one)} to turn the answer over ({proved}): {listed(told)}.")
