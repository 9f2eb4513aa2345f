"""Every kind of page for everybody: axe-core's rules, wide and narrow, enlarged, by keyboard alone.

A page is opened once in each language and looked at in a wide light window, then in a narrow dark
one; its colours, which both languages share, in one of them. SIKK_DRILL=full opens it anew for every
width in light and in dark, looks at all of it, and goes by Tab through every page.
"""

import os
from importlib import import_module
from itertools import product
from pkgutil import iter_modules
from urllib.parse import urlsplit

import pytest
from accessibility import heighten, space_out, sticking_out, tab_to, unfold, violations, walk
from browser import listening, visiting
from every_page import PAGES, fill

from search_service.phrases.catalogues import LANGUAGES
from search_service.web import pages

WIDE, NARROW = 1280, 360
LOOKS = [(WIDE, "light"), (NARROW, "dark")]
FULL = os.environ.get("SIKK_DRILL") == "full"
ENLARGED = (WIDE // 2, WIDE // 4)  # what a wide window at 200 % and at 400 % has room for


@pytest.fixture(scope="module")
def windows(shared_site, browser, pdf):
    """A window in each language on the library."""
    fill(shared_site, pdf)
    shared_site.engine.indexer.sync()
    with listening(shared_site.app) as port:
        home = f"http://127.0.0.1:{port}"
        yield {
            lang: browser.new_context(base_url=home, locale=lang).new_page() for lang in LANGUAGES
        }


def show(page, width, theme="light"):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)


def opened(page, address):
    page.goto(address)
    unfold(page)


def routes():
    """Those of every module of pages, so that a new page cannot be forgotten."""
    modules = (
        import_module(f"{pages.__name__}.{each.name}") for each in iter_modules(pages.__path__)
    )
    everything = (route for module in modules for route in module.router.routes)
    return [r for r in everything if "GET" in r.methods and not r.path.startswith("/api/")]


def test_every_page_is_looked_at():
    asked = [urlsplit(address).path for address in PAGES.values()]
    assert len(routes()) >= 20
    assert [r.path for r in routes() if not any(map(r.path_regex.match, asked))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_breaks_no_rule_and_scrolls_in_one_direction(windows, name, lang):
    page = windows[lang]
    faults = []
    for width, theme in product((WIDE, NARROW), ("light", "dark")) if FULL else LOOKS:
        show(page, width, theme)
        if FULL or width == WIDE:
            opened(page, PAGES[name])
        heighten(page)
        found = violations(page, colours=FULL or lang == LANGUAGES[0])
        faults += [f"{width} px, {theme}: {fault}" for fault in found]
    for width in ENLARGED:
        show(page, width)
        faults += [f"{width} px: {fault}" for fault in sticking_out(page)]
    space_out(page)
    faults += [f"spaced out: {fault}" for fault in sticking_out(page)]
    assert not faults, "\n".join(faults)


WALKED = PAGES if FULL else (
    "start", "answer", "faulty question", "document, cited", "map", "evidence map", "basket",
)  # fmt: skip


@pytest.mark.parametrize("name", WALKED)
def test_tab_goes_through_a_page_and_its_focus_is_seen(windows, name):
    page = windows["et"]
    show(page, WIDE)
    page.goto(PAGES[name])
    faults = walk(page)
    assert not faults, "\n".join(faults)


def test_a_reader_needs_no_more_than_a_keyboard(windows, shared_site, browser):
    with visiting(browser, shared_site, locale="et") as page:
        page.goto("/")
        page.keyboard.press("Tab")
        assert page.locator("a.skip").bounding_box()["x"] >= 0  # in sight where it has the focus
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "query"

        page.keyboard.type("külaskäi")
        page.wait_for_selector("#suggestions li")
        page.keyboard.press("ArrowDown")
        assert violations(page) == []  # with the list open
        page.keyboard.press("Enter")
        assert page.input_value("#query") == "Külaskäigud"
        assert page.locator("#suggestions").is_hidden()

        follow(page, "#query")
        follow(page, "figure.claim a.title")
        assert page.locator("#passage mark").is_visible()
        follow(page, ".way-back a")
        for work in ("visits", "calls.et"):
            tab_to(page, f".pick input[value='{work}']")
            page.keyboard.press("Space")
        follow(page, "#pick button")
        assert page.locator("thead th[scope=col] a").count() == 2

        tab_to(page, ".to-basket")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.className") == "to-basket"  # not lost
        follow(page, "[data-basket-link]")
        assert page.locator(".collected h2").count() == 1
        follow(page, ".moves a")
        assert page.locator(".collected").count() == 0


def follow(page, selector):
    """Goes to the link, field or button by Tab, and on by Enter."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("keys", "said"),
    [("ArrowDown Enter", 0), ("ArrowUp Enter", -1), ("ArrowDown ArrowUp", None), ("Escape", None)],
)
def test_suggestions_are_gone_through_with_arrows(windows, keys, said):
    page = windows["et"]
    page.goto("/")
    page.focus("#query")
    page.keyboard.type("ae")
    page.wait_for_selector("#suggestions li")
    offered = page.locator("#suggestions li").all_text_contents()
    assert len(offered) > 1
    for key in keys.split():
        page.keyboard.press(key)
    assert page.input_value("#query") == ("ae" if said is None else offered[said])
    assert page.get_attribute("#query", "aria-activedescendant") is None
