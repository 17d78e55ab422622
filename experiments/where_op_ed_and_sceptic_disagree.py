"""The op-ed and its sceptics differ in many numbers. In which of them lies the disagreement about the outcome?"""

from collections import Counter
from pathlib import Path

from negotiation_sim import ask
from negotiation_sim.present.phrases import listed
from negotiation_sim.questions.believe.between.forms import sentence

HINGES = {
    "the four recognise": "count(holdouts.yes) == size(holdouts)",
    "Serbia normalises as well": "count(holdouts.yes) == size(holdouts) and serbia.normalise",
    "Kosovo concedes as well": "count(holdouts.yes) == size(holdouts) and serbia.normalise and kosovo.concede",
}

idle = None
for title, condition in HINGES.items():
    answered = ask("believe", "recognition_first", holds=condition, between=("op_ed", "sceptic"))
    answered.write(Path("results") / "where_op_ed_and_sceptic_disagree" / title.replace(" ", "_").lower())
    between = answered.answer
    counts = Counter(name for way in (between.forth, between.back) for least in way.flips for name in least)
    idle = set(between.names) - set(counts) if idle is None else idle - set(counts)
    always = [name for name in between.names if all(name in least for least in between.back.flips)]
    print(f"That {title}: {sentence(between.forth)}")
    print(f"  {sentence(between.back)} Smallest: {'; or '.join(listed(least) for least in between.back.smallest[:3])}.")
    common = f"{listed(always)} {'is' if len(always) == 1 else 'are'}" if always else "No single difference is"
    print(f"  {common} in every set that brings the sceptic round.")

print(
    f"Of {len(between.names)} differences, {len(between.names) - len(idle or ())} decide something in some "
    f"combination; {listed(sorted(idle)) if idle else 'none'} "
    f"{'decides' if idle and len(idle) == 1 else 'decide'} nothing."
)
