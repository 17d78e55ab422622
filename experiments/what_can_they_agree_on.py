"""What can Serbia and Kosovo agree on in each scenario, with what others give and alone?"""

from pathlib import Path

import pandas as pd

from negotiation_sim import load_case
from negotiation_sim.files import write_whole
from negotiation_sim.worlds.negotiation import negotiations

case = load_case("kosovo")
rows = []
for name in case.main:
    for kept, packages in (("all", case.table.packages), ("bilateral", case.table.laid(case.table.paid_issues))):
        for point in negotiations(case.scenario(name), packages):
            counts = {f"recognition {option}": n for option, n in point.by_option["recognition"].items()}
            rows.append(
                {
                    "scenario": name,
                    "rules": " ".join(point.rules),
                    "issues": kept,
                    "zone": int(point.zone.sum()),
                    **counts,
                }
            )
table = pd.DataFrame(rows)
write_whole(Path("results") / "what_can_they_agree_on" / "zones.csv", table.to_csv(index=False))

for (name, rules), part in table.groupby(["scenario", "rules"], sort=False):
    with_others, alone = part["zone"].tolist()
    full = part["recognition full"].max()
    print(
        f"{case.scenario_files[str(name)].title} ({str(rules).replace('_', ' ')}): {with_others:,} packages, {alone:,} "
        f"without what others give; {f'{full:,}' if full else 'none'} with recognition in full."
    )
