"""Which reader finds the article of a web page: ours, trafilatura, or readability where it is.

    measure(Path("evals/gold/web"))  ->  for each extractor and page: characters lost, and kept

The pages are made: structures of real sites around texts written for this. Each has beside it the
text that a reader would call the article. Words are aligned in order, so what moved counts too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from corpus.errors import BadInput
from ingest.readers.raw import Limits
from ingest.readers.web import html

GOLD = Path(__file__).parent.parent / "gold" / "web"
Extractor = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class PageReading:
    """How one extractor read one page, in characters of words."""

    extractor: str
    page: str
    article: int
    lost: int
    chrome: int

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)


def measure(folder: Path = GOLD) -> list[PageReading]:
    """Every page of the folder by every extractor that is installed.

    Raises:
        BadInput: the folder holds no page with a text beside it.
    """
    pages = [page for page in sorted(folder.glob("*.html")) if page.with_suffix(".txt").is_file()]
    if not pages:
        raise BadInput(f"{folder}: holds no page.html with a page.txt beside it")
    return [
        _compared(name, page, extract) for name, extract in extractors().items() for page in pages
    ]


def together(readings: list[PageReading]) -> dict[str, PageReading]:
    """The sum over all pages, by extractor."""
    sums: dict[str, PageReading] = {}
    for each in readings:
        name = each.extractor
        sofar = sums.get(name, PageReading(name, "", 0, 0, 0))
        sums[name] = PageReading(
            name,
            "",
            sofar.article + each.article,
            sofar.lost + each.lost,
            sofar.chrome + each.chrome,
        )
    return sums


def extractors() -> dict[str, Extractor]:
    """Those that are installed, by name; the last keeps everything."""
    found: dict[str, Extractor] = {"ours": _ours}
    if find_spec("trafilatura") and find_spec("lxml_html_clean"):  # which it needs and omits
        found["trafilatura"] = _trafilatura
    if find_spec("readability"):
        found["readability"] = _readability
    return {**found, "whole body": _whole}


def _compared(name: str, page: Path, extract: Extractor) -> PageReading:
    gold = _words(page.with_suffix(".txt").read_text(encoding="utf-8"))
    found = _words(extract(page))
    blocks = SequenceMatcher(None, gold, found, autojunk=False).get_matching_blocks()
    matched = sum(len(word) for b in blocks for word in gold[b.a : b.a + b.size])
    article = sum(map(len, gold))
    return PageReading(name, page.stem, article, article - matched, sum(map(len, found)) - matched)


def _words(text: str) -> list[str]:
    return list(filter(None, map(_bare, text.split())))


def _bare(word: str) -> str:
    """A word without the marks around it: what is a bullet to one is a dash to another."""
    return "".join(_letters(word)).lower()


def _letters(word: str) -> Iterator[str]:
    return (letter for letter in word if letter.isalnum() or letter == "§")


def _ours(page: Path) -> str:
    return html.read(str(page), page.read_bytes(), Limits()).pages[0].text


def _trafilatura(page: Path) -> str:
    from trafilatura import extract

    text: str | None = extract(page.read_bytes(), favor_recall=True, include_comments=False)
    return text or ""


def _readability(page: Path) -> str:
    from readability import Document

    summary = Document(page.read_text(encoding="utf-8")).summary()
    return LexborHTMLParser(summary).text(separator=" ") or ""


def _whole(page: Path) -> str:
    tree = LexborHTMLParser(page.read_bytes())
    tree.strip_tags(["script", "style", "head"])
    return tree.text(separator=" ") or ""
