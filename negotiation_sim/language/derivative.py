"""Derivatives of scalars in the assumptions they are made of, as further scalars.

The rules are those of the calculus and say nothing of what a value is, so the scalars may then be evaluated on numbers,
arrays or intervals. On intervals the result encloses every derivative that occurs while the assumptions move through
theirs.
"""

from collections.abc import Collection, Iterable, Mapping

from .scalars import Scalars

Slopes = Mapping[str, int]
"""For every assumption on which a scalar depends the scalar that is its derivative (those missing: 0)."""


def derivatives(scalars: Scalars, wanted: Iterable[int], names: Collection[str], jumps: bool) -> dict[int, Slopes]:
    """The derivatives in the assumptions `names` of the wanted scalars and of all that these are made of.

    At a kink (of min, max, abs, clip) a number's derivative is that of one side; a condition's own derivative is 0,
    although the value may jump where it changes. On intervals a kink gives both sides' derivatives; with `jumps` a
    condition that may change gives anything, so that a jump is never missed.
    """
    rules = _Rules(scalars, jumps)
    slopes: dict[int, Slopes] = {}
    for number in scalars.needed(wanted):  # arguments come first
        part = scalars.parts[number]
        if isinstance(part, tuple):
            symbol, arguments = part
            slopes[number] = rules.slopes(symbol, number, arguments, [slopes[argument] for argument in arguments])
        else:
            slopes[number] = {part: scalars.constant(1.0)} if isinstance(part, str) and part in names else {}
    return slopes


class _Rules:
    """The rules of the calculus, one for each operation of the language."""

    def __init__(self, scalars: Scalars, jumps: bool) -> None:
        self.of, self.constant, self.jumps = scalars.operation, scalars.constant, jumps

    def slopes(self, symbol: str, value: int, arguments: tuple[int, ...], parts: list[Slopes]) -> Slopes:
        """The derivatives of an operation with this value on these arguments, which have these derivatives."""
        if not any(parts):
            return {}
        first, second, of = parts[0], parts[-1], self.of
        a, b = arguments[0], arguments[-1]
        match symbol:
            case "+":
                return self._sum(first, second)
            case "-":
                return self._difference(first, second)
            case "negative":
                return self._negative(first)
            case "*":
                return self._sum(self._scaled(first, b), self._scaled(second, a))
            case "/":
                shrinking = of("/", of("negative", value), b)
                return self._sum(self._scaled(first, of("/", self.constant(1.0), b)), self._scaled(second, shrinking))
            case "**":
                return self._of_power(value, a, b, first, second)
            case "abs":
                return self._either(of("<=", a, self.constant(0.0)), self._negative(first), first)
            case "min" | "max":
                return self._either(of("<=" if symbol == "min" else ">=", a, b), first, second)
            case "if":
                changing = self._jump(of("!=", a, self.constant(0.0)), first)
                return self._sum(self._either(a, parts[1], parts[2]), changing)
        return self._jump(value, *parts)

    def _sum(self, a: Slopes, b: Slopes) -> Slopes:
        return {**a, **{name: self.of("+", a[name], slope) if name in a else slope for name, slope in b.items()}}

    def _difference(self, a: Slopes, b: Slopes) -> Slopes:
        both = {name: self.of("-", a[name], slope) for name, slope in b.items() if name in a}
        return {**a, **self._negative(b), **both}

    def _scaled(self, slopes: Slopes, factor: int) -> Slopes:
        return {name: self.of("*", slope, factor) for name, slope in slopes.items()}

    def _negative(self, slopes: Slopes) -> Slopes:
        return {name: self.of("negative", slope) for name, slope in slopes.items()}

    def _of_power(self, value: int, a: int, b: int, first: Slopes, second: Slopes) -> Slopes:
        of = self.of
        if b == self.constant(0.0):  # anything to the power of 0 is 1
            return {}
        lower = of("**", a, of("-", b, self.constant(1.0))) if first else 0
        of_base = self._scaled(first, of("*", b, lower)) if first else {}
        return self._sum(of_base, self._scaled(second, of("*", value, of("log", a)))) if second else of_base

    def _either(self, condition: int, a: Slopes, b: Slopes) -> Slopes:
        nought = self.constant(0.0)
        return {name: self.of("if", condition, a.get(name, nought), b.get(name, nought)) for name in {**a, **b}}

    def _jump(self, truth: int, *parts: Slopes) -> Slopes:
        """The derivatives of a truth: 0, or with `jumps` anything where an interval says that it may change."""
        return {name: self.of("jump", truth) for part in parts for name in part} if self.jumps else {}
