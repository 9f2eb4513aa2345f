"""MHTML: the page among its parts, in its own encoding."""

from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart

import pytest

from corpus.errors import DocumentError
from ingest.readers import formats
from ingest.readers.raw import Limits
from ingest.readers.web import mhtml

PAGE = "<title>Külabuss</title><nav><a href=/>Avaleht</a></nav><main><h1>Külabuss</h1><p>Žürii õhtu.</p></main>"


def saved(*parts: tuple[str, str, str | None], start: str | None = None) -> bytes:
    message = MIMEMultipart("related", **({"start": start} if start else {}))
    for at, (kind, text, charset) in enumerate(parts):
        part = MIMENonMultipart(*kind.split("/"), **({"charset": charset} if charset else {}))
        part["Content-ID"] = f"<{at}@naide>"
        part["Content-Transfer-Encoding"] = "8bit"
        part.set_payload(text.encode(charset or "utf-8").decode("ascii", "surrogateescape"))
        message.attach(part)
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "windows-1257", None])
def test_the_page_is_read_in_its_own_encoding(charset: str | None) -> None:
    content = saved(("image/png", "pilt", None), ("text/html", PAGE, charset))
    raw = formats.read("a.mhtml", content, Limits())
    assert (raw.pages[0].text, raw.title) == ("Külabuss\n\nŽürii õhtu.", "Külabuss")
    assert raw.media_type == "multipart/related"


def test_the_part_that_the_file_names_is_the_page() -> None:
    frame = "<p>Raam, mida keegi ei loe.</p>"
    content = saved(("text/html", frame, "utf-8"), ("text/html", PAGE, "utf-8"), start="<1@naide>")
    raw = mhtml.read("a.mht", content, Limits())
    assert raw.title == "Külabuss"
    assert raw.warnings == ("1 frames inside the page were not read",)


@pytest.mark.parametrize("content", [b"", b"Tere", saved(("image/png", "pilt", None))])
def test_a_file_without_a_page_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError, match="holds no web page"):
        mhtml.read("a.mht", content, Limits())
