"""A state of the years that is too large: refused before it is built, with its size and what would shrink it."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from negotiation_sim import InputError, ask
from negotiation_sim.case.loader import load_case
from negotiation_sim.case.rounds_states import MOST_STATES
from negotiation_sim.case.scenario import Case
from negotiation_sim.worlds.years import years_of

NEIGHBOURS = Path(__file__).parent / "frozen" / "neighbours_years"
OPTIONAL = ("trade", "chapters", "new_in_belgrade", "new_in_pristina")


@pytest.fixture(scope="module")
def kosovo() -> Case:
    return load_case("kosovo")


@pytest.mark.parametrize("remember", [OPTIONAL, OPTIONAL[:3], (*OPTIONAL[:2], OPTIONAL[3])])
def test_what_the_message_says_to_forget_is_enough_and_leaves_as_many_states_as_it_says(
    kosovo: Case, remember: tuple[str, ...]
) -> None:
    size = 6048 * int(np.prod([len(kosovo.rounds.state[name].levels) for name in remember]))  # type: ignore[union-attr]
    with pytest.raises(InputError) as refused:
        ask("years", "recognition_first", remember=remember)
    message = str(refused.value)
    assert message.startswith(
        f"kosovo/rounds.toml: state: holds {size:,} states; at most {MOST_STATES:,} are carried. "
    )
    ways = re.findall(r"(\w+) \(leaves ([\d,]+)\)", message)
    assert ways
    assert "fresh" not in message
    for name, left in ways:
        assert size // len(kosovo.rounds.state[name].levels) == int(left.replace(",", ""))  # type: ignore[union-attr]
        assert int(left.replace(",", "")) <= MOST_STATES


def test_what_is_said_to_be_left_is_what_is_carried(kosovo: Case) -> None:
    years = years_of(kosovo.scenario("recognition_first").remembering(["chapters", "new_in_belgrade"]))
    assert len(years.space) == 6048 * 5 * 2


def test_a_state_that_no_memory_could_hold_is_refused_at_once(tmp_path: Path) -> None:
    folder = shutil.copytree(NEIGHBOURS, tmp_path / "case")
    text = (folder / "rounds.toml").read_text(encoding="utf-8")
    levels = ", ".join(map(str, range(40)))
    more = "".join(f'[state.v{k}]\nlabel = "v{k}"\nlevels = [{levels}]\nstart = 0\n\n' for k in range(12))
    (folder / "rounds.toml").write_text(text.replace("[values]", f"{more}[values]", 1), encoding="utf-8")
    with pytest.raises(
        InputError, match=r"rounds\.toml, line \d+: state: holds [\d,]+ states; at most .*v0 \(40 levels"
    ):
        load_case(folder)
