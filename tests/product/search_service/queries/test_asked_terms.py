"""A query that asks for a term gets the glossary's entry; another does not."""


def test_the_page_shows_the_entry_above_the_results(site) -> None:
    site.add("sib", ["A social impact bond pays for results."], lang="en")
    page = site.get("/?query=What+is+a+social+impact+bond%3F", "en")
    term = page.index('<section class="term"')
    assert term < page.index('id="passages"')
    assert 'href="/glossary?entry=sotsiaalse-moju-volakiri#sotsiaalse-moju-volakiri"' in page
    assert "sotsiaalse mõju võlakiri" in page[term:]
    assert '<section class="term"' in site.get("/?query=mis+on+SIB")
    assert '<section class="term"' not in site.get("/?query=SIB+Soomes")
