"""What the product says to readers, in both languages: answers, pages, errors of pages."""

from __future__ import annotations

_PHRASES = {
    "no_evidence": (
        "Selle kohta ei ole kogus tõendeid. Lähimad dokumendid: {nearest}.",
        "The corpus has no evidence for this. Nearest documents: {nearest}.",
    ),
}


def phrase(key: str, lang: str) -> str:
    """The phrase in Estonian ("et") or English (any other code)."""
    et, en = _PHRASES[key]
    return et if lang == "et" else en
