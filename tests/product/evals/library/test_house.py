"""What a checkout is like: sizes, rules, and that the numbers of answers say where they come from."""

from pathlib import Path

import pytest
from making import REPOSITORY

from corpus.errors import BadInput
from evals.library.house import read, read_module, survey

# Rooms in which no number may stand without a word on where it comes from.
ROOMS = tuple(f"search_service/{room}/" for room in ("answers", "reading", "compare", "llm"))

MODULE = '''"""A module."""

import re

_LONE = 3
_LINE = 0.5  # of a score
_HAND = 0.5  # of a score; by hand
# Measured on
# two lines.
_ABOVE = (1, 2)
A, B = 1, 2
TABLE = {"a": 0.1}
"""Chosen on development questions."""
NAME, FLAG = "x", True
_WORDS = re.compile("a|b(?:c|d)")


def lone(text: str) -> bool:
    """A docstring with | in it."""
    return re.search("x", text) is not None
'''


def test_a_module_is_counted() -> None:
    found = read_module("room/module.py", MODULE)
    assert found.lines == len(MODULE.splitlines())
    assert [(each.name, each.size) for each in found.functions] == [("room/module.py:lone", 3)]
    assert (found.regexes, found.alternatives) == (2, 4)
    assert [each.name for each in found.constants if not each.explained] == ["_LONE", "(A, B)"]
    assert [each.name for each in found.constants if each.sourced] == ["_HAND", "_ABOVE", "TABLE"]
    assert len(found.constants) == 6


def test_a_room_is_a_folder_of_modules(tmp_path: Path) -> None:
    for path in ("house/hall/a.py", "house/hall/b.py", "house/attic/c.py", "tests/d.py"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('"""Says."""\n\n\ndef f() -> None:\n    """Does."""\n')
    for package in ("house", "house/hall", "house/attic", "tests"):
        (tmp_path / package / "__init__.py").write_text('"""A package."""\n')
    found = survey(tmp_path)
    assert found.modules == 3
    assert found.rooms == (1.5, 2, 2, "house/hall")
    assert found.function_lines.most == 2


def test_a_folder_without_a_package_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no package"):
        survey(tmp_path)


def test_every_number_of_answers_and_comparisons_says_where_it_comes_from() -> None:
    missing = [
        f"{constant.path}:{constant.line} {constant.name}"
        for module in read(REPOSITORY)
        if module.path.startswith(ROOMS)
        for constant in module.constants
        if not constant.sourced
    ]
    assert missing == []


def test_rules_do_not_grow_back_into_walls() -> None:
    """Lists of words are files that can be read and mended; what is left here are forms."""
    found = survey(REPOSITORY)
    assert found.regexes <= 200  # 206 once, with 3,018 alternatives
    assert found.alternatives <= 500
