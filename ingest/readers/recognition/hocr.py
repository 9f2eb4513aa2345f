"""What Tesseract saw in a picture: lines of words with their boxes, read from its hOCR.

    <span class='ocrx_word' title='bbox 335 191 458 217; x_wconf 92'>Kodutus</span>

hOCR rather than Tesseract's table, because it says how large a line's type is and where its
baseline runs. Boxes are in pixels of the picture that was read: left, top, right, bottom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any, NamedTuple, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

Box: TypeAlias = tuple[float, float, float, float]
Size: TypeAlias = tuple[float, float]
Element: TypeAlias = Any  # lxml's elements carry no types
_LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")


class SeenWord(NamedTuple):
    """A word, how sure of it Tesseract is (0 to 100), and where it stands."""

    text: str
    sureness: float
    box: Box


class SeenLine(NamedTuple):
    """A line of words; `size` is its type's height from lowest to highest letter, in pixels.

    `low` is how far the box reaches below the lowest letters that its type has. `block` and
    `paragraph` are Tesseract's names for what the line belongs to.
    """

    words: tuple[SeenWord, ...]
    box: Box
    size: float
    low: float
    block: str
    paragraph: str

    @property
    def text(self) -> str:
        """The words with blanks between them."""
        return " ".join(word.text for word in self.words)

    @property
    def sureness(self) -> float:
        """How sure of its letters Tesseract is, from 0 to 100."""
        return mean_sureness(self.words)


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as Tesseract saw it: the picture's size, the blocks' boxes, the lines in order.

    `turned` is by how many degrees, counter-clockwise, the page was turned before it was so.
    """

    width: float
    height: float
    blocks: dict[str, Box]
    lines: tuple[SeenLine, ...]
    turned: float = 0.0

    @property
    def words(self) -> list[SeenWord]:
        """All words in reading order."""
        return [word for line in self.lines for word in line.words]

    @property
    def sureness(self) -> float:
        """How sure of the page's letters Tesseract is, from 0 to 100."""
        return mean_sureness(self.words)

    @property
    def text(self) -> str:
        """The lines as printed, paragraphs parted by blank lines."""
        parts: list[str] = []
        last = ""
        for line in self.lines:
            parts.append("\n" if line.paragraph == last else "\n\n" if last else "")
            parts.append(line.text)
            last = line.paragraph
        return "".join(parts)


def mean_sureness(words: list[SeenWord] | tuple[SeenWord, ...]) -> float:
    """The mean of the words' sureness by their letters; 0 where there are none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.sureness * len(word.text) for word in words) / letters if letters else 0.0


def seen(hocr: bytes) -> Seen:
    """What the document says; a page that lies on its side comes out upright."""
    if not hocr.strip():
        return Seen(0, 0, {}, ())
    root = etree.fromstring(hocr, etree.XMLParser(recover=True, resolve_entities=False))
    page = next(_of_class(root, "ocr_page"), None)
    _, _, width, height = _box(_properties(page)) if page is not None else (0.0, 0.0, 0.0, 0.0)
    blocks, lines, angles = dict[str, Box](), list[SeenLine](), Counter[float]()
    for block in _of_class(root, "ocr_carea"):
        name = block.get("id", "")
        blocks[name] = _box(_properties(block))
        for paragraph in _of_class(block, "ocr_par"):
            for element in _of_class(paragraph, *_LINES):
                line = _line(element, name, paragraph.get("id", ""))
                if line.words:
                    lines.append(line)
                    angle = _properties(element).get("textangle", ["0"])[0]
                    angles[float(angle)] += len(line.text)
    found = Seen(width, height, blocks, tuple(lines))
    usual = angles.most_common(1)[0][0] if angles else 0.0
    return _upright(found, (360 - usual) % 360) if usual else found


def turned(place: tuple[float, float], angle: float, before: Size, after: Size) -> Size:
    """Where a place of a picture stands once it is turned counter-clockwise about its middle.

    `before` and `after` are the picture's width and height.
    """
    right, down = place[0] - before[0] / 2, place[1] - before[1] / 2
    across, along = cos(radians(angle)), sin(radians(angle))
    return (
        after[0] / 2 + right * across + down * along,
        after[1] / 2 - right * along + down * across,
    )


def _of_class(root: Element, *names: str) -> Iterator[Element]:
    return (element for element in root.iter() if element.get("class") in names)


def _line(element: Element, block: str, paragraph: str) -> SeenLine:
    properties = _properties(element)
    words = []
    for word in _of_class(element, "ocrx_word"):
        text = "".join(word.itertext()).strip()
        said = _properties(word)
        if text:
            words.append(SeenWord(text, float(said.get("x_wconf", ["0"])[0]), _box(said)))
    box = _box(properties)
    size = float(properties.get("x_size", [str(box[3] - box[1])])[0])
    below = float(properties.get("x_descenders", ["0"])[0])
    above_edge = -float(properties["baseline"][1]) if "baseline" in properties else below
    return SeenLine(tuple(words), box, size, above_edge - below, block, paragraph)


def _properties(element: Element) -> dict[str, list[str]]:
    """ "bbox 335 191 458 217; x_wconf 92"  ->  {"bbox": ["335", …], "x_wconf": ["92"]}."""
    parts = (part.split() for part in element.get("title", "").split(";"))
    return {part[0]: part[1:] for part in parts if part}


def _box(properties: dict[str, list[str]]) -> Box:
    left, top, right, bottom = map(float, properties.get("bbox", ["0"] * 4))
    return left, top, right, bottom


def _upright(page: Seen, angle: float) -> Seen:
    """The page turned by quarters, counter-clockwise."""
    before = page.width, page.height
    after = before[::-1] if angle % 180 else before

    def box(place: Box) -> Box:
        one = turned(place[:2], angle, before, after)
        other = turned(place[2:], angle, before, after)
        (left, right), (top, bottom) = map(sorted, zip(one, other, strict=True))
        return left, top, right, bottom

    lines = tuple(
        line._replace(
            box=box(line.box),
            words=tuple(word._replace(box=box(word.box)) for word in line.words),
        )
        for line in page.lines
    )
    blocks = {name: box(place) for name, place in page.blocks.items()}
    return Seen(*after, blocks, lines, angle)
