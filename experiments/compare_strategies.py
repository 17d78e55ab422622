"""What do the three strategies lead to: the status quo, economic normalization, recognition first?"""

from pathlib import Path

from negotiation_sim import compare, load_case
from negotiation_sim.questions.compare import files as report

case = load_case("kosovo")
compared = compare(case)
report.write_comparison(compared, Path("results") / "compare_strategies")

answers = []
for solved in compared.solved:
    recognition = [
        solved.headline(case.headlines[0], result.profile) for result in solved.results if result.equilibrium
    ]
    answers.append(
        f"{solved.scenario.title}: {len(recognition)} pure equilibria (who recognises: {'; '.join(recognition)})"
    )
print(f"Under '{case.base_set}', " + ". ".join(answers) + ".")
