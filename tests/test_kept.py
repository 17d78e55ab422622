"""What takes long to make: the last few that were asked for are kept, and only these."""

from negotiation_sim.worlds.kept import Kept


def made_of(kept: Kept[int], made: list[int], key: int) -> int:
    """The value of a key; `made` gets the key where it had to be made."""

    def make() -> int:
        made.append(key)
        return key * key

    return kept.of(key, make)


def test_what_is_asked_for_again_and_again_stays_while_others_come_and_go() -> None:
    kept, made = Kept[int](3), list[int]()
    for other in range(2, 40):
        assert made_of(kept, made, 1) == 1
        assert made_of(kept, made, other) == other * other
    assert made.count(1) == 1
    assert len(kept) == 3


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    kept, made = Kept[int](2), list[int]()
    made_of(kept, made, 1)
    made_of(kept, made, 2)
    assert kept.get(1) == 1  # asked for, so that 2 is now the older one
    made_of(kept, made, 3)
    assert kept.get(2) is None
    assert kept.get(1) == 1
