"""The Kosovo case with up to three more players: 12,288, 24,576 and 73,728 profiles, for measuring only.

Cyprus and Moldova stand beside the four with the same rules and numbers of their own, copied from Slovakia's and
Romania's. China watches the recognitions with three strategies. Nothing of it is an opinion of anybody.
"""

import re
import shutil
from pathlib import Path

from negotiation_sim import load_case
from negotiation_sim.case.scenario import Case

KOSOVO = Path(__file__).parent.parent / "tests" / "frozen" / "kosovo"
COPIED = {"cyprus": "slovakia", "moldova": "romania"}
CHINA = """
[players.china]
name = "China"
strategies = ["watch", "object", "trade"]
"""
CHINA_PAYOFFS = """
[payoffs.china]
norm = "-norm_strength + 0.5 * china.object * (1 - share)"
influence = "(russian_leverage + china.trade * econ) * (1 - 0.3 * china.object * serbia.normalise)"
stability = "1 - instability - 0.2 * china.object + 0.1 * china.trade * dialogue"
"""
ENTRY = '[china.weight.{}]\nvalue = {}\nrange = [1, 6]\nunit = "points"\nwhy = "to measure"\nsource = "none"\n\n'


def larger_case(folder: Path, more: int) -> Case:
    """The Kosovo case with one, two or three more players, written into an empty folder and read."""
    shutil.copytree(KOSOVO, folder, dirs_exist_ok=True)
    game, register = ((folder / name).read_text(encoding="utf-8") for name in ("game.toml", "assumptions.toml"))
    for name, model in list(COPIED.items())[:more]:
        player = f'[players.{name}]\nname = "{name.title()}"\nstrategies = ["no", "yes"]\n\n'
        game = game.replace("[groups]", player + "[groups]").replace('holdouts = ["', f'holdouts = ["{name}", "', 1)
        game = game.replace('["greece"], ', f'["{name}"], ["greece"], ')
        entries = re.findall(rf"^\[{model}\..*?(?=^\[|^# -|\Z)", register, re.MULTILINE | re.DOTALL)
        register += "\n" + "".join(entry.replace(f"[{model}.", f"[{name}.", 1) for entry in entries)
    if more > len(COPIED):
        game = game.replace("[groups]", CHINA.lstrip() + "\n[groups]").replace('["russia"]', '["russia", "china"]')
        game = game.replace("[headlines]", CHINA_PAYOFFS.lstrip() + "\n[headlines]")
        weights = {"norm": 3, "influence": 4, "stability": 2}
        register += "\n" + "".join(ENTRY.format(name, value) for name, value in weights.items())
    (folder / "game.toml").write_text(game, encoding="utf-8")
    (folder / "assumptions.toml").write_text(register, encoding="utf-8")
    return load_case(str(folder))
