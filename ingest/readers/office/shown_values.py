"""A workbook's values as its cells show them: dates, percentages, decimals, units.

    shown(0.4567, "0.0%")  ->  "45.7%"        shown(1234.5, '#,##0.00 "€"')  ->  "1234.50 €"

Which mark parts decimals and thousands is the reader's computer's choice, not the file's: decimals
get a point here, thousands nothing.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from openpyxl.styles.numbers import is_date_format  # type: ignore[import-untyped]

_DIGITS = "0#?"
_GENERAL = "General"
_DATE_WORDS = {
    "yyyy": "%Y", "yy": "%y", "dd": "%d", "hh": "%H", "ss": "%S", "d": "%-d", "h": "%-H", "s": "%S",
}  # fmt: skip
_MONTHS = {"mm": "%m", "m": "%-m"}
_MINUTES = {"mm": "%M", "m": "%M"}
_LOCAL = ("mm-dd-yy", "m/d/yyyy", "m/d/yy h:mm")  # Excel's own, shown as the computer is set


def shown(value: object, number_format: str | None) -> str:
    """What the cell shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date | time):
        return _date(value, number_format or "")
    if isinstance(value, timedelta):
        return _span(value, number_format or "s")
    if isinstance(value, int | float):
        return _number(float(value), number_format or _GENERAL)
    return str(value)


def _span(value: timedelta, number_format: str) -> str:
    """A span of time in hours, however many days they make."""
    minutes, seconds = divmod(round(abs(value).total_seconds()), 60)
    told = f"{'-' * (value < timedelta())}{minutes // 60}:{minutes % 60:02}"
    return f"{told}:{seconds:02}" if "s" in number_format.lower() else told


def _date(value: datetime | date | time, number_format: str) -> str:
    words = None if number_format in _LOCAL else _strftime(number_format)
    if words:
        return value.strftime(words)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()


def _strftime(number_format: str) -> str | None:
    """Python's way to say that format; None where it has names of months or more than we know."""
    plain = _literal(number_format.split(";", maxsplit=1)[0])
    if not is_date_format(number_format):
        return None
    parts: list[str] = []
    at, after_hours = 0, False
    while at < len(plain):
        letter = plain[at].lower()
        end = at
        while end < len(plain) and plain[end].lower() == letter:
            end += 1
        word = plain[at:end].lower()
        if letter == "m":
            follows = plain[end:].lstrip(":. ").lower().startswith("s")
            known = _MINUTES if after_hours or follows else _MONTHS
            if word not in known:
                return None
            parts.append(known[word])
        elif letter.isalpha():
            if word not in _DATE_WORDS:
                return None
            parts.append(_DATE_WORDS[word])
            after_hours = letter == "h"
        else:
            parts.append(plain[at:end].replace("%", "%%"))
        at = end
    return "".join(parts)


def _number(value: float, number_format: str) -> str:
    section = number_format.split(";", maxsplit=1)[0]
    plain = _literal(section)
    first = next((at for at, c in enumerate(plain) if c in _DIGITS), None)
    if number_format == _GENERAL or first is None or "E+" in plain or "/" in plain:
        return f"{value:.15g}"
    last = max(at for at, c in enumerate(plain) if c in _DIGITS)
    pattern = plain[first : last + 1]
    before, after = plain[:first].strip("()"), plain[last + 1 :].strip("()")
    scale = len(after) - len(after.lstrip(","))
    value = value / 1000**scale * (100 if "%" in plain else 1)
    _, _, decimals = pattern.partition(".")
    least = decimals.count("0")
    digits = f"{value:.{len(decimals)}f}"
    if len(decimals) > least:
        whole, point, rest = digits.partition(".")
        rest = rest[:least] + rest[least:].rstrip("0")
        digits = whole + (point if rest else "") + rest
    return f"{before}{digits}{after.lstrip(',')}".strip()


def _literal(section: str) -> str:
    """The section with its quotes, colours, locales and fillers resolved."""
    parts: list[str] = []
    at = 0
    while at < len(section):
        character = section[at]
        if character in "_*":
            at += 1  # a blank as wide as the next character, or that character repeated
        elif character == "\\":
            at += 1
            parts.append(section[at : at + 1])
        elif character == '"':
            end = section.find('"', at + 1)
            end = len(section) if end < 0 else end
            parts.append(section[at + 1 : end])
            at = end
        elif character == "[":
            end = section.find("]", at)
            end = len(section) if end < 0 else end
            inside = section[at + 1 : end]
            if inside.startswith("$"):
                parts.append(inside[1:].split("-")[0])
            at = end
        else:
            parts.append(character)
        at += 1
    return "".join(parts)
