"""Which personal data may be shown: public contacts of offices, and what a curator's rules say.

    Rules.read(data / "personal.tsv").judge("e-mail", "info@example.ee", "Kirjuta meile: ")
        ->  "released"

Without a rule of the curator's, an e-mail address is an office's if its mailbox is named after a
task (`info@`, `office@`), and a phone number, account or street address if the line names an
office and nothing private. A mobile number, a flat and a personal code are never an office's.
A curator's rules are rows of `decision`, `kind` and `value`, the first that fits counts:

    decision  kind            value
    release   e-mail          @example.ee
    mask      personal code   *
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus import tables
from corpus.errors import BadInput
from corpus.personal.finding import KINDS, Personal, covered, find

HELD, RELEASED, MASKED = "held", "released", "masked"
DECISIONS = {"hold": HELD, "release": RELEASED, "mask": MASKED}
FILE = "personal.tsv"

_WORDS = Path(__file__).with_name("contact_words.tsv")
_ANY = "*"
_BEFORE, _BEHIND = 100, 60  # characters in which an office is named: by hand, a line or two
_SHORTEST_STEM = 5  # letters; a shorter word must be whole: "liit" is in "kvaliteet"


class Rule(NamedTuple):
    """What becomes of a kind of finding whose value is that, ends with `@…`, or is any (`*`)."""

    state: str
    kind: str
    value: str

    def fits(self, kind: str, value: str) -> bool:
        """Whether it speaks of that finding; the value is as `plain` writes it."""
        if self.kind not in (kind, _ANY):
            return False
        wanted = self.value.casefold()
        return wanted == _ANY or value == plain(kind, wanted) or _is_at(wanted, value)


class Rules:
    """A curator's rules, and after them those of public contacts."""

    def __init__(self, rules: Sequence[Rule] = ()) -> None:
        self._rules = tuple(rules)

    @classmethod
    def read(cls, path: Path) -> Rules:
        """The rules of that file; only the built-in ones where there is none.

        Raises:
            BadInput: a line says no decision or kind that there is.
        """
        if not path.exists():
            return cls()
        return cls([_rule(row, path) for row in tables.rows(path, ("decision", "kind", "value"))])

    def judge(self, text: str, found: Personal) -> str:
        """The finding's state, by the text around it."""
        value = text[found.start : found.end]
        same = plain(found.kind, value)
        for rule in self._rules:
            if rule.fits(found.kind, same):
                return rule.state
        return RELEASED if _is_public(text, found, value) else HELD

    def cover(self, text: str) -> str:
        """The text with everything covered that they do not release."""
        found = ((each, self.judge(text, each)) for each in find(text))
        return covered(text, [each[1:] for each, state in found if state != RELEASED])


def plain(kind: str, value: str) -> str:
    """A value however it was written: without capitals, and numbers without spaces."""
    if kind in ("e-mail", "street address"):
        return " ".join(value.casefold().split()).replace("–", "-")
    return "".join(filter(str.isalnum, value.casefold()))


def shortened(kind: str, value: str) -> str:
    """Enough of a value to know it by: `m…@…ee`, `51…67`."""
    if kind == "e-mail":
        return f"{value[:1]}…@…{value[-2:]}"
    return f"{value[:2]}…{value[-2:]}"


def _rule(row: dict[str, str], path: Path) -> Rule:
    state, kind = DECISIONS.get(row["decision"].strip()), row["kind"].strip()
    if state is None or kind not in (*KINDS, _ANY) or not row["value"].strip():
        raise BadInput(
            f"{path}: '{row['decision']} {row['kind']} {row['value']}' is no rule; its decision "
            f"is one of {', '.join(DECISIONS)}, its kind one of {', '.join(KINDS)} or {_ANY}, "
            f"its value the whole value, @ and a domain, or {_ANY}"
        )
    return Rule(state, kind, row["value"].strip())


def _is_at(domain: str, address: str) -> bool:
    """Whether an e-mail address is at that domain, which begins with `@`, or at one below it."""
    host = address.rpartition("@")[2]
    return domain.startswith("@") and (host == domain[1:] or host.endswith(f".{domain[1:]}"))


def _is_public(text: str, found: Personal, value: str) -> bool:
    if found.kind == "e-mail":
        return _is_task(value.partition("@")[0])
    if found.kind == "personal code":
        return False
    if found.kind == "phone" and (sort := _phone_sort(value)) != "line":
        return sort == "service"
    if found.kind == "street address" and _has_flat(value):
        return False
    return _names_office(_around(text, found))


def _is_task(mailbox: str) -> bool:
    """Whether a mailbox is named after a task: `info`, `info.tartu`, `press2`."""
    first = mailbox.casefold().replace("_", ".").replace("-", ".").split(".")[0]
    return mailbox.casefold() in _lexicon()["mailbox"] or (
        first.rstrip("0123456789") in _lexicon()["mailbox"]
    )


def _phone_sort(value: str) -> str:
    """`service` for a number that no person has, `line` for one in a building, or `mobile`."""
    import phonenumbers  # the numbering plans of all countries take a moment

    sorts = phonenumbers.PhoneNumberType
    try:
        sort = phonenumbers.number_type(phonenumbers.parse(value, "EE"))
    except phonenumbers.NumberParseException:
        return "mobile"
    if sort in (sorts.TOLL_FREE, sorts.SHARED_COST, sorts.PREMIUM_RATE, sorts.UAN):
        return "service"
    return "line" if sort in (sorts.FIXED_LINE, sorts.FIXED_LINE_OR_MOBILE) else "mobile"


def _has_flat(address: str) -> bool:
    house = next((word for word in address.replace("–", "-").split() if word[:1].isdecimal()), "")
    return "-" in house or address.casefold().startswith(("flat ", "apt", "apartment "))


def _around(text: str, found: Personal) -> list[str]:
    """The words beside a finding, in its paragraph."""
    before = text[max(0, found.start - _BEFORE) : found.start].rpartition("\n\n")[2]
    behind = text[found.end : found.end + _BEHIND].partition("\n")[0]
    return [word.strip(".,:;()|\"'„“”") for word in f"{before} {behind}".split()]


def _names_office(words: Sequence[str]) -> bool:
    known = _lexicon()
    small = [word.casefold() for word in words]
    if any(word in known["private"] for word in small):
        return False
    stems = [stem for stem in known["office"] if len(stem) >= _SHORTEST_STEM]
    return (
        any(word in known["legal form"] for word in words)
        or any(word in known["office"] for word in small)
        or any(stem in word for word in small for stem in stems)
    )


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    """Each meaning's words."""
    return tables.grouped(_WORDS, "means", "word")
