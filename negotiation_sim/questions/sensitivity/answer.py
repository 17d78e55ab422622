"""Which assumptions drive a conclusion or a payoff: rank correlation, a regional test, PAWN, Sobol, Morris.

How large a measure looks depends on the ranges and on the distribution drawn from: it is about opinions as the register
bounds them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ...case.scenario import Scenario
from ...errors import InputError, unknown
from ...present import labels
from ...present.frames import Frame, frame
from ...worlds.advance import Advance, Watch, quietly
from ...worlds.drawn_outputs import Output, holds, observe, outputs_of
from ...worlds.sampling import Sampling
from .designs import check_salib
from .influence import ON_DRAWS, Influence, influence_on_draws
from .on_designs import ON_DESIGNS, influences_on_design
from .question import METHODS, SensitivityAsked


def answer(asked: SensitivityAsked, watch: Watch) -> "Sensitivity":
    """What drives the conclusions and payoffs that are asked about, by each of the methods."""
    scenario = asked.read()
    outputs = outputs_of(scenario.case, asked.holds, asked.payoff, asked.sense, asked.number)
    sampling = asked.sampling(scenario.case, kinds={output.of_kind for output in outputs})
    designs = sum(method in ON_DESIGNS for method in asked.methods)
    on_draws = designs < len(asked.methods)
    with watch("Solving draws", sampling.count * (designs + on_draws)) as advance:
        return sensitivity(scenario, sampling, outputs, asked.methods, advance)


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """Every method's answer for every output of one scenario."""

    scenario: Scenario
    sampling: Sampling
    influences: tuple[Influence, ...]

    @property
    def table(self) -> Frame:
        """One row per output, method, assumption and measure."""
        return frame(
            {
                "output": influence.output.title,
                "method": influence.method,
                "assumption": name,
                **labels.beside(self.scenario.case.register, name),
                "measure": measure,
                "value": values[k],
                "noise": influence.noise if measure == next(iter(influence.measures)) else float("nan"),
            }
            for influence in self.influences
            for k, name in enumerate(influence.names)
            for measure, values in influence.measures.items()
        )


def sensitivity(
    scenario: Scenario,
    sampling: Sampling,
    results: Sequence[Output | str],
    methods: Sequence[str] = ("regional", "rank"),
    advance: Advance = quietly,
) -> Sensitivity:
    """The methods' answers for each of the results: an output, or a condition at the staged outcome.

    `regional`, `rank` and `pawn` share one set of draws; `sobol` and `morris` solve designs of their own, of at most as
    many points as the sampling has draws.

    Raises InputError for an unknown method, an output that never varies, too few draws for a design, a design for
    correlated assumptions, and where SALib is needed and missing.
    """
    outputs = [holds(scenario.case, result) if isinstance(result, str) else result for result in results]
    for method in methods:
        if method not in METHODS:
            raise InputError(unknown("method", method, METHODS))
    if any(method not in ("regional", "rank") for method in methods):
        check_salib()  # before the draws are solved
    influences: list[Influence] = []
    if on_draws := [method for method in methods if method in ON_DRAWS]:
        observed = observe(scenario, sampling, outputs, advance)
        for output, y in zip(outputs, observed.y, strict=True):
            influences += [influence_on_draws(method, observed, output, y) for method in on_draws]
    for method in (method for method in methods if method in ON_DESIGNS):
        influences += influences_on_design(method, scenario, sampling, outputs, advance)
    return Sensitivity(scenario, sampling, tuple(influences))
