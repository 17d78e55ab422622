"""What do the three strategies lead to: the status quo, economic normalization, recognition first?"""

from pathlib import Path

from negotiation_sim import ask

comparison = ask("compare")
comparison.write(Path("results") / "compare_strategies")
case = comparison.answer.case

answers = []
for solved in comparison.answer.solved:
    recognition = [
        solved.headline(case.headlines[0], result.profile) for result in solved.results if result.equilibrium
    ]
    answers.append(
        f"{solved.scenario.title}: {len(recognition)} pure equilibria (who recognises: {'; '.join(recognition)})"
    )
print(f"Under '{case.base_set}', " + ". ".join(answers) + ".")
