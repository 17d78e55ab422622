"""A kind of result that is numbers, made for tests: a bargain over the stag hunt, small enough to be tried by force.

Its numbers are affine, a product, a count, one that exists in part of the worlds alone, and one of the game's outcome.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim.case import loader
from negotiation_sim.case.conclusions import Conclusion
from negotiation_sim.case.library import library
from negotiation_sim.case.other_kinds import OtherKind
from negotiation_sim.case.scenario import Scenario
from negotiation_sim.games.arrays import Array
from negotiation_sim.worlds.draws import solve_draws
from negotiation_sim.worlds.results.on_numbers import NumberedKind
from negotiation_sim.worlds.results.result import KINDS
from negotiation_sim.worlds.tables import Draws

REGISTER = """
[patience]
value = 0.5
range = [0, 1]
unit = "share"
why = "made for tests"
source = "made for tests"
level = "main"

[toll]
value = 2
range = [0, 5]
unit = "points"
why = "made for tests"
source = "made for tests"
level = "main"

[pledge]
value = 0
range = [0, 1]
unit = "switch: 0 no, 1 yes"
why = "made for tests"
source = "made for tests"
level = "detail"
"""
CONCLUSIONS = """
[conclusions.deal]
title = "there is a package that both prefer to no agreement"
of = "table"
holds = "zone > 0"
[conclusions.worth_it]
title = "the bargain is worth its toll"
of = "table"
holds = "surplus > 1 and joint >= 1.2"
[conclusions.hunted]
title = "both wait for the stag"
holds = "first.stag and second.stag"
"""
WORDS = {
    "zone": "packages in the zone",
    "surplus": "what both gain",
    "joint": "product of the gains",
    "depth": "how deep the zone is",
    "gain.first": "gain of the first hunter",
}
BARGAIN = OtherKind(WORDS, frozenset({"patience", "toll", "pledge", "stag_share"}))


def values_of(scenario: Scenario, draws: Draws) -> dict[str, Array]:
    """Every assumption's value for each draw."""
    count = len(next(iter(draws.values())))
    return {name: np.asarray(draws.get(name, np.full(count, value))) for name, value in scenario.values.items()}


def formulas(v: dict[str, Array]) -> dict[str, Array]:
    """The numbers that read no game, of values of the assumptions."""
    with np.errstate(invalid="ignore"):
        return {
            "zone": np.maximum(np.floor(3 * v["patience"] + v["stag_share"] - 1.5 * v["toll"] - 2.5 + v["pledge"]), 0),
            "surplus": v["stag_share"] - 2 - v["toll"] + v["patience"],
            "joint": v["patience"] * (4 - v["toll"]) * (v["stag_share"] - 3),
            "depth": np.sqrt(1.5 - v["toll"]),
        }


def numbers(scenario: Scenario, reached: Conclusion, draws: Draws) -> dict[str, Array]:
    """The numbers of the bargain for each draw; `gain.first` is NaN where there is no staged outcome."""
    made = formulas(values_of(scenario, draws))
    if reached.rule is None:
        return {**made, "gain.first": np.full(len(made["zone"]), np.nan)}
    drawn = solve_draws(scenario, draws, (reached.rule,), pure=False)
    ends = drawn.staged[reached.rule]
    payoffs = drawn.payoffs_at(np.arange(drawn.count), np.maximum(ends, 0))[0]
    return {**made, "gain.first": np.where(ends >= 0, payoffs, np.nan)}


KIND = NumberedKind(numbers)


@contextmanager
def bargain(folder: Path, kind: NumberedKind = KIND, declared: OtherKind = BARGAIN) -> Iterator[str]:
    """The stag hunt in a folder with the bargain as its table, as long as the context lasts."""
    source = library() / "classics" / "stag_hunt"
    folder.mkdir()
    for path in source.glob("*.toml"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    for file, more in (("assumptions.toml", REGISTER), ("game.toml", CONCLUSIONS)):
        with (folder / file).open("a", encoding="utf-8") as opened:
            opened.write(more)
    (folder / "sets").mkdir()
    cheap = 'title = "Cheap"\n[values]\ntoll = 0.5\nhare = 3.3\npatience = 0.6\n'
    (folder / "sets" / "cheap.toml").write_text(cheap, encoding="utf-8")
    read = loader.read_conclusions

    def with_bargain(*parts):  # type: ignore[no-untyped-def]
        parts[-1]["table"] = declared
        return read(*parts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "read_conclusions", with_bargain)
        patch.setitem(KINDS, "table", kind)  # type: ignore[arg-type]
        yield str(folder)
