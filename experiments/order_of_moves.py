"""Does the order of moves matter? The same players and payoffs under every order the case knows, and all 24 turns."""

from itertools import permutations
from pathlib import Path

import pandas as pd

from negotiation_sim import load_case, solve_scenario, staged_outcomes
from negotiation_sim.files import write_whole

case = load_case("kosovo")
solved = solve_scenario(case.scenario("recognition_first"))
four, in_turn = case.groups["holdouts"], case.orders["four_in_turn"]


def ends(order: list[tuple[str, ...]]) -> set[str]:
    """Who recognises in each staged outcome under an order."""
    return {solved.headline(case.headlines[0], profile) for profile in staged_outcomes(solved.game, order).outcomes}


rows = [
    {"order": name, "who recognises": " or ".join(sorted(ends(list(order))))} for name, order in case.orders.items()
]
turns = [
    {
        "order": " ".join(turn),
        "who recognises": " or ".join(
            sorted(ends([(next(waiting),) if set(stage) <= set(four) else stage for stage in in_turn]))
        ),
    }
    for turn in permutations(four)
    for waiting in [iter(turn)]
]
write_whole(Path("results") / "order_of_moves" / "orders.csv", pd.DataFrame([*rows, *turns]).to_csv(index=False))

for row in rows:
    print(f"Order {row['order']}: who recognises: {row['who recognises']}.")
alike = {row["who recognises"] for row in turns}
print(f"In turn, all {len(turns)} orders of the four lead to: {' / '.join(sorted(alike))}.")
