"""Spoils files: bytes turned, cut, doubled and spliced, members within packages, words of markup.

mutant(random, content, others)  ->  content that a reader may refuse, and must survive
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO

_MOST_PLACES = 12  # bytes turned in one file; by hand: more and every reader stops at the first
_LONGEST = 400  # bytes cut, doubled or spliced
_IN_MEMBERS = 0.75  # of the packages are spoilt within, as bytes of an archive mostly break it
_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483648", b"99999999999999999999", b"1e309", b"NaN")
_DEEP = 3000  # times a piece is repeated, which nests markup


def mutant(drawer: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """The content, spoilt in one to three ways."""
    if content.startswith(b"PK") and drawer.random() < _IN_MEMBERS:
        return _within(drawer, content, others)
    return _spoilt(drawer, content, others)


def _spoilt(drawer: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    for _ in range(drawer.randint(1, 3)):
        if content:
            content = drawer.choice(_WAYS)(drawer, content, others)
    return content


def _within(drawer: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    """One or two members of the package spoilt or gone, the package itself whole."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    for name in drawer.sample([*members], min(len(members), drawer.randint(1, 2))):
        if drawer.random() < 0.1:  # by hand: few, as readers stop there
            del members[name]
        else:
            members[name] = _spoilt(drawer, members[name], others)
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, member in members.items():
            package.writestr(name, member)
    return written.getvalue()


def _stretch(drawer: random.Random, content: bytes) -> tuple[int, int]:
    start = drawer.randrange(len(content))
    return start, min(len(content), start + drawer.randint(1, _LONGEST))


def _turn(drawer: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    turned = bytearray(content)
    for _ in range(drawer.randint(1, _MOST_PLACES)):
        turned[drawer.randrange(len(turned))] = drawer.randrange(256)
    return bytes(turned)


def _cut(drawer: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    start, end = _stretch(drawer, content)
    return content[:start] + content[end:]


def _end_early(drawer: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    return content[: drawer.randrange(len(content))]


def _double(drawer: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    start, end = _stretch(drawer, content)
    return content[:end] + content[start:end] * drawer.randint(1, 4) + content[end:]


def _splice(drawer: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    other = drawer.choice(others)
    start, end = _stretch(drawer, other)
    at = drawer.randrange(len(content))
    return content[:at] + other[start:end] + content[at:]


def _swap_words(drawer: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    words = content.split(b" ")
    one, other = drawer.randrange(len(words)), drawer.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return b" ".join(words)


def _renumber(drawer: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    """A number in the bytes becomes another, which may be senseless."""
    starts = [at for at in range(len(content)) if content[at : at + 1].isdigit()]
    if not starts:
        return content
    start = end = drawer.choice(starts)
    while content[end : end + 1].isdigit():
        end += 1
    return content[:start] + drawer.choice(_NUMBERS) + content[end:]


def _nest(drawer: random.Random, content: bytes, _others: Sequence[bytes]) -> bytes:
    """An opening tag, brace or bracket many times over."""
    starts = [at for at in range(len(content)) if content[at : at + 1] in (b"<", b"{", b"[", b"(")]
    if not starts:
        return content
    start = drawer.choice(starts)
    end = content.find(b">", start) + 1 if content[start : start + 1] == b"<" else start + 1
    piece = content[start : min(max(end, start + 1), start + _LONGEST)]
    times = drawer.choice((2, 50, _DEEP))
    return content[:start] + piece * times + content[start:]


_Way = Callable[[random.Random, bytes, Sequence[bytes]], bytes]
_WAYS: tuple[_Way, ...] = (
    _turn, _turn, _cut, _end_early, _double, _splice, _swap_words, _renumber, _renumber, _nest
)  # fmt: skip
