"""Word's equations as a line of text: a/b, x², √(x + 1), ∑_(i=1)^n i.

Nothing is worked out: the signs stand in the order in which they are read aloud.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree  # type: ignore[import-untyped]

from ingest.readers.office.word.package import Element, child, name
from ingest.readers.office.word.symbols import lowered, raised

_BRACKETS = {"(": ")", "[": "]", "{": "}", "|": "|"}
_SIMPLE = ".,%′°"


def linear(element: Element) -> str:
    """An equation, or a part of one, in one line."""
    if element.tag in (name("m:t"), name("w:t")):
        return element.text or ""
    local = etree.QName(element).localname
    if local.endswith("Pr"):
        return ""
    return _SHAPES.get(local, _inside)(element)


def _inside(element: Element) -> str:
    return "".join(map(linear, element))


def _part(element: Element, local: str) -> str:
    found = child(element, f"m:{local}")
    return "" if found is None else _inside(found).strip()


def _said(element: Element, kind: str, what: str, otherwise: str) -> str:
    """A sign that the element's properties name."""
    found = child(element, f"m:{kind}", f"m:{what}")
    return otherwise if found is None else found.get(name("m:val")) or ""


def _grouped(text: str) -> str:
    """In brackets, where without them it would read otherwise."""
    is_simple = all(each.isalnum() or each in _SIMPLE for each in text)
    is_bracketed = text[:1] in _BRACKETS and text.find(_BRACKETS[text[:1]], 1) == len(text) - 1
    return text if is_simple or is_bracketed else f"({text})"


def _above(text: str) -> str:
    return (raised(text) or f"^{_grouped(text)}") if text else ""


def _below(text: str) -> str:
    return (lowered(text) or f"_{_grouped(text)}") if text else ""


def _fraction(element: Element) -> str:
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _script(element: Element) -> str:
    base = _grouped(_part(element, "e"))
    return base + _below(_part(element, "sub")) + _above(_part(element, "sup"))


def _before(element: Element) -> str:
    return _below(_part(element, "sub")) + _above(_part(element, "sup")) + _part(element, "e")


def _root(element: Element) -> str:
    return f"{_above(_part(element, 'deg'))}√{_grouped(_part(element, 'e'))}"


def _sum(element: Element) -> str:
    below, above = _part(element, "sub"), _part(element, "sup")
    limits = (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")
    return f"{_said(element, 'naryPr', 'chr', '∫')}{limits} {_part(element, 'e')}"


def _brackets(element: Element) -> str:
    between = _said(element, "dPr", "sepChr", "|")
    inner = between.join(_inside(each) for each in element.iterchildren(name("m:e")))
    return f"{_said(element, 'dPr', 'begChr', '(')}{inner}{_said(element, 'dPr', 'endChr', ')')}"


def _function(element: Element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _accent(element: Element) -> str:
    return _part(element, "e") + _said(element, "accPr", "chr", "\u0302")


def _limit(element: Element) -> str:
    sign = "_" if element.tag == name("m:limLow") else "^"
    return f"{_part(element, 'e')}{sign}{_grouped(_part(element, 'lim'))}"


def _matrix(element: Element) -> str:
    rows = element.iterchildren(name("m:mr"))
    return "; ".join(", ".join(map(_inside, row.iterchildren(name("m:e")))) for row in rows)


def _lines(element: Element) -> str:
    return "; ".join(map(_inside, element.iterchildren(name("m:e"))))


_SHAPES: dict[str, Callable[[Element], str]] = {
    "f": _fraction, "sSup": _script, "sSub": _script, "sSubSup": _script, "sPre": _before,
    "rad": _root, "nary": _sum, "d": _brackets, "func": _function, "acc": _accent,
    "limLow": _limit, "limUpp": _limit, "m": _matrix, "eqArr": _lines,
}  # fmt: skip
