"""Personal data in a text: e-mail and street addresses, phone numbers, personal codes, accounts.

    find("helista 5123 4567, kood 38501010002")
    ->  [Personal("phone", 8, 17), Personal("personal code", 24, 35)]

Differs from `contacts`, which says whose may be shown. What a number is, well-kept libraries say
(python-stdnum, phonenumbers). Where a slip of the pen would still tell a person, a code counts
although its check digit is wrong. Names are not told apart from other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from stdnum import iban
from stdnum.ee import ik, registrikood
from stdnum.exceptions import InvalidChecksum, ValidationError

from corpus.personal import streets

MASK = "█"
KINDS = ("e-mail", "phone", "personal code", "bank account", "street address")

_MAIL = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.\w+")
_CODE = re.compile(r"(?<!\d)[1-8]\d{10}(?!\d)")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", re.I)
_HERE = "EE"  # whose phone numbers are written without a country's code
# "512 3456", "51234567", "512 34 567"; not "5 123 456", a sum
_GROUPED = re.compile(r"\d{3,4}[ -]?\d{3,4}|\d{3}[ -]\d{2}[ -]\d{2,3}")
_WITHOUT_PLUS = re.compile(r"(?<![\d+])\(?372\)?[ -]?(\d{3,4}[ -]?\d{3,4})(?![ -]?\d)")
_CLUBS = "80"  # how the registry codes of non-profits begin, and no mobile number
_PARAGRAPH = "\n\n"
_DIGITS = "0123456789"
_SHORTEST_PHONE = 7  # digits of an Estonian number
# What people write before a number, which need not be one of the present plan then.
_NAMED = 20  # characters, enough for the longest of these words
_NAMES_PHONE = ("tel", "telefon", "mob", "mobiil", "gsm", "helistage", "helista", "phone", "call")
_JOINS = ("/", "-", "=", "_")  # what stands before a number in a web address
_ADDRESS, _ADDRESS_WORDS = 400, 3  # characters and pieces of one: by hand, from the library's


class Personal(NamedTuple):
    """Characters `start:end` of the text, and which kind of personal data they are."""

    kind: str
    start: int
    end: int


def find(text: str) -> list[Personal]:
    """What the text holds, in order; pieces of one another are told once."""
    numbers = (*_accounts(text), *_codes(text), *_phones(text))
    homes = (Personal("street address", *place) for place in streets.find(text))
    found = sorted((*_mails(text), *numbers, *homes), key=_place)
    kept: list[Personal] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def covered(text: str, stretches: Iterable[Sequence[int]]) -> str:
    """The text with these stretches covered, as long as it was."""
    for start, end in stretches:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _place(found: Personal) -> tuple[int, int]:
    return found.start, -found.end


def _mails(text: str) -> Iterator[Personal]:
    if "@" in text:  # else the pattern would look at every word from each of its letters
        yield from (Personal("e-mail", *match.span()) for match in _MAIL.finditer(text))


def _codes(text: str) -> Iterator[Personal]:
    for match in _CODE.finditer(text):
        if _is_code(match.group()):
            yield Personal("personal code", *match.span())


def _is_code(digits: str) -> bool:
    """Whether they are an Estonian personal code, or one but for the check digit."""
    try:
        ik.validate(digits)
    except InvalidChecksum:
        return True  # its date was looked at first
    except ValidationError:
        return False
    return True


def _accounts(text: str) -> Iterator[Personal]:
    for match in _ACCOUNT.finditer(text):
        pieces = match.group().split(" ")
        for number in range(len(pieces), 0, -1):  # words may follow, as "… 5685 sai"
            written = " ".join(pieces[:number])
            if _is_account(written):
                yield Personal("bank account", match.start(), match.start() + len(written))
                break


def _is_account(number: str) -> bool:
    """Whether it is built as that country's accounts are, whatever its check digits."""
    written = iban.compact(number)
    try:
        right = written[:2] + iban.calc_check_digits(written) + written[4:]
        return bool(iban.validate(right, check_country=False))
    except ValidationError:
        return False


def _phones(text: str) -> Iterator[Personal]:
    import phonenumbers  # the numbering plans of all countries take a moment

    possible = phonenumbers.Leniency.POSSIBLE  # a number out of use is somebody's slip of the pen
    for begin, part in _with_digits(text):
        for match in phonenumbers.PhoneNumberMatcher(part, _HERE, possible, len(part) + 1):
            valid = phonenumbers.is_valid_number(match.number)
            said = _is_phone(match.raw_string, valid, part[: match.start])
            if said and not _is_in_web_address(text, begin + match.start):
                yield Personal("phone", begin + match.start, begin + match.end)
    for bare in _WITHOUT_PLUS.finditer(text):
        if phonenumbers.is_valid_number(phonenumbers.parse(bare.group(1), _HERE)):
            yield Personal("phone", *bare.span())


def _with_digits(text: str) -> Iterator[tuple[int, str]]:
    """Where each paragraph begins that has digits enough for a number, and the paragraph."""
    begin = 0
    for part in text.split(_PARAGRAPH):
        if sum(map(part.count, _DIGITS)) >= _SHORTEST_PHONE:
            yield begin, part
        begin += len(part) + len(_PARAGRAPH)


def _is_phone(written: str, valid: bool, before: str) -> bool:
    """Whether it is written as one: with its country's code, or as in Estonia."""
    if written.lstrip("(").startswith(("+", "00")):
        return valid or not written.startswith("00")
    named = any(w.strip(".:").casefold() in _NAMES_PHONE for w in before[-_NAMED:].split()[-1:])
    grouped = bool(_GROUPED.fullmatch(written))
    return (valid or named) and grouped and not _is_registry_code(written)


def _is_in_web_address(text: str, start: int) -> bool:
    """Whether a web address goes on there, which may be broken over lines: "…/ 6868627"."""
    before = text[max(0, start - _ADDRESS) : start].split()[-_ADDRESS_WORDS:]
    joined = bool(before) and before[-1].endswith(_JOINS)
    return joined and any("://" in word or word.startswith("www.") for word in before)


def _is_registry_code(written: str) -> bool:
    return written.startswith(_CLUBS) and registrikood.is_valid(written)
