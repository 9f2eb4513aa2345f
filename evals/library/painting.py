"""How a browser paints a page: how soon, and how far what it has painted moves afterwards.

    with painting("http://127.0.0.1:8000") as painter:
        painter("/about")  ->  Painted(shift=0.0, first_paint=84.0)

Needs Playwright, which comes with the tools for tests, and Chromium; without them there is no
painter. Each visit is a new visitor's, on a wide and on a narrow screen.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SCREENS = ((1280, 900), (390, 844))  # pixels; by hand: of a laptop and of a phone
_VISITS = 3  # on each screen; by hand
_SETTLED = 500  # milliseconds after loading in which something may still move; by hand
_WATCH = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const each of list.getEntries())
            if (!each.hadRecentInput) window.shifted += each.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


class Painted(NamedTuple):
    """The greatest layout shift of a visit, and the median milliseconds to the first content.

    The shift is the sum of all: CLS, or more where a page goes on moving for seconds.
    """

    shift: float
    first_paint: float


Painter = Callable[[str], Painted]


def lacking() -> str:
    """What has to be installed before there is a painter; "" where nothing has."""
    if find_spec("playwright") is None:
        return "Playwright is not installed; `make check` installs the tools for tests"
    return "" if _chromium() else "Chromium is not installed: apt-get install chromium"


@contextmanager
def painting(url: str, visits: int = _VISITS) -> Iterator[Painter | None]:
    """A browser's painter for the pages of that site, None where it lacks something.

    Each page is visited so often on each screen.
    """
    if lacking():
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        yield lambda address: _painted(browser, url + address, visits)
        browser.close()


def _painted(browser: Browser, address: str, visits: int) -> Painted:
    seen = [_visit(browser, address, *screen) for screen in _SCREENS for _ in range(visits)]
    return Painted(
        shift=round(max(each.shift for each in seen), 4),
        first_paint=round(median(each.first_paint for each in seen), 1),
    )


def _visit(browser: Browser, address: str, width: int, height: int) -> Painted:
    context = browser.new_context(viewport={"width": width, "height": height}, locale="et")
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(_SETTLED)
    seen = Painted(page.evaluate("window.shifted"), page.evaluate(_PAINTED))
    context.close()
    return seen


def _chromium() -> str | None:
    return shutil.which("chromium")
