"""The outcome language: arithmetic over moves, outcomes and assumptions.

A text is read once by Python's own parser and translated, node by node, under an allow-list into the four node
types below. Nothing is ever executed, so a text from a stranger is safe to read; length, depth and constants are
bounded, so it is cheap too.
"""

import ast
import re
import warnings
from collections.abc import Collection
from functools import reduce

import numpy as np

from ..errors import InputError, as_known, unknown
from .expression import Expression, Name, Node, Number, Operation, evaluate
from .vocabulary import Vocabulary
from .words import hidden, plain

MAX_LENGTH = 4_000
MAX_DEPTH = 100

ARITY = {"if": (3, 3), "min": (2, 20), "max": (2, 20), "abs": (1, 1), "clip": (3, 3)}
FUNCTIONS = ("count", "size", *ARITY)
SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.And: "and",
    ast.Or: "or",
    ast.Not: "not",
    ast.USub: "negative",
}
REFUSED: dict[type[ast.AST], str] = {
    ast.Subscript: "indexing with [ ]",
    ast.Lambda: "lambda",
    ast.IfExp: "'a if c else b' (write if(c, a, b))",
    ast.NamedExpr: "assignment",
    ast.Attribute: "reaching into a value with a dot",
    ast.JoinedStr: "text",
}
ALLOWED = f"Allowed: numbers, names, + - * / **, comparisons, and, or, not, {', '.join(FUNCTIONS)}."
HINTS = {
    r"\belse\b": " Write if(c, a, b).",
    r"\^": " Write ** for a power.",
    r"&": " Write and.",
    r"\|": " Write or.",
    r"(?<![=<>!:])=(?!=)": " Write == to compare.",
}


def parse(text: str, vocabulary: Vocabulary) -> Expression:
    """The expression a text stands for. Raises InputError (what, where in the text, what is allowed)."""
    if len(text) > MAX_LENGTH:
        advice = f"at most {MAX_LENGTH:,} are allowed. Split it into named outcomes."
        raise InputError(f"the expression is {len(text):,} characters long; {advice}")
    if not text.strip():
        raise InputError("the expression is empty. Write 0 where nothing counts.")
    if "#" in text:
        raise InputError("a comment inside an expression is not allowed. Put it on a line of its own, outside.")
    return Expression(text, _Reader(vocabulary).read(_python_tree(text, vocabulary.first_words)))


def parse_condition(text: str, vocabulary: Vocabulary) -> Expression:
    """The same for a condition, which must name something: a number alone holds everywhere or nowhere."""
    condition = parse(text, vocabulary)
    if not condition.names():
        why = (
            "it names no move, outcome or assumption, so it is the same everywhere. Write for example PLAYER.STRATEGY."
        )
        raise InputError(f"'{' '.join(text.split())}' is no condition: {why}")
    return condition


def _python_tree(text: str, names: Collection[str]) -> ast.expr:
    flat = hidden(re.sub(r"\s", " ", text), names)
    start = len(flat) - len(flat.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SyntaxWarning)  # such as `2and a`: a fault here, not a line on the screen
            return ast.parse(flat.strip(), mode="eval").body
    except SyntaxError as error:
        problem = plain(error.msg or "invalid syntax").split(". ")[0].rstrip(".") + "." + _hint(text)
        near = start + (error.offset or len(flat.strip()))  # no offset: the text ends too soon
        raise InputError(f"the expression cannot be read near character {near}: {problem} {ALLOWED}") from None
    except (RecursionError, MemoryError):
        raise InputError(_too_deep()) from None
    except ValueError as error:  # a null byte, or an integer of thousands of digits
        raise InputError(f"the expression cannot be read: {error}.") from None


def _hint(text: str) -> str:
    return next((hint for pattern, hint in HINTS.items() if re.search(pattern, text)), "")


def _too_deep() -> str:
    return f"the expression is nested too deep (at most {MAX_DEPTH} levels). Split it into named outcomes."


class _Reader:
    """Translates Python's tree into ours; what is not listed here is refused."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary, self.untaken = vocabulary, 0

    def read(self, tree: ast.expr, depth: int = 1) -> Node:
        if depth > MAX_DEPTH:
            raise InputError(_too_deep())
        match tree:
            case ast.Constant():
                return self._number(tree.value)
            case ast.Name() | ast.Attribute():
                return self.vocabulary.leaf(self._dotted(tree))
            case ast.BinOp(op=op) if type(op) in SYMBOLS:
                return self._operation(SYMBOLS[type(op)], (tree.left, tree.right), depth)
            case ast.UnaryOp(op=ast.UAdd()):
                return self.read(tree.operand, depth + 1)
            case ast.UnaryOp(op=op) if type(op) in SYMBOLS:
                return self._operation(SYMBOLS[type(op)], (tree.operand,), depth)
            case ast.BoolOp(op=op):
                return self._operation(SYMBOLS[type(op)], tuple(tree.values), depth)
            case ast.Compare():
                return self._comparison(tree, depth)
            case ast.Call():
                return self._call(tree, depth)
        written = plain(ast.unparse(tree))
        what = REFUSED.get(type(tree)) or f"'{written[:40]}'"
        raise InputError(f"{what} is not allowed in an expression.{_hint(written)} {ALLOWED}")

    def _operation(self, symbol: str, arguments: tuple[ast.expr, ...], depth: int) -> Node:
        if symbol == "if":
            return self._choice(arguments, depth)
        node = Operation(symbol, tuple(self.read(argument, depth + 1) for argument in arguments))
        if not all(isinstance(argument, Number) for argument in node.arguments):
            return node
        with np.errstate(all="ignore"):
            value = float(evaluate(node, {}))
        if not np.isfinite(value) and self.untaken:
            return node
        if not np.isfinite(value):
            raise InputError("a part made of numbers alone is not a finite number. Check its powers and divisions.")
        return Number(value)

    def _choice(self, arguments: tuple[ast.expr, ...], depth: int) -> Node:
        """An `if`. Where numbers alone decide it, as size(others) > 0 does, its other branch is never taken."""
        condition = self.read(arguments[0], depth + 1)
        branches = []
        for branch, taken_if in zip(arguments[1:], (True, False), strict=True):
            never = isinstance(condition, Number) and bool(condition.value) != taken_if
            self.untaken += never
            branches.append(self.read(branch, depth + 1))
            self.untaken -= never
        if isinstance(condition, Number) and all(isinstance(branch, Number) for branch in branches):
            return branches[0 if condition.value else 1]
        return Operation("if", (condition, *branches))

    def _number(self, value: object) -> Number:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InputError(f"{value!r} is not a number. Write 1 for yes and 0 for no; text is not allowed.")
        try:
            number = float(value)
        except OverflowError:
            number = np.inf
        if not np.isfinite(number):
            raise InputError("a number is too large; at most about 1e308 can be written.")
        return Number(number)

    def _dotted(self, tree: ast.expr) -> str:
        parts: list[str] = []
        while isinstance(tree, ast.Attribute):
            parts.append(plain(tree.attr))
            tree = tree.value
        if not isinstance(tree, ast.Name):
            allowed = "a dot may only join the parts of a name."
            raise InputError(f"reaching into a value with a dot is not allowed; {allowed}")
        return ".".join([plain(tree.id), *reversed(parts)])

    def _comparison(self, tree: ast.Compare, depth: int) -> Node:
        pairs: list[Node] = []
        for left, op, right in zip([tree.left, *tree.comparators], tree.ops, tree.comparators, strict=False):
            if type(op) not in SYMBOLS:
                raise InputError("only == != < <= > >= compare.")
            pairs.append(self._operation(SYMBOLS[type(op)], (left, right), depth))
        return pairs[0] if len(pairs) == 1 else Operation("and", tuple(pairs))

    def _call(self, tree: ast.Call, depth: int) -> Node:
        if not isinstance(tree.func, ast.Name):
            raise InputError(f"only the language's own functions can be called: {', '.join(FUNCTIONS)}.")
        name = plain(tree.func.id)
        if tree.keywords or any(isinstance(argument, ast.Starred) for argument in tree.args):
            raise InputError(f"{name}(...) takes plain arguments only.")
        if name in ("count", "size"):
            return self._over_group(name, tree)
        if name not in ARITY:
            raise InputError(unknown("function", name, FUNCTIONS))
        least, most = ARITY[name]
        if not least <= len(tree.args) <= most:
            takes = f"{least}" if least == most else f"{least} to {most}"
            raise InputError(f"{name}(...) takes {takes} arguments, not {len(tree.args)}.")
        return self._operation(name, tuple(tree.args), depth)

    def _over_group(self, function: str, tree: ast.Call) -> Node:
        if len(tree.args) != 1 or not isinstance(tree.args[0], ast.Name | ast.Attribute):
            raise InputError(f"{function}(...) takes one name, as in count(holdouts.yes) or size(holdouts).")
        group, _, what = self._dotted(tree.args[0]).partition(".")
        members = self.vocabulary.members(group)
        if function == "size":
            if what:
                hint = f"For who plays it: count({group}.{what})."
                raise InputError(f"size(...) takes a group alone: size({group}). {hint}")
            return Number(float(len(members)))
        if not what:
            raise InputError(f"count(...) needs what to count: count({group}.STRATEGY).")
        leaves = tuple(self._member(member, what) for member in members)
        return reduce(lambda a, b: Operation("+", (a, b)), leaves) if leaves else Number(0.0)

    def _member(self, member: str, what: str) -> Node:
        what = as_known(what, self.vocabulary.strategies[member])
        if what not in self.vocabulary.strategies[member]:
            known = [f"{member}.{strategy}" for strategy in self.vocabulary.strategies[member]]
            raise InputError(unknown("strategy", f"{member}.{what}", known))
        return Name(f"{member}.{what}", "move")
