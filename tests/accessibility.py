"""What a page in a browser must be for everybody: axe-core's rules, no sideways scrolling, focus.

    violations(page)  ->  ["color-contrast at a.chip", …]

Each looks at the page as it is open: whoever calls chooses its width, theme and language.
"""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# WCAG 2.0 to 2.2, A and AA, and what axe-core calls best practice; by definition.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {"runOnly": _TAGS, "resultTypes": ["violations"], "preload": False}
_COLOURLESS = _OPTIONS | {"rules": {"color-contrast": {"enabled": False}}}

_BROKEN = """
async (options) => {
  const { violations } = await axe.run(options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} at ${node.target[0]}: ${node.failureSummary}`));
}
"""
# What WCAG 1.4.12 says a reader may set; such a sheet, unlike a style element, no policy forbids.
_SPACING = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}
"""
_WIDER = """
() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    (each) => each.getBoundingClientRect().right > page.clientWidth + 0.5);
  return wide.map((each) => `${each.tagName.toLowerCase()}.${each.className}`).slice(0, 5)
    .concat(`${page.scrollWidth} > ${page.clientWidth}`);
}
"""
# An outline, or what the map's tiles have for one; a place in sight, with nothing over it.
_FOCUS = """
() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const drawn = getComputedStyle(at);
  const tile = at.querySelector("rect");
  const outlined = drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) >= 2;
  const seen = outlined || (tile && parseFloat(getComputedStyle(tile).strokeWidth) >= 4);
  const { left, top, width, height } = at.getClientRects()[0];
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  const name = `${at.tagName.toLowerCase()}.${at.getAttribute("class") ?? ""} “${at.textContent.trim().slice(0, 40)}”`;
  const faults = [];
  if (!seen) faults.push(`${name}: its focus is not drawn`);
  if (!over || !(at.contains(over) || over.contains(at))) faults.push(`${name}: it is out of sight`);
  return faults;
}
"""


def unfold(page: Page) -> None:
    """Opens all that is folded, so that it is looked at too."""
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


def heighten(page: Page) -> None:
    """Makes the window as high as the page, so that what sticks to its edge lies over nothing."""
    width = page.evaluate("window.innerWidth")
    height = page.evaluate("document.scrollingElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})


def violations(page: Page, *, colours: bool = True) -> list[str]:
    """The rules that axe-core finds broken, each with the places; colours take most of its time."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_BROKEN, _OPTIONS if colours else _COLOURLESS)
    return found


def sticking_out(page: Page) -> list[str]:
    """What makes the page scroll sideways; nothing where it does not."""
    found: list[str] = page.evaluate(_WIDER)
    return found


def space_out(page: Page) -> None:
    """Spaces the text as far as a reader may."""
    page.evaluate(_SPACING)


def walk(page: Page, most: int = 1000) -> list[str]:
    """What is wrong with where Tab goes, from the page's beginning to its end."""
    faults: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(_FOCUS)
        if found is None:
            return faults
        faults += found
    return [*faults, f"Tab does not leave the page after {most} times"]


def tab_to(page: Page, selector: str, most: int = 300) -> None:
    """Presses Tab until the focus is on the first such element; it is seen all the way."""
    wanted = page.locator(selector).first
    for _ in range(most):
        page.keyboard.press("Tab")
        assert not page.evaluate(_FOCUS)
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {selector}")
