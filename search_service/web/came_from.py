"""Where a reader came from, as the addresses of documents carry it: `?from=/?query=talgud`.

No Referer is needed, so a copied address and a page that was opened anew know the way back too.
Only addresses of this site count, or a link of a stranger could lead away from it.
"""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request

_RESULTS = ("/", "/compare")
_OWN = ("ui", "from")  # what an address says besides what was asked
_LONGEST = 1_000  # characters; a longer one is not worth carrying


def came_from(request: Request) -> str:
    """The address of the results that the reader looks at or comes from; "" without any."""
    if request.url.path in _RESULTS:
        asked = [(k, v) for k, v in request.query_params.multi_items() if k not in _OWN and v]
        found = f"{request.url.path}?{urlencode(asked)}" if asked else ""
    else:
        found = request.query_params.get("from", "")
    return found if _is_of_this_site(found) else ""


def _is_of_this_site(address: str) -> bool:
    """Browsers read a backslash as a slash, and leave out what is not printed."""
    plain = address.isprintable() and "\\" not in address and len(address) <= _LONGEST
    return plain and address.startswith("/") and not address.startswith("//")
