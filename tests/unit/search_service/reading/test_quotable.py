"""Which sentences may be quoted, and which may stand together."""

from dataclasses import replace

from making import make

from search_service.reading.quotable import quotable


def of(text: str, section: str = "") -> list[tuple[str, int, bool]]:
    made = make("camp", [text], title="The camp", lang="en")
    passage = replace(made.passages[0], section=section)
    return [(text[s.start : s.end], s.run, s.alone) for s in quotable(passage, made.document)]


def test_headings_questions_tables_and_captions_are_left_out() -> None:
    text = (
        "What lies behind\n\nThe camp had forty guests in all.\n\nWho came to it?\n\n"
        "Year | Guests\n2018 | 40\n\nTable 1: Guests by year, counted.\n\nNobody went home early."
    )
    assert [line for line, _, _ in of(text, "What lies behind")] == [
        "The camp had forty guests in all.",
        "Nobody went home early.",
    ]


def test_a_short_sentence_is_quoted_only_beside_another() -> None:
    found = of("The camp had forty guests in all. They sang. Then everybody went home happily.")
    assert [(line, alone) for line, _, alone in found][1] == ("They sang.", False)
    assert len({run for _, run, _ in found}) == 1


def test_a_heading_between_ends_a_run() -> None:
    text = "The camp had forty guests in all.\n\nResults\n\nMost of the guests came back later."
    before, after = (run for _, run, _ in of(text))
    assert before != after


def test_list_items_follow_what_leads_to_them() -> None:
    text = "With the status come these things:\n\n• a refund of contributions for two years;\n\n• cheaper loans from the bank"
    found = of(text)
    assert [line[:3] for line, _, _ in found] == ["Wit", "a r", "che"]
    assert len({run for _, run, _ in found}) == 1


def test_a_list_of_web_addresses_is_left_out() -> None:
    text = (
        "The camp: www.laager.ee/esimene; laager.org. 2Sources on camps: a book of 2019, page 9. "
        "All of it stands on laager.ee for everybody to read."
    )
    assert [line for line, _, _ in of(text)] == [
        "All of it stands on laager.ee for everybody to read."
    ]


def test_items_that_are_sentences_stand_apart() -> None:
    text = (
        "Arvud on avaldanud korraldaja ise:\n\n• 2023. aastal osales kokku 1216 inimest.\n"
        "• Osalejaid oli 2024. aastal veel rohkem."
    )
    found = of(text)
    assert len({run for _, run, _ in found}) == 3
    assert [alone for _, _, alone in found] == [False, True, True]


def test_a_row_is_one_and_the_first_row_says_what_the_cells_mean() -> None:
    text = "Aasta | Osalejaid\n2023 | 1216 inimest. Neist pooled õppijad\n2024 | 12"
    assert [line for line, _, _ in of(text)] == ["2023 | 1216 inimest. Neist pooled õppijad"]
