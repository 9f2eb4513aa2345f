"""The house keeps its own rules: names, imports, and tests that patch and time nothing."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from making import REPOSITORY

PACKAGES = ("corpus", "ingest", "search_service", "evals")


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((REPOSITORY / package).rglob("*.py")):
            yield path.relative_to(REPOSITORY), ast.parse(path.read_text(encoding="utf-8"))


def _is_own(node: ast.AST) -> bool:
    named = node.module if isinstance(node, ast.ImportFrom) else None
    return named is not None and named.split(".")[0] in PACKAGES


def test_own_modules_are_imported_inside_functions_in_commands_only() -> None:
    found = [
        f"{path}:{inner.lineno}"
        for path, tree in _modules()
        if "commands" not in path.parts and path.name != "cli.py"
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if _is_own(inner)
    ]
    assert found == []


def test_no_two_classes_share_a_name() -> None:
    names = Counter(
        node.name for _, tree in _modules() for node in tree.body if isinstance(node, ast.ClassDef)
    )
    assert [name for name, n in names.items() if n > 1 and not name.startswith("_")] == []


def test_every_module_says_what_it_is() -> None:
    assert [str(path) for path, tree in _modules() if not ast.get_docstring(tree)] == []


def test_the_architecture_tells_every_room() -> None:
    told = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    lost = []
    for path, tree in _modules():
        package, *inner = path.parts
        if "migrations" in inner or inner == ["__init__.py"]:
            continue
        says = (ast.get_docstring(tree) or "").partition("\n")[0]
        if len(inner) == 1:
            line = f"| `{path.stem}` | {says} |"
        elif path.name == "__init__.py":
            line = f"| `{path.parent.relative_to(package)}/` | {says} |"
        else:
            continue
        lost += [line] if line not in told else []
    assert lost == []


TIMED = re.compile(r"perf_counter|process_time|getrusage\(|time\.time\(|monotonic\(")


def _tests() -> Iterator[tuple[str, str]]:
    for path in sorted((REPOSITORY / "tests").rglob("*.py")):
        if path != Path(__file__):
            yield str(path.relative_to(REPOSITORY)), path.read_text(encoding="utf-8")


def test_no_test_measures_time() -> None:
    assert [name for name, text in _tests() if TIMED.search(text)] == []


def test_no_test_patches_our_own_code() -> None:
    patching = re.compile(r"monkeypatch\.setattr|mock\.patch|unittest\.mock")
    assert [name for name, text in _tests() if patching.search(text)] == []
