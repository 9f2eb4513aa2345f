"""What an answer must be whatever was asked or described: ours in all but its words.

    faults('<p>kuri000</p><img src="//evil.example">', "kuri000")  ->  ["address //evil.example"]

Pages are read by the rules that browsers follow. Differs from `page_checks`, which says how a page
is made; here only what comes from elsewhere counts.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any
from urllib.parse import urljoin, urlsplit

from httpx import Response
from making import REPOSITORY
from selectolax.lexbor import LexborHTMLParser, LexborNode

from search_service.web.middleware.security_headers import CONTENT_SECURITY_POLICY

_HOME = "http://testserver"
_TEMPLATES = REPOSITORY / "search_service" / "web" / "templates"
_ADDRESSES = ("action", "cite", "data", "data-suggest", "formaction", "href", "poster", "src")
_HEADERS = {
    "cache-control", "content-disposition", "content-encoding", "content-language",
    "content-length", "content-security-policy", "content-type", "location", "referrer-policy",
    "set-cookie", "vary", "x-content-type-options", "x-frame-options", "x-request-id",
}  # fmt: skip
_COOKIE = re.compile(r"ui=(et|en); HttpOnly; Max-Age=\d+; Path=/; SameSite=lax")


def faults(html: str, said: Iterable[str] = ()) -> list[str]:
    """What a page has that no template of ours writes, and which words it does not say."""
    tags, names = _ours()
    found = [f"does not say {word}" for word in said if word not in html]
    found += ["comment"] if "<!--" in LexborHTMLParser(html).html else []
    for node in LexborHTMLParser(html).root.traverse():
        attributes = node.attributes
        found += [f"element {node.tag}"] if node.tag not in tags else []
        found += [f"attribute {name}" for name in attributes if name not in names]
        found += [f"address {each}" for each in _leading_away(node)]
        if node.tag == "script" and not (attributes.get("src") or "").startswith("/static/"):
            found.append("a script of its own")
    return found


def header_faults(answer: Response) -> list[str]:
    """Headers that we do not send, and such as would be two for whoever reads on."""
    found = [repr(value) for _, value in answer.headers.raw if re.search(rb"[\r\n\0]", value)]
    found += set(answer.headers) - _HEADERS
    cookies = answer.headers.get_list("set-cookie")
    found += [each for each in cookies if not _COOKIE.fullmatch(each)]
    ours = answer.headers.get("content-security-policy") == CONTENT_SECURITY_POLICY
    return found if ours else [*found, "no policy"]


def told(
    site: Any, addresses: Sequence[str], said: Iterable[Iterable[str]] = ()
) -> dict[str, list[str]]:
    """The faults of the pages that have any, and what they do not say; in either language."""
    found: dict[str, list[str]] = {}
    for n, (address, words) in enumerate(zip_longest(addresses, said, fillvalue=())):
        answer = site.answer(address, ("et", "en")[n % 2])
        wrong = faults(answer.text, words) + header_faults(answer)
        wrong += [f"status {answer.status_code}"] if answer.status_code >= 500 else []
        if wrong:
            found[address] = wrong
    return found


@cache
def _ours() -> tuple[frozenset[str], frozenset[str]]:
    """The elements and the attributes that our templates write."""
    nodes = [node for path in _TEMPLATES.glob("*.html") for node in _written(path.read_text())]
    tags = frozenset(node.tag for node in nodes) | {"tbody"}  # which a parser adds
    names = frozenset(name for node in nodes for name in node.attributes)
    assert not tags & {"base", "embed", "iframe", "math", "object", "style"}
    assert not any(re.match(r"on\w|style$|srcdoc$|formaction$", name) for name in names)
    return tags, names


def _written(template: str) -> Iterable[LexborNode]:
    plain = re.sub(r"{[%#].*?[%#]}", " ", template, flags=re.S)
    return LexborHTMLParser(re.sub(r"{{.*?}}", "x", plain)).root.traverse()


def _leading_away(node: LexborNode) -> list[str]:
    """The addresses that lead to another site, but where a link says so and it is on the web."""
    given = [node.attributes[name] or "" for name in _ADDRESSES if name in node.attributes]
    leaves = "external" in (node.attributes.get("rel") or "").split()
    return [each for each in given if not (_at_home(each) or (leaves and _on_the_web(each)))]


def _at_home(address: str) -> bool:
    """As a browser reads it: no blanks around it, no breaks in it, a backslash for a slash."""
    blanks = "".join(map(chr, range(33)))
    plain = re.sub(r"[\t\r\n]", "", address.strip(blanks)).replace("\\", "/")
    return urljoin(f"{_HOME}/", plain).startswith(f"{_HOME}/")


def _on_the_web(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
