"""The catalogues: complete in both languages, with the same blanks, and in step with the code."""

import re
from html.parser import HTMLParser

import pytest
from babel.messages.catalog import Message

from search_service.phrases import catalogues, extraction
from search_service.phrases.catalogues import LANGUAGES, catalogue
from search_service.phrases.extraction import PACKAGE, texts

TEMPLATES = sorted(PACKAGE.glob("**/templates/*.html"))
# What is called the same in every language.
NAMES = {"Word", "PDF", "Markdown", "JSON", "BibTeX", "RIS", "CSL", "OpenAPI", "openapi", "json"}
SHOWN = ("alt", "aria-label", "placeholder", "title")


def phrases(lang: str) -> dict[str, Message]:
    return {key(message): message for message in catalogues.read(lang) if message.id}


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def blanks(message: Message) -> list[set[str]]:
    return [set(re.findall(r"{\w*}", text)) for text in texts(message)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogues_are_in_step_with_code_and_templates(lang: str) -> None:
    kept = catalogues.path(lang).read_bytes()
    assert kept.decode() == extraction.updated(lang).decode(), "run `make phrases`"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_asked_for_is_there_and_nothing_else(lang: str) -> None:
    asked = {key(message) for message in extraction.asked_for() if message.id}
    assert len(asked) > 200
    assert asked == phrases(lang).keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_has_a_text_that_nobody_doubts(lang: str) -> None:
    for name, message in phrases(lang).items():
        assert all(text.strip() == text and text for text in texts(message)), name
        assert not message.fuzzy, name
    assert not catalogues.read(lang).obsolete


def test_both_languages_have_the_same_blanks() -> None:
    et, en = map(phrases, LANGUAGES)
    for name in et:
        assert blanks(et[name]) == blanks(en[name]), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plural_forms_are_one_and_any_other_number(lang: str) -> None:
    assert catalogues.read(lang).plural_expr == "(n != 1)"
    counted = [name for name, message in phrases(lang).items() if message.pluralizable]
    assert {"documents", "passages", "words", "pages", "terms", "points", "too_far"} <= set(counted)
    for name in counted:
        one, many = texts(phrases(lang)[name])
        for n in (0, 1, 2, 5, 10, 11, 21, 100, 101, 1001):
            assert catalogue(lang).ngettext(name, name, n) == (one if n == 1 else many)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_key_without_a_text_is_an_error_and_never_shown(lang: str) -> None:
    with pytest.raises(KeyError):
        catalogue(lang).gettext("no such key")
    with pytest.raises(KeyError):
        catalogue(lang).ngettext("no such key", "no such key", 2)


class Words(HTMLParser):
    """The words that a template itself would show: in text, and in attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        said = re.sub(r"\S*/\S*", "", data)  # addresses are for browsers
        self.found += re.findall(r"[^\W\d_]+", said)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SHOWN:
                self.handle_data(value or "")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_words_of_its_own(template) -> None:
    words = Words()
    words.feed(re.sub(r"{{.*?}}|{%.*?%}|{#.*?#}", "", template.read_text(), flags=re.S))
    assert set(words.found) <= NAMES
