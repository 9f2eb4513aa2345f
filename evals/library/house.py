"""What a checkout is like to walk in: its rooms, the length of modules and functions, its rules.

    sikk eval house            # this checkout
    sikk eval house ../before  # another

A room is a folder of modules. Rules are regular expressions, with the alternatives that the strings
of their modules spell out, and numbers at a module's top. Each number should be explained, in a
comment on its line or right above it or in a string below it, and the explanation should say where
it comes from: chosen by hand, measured, learnt, a matter of layout. Reads the source only.
"""

from __future__ import annotations

import ast
import io
import re
import statistics
import tokenize
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput

_REGEX_CALLS = frozenset(
    ["compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"]
)  # of `re`
# How a comment says where a number comes from, as far as words can tell.
_SOURCE = re.compile(
    r"\b(?:chosen|by hand|measured|learnt|fitted|read off|cross-validation|development|tried|"
    r"a matter of|layout|so that|because|since|else|as (?:many|long) as|as the|docs/|"
    r"by definition)\b|\b(?:19|20)\d\d\b",
    re.I,
)


class Measured(NamedTuple):
    """A thing and its size."""

    name: str
    size: int


class Constant(NamedTuple):
    """A number, or several, that a module names at its top."""

    path: str
    line: int
    name: str
    said: str  # what its comment or docstring says

    @property
    def explained(self) -> bool:
        """Whether it says what it is."""
        return bool(self.said)

    @property
    def sourced(self) -> bool:
        """Whether it says where it comes from."""
        return _SOURCE.search(self.said) is not None


class Source(NamedTuple):
    """One module, read."""

    path: str
    lines: int
    functions: list[Measured]
    regexes: int
    alternatives: int
    constants: list[Constant]


class Spread(NamedTuple):
    """The median, the ninth tenth and the greatest of some sizes, and which that is."""

    median: float
    p90: float
    most: int
    which: str

    @classmethod
    def of(cls, measured: Sequence[Measured]) -> Spread:
        """The spread of at least one size."""
        sizes = sorted(each.size for each in measured)
        greatest = max(measured, key=lambda each: each.size)
        p90 = sizes[min(len(sizes) - 1, int(0.9 * len(sizes)))]
        return cls(statistics.median(sizes), p90, greatest.size, greatest.name)


class House(NamedTuple):
    """The figures of a checkout."""

    modules: int
    rooms: Spread
    module_lines: Spread
    function_lines: Spread
    regexes: int
    alternatives: int
    constants: list[Constant]

    @property
    def unexplained(self) -> list[Constant]:
        """The constants that nothing explains."""
        return [each for each in self.constants if not each.explained]

    @property
    def without_source(self) -> list[Constant]:
        """The constants without a word on where they come from."""
        return [each for each in self.constants if not each.sourced]

    def as_json(self) -> dict[str, object]:
        """`sikk eval house --json`."""
        return {
            "modules": self.modules,
            "modules_a_room": self.rooms._asdict(),
            "lines_a_module": self.module_lines._asdict(),
            "lines_a_function": self.function_lines._asdict(),
            "regular_expressions": self.regexes,
            "alternatives": self.alternatives,
            "constants": len(self.constants),
            "unexplained": [f"{c.path}:{c.line} {c.name}" for c in self.unexplained],
            "without_source": [f"{c.path}:{c.line} {c.name}" for c in self.without_source],
        }


def survey(folder: Path) -> House:
    """The figures of the packages in a folder; tests are none of them.

    Raises:
        BadInput: it holds no package.
    """
    modules = list(read(folder))
    if not modules:
        raise BadInput(f"{folder}: holds no package; name the folder of a checkout")
    rooms = Counter(str(Path(module.path).parent) for module in modules)
    return House(
        modules=len(modules),
        rooms=Spread.of([Measured(name, n) for name, n in rooms.items()]),
        module_lines=Spread.of([Measured(m.path, m.lines) for m in modules]),
        function_lines=Spread.of([f for m in modules for f in m.functions]),
        regexes=sum(module.regexes for module in modules),
        alternatives=sum(module.alternatives for module in modules),
        constants=[constant for module in modules for constant in module.constants],
    )


def read(folder: Path) -> Iterator[Source]:
    """The modules of the packages in a folder, without what only marks a package."""
    for package in sorted(path.parent for path in folder.glob("*/__init__.py")):
        if package.name == "tests":
            continue
        for path in sorted(package.rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if path.name != "__init__.py" or len(ast.parse(text).body) > 1:
                yield read_module(str(path.relative_to(folder)), text)


def read_module(path: str, text: str) -> Source:
    """The figures of one module's text."""
    tree = ast.parse(text)
    functions = [
        Measured(f"{path}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    regexes = sum(_is_regex(node) for node in ast.walk(tree))
    bars = sum(said.count("|") for said in _strings(tree)) if regexes else 0
    comments = _comments(text)
    return Source(
        path,
        len(text.splitlines()),
        functions,
        regexes,
        regexes + bars,
        list(_constants(path, tree, comments)),
    )


def _is_regex(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in _REGEX_CALLS
    )


def _strings(tree: ast.Module) -> Iterator[str]:
    """What the module's strings say, those of f-strings with them, but no docstrings."""
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def _comments(text: str) -> dict[int, str]:
    """What the comment of a line says."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {t.start[0]: t.string.strip("# ") for t in tokens if t.type == tokenize.COMMENT}


def _constants(path: str, tree: ast.Module, comments: dict[int, str]) -> Iterator[Constant]:
    for place, node in enumerate(tree.body):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
        elif isinstance(node, ast.AnnAssign):
            target = node.target
        else:
            continue
        name = ast.unparse(target)
        if _is_capital(name) and _has_number(node.value):
            said = [*_above_and_beside(node, comments), _below(tree.body, place)]
            yield Constant(path, node.lineno, name, " ".join(filter(None, said)))


def _is_capital(name: str) -> bool:
    return name.strip("(_").split(",")[0].isupper()


def _above_and_beside(node: ast.stmt, comments: dict[int, str]) -> list[str]:
    first = node.lineno
    while first - 1 in comments:
        first -= 1
    last = node.end_lineno or node.lineno
    return [comments[line] for line in range(first, last + 1) if line in comments]


def _has_number(value: ast.expr | None) -> bool:
    """Whether it is a number, or a table, tuple or call of numbers."""
    given: list[ast.expr]
    match value:
        case ast.Tuple(elts=given) | ast.List(elts=given) | ast.Dict(values=given):
            pass
        case ast.Call(args=given, keywords=keywords):
            given = [*given, *(keyword.value for keyword in keywords)]
        case ast.UnaryOp(operand=each):
            given = [each]
        case ast.BinOp(left=left, right=right):
            given = [left, right]
        case ast.Constant():
            given = [value]
        case _:
            return False
    return any(_is_number(each) for each in given)


def _is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    is_constant = isinstance(node, ast.Constant) and not isinstance(node.value, bool)
    return is_constant and isinstance(getattr(node, "value", None), int | float)


def _below(body: Sequence[ast.stmt], place: int) -> str:
    """A string that stands right below a statement, as its docstring."""
    following = body[place + 1] if place + 1 < len(body) else None
    match following:
        case ast.Expr(value=ast.Constant(value=str(said))):
            return said
        case _:
            return ""
