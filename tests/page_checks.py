"""What every web page must be: well-formed, and nothing of a hostile text but text."""

from html.parser import HTMLParser

HOSTILE = "<script>alert('x')</script> \"'> \u202egnp.exe"


class Checker(HTMLParser):
    """What a page must never have: inline script or style, foreign addresses, loose ids."""

    def __init__(self):
        super().__init__()
        self.faults, self.ids, self.labels, self.fields, self.headings = [], [], set(), [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "script" and "src" not in given:
            self.faults.append("inline script")
        if tag == "style" or "style" in given:
            self.faults.append("inline style")
        self.faults += [f"handler {name}" for name in given if name.startswith("on")]
        for name in ("src", "href", "action"):
            if given.get(name, "/")[:1] not in "/#":
                self.faults.append(f"foreign address {given[name]}")
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label" and "for" in given:
            self.labels.add(given["for"])
        if tag == "h1":
            self.headings.append(tag)
        if tag == "img" and not given.get("alt"):
            self.faults.append("picture without words")


def checked(html: str) -> str:
    checker = Checker()
    checker.feed(html)
    assert checker.faults == []
    assert len(checker.ids) == len(set(checker.ids))
    assert len(checker.headings) == 1
    assert html.count("<main") == 1
    assert 'class="skip"' in html
    return html
