"""Vabamorf, the morphological analyser of Estonian, without the rest of EstNLTK.

`import estnltk` takes three seconds and loads pandas, SciPy and scikit-learn; of all that only the
compiled analyser is needed here.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import lru_cache
from types import ModuleType
from typing import Protocol, cast

_PACKAGE = "estnltk"


class Vabamorf(Protocol):
    """What is used of it."""

    def analyze(
        self, words: list[str], *, disambiguate: bool, guess: bool, propername: bool
    ) -> list[dict[str, object]]:
        """For each word its `analysis`: a list of lemmas with their roots and endings."""


@lru_cache(maxsize=1)
def vabamorf() -> Vabamorf:
    """The analyser, loaded at first use."""
    if _PACKAGE in sys.modules:
        return _instance()
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.submodule_search_locations is None:
        raise ModuleNotFoundError(f"No module named {_PACKAGE!r}", name=_PACKAGE)
    bare = ModuleType(_PACKAGE)
    bare.__path__ = list(found.submodule_search_locations)
    sys.modules[_PACKAGE] = bare
    try:
        return _instance()
    finally:
        del sys.modules[_PACKAGE]  # whoever imports EstNLTK itself gets the whole


def _instance() -> Vabamorf:
    from estnltk.vabamorf.morf import Vabamorf as Analyser

    return cast(Vabamorf, Analyser.instance())
