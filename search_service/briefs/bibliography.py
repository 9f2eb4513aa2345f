"""The sources of a brief, for people and for reference managers: BibTeX, RIS, CSL-JSON.

    bibtex(brief)  ->  "@misc{elderlearn, title = {Elderlearn}, …}"

Notes are in the brief's language; what reference managers read (types, `language`) is theirs.

A practice's year is when the practice began and its organisations run it, so for a practice
they go into the note: they are neither the date nor the authors of its description.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from corpus.catalogue import vocabulary
from corpus.documents import Metadata
from search_service.briefs.brief import Brief, CitedSource
from search_service.phrases.phrases import how_many, phrase

COLLECTION = "SIKK Search"
_SOURCES_NAMED = 5  # a paper may rest on dozens; all stand in its catalogue entry
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


class SourceEntry(NamedTuple):
    """A source as the brief's reader sees it: what it is, and lines of where it is found.

    Each line is words and an address, "" where there is none.
    """

    text: str
    lines: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """All of it in one line."""
        return " ".join([self.text, *(f"{words} {url}".strip() for words, url in self.lines)])


def entry(source: CitedSource, lang: str) -> SourceEntry:
    """A source in the reader's language, with its page on the site and the sources it rests on."""
    m = source.document.metadata
    country = vocabulary.name(vocabulary.COUNTRIES, m.country, lang) if m.country else ""
    kind = vocabulary.name(vocabulary.TYPES, m.type, lang).capitalize()
    described = ", ".join(filter(None, (kind, country, str(m.year or ""), m.licence or "")))
    said = [f"{m.title}. {described}.", f"{', '.join(m.organisations)}." if m.organisations else ""]
    own = ((phrase("brief_in_library", lang) + ":", source.address),) if source.address else ()
    return SourceEntry(" ".join(filter(None, said)), (*own, *_references(source, lang)))


def _references(source: CitedSource, lang: str) -> Iterator[tuple[str, str]]:
    """The first sources that a document rests on, and how many more there are; once a work."""
    if source.same_work:
        yield phrase("brief_same_work", lang, n=source.same_work), ""
        return
    sources = source.cited or source.document.metadata.sources
    for each in sources[:_SOURCES_NAMED]:
        words = ", ".join(filter(None, (each.title, each.publisher, str(each.year or ""))))
        yield phrase("brief_original_source", lang, source=words), each.url or ""
    if (more := len(sources) - _SOURCES_NAMED) > 0:
        yield how_many("brief_more", more, lang), ""


def is_address(url: str) -> bool:
    """Whether it is an address on the web, whole and safe to be made a link of."""
    safe = url.isascii() and url.isprintable() and not any(each in url for each in ' <>"\\^`{|}')
    return safe and url.startswith(("https://", "http://"))


def bibtex(brief: Brief) -> str:
    """One `@misc` or `@techreport` a source; TeX's own characters are escaped."""
    entries = []
    for source in brief.sources:
        m = source.document.metadata
        fields = {
            "title": f"{{{_tex(m.title)}}}",
            "author": " and ".join(f"{{{_tex(o)}}}" for o in authors(m)),
            "year": str(published_in(m) or ""),
            "howpublished": _tex(COLLECTION),
            "language": vocabulary.name(vocabulary.LANGUAGES, m.lang, "en"),
            "note": _tex(_note(m, brief.lang)),
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        entries.append(f"@misc{{{m.id},\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(entries)


def ris(brief: Brief) -> str:
    """One RIS record a source."""
    lines: list[str] = []
    for source in brief.sources:
        m = source.document.metadata
        lines += [f"TY  - {'GEN' if m.type == 'practice' else 'RPRT'}", f"ID  - {m.id}"]
        lines += [f"TI  - {_line(m.title)}", *(f"AU  - {_line(o)}" for o in authors(m))]
        lines += [f"PY  - {published_in(m)}"] if published_in(m) else []
        lines += [
            f"LA  - {m.lang}",
            f"DP  - {COLLECTION}",
            f"N1  - {_line(_note(m, brief.lang))}",
            "ER  - ",
            "",
        ]
    return "\r\n".join(lines)


def csl_json(brief: Brief) -> str:
    """The sources as CSL-JSON."""
    items = []
    for source in brief.sources:
        m = source.document.metadata
        item: dict[str, object] = {
            "id": m.id,
            "type": "document" if m.type == "practice" else "report",
            "title": m.title,
            "author": [{"literal": name} for name in authors(m)],
            "language": m.lang,
            "archive": COLLECTION,
            "note": _note(m, brief.lang),
        }
        if year := published_in(m):
            item["issued"] = {"date-parts": [[year]]}
        items.append(item)
    return json.dumps(items, ensure_ascii=False, indent=1)


def authors(m: Metadata) -> tuple[str, ...]:
    """Who answers for the text; the organisations of a practice are not its description's."""
    return () if m.type == "practice" else m.organisations


def published_in(m: Metadata) -> int | None:
    """The text's year; that of a practice is when it began."""
    return None if m.type == "practice" else m.year


def _note(m: Metadata, lang: str) -> str:
    about = []
    if m.type == "practice":
        place = vocabulary.name(vocabulary.COUNTRIES, m.country, lang) if m.country else ""
        since = phrase("since_year", lang, year=m.year) if m.year else ""
        about = [phrase("note_practice", lang), place, since, ", ".join(m.organisations)]
    sources = "; ".join(map(str, m.sources))
    based = phrase("note_sources", lang, sources=sources) if sources else ""
    return "; ".join(filter(None, (*about, m.licence or "", based)))


def _tex(text: str) -> str:
    return _line(text).translate(_TEX)


def _line(text: str) -> str:
    return " ".join(text.split())
