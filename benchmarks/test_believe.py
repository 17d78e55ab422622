"""The nearest worlds of the three hinges of the Kosovo case, in all measures, under each assumption set.

`cpu_seconds` of each run stands in what `--benchmark-json FILE` writes: on a machine that others use too, the time that
passes says little. To set another version beside it, run this file there: it asks for nothing that is new.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from negotiation_sim import load_case
from negotiation_sim.questions.believe.answer import nearest_worlds

FIRST_EDITION = Path(__file__).parent.parent / "tests" / "frozen" / "kosovo"
HINGES = {"H1": "count(holdouts.yes) == size(holdouts)", "H2": "serbia.normalise", "H3": "kosovo.concede"}

Benchmark = Callable[..., Any]


@pytest.mark.parametrize("hinge", list(HINGES))
@pytest.mark.parametrize("set_", list(load_case(FIRST_EDITION).sets))
def test_nearest_worlds_of_a_hinge(benchmark: Any, set_: str, hinge: str) -> None:
    scenario, spent = load_case(FIRST_EDITION).scenario("recognition_first", set_), time.process_time()
    answers = benchmark.pedantic(lambda: nearest_worlds(scenario, HINGES[hinge]), rounds=1)
    benchmark.extra_info["cpu_seconds"] = round(time.process_time() - spent, 2)
    benchmark.extra_info["distances"] = {answer.measure: answer.distance for answer in answers}
    assert all(answer.world is not None for answer in answers)
