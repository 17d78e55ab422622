"""Nobody wants to recognise alone. What repairs the trap: moving in turn, a conditional pledge, or insurance?"""

from pathlib import Path

from negotiation_sim import ask

RESULTS = Path("results") / "lone_recogniser_trap"

thresholds = ask("thresholds", "recognition_first")
thresholds.write(RESULTS)
comparison = ask("compare", ["recognition_first", "four_in_turn", "conditional_pledge"])
comparison.write(RESULTS)
case, trap = comparison.answer.case, thresholds.answer

alone = ", ".join(f"{case.players[member].name} {trap.alone(member):+.2f}" for member in trap.members)
print(f"Recognising alone changes payoffs by: {alone}.")
for solved in comparison.answer.solved:
    assert solved.staged is not None
    ends = sorted({solved.headline(case.headlines[0], profile) for profile in solved.staged.outcomes})
    print(
        f"{solved.scenario.title}: {len(solved.staged.outcomes)} staged outcomes; who recognises: {' or '.join(ends)}."
    )
insurance = trap.insurance
steps = ", then ".join(
    f"{case.players[m].name} {paid:.2f}" for m, paid in zip(insurance.order, insurance.payments, strict=True)
)
dearer = sum(max(0.0, -trap.alone(member)) for member in trap.members)
print(
    f"Insurance repairs it for {insurance.total:.2f} points ({steps}), against {dearer:.2f} to insure all as if alone."
)
