"""Precision and recall of the search for personal data, on made texts of people who do not exist.

    sikk eval personal

Sentences and the forms of values are those of `personal_templates.tsv`: the templates of the half
"dev" may be looked at while the finder is changed, those of "test" are reported. Half of them hold
nothing but what looks like personal data: registry codes, sums, dates, laws, book numbers; others
hold offices' public contacts, which are to be found and released. Codes have right check digits.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from stdnum import iban
from stdnum.ee import ik

from corpus.personal import finding
from corpus.personal.contacts import HELD, Rules
from corpus.tables import rows

TEMPLATES = Path(__file__).with_name("personal_templates.tsv")
_COPIES = 20  # made of each template
_SEED = 16
_OFFICE = "office_"
_KINDS = {
    "mail": "e-mail",
    "mobile": "phone",
    "phone": "phone",
    "code": "personal code",
    "account": "bank account",
    "street": "street address",
}
# Clearly made up; the halves share none.
_NAMES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "dev": {
        "first": ("Mari", "Juhan", "Proovi"),
        "last": ("Maasikas", "Näidis", "Tamme"),
        "name": ("Kooli", "Vabaduse", "Muinasjutu", "Lillemäe"),
        "village": ("Näidise", "Mänguküla"),
    },
    "test": {
        "first": ("Kati", "Olematu", "Peeter", "Sample"),
        "last": ("Karu", "Väljamõeldis", "Rebane", "Nobody"),
        "name": ("Õnne", "Jõe", "Karl Näidise", "Unenäo", "Maple", "Imaginary"),
        "village": ("Olematu", "Muinas"),
    },
}


class Expected(NamedTuple):
    """A value that was put into a text, and whether it is a person's, not an office's."""

    kind: str
    start: int
    end: int
    private: bool


class MadeText(NamedTuple):
    """A text and the personal data in it."""

    lang: str
    text: str
    expected: tuple[Expected, ...]


class PersonalScore(NamedTuple):
    """How many were found or held that should be (`right`), that should not, and that were not."""

    lang: str
    kind: str
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of right ones among those found; 1 where none was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of those to be found that were."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def as_json(self) -> dict[str, object]:
        """The counts with both shares."""
        shares = {"precision": round(self.precision, 4), "recall": round(self.recall, 4)}
        return self._asdict() | shares


class PersonalScores(NamedTuple):
    """`found`: every kind of value, offices' too; `held`: what waits for a curator."""

    texts: int
    found: list[PersonalScore]
    held: list[PersonalScore]


def measure(split: str) -> PersonalScores:
    """The scores on the texts of that half."""
    made = list(texts(split))
    found: Counter[tuple[str, str, str]] = Counter()
    held: Counter[tuple[str, str, str]] = Counter()
    rules = Rules()
    for each in made:
        there = finding.find(each.text)
        _count(found, each.lang, there, each.expected)
        waiting = [one for one in there if rules.judge(each.text, one) == HELD]
        _count(held, each.lang, waiting, [e for e in each.expected if e.private])
    return PersonalScores(len(made), _scores(found), _scores(held))


def texts(split: str) -> Iterator[MadeText]:
    """The made texts of a half, the same at each call."""
    draw = random.Random(_SEED)  # noqa: S311 - no secret depends on it
    for row in _templates():
        if row["split"] == split and row["what"] == "text":
            for _ in range(_COPIES):
                yield _made(row, draw)


def _made(row: Mapping[str, str], draw: random.Random) -> MadeText:
    text, expected = "", []
    for piece in row["text"].split("{"):
        slot, closed, rest = piece.partition("}")
        if not closed:
            text += piece
            continue
        value = _value(slot, row["split"], row["lang"], draw)
        kind = _KINDS.get(slot.removeprefix(_OFFICE))
        if kind:
            private = not slot.startswith(_OFFICE)
            expected.append(Expected(kind, len(text), len(text) + len(value), private))
        text += value + rest
    return MadeText(row["lang"], text, tuple(expected))


def _value(slot: str, split: str, lang: str, draw: random.Random) -> str:
    if slot in _NAMES[split]:
        return draw.choice(_NAMES[split][slot])
    bare = slot.removeprefix(_OFFICE)
    if bare == "code":
        return _code(draw)
    if bare == "account":
        return _account(draw)
    forms = _LOOKALIKES.get(slot) or _forms(split, lang, slot)
    return _filled(draw.choice(forms), split, slot, draw)


def _filled(form: str, split: str, slot: str, draw: random.Random) -> str:
    """The form with digits for `#` and names for `{…}`; an address has no letters with marks."""
    for name, values in _NAMES[split].items():
        while f"{{{name}}}" in form:
            value = draw.choice(values)
            if slot.endswith("mail"):
                value = value.casefold().translate(_PLAIN)
            form = form.replace(f"{{{name}}}", value, 1)
    return "".join(draw.choice("123456789") if letter == "#" else letter for letter in form)


def _code(draw: random.Random) -> str:
    born = f"{draw.randint(40, 99)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
    number = f"{draw.choice('34')}{born}{draw.randint(0, 999):03}"
    return number + str(ik.calc_check_digit(number))


def _account(draw: random.Random) -> str:
    number = "".join(draw.choice("0123456789") for _ in range(16))
    whole = f"EE{iban.calc_check_digits(f'EE00{number}')}{number}"
    return draw.choice([whole, " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))])


@cache
def _templates() -> list[dict[str, str]]:
    return rows(TEMPLATES, ("split", "lang", "what", "text"))


def _forms(split: str, lang: str, slot: str) -> list[str]:
    wanted = {"split": split, "lang": lang, "what": slot}
    return [row["text"] for row in _templates() if wanted.items() <= row.items()]


def _count(
    counts: Counter[tuple[str, str, str]],
    lang: str,
    found: Iterable[finding.Personal],
    expected: Sequence[Expected],
) -> None:
    """Counts right, wrong and missed; a find is right where it overlaps one of its kind."""
    met: set[Expected] = set()
    for one in found:
        fits = [
            e for e in expected if e.kind == one.kind and one.start < e.end and e.start < one.end
        ]
        met.update(fits)
        counts[lang, one.kind, "wrong"] += not fits
    for each in expected:
        counts[lang, each.kind, "right" if each in met else "missed"] += 1


def _scores(counts: Counter[tuple[str, str, str]]) -> list[PersonalScore]:
    pairs = sorted({(lang, kind) for lang, kind, _ in counts})
    outcomes = ("right", "wrong", "missed")
    each = [
        PersonalScore(*pair, *(counts[*pair, outcome] for outcome in outcomes)) for pair in pairs
    ]
    return [*each, *(_together(lang, each) for lang in sorted({score.lang for score in each}))]


def _together(lang: str, scores: Sequence[PersonalScore]) -> PersonalScore:
    own = [score for score in scores if score.lang == lang]
    sums = (sum(column) for column in zip(*(score[2:] for score in own), strict=True))
    return PersonalScore(lang, "all", *sums)


_PLAIN = str.maketrans("õäöüšž ", "oaouszx")
_LOOKALIKES: Mapping[str, Sequence[str]] = {
    "registry": ("80######", "1#######", "9000####"),
    "vat": ("10#######",),
    "sum": ("1 2## ###", "5 ### ###", "64# ###", "5 ###", "51 ###,##"),
    "date": ("1#.0#.2019", "2. mai 2021", "2#.11.2020", "2021-05-1#"),
    "project": ("2014-2020.2.0#.16-00##", "101######", "2014-2020.4.1#.0#", "LCS-####-7"),
    "isbn": ("978-9949-#1-2##-#", "97899495###1#", "978-0-306-40615-#"),
    "issn": ("###",),
    "phonelike": ("7######", "5#######", "64#####"),
}
