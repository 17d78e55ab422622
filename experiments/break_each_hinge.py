"""The argument has three hinges. What happens to recognition first when each is broken alone, or all at once?

H1 the four recognise together; H2 Serbia then normalises; H3 Kosovo then concedes.
"""

from pathlib import Path

from negotiation_sim import ask

HINGES = {"H1": "count(holdouts.yes) == size(holdouts)", "H2": "serbia.normalise", "H3": "kosovo.concede"}
SETS = ("op_ed", "sceptic_four", "sceptic_serbia", "sceptic_kosovo", "sceptic")

comparison = ask("compare", "recognition_first", assume=SETS)
comparison.write(Path("results") / "break_each_hinge")
case = comparison.answer.case

for solved in comparison.answer.solved:
    best = solved.staged.best_joint.profile if solved.staged else None
    if best is None:
        print(f"{solved.scenario.assumptions.name}: no staged outcome.")
        continue
    holds = [name for name, text in HINGES.items() if solved.tables.at(solved.tables.of(case.condition(text)), best)]
    broken = [name for name in HINGES if name not in holds]
    print(
        f"{solved.scenario.assumptions.name}: at best {' and '.join(holds) or 'no hinge'} holds"
        f"{', broken: ' + ', '.join(broken) if broken else ''}; Serbia gets {solved.game.payoff(best)['serbia']:.2f},"
        f" Kosovo {solved.game.payoff(best)['kosovo']:.2f}."
    )
