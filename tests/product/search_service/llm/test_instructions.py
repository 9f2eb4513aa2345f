"""Text that speaks to a model is found, plain or in disguise; prose for people is not."""

from corpus.settings import LIBRARY
from search_service.llm.instructions import speaks_to_model


def test_nothing_in_the_shipped_library_is_taken_for_an_order() -> None:
    """Bodies of its Markdown documents, paragraph by paragraph."""
    taken = [
        (file.name, paragraph[:80])
        for file in sorted(LIBRARY.rglob("*.md"))
        for paragraph in file.read_text(encoding="utf-8").split("---", 2)[-1].split("\n\n")
        if speaks_to_model(paragraph)
    ]
    assert taken == []
