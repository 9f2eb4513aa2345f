"""The word lists beside this module, one file a language: they can be read and mended by anybody.

    listed("stopwords", "en")  ->  frozenset({"about", "all", …})

Words stand apart by blanks or lines; a line that begins with # is a remark.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def listed(name: str, lang: str) -> frozenset[str]:
    """The words of `NAME.LANG.txt`."""
    lines = (_FOLDER / f"{name}.{lang}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
