"""docs/concepts.md: its tables are whole, and the numbers that it gives are those of the code."""

import re
from pathlib import Path

import pytest

from negotiation_sim import load_case
from negotiation_sim.questions.solve.concepts import CONCEPTS
from negotiation_sim.questions.stability.answer import stabilities
from negotiation_sim.solve import bilateral
from negotiation_sim.worlds.dispute import dispute

DOCS = Path(__file__).parent.parent / "docs"
PAGE = " ".join((DOCS / "concepts.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_row_of_a_table_has_the_cells_of_its_head(page: Path) -> None:
    tables = re.findall(r"(?:^\|.*\n)+", page.read_text(encoding="utf-8"), re.MULTILINE)
    for lines in (table.splitlines() for table in tables):
        counts = {line.replace("\\|", "").count("|") for line in lines}
        assert len(counts) == 1, lines[0]


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_concept_of_solve_is_on_the_page(concept: str) -> None:
    assert f"`{concept}`" in PAGE


def test_the_glossary_says_which_equilibria_need_not_be_nash_equilibria() -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    entries = {name: " ".join(said.split()) for name, said in re.findall(r"\*\*(.+?)\*\* ((?:.+\n)+)", glossary)}
    of_nash = {"equilibrium", "limiting logit equilibrium", "strong equilibrium"}
    of_nash |= {"perfect Bayesian equilibrium", "sequential equilibrium"}
    of_nash |= {f"{kind} equilibrium" for kind in ("Nash", "pure", "mixed")}
    others = {name for name in entries if name.endswith("equilibrium")} - of_nash
    assert others == {"correlated equilibrium", "coarse correlated equilibrium", "quantal response equilibrium"}
    assert all(name in entries["equilibrium"] for name in others)


def test_the_limits_of_enumeration_are_those_of_the_code() -> None:
    assert f"up to {bilateral.MAX_STRATEGIES} strategies a player and {bilateral.MAX_SUPPORTS:,} pairs" in PAGE
    assert bilateral.too_many((10, 10))
    assert not bilateral.too_many((8, 8))


def test_the_shares_of_stable_states_are_those_of_the_shipped_scenario() -> None:
    one = dispute(load_case("kosovo").scenario("free_choice"))
    shares = {
        (kind, concept): f"{100 * len(found.equilibria(concept)) / len(one.graph.states):.1f}"
        for kind in ("any", "single")
        for found in [stabilities(one, kind).stable]
        for concept in ("gmr", "smr", "seq")
    }
    assert f"{shares['any', 'gmr']} % instead of {shares['single', 'gmr']} % in the sense of GMR" in PAGE
    for concept in ("smr", "seq"):
        assert f"{shares['any', concept]} instead of {shares['single', concept]} of {concept.upper()}" in PAGE
