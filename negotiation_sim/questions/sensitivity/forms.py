"""The answer of `sensitivity` in words and tables, and as plain dictionaries."""

from functools import partial

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...present import labels
from ...present.draws import SENSES, sampling_footer, sampling_record
from ...present.phrases import listed, plural, points, words
from ...present.records import Record, number, stamped
from ...present.screen import Brief
from ...present.tables import table_of
from .answer import Sensitivity
from .influence import MADE_UP, Influence
from .on_designs import ON_DESIGNS

ROWS = 12
DESIGN = "points of the method's own design"
FIRST = 3
"""As many assumptions a sentence names."""
METHODS = {
    "regional": "Distance: how far apart the assumption's values lie where it holds and where it does not "
    "(Kolmogorov-Smirnov distance, 0 to 1)",
    "rank": "Rank correlation: Spearman's, -1 to 1",
    "pawn": "PAWN: how far the distribution moves when the assumption is known to a tenth of its draws",
    "sobol": "Sobol indices: the share of the variance that stays when all else is known (total) and that goes when "
    "it alone is known (first)",
    "morris": "Morris: what moving the assumption alone across its draws changes, on average over walks",
}
MEASURES = {
    "distance": "Distance",
    "shift": "Favoured by",
    "rank_correlation": "Rank correlation",
    "median": "Median distance",
    "maximum": "Greatest distance",
    "total": "Total index",
    "total_bootstrap": "+- (bootstrap)",
    "first": "First index",
    "first_bootstrap": "+- (bootstrap) ",
    "mean_size": "Mean size",
    "mean_size_bootstrap": "+- (bootstrap)",
    "mean": "Mean",
    "spread": "Spread",
}


def text(answer: Sensitivity) -> Group:
    """For each output and method the strongest assumptions."""
    parts: list[RenderableType] = []
    for influence in answer.influences:
        note = f"{METHODS[influence.method]}. {noise_words(influence)}"
        parts += [_influence_table(answer, influence), Text(note), Text()]
    designs = [influence for influence in answer.influences if influence.method in ON_DESIGNS]
    note = "+- (bootstrap): half the width of the 95 % bootstrap interval of the estimate, from resampling the draws."
    return Group(*parts, *([Text(note)] if designs else []), sampling_footer(answer.sampling, [answer.scenario]))


def brief(answer: Sensitivity) -> Brief:
    """Which assumptions each method and output names first; then the tables of them."""
    tables = tuple(_influence_table(answer, influence) for influence in answer.influences)
    foot = sampling_footer(answer.sampling, [answer.scenario])
    return Brief(tuple(map(partial(sentence, answer), answer.influences)), tables, foot)


def sentence(answer: Sensitivity, influence: Influence) -> str:
    """Which assumptions drive an output most by a method, of those that can be told from noise, in a sentence."""
    clear = [name for name, sure in zip(influence.names, influence.clear, strict=True) if sure][:FIRST]
    measure = METHODS[influence.method].partition(":")[0]
    if not clear:
        return f"{outcome_words(answer, influence)}: no assumption can be told from noise ({measure}); draw more."
    first = listed(labels.assumptions(answer.scenario.case.register, clear))
    return f"{outcome_words(answer, influence)}: driven most by {first} ({measure})."


def _influence_table(answer: Sensitivity, influence: Influence) -> Table:
    register = answer.scenario.case.register
    heads = [MEASURES[name] for name in influence.measures]
    heading = f"What drives it: {outcome_words(answer, influence)}"
    table = table_of(heading, "Assumption", *heads, "Range", "Unit", right=heads)
    for k, name in enumerate(influence.names[:ROWS]):
        entry = register[name]
        cells = [_measure(measure, float(values[k])) for measure, values in influence.measures.items()]
        table.add_row(labels.assumption(entry), *cells, f"{entry.low:g} to {entry.high:g}", entry.unit)
    return table


def _measure(name: str, value: float) -> str:
    if name == "shift":
        return "high values" if value > 0 else "low values"
    return f"{value + 0.0:.3f}"


def outcome_words(answer: Sensitivity, influence: Influence) -> str:
    """The output, and how it came out over the method's draws."""
    title, reached = influence.output.title, influence.output.reached
    if reached is None:
        rule = words(influence.output.rule or "")
        over = f" over {influence.draws:,} {DESIGN}" if influence.method in ON_DESIGNS else ""
        return f"{title}, staged under {rule} (mean {points(influence.average)}{over})"
    where = SENSES[reached.sense]
    solved = DESIGN if influence.method in ON_DESIGNS else "draws"
    title = labels.titled(answer.scenario.case, title, reached.condition)
    return f"{title}, {where} (in {100 * influence.average:.1f} % of {influence.draws:,} {solved})"


def noise_words(influence: Influence) -> str:
    """How many assumptions stand out from made-up ones or, where a method has intervals, from 0."""
    shown, count = min(ROWS, len(influence.names)), len(influence.names)
    above = int(influence.clear.sum())
    if influence.interval is not None:
        words = "of no assumption includes" if above == count else f"of {count - above} of the {count} includes"
        cannot = "" if above == count else ": what these change cannot be told from nothing with so many points"
        return f"The {shown} strongest of {count} assumptions. The interval {words} 0{cannot}."
    return (
        f"The {shown} strongest of {count}. Of {MADE_UP} made-up assumptions, on which nothing depends, the strongest "
        f"reaches {influence.noise:.3f}: {plural(above, 'assumption exceeds', 'assumptions exceed')} it. What does not "
        "cannot be told from noise with so many draws."
    )


def record(answer: Sensitivity) -> Record:
    """How the draws were made, and every measure of every assumption by output and method."""
    return {
        **stamped([answer.scenario]),
        "scenario": answer.scenario.name,
        "sampling": sampling_record(answer.sampling, [answer.scenario]),
        "results": [_influence_record(answer, influence) for influence in answer.influences],
    }


def _influence_record(answer: Sensitivity, influence: Influence) -> Record:
    conclusion, register = influence.output.reached, answer.scenario.case.register
    return {
        "output": influence.output.title,
        "conclusion": conclusion.words if conclusion else None,
        "method": influence.method,
        "draws": influence.draws,
        "average": number(influence.average),
        "noise": number(influence.noise),
        "assumptions": {
            name: {
                **labels.beside(register, name),
                **{measure: number(float(values[k])) for measure, values in influence.measures.items()},
            }
            for k, name in enumerate(influence.names)
        },
    }
