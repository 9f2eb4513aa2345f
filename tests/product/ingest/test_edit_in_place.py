"""`sikk corpus edit` and `add` change of a file what they are told to, and not a byte more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.settings import read
from ingest.commands.corpus import add, edit
from ingest.commands.ingest import ingest

BOM = b"\xef\xbb\xbf"
CARD = """---
id: talgud   # nagu failil
title: 'Talgud: külades'
lang: et
type: practice

sources:
  - a.ee   # esimene
# lõpp
---

# Talgud

Loometalgud tõid külade elanikud ühe laua taha.
"""
SHEET = CARD.split("---\n")[1]


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    settings = read(data=tmp_path / "var", library=tmp_path / "library")
    (tmp_path / "library").mkdir()

    def invoke(command: object, *words: object) -> Result:
        done = CliRunner().invoke(command, [*map(str, words)], obj=settings)
        assert done.exit_code == 0, (done.output, done.exception)
        return done

    return invoke


def written(text: str, ends: str, mark: bytes) -> bytes:
    return mark + text.replace("\n", ends).encode()


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "marked"])
@pytest.mark.parametrize("name", ["talgud.md", "talgud.yaml"])
def test_one_field_of_a_file(run, tmp_path: Path, ends: str, mark: bytes, name: str) -> None:
    file = tmp_path / "library" / name
    if name.endswith(".yaml"):
        file.with_suffix(".txt").write_text("Loometalgud tõid külade elanikud ühe laua taha.")
    text = CARD if name.endswith(".md") else SHEET
    file.write_bytes(written(text, ends, mark))
    run(ingest)

    run(edit, "talgud", "title=Uus pealkiri")
    once = text.replace("'Talgud: külades'", '"Uus pealkiri"')
    assert file.read_bytes() == written(once, ends, mark)

    run(edit, "talgud", "year=2018")
    twice = once.replace("# lõpp\n", "# lõpp\nyear: 2018\n")
    assert file.read_bytes() == written(twice, ends, mark)
    assert "1 unchanged" in run(ingest).output


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "marked"])
def test_markdown_that_is_described_keeps_its_text(run, tmp_path: Path, ends: str, mark: bytes):
    file = tmp_path / "library" / "talgud.md"
    body = "# Talgud\n\nLoometalgud tõid külad ühe laua taha.\n"
    file.write_bytes(written(body, ends, mark))
    run(add, file, "title=Talgud", "lang=et", "type=practice")
    made = file.read_bytes()
    assert made.startswith(mark + b"---" + ends.encode())
    assert made.endswith(written(body, ends, b""))
    assert made.count(b"\n") == made.count(ends.encode())


def test_a_change_that_is_worth_a_look_is_warned_of_as_by_add(run, tmp_path: Path) -> None:
    file = tmp_path / "library" / "talgud.md"
    file.write_text(CARD)
    run(ingest)
    said = run(edit, "talgud", "translation_of=olematu").stderr
    assert "is a translation of 'olematu', which is not here" in said
    said = run(edit, "talgud", "year=2099").stderr
    assert "has the year 2099, which is still to come" in said
    assert "2018" not in run(edit, "talgud", "year=2018", "translation_of=").stderr
