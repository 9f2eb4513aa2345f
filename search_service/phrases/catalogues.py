"""The catalogues of what people read: one gettext `.po` a language, read as translators keep it.

    catalogue("et").gettext("nothing_title")               ->  "Ühtegi lõiku ei leitud"
    catalogue("et").ngettext("documents", "documents", 2)  ->  "{n} dokumenti"

Compiled in memory at first use, so that nothing has to be built after a change. Differs from
`phrases`, which fills the blanks; `extraction` keeps the files in step with what the code asks for.
"""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGES = ("et", "en")
DOMAIN = "sikk"

_LOCALE = Path(__file__).with_name("locale")


def path(lang: str) -> Path:
    """Where the language's catalogue is kept."""
    return _LOCALE / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(lang: str) -> Catalog:
    """The catalogue as it is kept, with its comments."""
    from babel.messages import pofile  # a tenth of a second, and `--help` says nothing of ours

    with path(lang).open("rb") as file:
        return pofile.read_po(file, locale=lang, domain=DOMAIN, abort_invalid=True)


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(lang: str) -> GNUTranslations:
    """The language's phrases by key.

    Raises:
        KeyError: on looking up a key that the catalogue does not have.
    """
    from babel.messages import mofile

    compiled = BytesIO()
    mofile.write_mo(compiled, read(lang))
    compiled.seek(0)
    found = GNUTranslations(compiled)
    found.add_fallback(_Missing())
    return found


class _Missing(NullTranslations):
    """gettext shows a key that it does not know; a reader must never see one."""

    def gettext(self, message: str) -> NoReturn:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:
        raise KeyError(msgid1, msgid2, n)
