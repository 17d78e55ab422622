"""How large must an economic package be to make Serbia normalise: paid anyway, or only if it does?"""

from pathlib import Path

import numpy as np
import pandas as pd

from negotiation_sim import build, load_case, pure_equilibria
from negotiation_sim.files import write_whole

SIZES = np.arange(1.0, 15.01, 0.25)

case = load_case("kosovo")
rows = []
for scenario in (case.scenario("economic_normalization"), case.scenario("conditional_funds")):
    for size in SIZES:
        game = build(scenario.with_values({"funds": float(size)}))
        moves = [game.moves(profile)["serbia"] for profile in pure_equilibria(game).equilibria]
        rows.append(
            {"scenario": scenario.name, "funds": size, "normalises": moves.count("normalise"), "equilibria": len(moves)}
        )
table = pd.DataFrame(rows)
write_whole(Path("results") / "size_of_the_package" / "sizes.csv", table.to_csv(index=False))

for name, part in table.groupby("scenario", sort=False):
    flips = part.loc[part["normalises"] > 0, "funds"]
    said = (
        f"normalises in some equilibrium from {flips.min():g} times the package" if len(flips) else "never normalises"
    )
    print(f"{case.scenario_files[str(name)].title}: Serbia {said} (sizes {SIZES[0]:g} to {SIZES[-1]:g} tried).")
