"""A chart's figures as a table: its categories down, its series across, each figure as stored.

chart_lines(root)  ->  ["Külastused", " | 2022 | 2023", "2022: 1200; 2023: 1500", …]
"""

from __future__ import annotations

from math import isfinite

from ingest.readers.office.word.package import Element, child, name
from ingest.readers.table_rows import rows

_TEXT = name("a:t")
_MOST_DIGITS = 12  # of a figure; the others are what binary fractions add
_HUNDRED = 100


def chart_lines(root: Element) -> list[str]:
    """The chart's titles and its table; nothing where no figures of one level are stored."""
    series = list(root.iter(name("c:ser")))
    columns = [_points(each, "c:val") or _points(each, "c:yVal") for each in series]
    categories = [_points(each, "c:cat") or _points(each, "c:xVal") for each in series]
    if not any(columns) or any(True for _ in root.iter(name("c:multiLvlStrCache"))):
        return []
    names = ["".join(_points(each, "c:tx").values()) for each in series]
    places = sorted({at for told in (*columns, *categories) for at in told})
    grid = [["", *names]]
    for at in places:
        said = next((each[at] for each in categories if at in each), "")
        grid.append([said, *(column.get(at, "") for column in columns)])
    return [*_titles(root), *rows(grid, 1 if any(names) else 0)]


def _titles(root: Element) -> list[str]:
    """What stands over the chart and along its axes."""
    titles = root.iter(name("c:title"))
    found = ("".join(each.text or "" for each in title.iter(_TEXT)) for title in titles)
    return [" ".join(each.split()) for each in found if each.strip()]


def _points(series: Element, kind: str) -> dict[int, str]:
    """The values of a kind that are stored with a series, by their place."""
    element = child(series, kind)
    if element is None:
        return {}
    form = next(element.iter(name("c:formatCode")), None)
    is_share = form is not None and "%" in (form.text or "")
    found: dict[int, str] = {}
    for point in element.iter(name("c:pt")):
        place, told = point.get("idx", ""), child(point, "c:v")
        if place.isascii() and place.isdigit() and told is not None:
            found[int(place[:_MOST_DIGITS])] = _figure(told.text or "", is_share)
    if not found:
        found = dict(enumerate(each.text or "" for each in element.iter(name("c:v"))))
    return found


def _figure(text: str, is_share: bool) -> str:
    """A stored figure without the traces of binary fractions; a share as a percentage."""
    try:
        figure = float(text)
    except ValueError:
        return text
    if not isfinite(figure):
        return text
    if is_share:
        return f"{figure * _HUNDRED:.{_MOST_DIGITS}g}%"
    return f"{figure:.{_MOST_DIGITS}g}" if "." in text else text
