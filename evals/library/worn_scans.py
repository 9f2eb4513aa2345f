"""How our recognition fares on worn scans beside bare Tesseract: skew, resolution, noise, speed.

    sikk eval ocr-accuracy --worn

Pages are typeset from two of the library's texts, drawn as a scanner would and spoilt in one way at
a time. It differs from `evals.library.ocr_accuracy`, which takes a scan and its true text.
"""

from __future__ import annotations

import io
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import typst
from PIL import Image
from rapidfuzz.distance import Levenshtein

from corpus.machine import processors
from corpus.settings import LIBRARY
from evals.library.ocr_accuracy import LANGUAGES
from ingest.readers.pdf import document as pdf
from ingest.readers.raw import Limits

_GUIDES = LIBRARY / "guides"
_CHARACTERS = 1500  # of a page: half of it full
_PAGE = """#set page(paper: "a4", margin: 25mm)
#set text(size: 11pt, hyphenate: false)
#for part in sys.inputs.text.split("\\n\\n") [#part #parbreak()]
"""
_MARKUP = frozenset("[]*_#|`<>:")
_SEED = 16


class Wear(NamedTuple):
    """How a page was scanned: turned by degrees, dots an inch, noise (of 255, one sigma)."""

    skew: float = 0
    dpi: int = 200
    noise: float = 0


WEARS = (
    *(Wear(skew=skew) for skew in (0, 2, 5, 10)),
    *(Wear(dpi=dpi) for dpi in (100, 150, 300)),
    *(Wear(noise=noise) for noise in (20, 50)),
)


class WornPage(NamedTuple):
    """A page's language and wear, and the share of its characters that each reading gets wrong."""

    lang: str
    wear: Wear
    ours: float
    bare: float

    def as_json(self) -> dict[str, object]:
        """`sikk eval ocr-accuracy --worn --json`."""
        errors = {"ours": round(self.ours, 4), "bare": round(self.bare, 4)}
        return {"lang": self.lang, **self.wear._asdict(), **errors}


def error_rates(languages: str = LANGUAGES) -> Iterator[WornPage]:
    """Each text in each wear, read by the PDF reader and by Tesseract with its defaults."""
    for lang, text in _texts().items():
        for wear in WEARS:
            picture = _scanned(text, wear)
            ours = _error_rate(text, _read([picture], wear.dpi, languages))
            yield WornPage(lang, wear, ours, _error_rate(text, _bare(picture, wear.dpi, languages)))


def pages_a_minute(count: int = 8, languages: str = LANGUAGES) -> dict[str, float]:
    """How many level pages are read a minute on all processors, by ours and by bare Tesseract."""
    pictures = [_scanned(text, Wear(dpi=300)) for text in _texts().values()]
    pictures = [pictures[at % len(pictures)] for at in range(count)]

    def bare() -> None:
        with ThreadPoolExecutor(processors()) as pool:
            list(pool.map(lambda picture: _bare(picture, 300, languages), pictures))

    return {
        "ours": _a_minute(count, lambda: _read(pictures, 300, languages)),
        "bare": _a_minute(count, bare),
    }


def _a_minute(count: int, work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return round(60 * count / (time.perf_counter() - begun), 1)


def _texts() -> dict[str, str]:
    """A page of each language: the guides' paragraphs that are nothing but words."""
    english = sorted(_GUIDES.glob("*.en.md"))
    estonian = sorted(set(_GUIDES.glob("*.md")) - set(english))
    return {"et": _plain(estonian), "en": _plain(english)}


def _plain(paths: Sequence[Path]) -> str:
    parts = (part for path in paths for part in path.read_text(encoding="utf-8").split("\n\n"))
    plain = [" ".join(p.split()) for p in parts if p[:1].isalpha() and not _MARKUP & set(p)]
    return "\n\n".join(plain)[:_CHARACTERS].rpartition(" ")[0]


def _scanned(text: str, wear: Wear) -> Image.Image:
    content = typst.compile(_PAGE.encode(), format="pdf", sys_inputs={"text": text})
    with closing(pdfium.PdfDocument(content)) as document:
        page: Image.Image = document[0].render(scale=wear.dpi / 72, grayscale=True).to_pil()
    page = page.rotate(wear.skew, Image.Resampling.BICUBIC, fillcolor=255)
    if not wear.noise:
        return page
    noise = np.random.default_rng(_SEED).normal(0, wear.noise, (page.height, page.width))
    return Image.fromarray(np.clip(np.asarray(page) + noise, 0, 255).astype(np.uint8))


def _read(pictures: Sequence[Image.Image], dpi: int, languages: str) -> str:
    written = io.BytesIO()
    first, *others = pictures
    first.save(written, "PDF", resolution=dpi, save_all=True, append_images=others)
    raw = pdf.read("worn.pdf", written.getvalue(), Limits(ocr_languages=languages))
    return "\n".join(page.text for page in raw.pages)


def _bare(picture: Image.Image, dpi: int, languages: str) -> str:
    written = io.BytesIO()
    picture.save(written, "PNG")
    command = ["tesseract", "stdin", "stdout", "-l", languages, "--dpi", str(dpi)]
    done = subprocess.run(  # noqa: S603 - the picture goes by pipe
        command,
        input=written.getvalue(),
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode("utf-8", "replace")


def _error_rate(text: str, read: str) -> float:
    expected, found = (" ".join(each.split()) for each in (text, read))
    return Levenshtein.distance(expected, found) / len(expected)
