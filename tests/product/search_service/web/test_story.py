"""The reader's way: ask, see the source, open the practice, compare it, open one abroad.

Each step follows the page's own form or link, by the words on it: once as a program without
JavaScript gets the pages, once as Chromium has them when their script has run.
"""

from urllib.parse import urlencode, urljoin

import pytest
from browser import CHROMIUM, in_browser
from lxml.html import HtmlElement, document_fromstring

from search_service.phrases.phrases import phrase

QUESTION = {"et": "Kuidas vähendada eakate üksildust?", "en": "How to reduce loneliness of elders?"}
QUOTE = {
    "et": "Külaskäigud aitasid vähendada eakate üksildust.",
    "en": "Visits helped to reduce loneliness of elders.",
}
ABROAD = {
    "et": "Ühised lõunad aitasid vähendada eakate üksildust Taanis.",
    "en": "Shared lunches helped to reduce loneliness of elders in Denmark.",
}


class Reader:
    """Somebody with a page open, who sees its words and follows its links and forms."""

    def __init__(self, fetch, lang):
        self._fetch, self.lang = fetch, lang
        self.open("/")

    def open(self, address):
        self.address = urljoin(getattr(self, "address", "/"), address)
        self.page: HtmlElement = document_fromstring(self._fetch(self.address.partition("#")[0]))
        assert self.page.get("lang") == self.lang
        assert len(self.page.findall(".//h1")) == 1

    def ask(self, words):
        form = next(form for form in self.page.forms if "query" in form.fields)
        form.fields["query"] = words
        filled = [(name, value) for name, value in form.form_values() if value]
        self.open(f"{form.action}?{urlencode(filled)}")

    def follow(self, words):
        links = self.page.iterfind(".//main//a[@href]")
        self.open(next(a.get("href") for a in links if words in a.text_content()))

    def words(self):
        """All that the page says."""
        return " ".join(self.page.find(".//main").text_content().split())


@pytest.fixture
def fetch(request, site, tmp_path):
    """How pages come, in the given language: by a plain client or through a browser."""
    lang, way = request.param
    alike = {"lang": lang, "sectors": ("elderly-care",), "target_groups": ("older people",)}
    site.add("visits", [QUOTE[lang]], title="Sebra", country="EE", year=2015, **alike)
    site.add("lunches", [ABROAD[lang]], title="Kaelkirjak", country="DK", year=2019, **alike)

    def in_language(address):
        return f"{address}{'&' if '?' in address else '?'}ui={lang}"

    if way == "client":
        return lang, lambda address: site.get(in_language(address))
    return lang, lambda address: in_browser(site, in_language(address), tmp_path)


IN_BROWSER = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")


@pytest.mark.parametrize(
    "fetch",
    [
        ("et", "client"),
        ("en", "client"),
        pytest.param(("et", "browser"), marks=IN_BROWSER),
        pytest.param(("en", "browser"), marks=IN_BROWSER),
    ],
    indirect=True,
    ids=lambda given: "-".join(given),
)
def test_a_reader_asks_sees_the_source_opens_the_practice_and_compares(fetch):
    lang, pages = fetch
    reader = Reader(pages, lang)

    reader.ask(QUESTION[lang])
    assert QUOTE[lang] in reader.words()

    reader.follow("Sebra")
    assert QUOTE[lang] in reader.words()
    assert phrase("back_to_results", lang) in reader.words()

    reader.follow(phrase("practice_page", lang))
    assert "2015" in reader.words()

    reader.follow(phrase("compare_elsewhere", lang))
    assert "Kaelkirjak" in reader.words()

    reader.follow("Kaelkirjak")
    assert ABROAD[lang] in reader.words()
