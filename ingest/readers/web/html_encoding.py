"""The encoding that a web page declares: in a `<meta>` wherever it stands, or in `<?xml … ?>`.

    declared(b'<meta charset="windows-1257">')  ->  "windows-1257"

Browsers look at the first 1,024 bytes and begin anew at a later `<meta>`, so the first one counts.
Differs from `encoding`, which knows what such a label means.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

_HEAD_BYTES = 1024  # by definition: what WHATWG's prescan looks at
_LONGEST = 40  # characters of a label


def declared(content: bytes) -> str | None:
    """The label, None where the page declares none."""
    return _by_meta(content[:_HEAD_BYTES]) or _by_xml(content[:_HEAD_BYTES]) or _by_meta(content)


def _by_meta(content: bytes) -> str | None:
    if b"charset" not in content.lower():
        return None
    for meta in LexborHTMLParser(content.decode("latin-1")).css("meta"):
        told = meta.attributes
        label = told.get("charset")
        if not label and (told.get("http-equiv") or "").strip().lower() == "content-type":
            label = _named(told.get("content") or "", "charset")
        if label and len(label) <= _LONGEST:
            return label.strip()
    return None


def _by_xml(content: bytes) -> str | None:
    declaration, end, _ = content.decode("latin-1").lstrip("\ufeff \t\r\n").partition("?>")
    return _named(declaration, "encoding") if end and declaration.startswith("<?xml") else None


def _named(text: str, name: str) -> str | None:
    """The value behind `name=`, in quotes or bare."""
    at = text.lower().find(name)
    value = text[at + len(name) :].lstrip() if at >= 0 else ""
    if not value.startswith("="):
        return None
    value = value[1:].strip()
    if value[:1] in ("'", '"'):
        return value[1:].partition(value[0])[0] or None
    return value.replace(";", " ").partition(" ")[0] or None
