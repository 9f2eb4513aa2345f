"""Brings the catalogues in step with the phrases that code and templates ask for.

    python -m search_service.phrases.extraction        (or: make phrases)

A new key comes in with an empty text, to be written in both languages; one that nothing asks for
goes out. Beside each key stand the files that use it and what the other language says. For
whoever writes code or translates; the product itself only reads the files (`catalogues`).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir

from search_service.phrases import catalogues
from search_service.phrases.catalogues import LANGUAGES

PACKAGE = Path(__file__).parents[1]

_READERS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
_HABITS = {"**/templates/**.html": {"trim_blocks": "true", "silent": "false"}}
# Which argument is a key; that of a counted phrase stands for its singular and its plural.
_ASKING = {"phrase": (1,), "phrase_key": (1,), "how_many": (1, 1)}
_WIDTH = 100


def asked_for() -> Catalog:
    """Every phrase that the code and the templates ask for, without its texts."""
    found = Catalog(domain=catalogues.DOMAIN)
    for name, _, key, comments, _ in extract_from_dir(
        PACKAGE, _READERS, _HABITS, keywords=_ASKING, comment_tags=("Translators:",)
    ):
        found.add(key, locations=[(f"{PACKAGE.name}/{name}", 1)], auto_comments=comments)
    return found


def updated(lang: str) -> bytes:
    """The language's catalogue as it should be kept, given its present texts."""
    catalogue, template = catalogues.read(lang), asked_for()
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    others = {other: catalogues.read(other) for other in LANGUAGES if other != lang}
    for message in catalogue:
        if message.id:
            message.auto_comments += _said_elsewhere(message, others)
    written = BytesIO()
    pofile.write_po(
        written, catalogue, _WIDTH, sort_output=True, ignore_obsolete=True, include_lineno=False
    )
    return written.getvalue()


def _said_elsewhere(message: Message, others: Mapping[str, Catalog]) -> list[str]:
    """What the other languages say, a line each, for a translator to see beside the text."""
    found = [(lang, other.get(message.id)) for lang, other in others.items()]
    return [f"{lang}: {' | '.join(texts(same))}" for lang, same in found if same]


def texts(message: Message) -> tuple[str, ...]:
    """A phrase's text, or those of its plural forms."""
    said = message.string
    return (said,) if isinstance(said, str) else tuple(said or ())


def main() -> None:
    """Rewrites the catalogues; says which keys still want a text."""
    for lang, content in {lang: updated(lang) for lang in LANGUAGES}.items():
        catalogues.path(lang).write_bytes(content)
        for message in catalogues.read(lang):
            if message.id and not all(texts(message)):
                print(f"{catalogues.path(lang)}: no text yet: {message.id}", file=sys.stderr)


if __name__ == "__main__":
    main()
