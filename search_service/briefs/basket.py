"""A reader's basket for a brief, read from an address and written as one; nothing is looked up.

    read([("title", "Üksildus"), ("item", "work:elderlearn"), ("note", "Küsi hinda")])
        ->  Basket("Üksildus", "", "", (BasketItem(WorkItem("elderlearn"), "Küsi hinda"),))

A basket is kept by nobody: it is its address. A note belongs to the item before it; one before
all items is of the whole brief. Differs from `collecting`, which finds what the items name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, cast
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

MOST_ITEMS = 40  # more is no brief; by hand
LONGEST_NOTE = 1_000  # characters; by hand
LONGEST_TITLE = 200  # characters, of the title and of the question; by hand
# Characters of all notes together: an address holds up to 64 kB, where a letter takes up to 9.
LONGEST_NOTES = 5_000
MOST_WORKS = 6  # of a comparison, as `compare.chosen_works` sets them side by side
_LONGEST_ID = 300  # characters; ids are shorter
_DIGITS = 7  # of an offset; no passage is longer


class QuoteItem(NamedTuple):
    """Characters `start:end` of a passage; `mark` finds the quote again where it has moved."""

    passage: str
    start: int
    end: int
    mark: str = ""

    def __str__(self) -> str:
        said = f"quote:{self.passage}:{self.start}:{self.end}"
        return f"{said}:{self.mark}" if self.mark else said


class WorkItem(NamedTuple):
    """A document."""

    document: str

    def __str__(self) -> str:
        return f"work:{self.document}"


class ComparisonItem(NamedTuple):
    """Documents side by side."""

    documents: tuple[str, ...]

    def __str__(self) -> str:
        return f"compare:{','.join(self.documents)}"


Item = QuoteItem | WorkItem | ComparisonItem


class BasketItem(NamedTuple):
    """One thing collected, and what the reader noted on it."""

    item: Item
    note: str = ""


@dataclass(frozen=True, slots=True)
class Basket:
    """What was collected, in the reader's order; `left_out` counts what could not be read."""

    title: str = ""
    question: str = ""
    note: str = ""
    items: tuple[BasketItem, ...] = ()
    left_out: int = 0

    def pairs(self) -> list[tuple[str, str]]:
        """The basket as the fields of an address, which `read` reads again."""
        named = (("title", self.title), ("question", self.question), ("note", self.note))
        said = [pair for pair in named if pair[1]]
        for item, note in self.items:
            said.append(("item", str(item)))
            said += [("note", note)] if note else []
        return said

    def address(self, path: str = "/basket", **more: str) -> str:
        """The basket's address under that path."""
        said = urlencode([*self.pairs(), *more.items()])
        return f"{path}?{said}" if said else path

    def with_item(self, item: Item) -> Basket:
        """The basket with one thing more at its end; the same thing is in it once."""
        if any(each.item == item for each in self.items):
            return self
        return replace(self, items=(*self.items, BasketItem(item)))

    def without(self, at: int) -> Basket:
        """The basket without the item at that place."""
        return replace(self, items=self.items[:at] + self.items[at + 1 :])

    def swapped(self, at: int) -> Basket:
        """The basket with the item at that place and the next one in each other's place."""
        items = list(self.items)
        items[at : at + 2] = reversed(items[at : at + 2])
        return replace(self, items=tuple(items))


def read(pairs: Iterable[tuple[str, str]]) -> Basket:
    """The basket of an address's fields; what is no item is left out and counted."""
    whole = {"title": "", "question": "", "note": ""}
    items: dict[Item, str] = {}
    left_out, room, last = 0, LONGEST_NOTES, cast("Item | None", None)
    begun = False
    for name, value in pairs:
        if name in ("title", "question"):
            whole[name] = _line(value)[:LONGEST_TITLE].strip()
        elif name == "item":
            begun, last = True, item(value)
            if last is None or (last not in items and len(items) == MOST_ITEMS):
                left_out, last = left_out + 1, None
            else:
                items.setdefault(last, "")
        elif name == "note":
            text = _note(value)[:room].strip()
            room -= len(text)
            if not begun:
                whole["note"] = text
            elif last is not None:
                items[last] = text
    kept = tuple(BasketItem(each, note) for each, note in items.items())
    return Basket(whole["title"], whole["question"], whole["note"], kept, left_out)


def item(text: str) -> Item | None:
    """The item that a text names, such as "work:elderlearn"; None where it names none."""
    kind, _, rest = text.strip().partition(":")
    if kind == "quote":
        return _quote(rest.split(":"))
    ids = tuple(dict.fromkeys(each.strip() for each in rest.split(",")))
    if not all(map(_is_id, ids)):
        return None
    if kind == "work" and len(ids) == 1:
        return WorkItem(ids[0])
    if kind == "compare" and len(ids) in range(2, MOST_WORKS + 1):
        return ComparisonItem(ids)
    return None


def pasted(text: str) -> Item | None:
    """The item of an address that a reader pasted.

    A quote's link, a document's, a practice's, a comparison's; or that of a link which collects.
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:  # no address at all
        return None
    said = parse_qs(parts.query)
    page, _, rest = parts.path.removeprefix("/").partition("/")
    named = unquote(rest.partition("/")[0])
    match page:
        case "compare":
            return item(f"compare:{','.join(said.get('works', []))}")
        case "basket":
            return item(said.get("item", [""])[0])
        case "practices" if named:
            return item(f"work:{named}")
        case "documents" if named:
            return _quote_at(said) or item(f"work:{named}")
    return item(text)


def _quote_at(said: Mapping[str, list[str]]) -> QuoteItem | None:
    """The quote that the address of a document's page names."""
    told = [said[name][0] for name in ("passage", "start", "end", "quote") if name in said]
    return _quote(told)


def _quote(parts: list[str]) -> QuoteItem | None:
    """A quote of passage, start, end and perhaps mark; ids hold no colon."""
    if len(parts) not in (3, 4) or not _is_id(parts[0]):
        return None
    numbers = list(_numbers(parts[1:3]))
    mark = parts[3] if len(parts) == 4 else ""
    if len(numbers) < 2 or numbers[0] >= numbers[1] or not (not mark or _is_id(mark)):
        return None
    return QuoteItem(parts[0], numbers[0], numbers[1], mark)


def _numbers(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        if text.isascii() and text.isdecimal() and len(text) <= _DIGITS:
            yield int(text)


def _is_id(text: str) -> bool:
    """Whether it may be an id: letters, digits and what ids are joined with."""
    known = all(each.isalnum() or each in "~.-_#" for each in text)
    return bool(text) and known and len(text) <= _LONGEST_ID


def _line(text: str) -> str:
    return " ".join(text.split())


def _note(text: str) -> str:
    """The note with its lines, each without blanks around it."""
    lines = (" ".join(line.split()) for line in text[: 4 * LONGEST_NOTE].splitlines())
    return "\n".join(lines).strip()[:LONGEST_NOTE].strip()
