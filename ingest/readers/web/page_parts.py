"""What each element of a web page holds: how much text, how much of it in links, which parts.

Measured once, bottom up, so that `web_pages` can judge every element without reading it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

_PROSE = 60  # characters of a paragraph outside links, by hand: shorter ones are labels
_STOPS = (".", "!", "?", ":", "…", "”", '"', ")")
_MAIN = frozenset(["main", "h1"])
_PARAGRAPHS = frozenset(["p", "div", "td", "blockquote", "li", "dd", "section", "font", "span"])


@dataclass(slots=True)
class PartMeasure:
    """Characters under an element, and those of them in links; what else is there."""

    characters: int = 0
    in_links: int = 0
    links: int = 0
    buttons: int = 0
    has_main: bool = False  # a main part or the page's title
    has_prose: bool = False  # a paragraph of sentences
    own: list[str] = field(default_factory=list)  # pieces of text right in it
    first: int = 0  # its own number in the order of the page, and that of the last thing in it
    last: int = 0

    @property
    def link_share(self) -> float:
        """How much of the text is links; 1 where there is no text beside them."""
        return self.in_links / self.characters if self.characters else 0.0


def measured(root: LexborNode) -> dict[int, PartMeasure]:
    """The measure of every element under the root, by its identity in memory."""
    measures: dict[int, PartMeasure] = {}
    waiting = [(root, False)]
    while waiting:
        node, is_read = waiting.pop()
        if is_read:
            measures[node.mem_id].last = len(measures)
            _add(node, measures)
        elif node.tag == "-text":
            _add_text(node, measures)
        else:
            measures[node.mem_id] = PartMeasure(first=len(measures) + 1)
            waiting.append((node, True))
            waiting.extend((child, False) for child in node.iter(include_text=True))
    return measures


def _add_text(node: LexborNode, measures: dict[int, PartMeasure]) -> None:
    text = " ".join((node.text_content or "").split())
    over = measures.get(node.parent.mem_id) if node.parent is not None else None
    if over is not None and text:
        over.characters += len(text)
        over.own.append(text)


def _add(node: LexborNode, measures: dict[int, PartMeasure]) -> None:
    """Completes a node's measure, and adds it to that of the node above."""
    mine = measures[node.mem_id]
    tag = node.tag or ""
    above = node.parent
    over = measures.get(above.mem_id) if above is not None else None
    if tag == "a":
        mine.in_links, mine.links = mine.characters, mine.links + 1
    elif tag == "button" or node.attributes.get("role") == "button":
        mine.buttons += 1
    elif tag in _MAIN or node.attributes.get("role") == "main":
        mine.has_main = True
    if tag in _PARAGRAPHS and mine.characters - mine.in_links >= _PROSE:
        own = " ".join(mine.own)
        ends = own.rstrip().endswith(_STOPS) or tag == "p"
        mine.has_prose |= ends and len(own) >= _PROSE
    if over is not None:
        over.characters += mine.characters
        over.in_links += mine.in_links
        over.links += mine.links
        over.buttons += mine.buttons
        over.has_main |= mine.has_main
        over.has_prose |= mine.has_prose
