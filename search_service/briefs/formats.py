"""The file formats of a brief: their names, media types and writers.

written(brief, "docx", data)  ->  BriefFile("sikk-elderlearn.docx", "application/…", b"PK…")
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from corpus.errors import BadInput
from corpus.ids import slug
from search_service.briefs import bibliography, csv_file, docx_file, markdown_file, pdf_file
from search_service.briefs.brief import Brief

Format = Literal["docx", "pdf", "md", "csv", "json", "bib", "ris", "csl.json"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
_LONGEST_NAME = 40


class BriefFile(NamedTuple):
    """A brief as it is handed out."""

    name: str
    media_type: str
    content: bytes


def format_of(path: Path) -> Format:
    """The format that a file's name ends with.

    Raises:
        BadInput: it is none of a brief's.
    """
    for known in sorted(FORMATS, key=len, reverse=True):  # .csl.json before .json
        if path.name.lower().endswith(f".{known}"):
            return known
    raise BadInput(f"{path}: a brief's name ends with one of .{', .'.join(FORMATS)}")


def written(brief: Brief, form: Format, data: Mapping[str, object]) -> BriefFile:
    """The brief in that format; `data` is what the answer or comparison is as JSON."""
    name = f"sikk-{slug(brief.query)[:_LONGEST_NAME].strip('-')}.{form}"
    return BriefFile(name, MEDIA_TYPES[form], _content(brief, form, data))


def _content(brief: Brief, form: Format, data: Mapping[str, object]) -> bytes:
    if form == "json":
        return _json(brief, data)
    return _WRITERS[form](brief)


_WRITERS: dict[Format, Callable[[Brief], bytes]] = {
    "docx": docx_file.write,
    "pdf": pdf_file.write,
    "md": markdown_file.write,
    "csv": csv_file.write,
    "bib": lambda brief: bibliography.bibtex(brief).encode(),
    "ris": lambda brief: bibliography.ris(brief).encode(),
    "csl.json": lambda brief: bibliography.csl_json(brief).encode(),
}


def _json(brief: Brief, data: Mapping[str, object]) -> bytes:
    sources = [
        {
            "number": source.number,
            "document_id": source.document.id,
            "title": source.document.metadata.title,
            "source_hash": source.document.source_hash,
            "entry": str(bibliography.entry(source, brief.lang)),
            "address": source.address,
        }
        for source in brief.sources
    ]
    whole = {
        "kind": brief.kind,
        "lang": brief.lang,
        "title": brief.title,
        "query": brief.query,
        "date": brief.made.isoformat(),
        "corpus": brief.corpus._asdict(),
        brief.kind: data,
        "sources": sources,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
