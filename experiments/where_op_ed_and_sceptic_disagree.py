"""The op-ed and its sceptics differ in many numbers. In which of them lies the disagreement about the outcome?"""

from collections import Counter
from pathlib import Path

from negotiation_sim import load_case
from negotiation_sim.present.phrases import listed
from negotiation_sim.questions.believe.between import between
from negotiation_sim.questions.believe.between_words import sentence, write
from negotiation_sim.worlds.results.result import conclusion

HINGES = {
    "the four recognise": "count(holdouts.yes) == size(holdouts)",
    "Serbia normalises as well": "count(holdouts.yes) == size(holdouts) and serbia.normalise",
    "Kosovo concedes as well": "count(holdouts.yes) == size(holdouts) and serbia.normalise and kosovo.concede",
}

case = load_case("kosovo")
first, second = (case.scenario("recognition_first", name) for name in ("op_ed", "sceptic"))
idle = None
for title, condition in HINGES.items():
    found = between(first, second, conclusion(case, condition))
    write(found, Path("results") / "where_op_ed_and_sceptic_disagree" / title.replace(" ", "_").lower())
    counts = Counter(name for way in (found.forth, found.back) for own in way.flips for name in own)
    idle = set(found.names) - set(counts) if idle is None else idle - set(counts)
    always = [name for name in found.names if all(name in own for own in found.back.flips)]
    print(f"That {title}: {sentence(found.forth)}")
    print(f"  {sentence(found.back)} Smallest: {'; or '.join(listed(own) for own in found.back.smallest[:3])}.")
    said = f"{listed(always)} {'is' if len(always) == 1 else 'are'}" if always else "No single difference is"
    print(f"  {said} in every set that brings the sceptic round.")

print(f"Of {len(found.names)} differences, {len(found.names) - len(idle or ())} decide something in some combination;"
      f" {listed(sorted(idle)) if idle else 'none'} {'decides' if idle and len(idle) == 1 else 'decide'} nothing.")  # fmt: skip
