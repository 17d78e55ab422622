"""What would you have to believe, to doubt recognition first with the op-ed's author, or to accept it as a sceptic?"""

from pathlib import Path

from negotiation_sim import ask
from negotiation_sim.present.phrases import listed
from negotiation_sim.questions.believe.comparisons_in_words import constraints
from negotiation_sim.questions.believe.sentences import question, size, value

SETTLED = "count(holdouts.yes) == size(holdouts) and serbia.normalise and kosovo.concede"

fewest = {}
for name in ("op_ed", "sceptic"):
    answered = ask("believe", "recognition_first", holds=SETTLED, assume=name)
    answered.write(Path("results") / "what_would_you_have_to_believe" / name)
    fewest[name] = answered.answer[-1]
    print(question(answered.answer[0]))
    for nearest in answered.answer:
        constraint = constraints(nearest.scenario, nearest.tight[:1])[0]
        print(f"  by {nearest.measure}: {size(nearest)}; {constraint}")

for name, nearest in fewest.items():
    changes = [f"{each.entry.name} {value(each)} instead of {each.old:g}" for each in nearest.moved]
    bound = f"the fewest found; fewer than {nearest.at_least:g} proved not to do"
    proved = "proved to be the fewest" if nearest.exact else bound
    print(f"From {name} it takes {size(nearest)} to turn the answer over ({proved}): {listed(changes)}.")
