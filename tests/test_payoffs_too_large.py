"""Computed payoffs beyond the floats are refused by every question that computes them, not only by one world's."""

from pathlib import Path

import pytest

from .command_line import refusal

QUESTIONS = [
    "compare", "run treaty", "solve treaty", "explain treaty", "matrix upstream downstream --scenario treaty",
    "stability treaty", "coalitions treaty", "path treaty --to upstream.dam", "uncertainty",
    "breakeven treaty --holds upstream.share", "believe treaty --holds upstream.share",
    "regions treaty --holds upstream.share --x diverted --y fine",
    "sensitivity treaty --holds upstream.share", "sensitivity treaty --payoff upstream",
    "discover treaty --holds upstream.share",
]  # fmt: skip
RULES = {
    "overflow": "1e308 * upstream.dam",
    "both ways": "1e308 * upstream.dam - 1e308 * upstream.share",
    "with moves of the other": "1e308 * upstream.dam - 1e308 * downstream.trade",
}
STARTER = Path(__file__).parents[1] / "negotiation_sim" / "case" / "template"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_payoff_beyond_the_floats_is_refused_whatever_is_asked(tmp_path: Path, question: str, rule: str) -> None:
    for path in STARTER.glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace('power = "upstream.dam"', f'power = "{rule}"')
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    message = refusal(*question.split(), "--case", str(tmp_path))
    assert "a payoff is not a finite number, or too large to be one; at most 1e+300 is possible" in message
