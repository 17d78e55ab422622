"""One chunk of a sweep: its draws solved under every set and scenario, as rows. It depends on plan and number alone."""

import hashlib
import pickle
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import numpy as np

from ...case.scenario import Scenario
from ...errors import InputError
from ...games.arrays import Index
from ...present.frames import Frame
from ...solve.staged import RULES
from ...worlds.draws import Drawn, solve_draws
from ...worlds.results.result import truths_on
from ...worlds.tables import scenario_shape
from .plan import KEYS, SweepPlan


@dataclass(frozen=True, eq=False)
class Chunk:
    """The rows of one chunk, `SweepPlan.sources`, a hash of the rows, and the versions that made them."""

    number: int
    rows: Frame
    sources: tuple[int, ...]
    digest: str
    versions: dict[str, str]


def versions() -> dict[str, str]:
    """What numbers may depend on besides the inputs."""
    return {"negotiation_sim": version("negotiation-sim"), "numpy": np.__version__, "python": platform.python_version()}


def check_versions(worker: Mapping[str, str]) -> None:
    """Raises InputError where a worker's versions are not those of this process, the one of Python aside."""
    for name, here in versions().items():
        if name != "python" and worker[name] != here:
            raise InputError(
                f"a worker has {name} {worker[name]}; here it is {here}. Install the same version on both."
            )


def solve_packed(packed: bytes, number: int, threads: int | None = None) -> Chunk:
    """The same as `solve_chunk` for a pickled plan, which a worker opens once however many chunks it is sent."""
    return solve_chunk(_opened(packed), number, threads)


@lru_cache(maxsize=2)
def _opened(packed: bytes) -> SweepPlan:
    plan: SweepPlan = pickle.loads(packed)
    return plan


def solve_chunk(plan: SweepPlan, number: int, threads: int | None = None) -> Chunk:
    """Solves a chunk: rows by set, scenario and draw, columns as `plan.columns`; `threads` as in `solve_draws`."""
    import pandas as pd

    parts = [_columns(plan, scenario, number, threads) for scenario in plan.runs]
    rows = pd.DataFrame({name: _joined([part[name] for part in parts]) for name in plan.columns})
    return Chunk(number, rows, plan.sources, digest_of(rows), versions())


def _columns(plan: SweepPlan, scenario: Scenario, number: int, threads: int | None) -> dict[str, Any]:
    numbers = plan.draws_of(number)
    draws = plan.inputs.draws(scenario, numbers)
    drawn = solve_draws(scenario, draws, threads=threads)
    ends = {rule: drawn.staged.get(rule, np.full(drawn.count, -1)) for rule in RULES}
    return {
        "draw": np.asarray(numbers, dtype=np.int64),
        "assumption_set": _text(np.zeros(drawn.count, int), [scenario.assumptions.name]),
        "scenario": _text(np.zeros(drawn.count, int), [scenario.name]),
        **draws,
        **{name: truths_on(drawn, conclusion) for name, conclusion in plan.conclusions.items()},
        "equilibria": np.bincount(drawn.draw, minlength=drawn.count).astype(np.int32),
        **{rule: _moves(scenario, profiles) for rule, profiles in ends.items()},
        **_payoffs(drawn, ends["best_joint"]),
    }


def _payoffs(drawn: Drawn, ends: Index) -> dict[str, Any]:
    """Every player's payoff at the staged outcomes; not a number where there is none."""
    payoffs = np.where(ends >= 0, drawn.payoffs_at(np.arange(drawn.count), np.maximum(ends, 0)), np.nan)
    return {f"payoff.{player}": column for player, column in zip(drawn.scenario.case.players, payoffs, strict=True)}


def _moves(scenario: Scenario, profiles: Index) -> Any:
    """Profiles as text, `us=hands_off eu=co_lead ...`; missing where the index is negative."""
    used, codes = np.unique(profiles[profiles >= 0], return_inverse=True)
    players = list(scenario.case.players)
    played = np.stack(np.unravel_index(used, scenario_shape(scenario)), axis=-1)
    labels = [
        " ".join(f"{player}={scenario.strategies(player)[k]}" for player, k in zip(players, profile, strict=True))
        for profile in played.tolist()
    ]
    placed = np.full(len(profiles), -1)
    placed[profiles >= 0] = codes
    return _text(placed, labels)


def _text(codes: Index, labels: Any) -> Any:
    import pandas as pd

    return pd.Categorical.from_codes(codes, labels)


def _joined(parts: list[Any]) -> Any:
    from pandas.api.types import union_categoricals

    return np.concatenate(parts) if isinstance(parts[0], np.ndarray) else union_categoricals(parts)


def digest_of(rows: Frame) -> str:
    """A hash over the names and kinds of the columns and every value of a chunk's rows, in the order of their keys.

    It is the same for rows as they were solved and as they are read back: texts may be categories or objects.
    """
    import pandas as pd

    texts = {str(name): column.astype(object) for name, column in rows.items() if not is_plain_number(column)}
    ordered = rows.assign(**texts).sort_values(list(KEYS), kind="stable")
    digest = hashlib.sha256()
    for name, column in ordered.items():
        values, kind = column.to_numpy(), str(column.dtype)
        if name in texts:
            values, labels = pd.factorize(column, sort=True)
            kind = "\n".join(map(str, labels))
        elif kind == "float64":
            values = np.where(np.isnan(values), np.nan, values)  # one pattern of bits for what is not a number
        digest.update(f"{name}\0{kind}\0".encode())
        digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def is_plain_number(column: Any) -> bool:
    """Whether a column holds numbers or truths, not texts."""
    return isinstance(column.dtype, np.dtype) and column.dtype.kind in "bif"
