"""The product's tokenizer gives what the library `tokenizers` gives for the same pieces."""

import pytest
import tokenizers
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.settings import LIBRARY
from search_service.bundled.installed import PIECES, require
from search_service.bundled.tokenizer import Tokenizer

NASTY = [
    "",
    " ",
    "query: Kui palju õppijaid?",
    "<s>tere</s> <mask> <unk>",
    "＜s＞ ½ tassi, ﬁnants… ①② ＡＢＣ ﷺ",
    "e\u0301te\u0308 x\u0301\u0302y q\u0323\u0307 \u0301",
    "a\u200bb\u00adc\ufeffd\u2028e\x1cf\x0bg\x85h▁▁i",
    "漢字 한국 각 ไทย नमस्ते ﾊﾞ",
    "🦄🦄 \ue000\ue001 \U000e0001",
    "pikk" * 400,
    "é" * 300,
]
# Of 2019: the reference's Unicode is older and leaves the sign of an era as it is.
NEWER = "\u32ff"


@pytest.fixture(scope="module")
def ours() -> Tokenizer:
    return Tokenizer.read(require() / PIECES)


@pytest.fixture(scope="module")
def reference() -> tokenizers.Tokenizer:
    return tokenizers.Tokenizer.from_file(str(require() / "tokenizer.json"))


def same(ours: Tokenizer, reference: tokenizers.Tokenizer, text: str) -> None:
    found, expected = ours.split(text), reference.encode(text, add_special_tokens=False)
    assert list(found.ids) == expected.ids, text
    assert list(found.spans) == expected.offsets, text


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts(ours, reference, text):
    same(ours, reference, text)


def test_the_shipped_library(ours, reference):
    files = sorted(file for file in LIBRARY.rglob("*") if file.suffix in {".md", ".txt", ".html"})
    assert len(files) > 100
    for file in files:
        same(ours, reference, file.read_text())


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec="utf-8", max_codepoint=0x33FF, exclude_characters=NEWER)))
def test_any_text(ours, reference, text):
    """Ids alike for any text; of several marks on one letter each may stand for its neighbour."""
    found = ours.split(text)
    assert list(found.ids) == reference.encode(text, add_special_tokens=False).ids
    assert all(0 <= start < end <= len(text) for start, end in found.spans)
