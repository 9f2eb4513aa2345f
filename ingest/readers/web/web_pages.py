"""What of a web page is its article: menus, cookie notices, forms and what is hidden go.

    <nav>…</nav><div id="cookie-consent">…</div><main><h1>Pealkiri</h1>…</main>
    ->  the heading and the text; the account names "navigation" and "cookie notice"

Nothing of an article may be lost, so each element must be known for chrome, by its role, its name
or its links, before it is taken out; what remains is the page. Measured beside trafilatura on
made pages (`sikk eval web-pages`): this loses less of the articles and keeps less of the chrome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus import tables
from ingest.readers.leavings import Leavings
from ingest.readers.web.page_parts import PartMeasure, measured

SCRIPT, HIDDEN, NAVIGATION, COOKIES = "script", "hidden", "navigation", "cookie notice"
FORM, COMMENTS = "form", "comments"

_NO_TEXT = {
    **dict.fromkeys(["script", "style", "template", "noscript"], SCRIPT),
    **dict.fromkeys(["annotation", "annotation-xml", "svg", "iframe", "object", "canvas"], HIDDEN),
    **dict.fromkeys(["audio", "video", "embed", "rp"], HIDDEN),
}
_CONTROLS = frozenset(["select", "textarea", "input", "datalist", "option", "button"])
_TITLES = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"])
_EDGE_TAGS = ("aside", "footer", "header")
_BLOCKS = frozenset(["div", "section", "ul", "ol", "p", "span", "a", "table", "dl", "header"])
# By definition: WAI-ARIA's landmarks.
_NAVIGATION_ROLES = frozenset(
    ["navigation", "search", "banner", "contentinfo", "complementary", "menu", "menubar", "toolbar"]
)
# The words that sites give their parts, in ids and classes (by hand): menus are never the article,
# edges stand beside it, a hint alone says little.
_WORDS = {
    row["part"]: frozenset(row["words"].split())
    for row in tables.rows(Path(__file__).with_name("page_words.tsv"), ("part", "words"))
}
_MENUS, _EDGES, _HINTS = _WORDS["menu"], _WORDS["edge"], _WORDS["hint"]
_COOKIES, _COMMENTS = _WORDS["cookies"], _WORDS["comments"]
_FOR_EARS = frozenset(["sr-only", "visually-hidden", "screen-reader-text", "element-invisible"])
_ABOUT_COOKIES = ("küpsis", "cookie")
_OPENS = ("aria-controls", "data-target", "data-bs-target", "href")
_NEVER = frozenset(["html", "body", "main", "h1"])  # what names itself anything and stays
_DENSE, _MOSTLY = 0.7, 0.5  # shares of links, by hand
_STOPS = (".", "!", "?", "…")
_FEWEST_LINKS = 3
_LONGEST_HINT = 150  # characters of a part with a hint in its name, by hand
_LONGEST_NOTICE = 1500  # characters of a dialog about cookies, by hand
_LONGEST_LABEL = (
    45  # characters of a link in a menu, on average, by hand: titles of works are longer
)


def without_chrome(tree: LexborHTMLParser, leavings: Leavings) -> LexborNode | None:
    """The page's body with only the article left in it."""
    body = tree.body
    if body is not None:
        opened, holders = _opened(tree), _holders(body)
        _take_out(body, lambda node: _no_text(node, opened, holders), leavings)
        _take_out(body, _PageJudge(body).reason, leavings)
    return body


def without_scripts(tree: LexborHTMLParser, leavings: Leavings) -> LexborNode | None:
    """The body without what is no text of it: programs, styles, pictures drawn by them."""
    body = tree.body
    if body is not None:
        _take_out(body, lambda node: _NO_TEXT.get(node.tag or ""), leavings)
    return body


def _take_out(
    root: LexborNode, reason: Callable[[LexborNode], str | None], leavings: Leavings
) -> None:
    """Takes out each element under the root that there is a reason for, with all that is in it."""
    waiting = [root]
    taken: list[tuple[LexborNode, str]] = []
    while waiting:
        for child in waiting.pop().iter():
            why = reason(child)
            if why is None:
                waiting.append(child)
            else:
                taken.append((child, why))
    for node, why in taken:
        leavings.add(why, node.text(separator=" "))
        node.decompose()


def _no_text(node: LexborNode, opened: set[str], holders: set[int]) -> str | None:
    return _NO_TEXT.get(node.tag or "") or (HIDDEN if _is_unseen(node, opened, holders) else None)


def _holders(body: LexborNode) -> set[int]:
    """The identities of what holds the title, the main part or a panel of tabs."""
    found: set[int] = set()
    for node in body.css("h1, main, [role=tabpanel]"):
        above: LexborNode | None = node
        while above is not None and above.mem_id not in found:
            found.add(above.mem_id)
            above = above.parent
    return found


def _opened(tree: LexborHTMLParser) -> set[str]:
    """The ids of what some button, tab or link of the page opens."""
    return {
        (node.attributes.get(name) or "").lstrip("#")
        for name in _OPENS
        for node in tree.css(f"[{name}]")
    }


def _is_unseen(node: LexborNode, opened: set[str], holders: set[int]) -> bool:
    """What no reader of the page sees; panels that a button or a tab opens stay."""
    if not _is_hidden(node) or node.mem_id in holders:
        return False
    told = node.attributes
    return told.get("id") not in opened and not told.get("aria-labelledby")


def _is_hidden(node: LexborNode) -> bool:
    told = node.attributes
    if told.get("hidden", "until-found") != "until-found" or told.get("aria-hidden") == "true":
        return True
    style = (told.get("style") or "").replace(" ", "").lower()
    if "display:none" in style or "visibility:hidden" in style:
        return True
    return not _FOR_EARS.isdisjoint((told.get("class") or "").split())


def _is_control(node: LexborNode) -> bool:
    """Buttons and fields; a button that opens a panel is that panel's heading."""
    if node.tag not in _CONTROLS:
        return False
    told = node.attributes
    opens = node.tag == "button" and ("aria-expanded" in told or "aria-controls" in told)
    above = node.parent.tag if node.parent is not None else ""
    return not opens and above not in _TITLES


class _PageJudge:
    """Judges the elements of a body, from the outside in."""

    def __init__(self, body: LexborNode) -> None:
        self._measures = measured(body)
        self._whole = self._of(body).characters
        mains = body.css("main, [role=main]") or body.css("article")
        # Several articles may be the page or cards beside it: only one tells where the page is.
        self._main = mains[0] if len(mains) == 1 and self._is_filled(mains[0]) else None
        part = PartMeasure() if self._main is None else self._of(self._main)
        self._inside = range(part.first, part.last + 1)
        self._around = set(_above(self._main))

    def _is_filled(self, main: LexborNode) -> bool:
        """Whether a main part holds the text, and is no empty frame for a program."""
        part = self._of(main)
        return part.has_prose or part.characters >= _LONGEST_HINT or self._holds_title(main)

    def _of(self, node: LexborNode) -> PartMeasure:
        return self._measures.get(node.mem_id) or PartMeasure()

    def reason(self, node: LexborNode) -> str | None:
        """Why an element is no part of the article; None where it is, or holds some of it."""
        part = self._of(node)
        tag = node.tag or ""
        if tag in _NEVER or node.mem_id in self._around:
            return None
        words = _words(node)
        if not _COMMENTS.isdisjoint(words) and tag != "article" and not self._holds_title(node):
            return COMMENTS
        if part.has_main or part.characters > self._whole * _MOSTLY:
            return None
        if self._is_cookie_notice(node, part, words):
            return COOKIES
        if (tag == "form" and not part.has_prose) or _is_control(node):
            return FORM
        return NAVIGATION if self._is_navigation(node, part, words) else None

    def _holds_title(self, node: LexborNode) -> bool:
        return node.css_first("h1, main") is not None

    def _is_cookie_notice(self, node: LexborNode, part: PartMeasure, words: set[str]) -> bool:
        if not _COOKIES.isdisjoint(words) and node.tag not in ("article", "section", "a", "p"):
            return True
        is_dialog = node.attributes.get("role") in ("dialog", "alertdialog") or node.tag == "dialog"
        if part.characters > _LONGEST_NOTICE or not (part.buttons or is_dialog):
            return False
        text = (node.text(separator=" ") or "").lower()
        return any(word in text for word in _ABOUT_COOKIES)

    def _is_navigation(self, node: LexborNode, part: PartMeasure, words: set[str]) -> bool:
        tag, role = node.tag or "", node.attributes.get("role") or ""
        if tag in ("nav", "menu") or role in _NAVIGATION_ROLES or not _MENUS.isdisjoint(words):
            return True
        is_edge = not _EDGES.isdisjoint(words) or tag in _EDGE_TAGS
        is_dense = part.link_share >= _MOSTLY
        if part.first in self._inside:
            return (is_edge and is_dense and not part.has_prose) or self._is_bare_menu(node, part)
        if is_edge and tag != "article":
            return True
        is_label = not part.has_prose and part.characters < _LONGEST_HINT
        if not _HINTS.isdisjoint(words) and (is_dense or is_label):
            return True
        if self._main is None:
            return self._is_bare_menu(node, part)
        return node.tag in _BLOCKS and not part.has_prose and not _is_lead(node)

    def _is_bare_menu(self, node: LexborNode, part: PartMeasure) -> bool:
        """A list of short links that no heading or sentence beside it leads up to."""
        if part.links < _FEWEST_LINKS or part.link_share < _DENSE:
            return False
        if part.in_links / part.links > _LONGEST_LABEL or part.has_prose:
            return False
        above = node.parent
        beside = above.iter() if above is not None else ()
        return not any(
            each.tag in _TITLES or (each.tag == "p" and self._of(each).has_prose) for each in beside
        )


def _is_lead(node: LexborNode) -> bool:
    """Whether it is a sentence right below the page's title, which may stand outside its main."""
    before = node.prev
    while before is not None and before.tag == "-text":
        before = before.prev
    said = (node.text() or "").strip()
    return before is not None and before.tag == "h1" and said.endswith(_STOPS)


def _above(node: LexborNode | None) -> Iterator[int]:
    """A node and those that hold it, by their identity in memory."""
    while node is not None:
        yield node.mem_id
        node = node.parent


def _words(node: LexborNode) -> set[str]:
    """The words of an element's id and classes: "siteNav main-menu" -> site, nav, main, menu."""
    told = node.attributes
    name = f"{told.get('id') or ''} {told.get('class') or ''}"
    if name == " ":
        return set()
    parted = "".join(
        f" {letter}" if letter.isupper() and before.islower() else letter
        for before, letter in zip(f" {name}", name, strict=False)
    )
    return set("".join(c if c.isalnum() else " " for c in parted).lower().split())
