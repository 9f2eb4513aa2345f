"""Superscripts and subscripts as characters of their own, so that none glues to a figure or word.

superscript("2")  ->  "²"        superscript("1, 2")  ->  "¹, ²"      superscript("nd")  ->  None
subscript("2")    ->  "₂"
"""

from __future__ import annotations

# By definition: Unicode's raised and lowered forms.
_RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SIGNS = {"TM": "™", "SM": "℠", "tm": "™"}
_LONGEST = 12  # characters, by hand: longer ones are words that were set small
_SEPARATORS = " ,;–"


def superscript(text: str) -> str | None:
    """The raised form of digits, signs or one letter; None where there is none, as of words."""
    text = " ".join(text.split())
    letters = sum(map(str.isalpha, text))
    if text in _SIGNS:
        return _SIGNS[text]
    if letters > 1 or (letters and letters < len(text)):
        return None
    return _moved(text, _RAISED)


def subscript(text: str) -> str | None:
    """The lowered form of digits and signs; None where there is none."""
    text = " ".join(text.split())
    return None if any(map(str.isalpha, text)) else _moved(text, _LOWERED)


def _moved(text: str, table: dict[int, int]) -> str | None:
    if not text or len(text) > _LONGEST:
        return None
    has_form = all(ord(character) in table or character in _SEPARATORS for character in text)
    return text.translate(table) if has_form else None
