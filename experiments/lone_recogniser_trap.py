"""Nobody wants to recognise alone. What repairs the trap: moving in turn, a conditional pledge, or insurance?"""

from pathlib import Path

from negotiation_sim import compare, load_case, thresholds
from negotiation_sim.questions.compare import files as report

RESULTS = Path("results") / "lone_recogniser_trap"

case = load_case("kosovo")
trap = thresholds(case.scenario("recognition_first"))
report.write_thresholds(trap, RESULTS)
compared = compare(case, ["recognition_first", "four_in_turn", "conditional_pledge"])
report.write_comparison(compared, RESULTS)

alone = ", ".join(f"{case.players[member].name} {trap.alone(member):+.2f}" for member in trap.members)
print(f"Recognising alone changes payoffs by: {alone}.")
for solved in compared.solved:
    assert solved.staged is not None
    ends = sorted({solved.headline(case.headlines[0], profile) for profile in solved.staged.outcomes})
    print(
        f"{solved.scenario.title}: {len(solved.staged.outcomes)} staged outcomes; who recognises: {' or '.join(ends)}."
    )
insured = trap.insurance
steps = ", then ".join(
    f"{case.players[m].name} {paid:.2f}" for m, paid in zip(insured.order, insured.payments, strict=True)
)
dearer = sum(max(0.0, -trap.alone(member)) for member in trap.members)
print(f"Insurance repairs it for {insured.total:.2f} points ({steps}), against {dearer:.2f} to insure all as if alone.")
