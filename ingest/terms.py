"""The terms on which files are read: the readers' version, limits and programs.

    terms.read_as(files, raw)        what a document was read as, kept with it
    terms.hold(document.read_as, files)    whether reading the file again would tell nothing new

Only what made a difference counts: the limit of pages where a file reached it, text recognition
where pages are pictures. Differs from `ingest.files`, which tells whether the file has changed.
"""

from __future__ import annotations

import shutil
from functools import cached_property, lru_cache
from pathlib import Path

from corpus import tesseract
from corpus.ids import file_digest, text_digest
from ingest.readers.raw import RawDocument

# Where these change, other text may come out of the same file.
_READERS = (Path(__file__).parent / "readers", Path(__file__).parent / "cutting")
_PROGRAMS = ("tesseract", "soffice", "libreoffice")
_DIGITS = 32  # of a hash: 128 bits
_SHORT = 16
_ANY = "-"  # it made no difference


class ReadingTerms:
    """What of the settings and of the machine decides what is read of a file.

    Args:
        pages: pages read of one file at most.
        ocr_languages: Tesseract's languages, as "est+eng".
        others: further limits; they decide whether a file can be read, not what of it.
    """

    def __init__(self, pages: int, ocr_languages: str, *others: float) -> None:
        self._pages = pages
        self._languages = ocr_languages
        self._others = others

    @cached_property
    def recognises(self) -> bool:
        """Whether pictures of pages can be read, in all the languages."""
        return not set(self._languages.split("+")) - tesseract.languages()

    def read_as(self, files: str, raw: RawDocument) -> str:
        """What the document of these files is kept with; `files` is their hash."""
        limited = len(raw.pages) >= self._pages
        pictures = raw.unread or any("recognised" in page.account.how for page in raw.pages)
        pages = str(self._pages) if limited else _ANY
        return " ".join([_key(files), pages, self._ocr if pictures else _ANY])

    def hold(self, read_as: str | None, files: str) -> bool:
        """Whether these files were read so that today's terms would give nothing more."""
        key, *limits = (read_as or "").split(" ")
        if key != _key(files):
            return False
        pages, ocr = limits
        enough = pages == _ANY or int(pages) >= self._pages
        return enough and (ocr in (_ANY, self._ocr) or not self.recognises)

    def failed_as(self, files: str) -> str:
        """What a file that cannot be read is noted with: all that another try could rest on."""
        programs = [bool(shutil.which(program)) for program in _PROGRAMS]
        said = f"{self._pages} {self._ocr} {self._others} {programs}"
        return f"{_key(files)} {text_digest(said)[:_SHORT]}"

    @cached_property
    def _ocr(self) -> str:
        return text_digest(self._languages)[:_SHORT] if self.recognises else "none"


def _key(files: str) -> str:
    return text_digest(f"{files} {readers_version()}")[:_DIGITS]


@lru_cache(maxsize=1)
def readers_version() -> str:
    """A digest of the code that reads and cuts, so that nobody needs to number it."""
    code = sorted(path for folder in _READERS for path in folder.rglob("*") if _is_ours(path))
    return text_digest(" ".join(f"{path.name} {file_digest(path)}" for path in code))


def _is_ours(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts
