"""What is read once for all tests of a process is what would be read anew."""

import tomllib

from negotiation_sim.case.library import find_case

from .remembered import _read_case, loads, read_case


def test_a_case_that_is_kept_is_the_one_that_is_read_anew() -> None:
    for name in ("kosovo", "stag_hunt"):
        kept, anew = read_case(find_case(name), (), ()), _read_case(find_case(name), (), ())
        assert kept is read_case(find_case(name), (), ())
        assert kept is not anew
        assert kept.rules == anew.rules
        assert (kept.register, kept.sets, kept.scenario_files) == (anew.register, anew.sets, anew.scenario_files)
        assert kept.scenario(kept.main[0]).digest == anew.scenario(anew.main[0]).digest


def test_a_text_gives_a_table_of_its_own_each_time() -> None:
    first = loads("a = [1]")
    first["a"].append(2)
    assert loads("a = [1]") == tomllib.loads("a = [1]") == {"a": [1]}
