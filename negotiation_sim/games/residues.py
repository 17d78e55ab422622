"""Whole numbers of any size, counted by their remainders.

A number below the product of some moduli, no two of which share a divisor, is known from its remainders (the Chinese
remainder theorem: Knuth, The Art of Computer Programming 2, section 4.3.2). Remainders fit into the machine's numbers.
"""

import math
from collections.abc import Sequence

BITS = 59
"""Every modulus but the first is below 2^59: a remainder can be doubled five times below 2^64."""

WORD = 2**64
"""The first modulus: the machine's own arithmetic of uint64 takes the remainder."""


def moduli(bits: int) -> tuple[int, ...]:
    """2^64, and as many numbers below 2^59 as make the product at least 2^`bits`; no two share a divisor.

    >>> [math.prod(moduli(bits)).bit_length() - 1 for bits in (64, 65, 150)]
    [64, 122, 181]
    """
    chosen, candidate = [WORD], 2**BITS - 1
    while math.prod(chosen) < 2**bits:
        if all(math.gcd(candidate, modulus) == 1 for modulus in chosen):
            chosen.append(candidate)
        candidate -= 1
    return tuple(chosen)


def whole(remainders: Sequence[int], modulus_of_each: Sequence[int]) -> int:
    """The number from 0 to below the product of the moduli that leaves these remainders.

    >>> whole([2, 3, 2], [3, 5, 7])
    23
    """
    number, product = 0, 1
    for remainder, modulus in zip(remainders, modulus_of_each, strict=True):
        number += product * ((remainder - number) * pow(product, -1, modulus) % modulus)
        product *= modulus
    return number
