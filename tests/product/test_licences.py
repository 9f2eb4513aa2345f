"""docs/licences.md names every dependency, under the licence that its package states."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata

import pytest
from making import REPOSITORY

ROWS = dict(
    re.findall(
        r"^\| ([a-z][a-z0-9-]*) \| [^|]+ \| ([^|]+) \|$",
        (REPOSITORY / "docs/licences.md").read_text().replace("| package | why | licence |", ""),
        re.MULTILINE,
    )
)
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
DEPENDENCIES = {re.split(r"[^a-z0-9-]", line)[0] for line in PROJECT["dependencies"]}


def test_every_dependency_has_a_row() -> None:
    assert set(ROWS) == DEPENDENCIES


@pytest.mark.parametrize("package", sorted(ROWS))
def test_the_licence_is_the_stated_one(package: str) -> None:
    stated = metadata(package)
    classifiers = [c.rpartition(" :: ")[2] for c in stated.get_all("Classifier", [])]
    assert ROWS[package] in [stated["License-Expression"], stated["License"], *classifiers]
