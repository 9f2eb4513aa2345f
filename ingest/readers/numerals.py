"""How the number of a list's item is written: in figures, letters or roman.

written(4, "lowerRoman")  ->  "iv"        written(27, "lowerLetter")  ->  "aa"
"""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MARKS = "*†‡§"
_LARGEST = 3_999  # of roman numbers; letters and marks grow as long


def written(number: int, form: str) -> str:
    """A number in one of the forms that Word names; those that are not known are figures."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02}"
    if not 0 < number <= _LARGEST:
        return str(number)
    if form in ("lowerRoman", "upperRoman"):
        return _cased(_roman(number), form)
    if form in ("lowerLetter", "upperLetter"):
        return _cased(_repeated(number, _LETTERS), form)
    return _repeated(number, _MARKS) if form == "chicago" else str(number)


def _cased(text: str, form: str) -> str:
    return text.upper() if form.startswith("upper") else text


def _repeated(number: int, signs: str) -> str:
    times, at = divmod(number - 1, len(signs))
    return signs[at] * (times + 1)


def _roman(number: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        times, number = divmod(number, worth)
        text += sign * times
    return text
