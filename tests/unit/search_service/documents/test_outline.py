"""The list of contents goes by the headings shown; translations stand beside section by section."""

from dataclasses import replace

import pytest
from making import make

from search_service.documents.document_text import Block, blocks
from search_service.documents.outline import beside, outline

FIRST = "Sissejuhatus\n\nMillest jutt."
SECOND = "Tulemused\n\nSee aitas.\n\nArvud\n\nSada inimest."


def shown(*sections: tuple[str, str]) -> list[Block]:
    """The blocks of a document whose passages stand under these headings."""
    document, pages, passages = make("paber", [text for _, text in sections], title="Paber")
    placed = [
        replace(each, section=path) for each, (path, _) in zip(passages, sections, strict=True)
    ]
    return blocks(document, pages, placed)


def test_each_heading_has_its_level_and_page() -> None:
    found = shown(("Paber › Sissejuhatus", FIRST), ("Paber › Tulemused › Arvud", SECOND))
    _, pages, _ = make("paber", [FIRST, SECOND])
    entries = outline(found, pages)
    assert [(e.level, e.title, e.page) for e in entries] == [
        (2, "Sissejuhatus", pages[0].number),
        (2, "Tulemused", pages[1].number),
        (3, "Arvud", pages[1].number),
    ]
    assert len({e.anchor for e in entries}) == 3


def test_a_heading_of_another_passage_is_a_heading_here_too() -> None:
    found = shown(("Sissejuhatus", f"{FIRST}\n\nTulemused\n\nLühidalt."), ("Tulemused", "Pikalt."))
    assert [p.text for p in found[0].paragraphs if p.level] == ["Sissejuhatus", "Tulemused"]


def test_no_level_is_left_out() -> None:
    found = shown(
        ("Osa › Peatükk › Jaotis", "Jaotis\n\nTekst."), ("Osa › Teine", "Teine\n\nTekst.")
    )
    assert [p.level for block in found for p in block.paragraphs if p.level] == [2, 3]


def test_sections_stand_beside_each_other() -> None:
    pairs = beside(
        shown(("Sissejuhatus", FIRST), ("Tulemused", "Tulemused\n\nHea.")),
        shown(("Introduction", "Introduction\n\nThis."), ("Results", "Results\n\nFine.")),
    )
    said = [[[p.text for p in own], [p.text for p in other]] for own, other in pairs]
    assert said == [
        [["Sissejuhatus", "Millest jutt."], ["Introduction", "This."]],
        [["Tulemused", "Hea."], ["Results", "Fine."]],
    ]


@pytest.mark.parametrize("other", [(("A", "A\n\nTekst."),), ()])
def test_texts_that_are_divided_otherwise_do_not(other: tuple[tuple[str, str], ...]) -> None:
    own = shown(("Sissejuhatus", FIRST), ("Tulemused", "Tulemused\n\nHea."))
    assert beside(own, shown(*other) if other else []) == []
