"""The footnotes that a web page has of its own: where they stand, and what the page calls them.

    1216<sup><a href="#fn1">1</a></sup> … <li id="fn1">Ministeerium.</li>   ->   {"fn1": "1"}

Differs from the marks of the description's sources (`raw.note_mark`), which lead out of the text.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.readers.raw import source_number

_LONGEST = 6  # characters of a note's label: "12", "iv", "*", "a"


def mentions(*trees: LexborHTMLParser) -> dict[str, str]:
    """The label of each note, by its id: raised links to a place of the page, or of its parts."""
    links = [link for tree in trees for link in _links(tree)]
    found: dict[str, str] = {}
    places = set().union(*map(_places, trees)) if links else set()
    for link in links:
        place = (link.attributes.get("href") or "")[1:]
        label = (link.text() or "").strip().strip("[]()")
        if (
            source_number(place) is None
            and place in places
            and 0 < len(label) <= _LONGEST
            and " " not in label
        ):
            found.setdefault(place, label)
    return found


def _links(tree: LexborHTMLParser) -> list[LexborNode]:
    links = [*tree.css('sup a[href^="#"]'), *tree.css('a[href^="#"]:has(> sup)')]
    return links + tree.css(
        'a[role="doc-noteref"][href^="#"], a[epub\\:type~="noteref"][href^="#"]'
    )


def _places(tree: LexborHTMLParser) -> set[str]:
    nodes: list[LexborNode] = tree.css("[id], a[name]")
    return {
        value for node in nodes for name in ("id", "name") if (value := node.attributes.get(name))
    }
