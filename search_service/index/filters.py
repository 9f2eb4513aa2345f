"""What a search can be narrowed down by: each filter is described once, here.

    checked(country=("ee",), year_from=2018)  ->  Filters(country=("EE",), year_from=2018)

A described field of `Filters` is a filter that a reader may set. Command, API, form, briefs,
catalogue pages, the points' payload and the engines' query all read `FILTERS`, so a new filter is
one line in `Filters`, with a phrase of its name in each language; where its field is new to the
points, SCHEMA_VERSION of `port` changes with it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple

from corpus.catalogue import descriptors, vocabulary
from corpus.catalogue.vocabulary import (
    COUNTRIES,
    EVIDENCE_LEVELS,
    LANGUAGES,
    SECTORS,
    TYPES,
    Vocabulary,
)
from corpus.documents import Metadata
from corpus.errors import BadInput, UnknownValue
from search_service.index.conditions import Among, AnyOf, Condition, FieldCondition, Range, holds
from search_service.phrases.phrases import phrase_key

Rule = Literal["any of", "none of", "least", "most"]
LONGEST_DESCRIPTOR = 80  # characters; by hand, the library's longest has under 60
Chosen = tuple[str, ...] | int | None  # several values or a bound; () and None: no condition


class Filter(NamedTuple):
    """A filter's description.

    `name` is the same everywhere: option, JSON key, address; `phrase` is what readers see.
    `field` is what it looks at, of a document's metadata and of the index's points alike. Its
    values are codes of its vocabulary, or, where that is None, the catalogue's own `descriptors`.
    """

    name: str
    field: str
    rule: Rule
    phrase: str
    help: str
    vocabulary: Vocabulary | None = None

    @property
    def many(self) -> bool:
        """Whether it takes several values; else a year."""
        return self.rule in ("any of", "none of")

    @property
    def excludes(self) -> bool:
        """Whether documents that meet its condition are left out."""
        return self.rule == "none of"

    def code(self, value: str) -> str | None:
        """The vocabulary's own spelling of a value, or None; a descriptor is taken as it is."""
        if self.vocabulary is None:
            return value.strip() if len(value) <= LONGEST_DESCRIPTOR else None
        known = {code.lower(): code for code in self.vocabulary}
        return known.get(value.strip().lower())

    def value_name(self, value: str, lang: str) -> str:
        """What a reader of the language sees the value called."""
        if self.vocabulary is None:
            return descriptors.name(value, lang)
        return vocabulary.name(self.vocabulary, value, lang)

    def condition(self, chosen: Chosen) -> FieldCondition | None:
        """What is asked of the field, if anything is chosen."""
        if chosen is None or chosen == ():
            return None
        if not isinstance(chosen, int):
            return AnyOf(self.field, chosen)
        least = self.rule == "least"
        return Range(self.field, chosen if least else None, None if least else chosen)

    def fits(self, document: Metadata, chosen: Chosen) -> bool:
        """Whether the document may be found."""
        condition = self.condition(chosen)
        value = getattr(document, self.field)
        return condition is None or holds(condition, value) is not self.excludes


def _values(
    field: str, vocabulary: Vocabulary | None, said: str, help_text: str, rule: Rule = "any of"
) -> tuple[str, ...]:
    described = partial(
        Filter, field=field, rule=rule, phrase=said, help=help_text, vocabulary=vocabulary
    )
    return dataclasses.field(default=(), metadata={"described": described})


def _bound(field: str, rule: Rule, said: str, help_text: str) -> int | None:
    described = partial(Filter, field=field, rule=rule, phrase=said, help=help_text)
    return dataclasses.field(default=None, metadata={"described": described})


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on documents; an empty tuple or None means no condition.

    Values of one field are alternatives; fields must all hold. The last three are the product's
    own: the language that a passage is treated as, and the ids of the only documents and passages
    that may be found.
    """

    lang: tuple[str, ...] = _values(
        "lang", LANGUAGES, phrase_key("lang"), "Documents in this language only: et, en."
    )
    country: tuple[str, ...] = _values(
        "country", COUNTRIES, phrase_key("country"), "Documents of this country: EE, FI, …"
    )
    not_country: tuple[str, ...] = _values(
        "country",
        COUNTRIES,
        phrase_key("not_country"),
        "Leave this country's documents out.",
        "none of",
    )
    type: tuple[str, ...] = _values(
        "type", TYPES, phrase_key("type"), f"One of: {', '.join(TYPES)}."
    )
    sector: tuple[str, ...] = _values(
        "sectors", SECTORS, phrase_key("sector"), "A sector, such as elderly-care."
    )
    target_group: tuple[str, ...] = _values(
        "target_groups", None, phrase_key("target_group"), "For whom, such as 'older people'."
    )
    method: tuple[str, ...] = _values(
        "methods", None, phrase_key("method"), "A method, such as 'participatory budgeting'."
    )
    funder: tuple[str, ...] = _values(
        "funding", None, phrase_key("funder"), "Who pays, such as 'state budget' or ESF."
    )
    evidence_level: tuple[str, ...] = _values(
        "evidence_level",
        EVIDENCE_LEVELS,
        phrase_key("evidence_level"),
        f"How results are known; one of: {', '.join(EVIDENCE_LEVELS)}.",
    )
    year_from: int | None = _bound("year", "least", phrase_key("year_from"), "From this year on.")
    year_to: int | None = _bound("year", "most", phrase_key("year_to"), "Up to this year.")

    text_lang: str | None = None
    documents: tuple[str, ...] = ()
    passages: tuple[str, ...] | None = None

    def chosen(self, described: Filter) -> Chosen:
        """What is chosen of a filter."""
        found: Chosen = getattr(self, described.name)
        return found

    def fit(self, document: Metadata) -> bool:
        """Whether the document may be found by what a reader has set."""
        return all(each.fits(document, self.chosen(each)) for each in FILTERS)

    def required(self) -> list[Condition]:
        """What a point must be like."""
        conditions: list[Condition] = [*self._asked(excludes=False)]
        if self.text_lang:
            conditions.append(AnyOf("text_lang", (self.text_lang,)))
        if self.documents:
            conditions.append(AnyOf("document_id", self.documents))
        if self.passages is not None:
            conditions.append(Among(self.passages))
        return conditions

    def excluded(self) -> list[FieldCondition]:
        """What a point must not be like."""
        return [*self._asked(excludes=True)]

    def _asked(self, *, excludes: bool) -> Iterator[FieldCondition]:
        for each in FILTERS:
            condition = each.condition(self.chosen(each))
            if condition and each.excludes is excludes:
                yield condition


FILTERS: tuple[Filter, ...] = tuple(
    field.metadata["described"](field.name)
    for field in dataclasses.fields(Filters)
    if "described" in field.metadata
)
_BY_NAME = {each.name: each for each in FILTERS}


def fields_of(*, many: bool) -> tuple[str, ...]:
    """The fields that filters of several values look at, or those of one bound."""
    return tuple(dict.fromkeys(each.field for each in FILTERS if each.many is many))


def checked(**given: Iterable[str] | int | None) -> Filters:
    """The filters of these names with every value known.

    Raises:
        UnknownValue: a value is in no vocabulary.
        BadInput: the years are the wrong way round.
    """
    chosen = {name: _checked(_BY_NAME[name], value) for name, value in given.items()}
    filters = Filters(**chosen)  # type: ignore[arg-type]  # each is of its own filter's type
    for first, last in reversed_bounds(filters):
        early, late = filters.chosen(first), filters.chosen(last)
        raise BadInput(f"{first.name} {early} is later than {last.name} {late}; swap them")
    return filters


def reversed_bounds(filters: Filters) -> list[tuple[Filter, Filter]]:
    """The pairs of bounds of one field between which nothing can lie."""
    bounds = [(each, filters.chosen(each)) for each in FILTERS]
    return [
        (first, last)
        for first, least in bounds
        for last, most in bounds
        if (first.field, first.rule, last.rule) == (last.field, "least", "most")
        and isinstance(least, int)
        and isinstance(most, int)
        and least > most
    ]


def _checked(described: Filter, given: Iterable[str] | int | None) -> Chosen:
    if given is None or isinstance(given, int):
        return given
    return tuple(_known(described, value.strip()) for value in given if value.strip())


def _known(described: Filter, value: str) -> str:
    code = described.code(value)
    if code is None and described.vocabulary is None:
        raise BadInput(f"{described.name}: a value has at most {LONGEST_DESCRIPTOR} characters")
    if code is None:
        raise UnknownValue(described.name, value, sorted(described.vocabulary or ()))
    return code
