"""Each filter of the one table is an option, a key, a field of the form, a condition and a fact.

Whoever adds a filter adds one line to `Filters`; whatever does not read it fails here.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click
import pytest
from jinja2 import Environment, FileSystemLoader
from making import WordEncoder, make
from starlette.datastructures import QueryParams

from corpus.catalogue.vocabulary import HOME
from corpus.documents import Metadata
from corpus.store.store import CorpusStore
from search_service.briefs import pieces
from search_service.commands.ask import ask
from search_service.commands.compare import compare
from search_service.commands.options import filter_options
from search_service.commands.search import search
from search_service.documents.shelf import PublishedDocuments, Shelf
from search_service.encoding.representation import Representation
from search_service.index.filters import FILTERS, Filter, Filters
from search_service.index.indexer import Indexer
from search_service.index.plan import Where, conditions
from search_service.index.port import INTEGERS, KEYWORDS, SCHEMA_VERSION
from search_service.phrases.phrases import number, phrase
from search_service.web import search_form
from search_service.web.bodies import AskRequest, CompareRequest, FilterFields, SearchRequest
from search_service.words.analyzer import Analyzer

NAMES = {each.name for each in FILTERS}
TEMPLATES = Path(search_form.__file__).parent / "templates"
each_filter = pytest.mark.parametrize("described", FILTERS, ids=lambda each: each.name)


def _value(described: Filter) -> str:
    """One that may be given."""
    return next(iter(described.vocabulary)) if described.vocabulary else "2018"


def _alone(described: Filter) -> Filters:
    value = _value(described)
    return Filters(**{described.name: (value,) if described.many else int(value)})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    opened = CorpusStore.in_folder(tmp_path)
    described = {"target_groups": ("NGOs",), "methods": ("mentoring",), "funding": ("ESF",)}
    level = {"evidence_level": "evaluated"}
    opened.add(*make("a", country="EE", sectors=("culture",), year=2018, **described, **level))
    yield opened
    opened.close()


@pytest.fixture
def shelf(store: CorpusStore) -> Shelf:
    return PublishedDocuments(store).shelf()


def test_the_command_has_an_option_for_each_and_no_other() -> None:
    @click.command
    @filter_options
    def bare() -> None: ...

    options = {option.name: option for option in bare.params}
    assert set(options) == NAMES
    for each in FILTERS:
        assert options[each.name].multiple is each.many
        assert options[each.name].help == each.help
        assert f"--{each.name.replace('_', '-')}" in options[each.name].opts


@pytest.mark.parametrize("command", [search, ask, compare], ids=lambda each: each.name)
def test_every_command_that_asks_has_them_all(command: click.Command) -> None:
    assert {option.name for option in command.params} >= NAMES


def test_the_api_has_a_key_for_each_and_no_other() -> None:
    assert set(FilterFields.model_fields) == NAMES
    for request in (SearchRequest, AskRequest, CompareRequest):
        assert set(request.model_json_schema()["properties"]) >= NAMES


@each_filter
def test_the_api_reads_it(described: Filter) -> None:
    body = {described.name: _value(described)}
    assert FilterFields.model_validate(body).filters() == _alone(described)


def test_the_form_has_a_field_for_each_and_no_other(shelf: Shelf) -> None:
    form = search_form.read(QueryParams(), "et")
    parts = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template(
        "parts.html"
    )
    page = {
        "phrase": partial(phrase, lang="et"),
        "number": partial(number, lang="et"),
        "lang": "et",
        "home": HOME,
    }
    html = parts.make_module(page).filters(form, shelf, "", "")
    assert set(re.findall(r'name="(\w+)"', html)) == NAMES


@each_filter
def test_the_form_reads_it_shows_it_and_takes_it_away(described: Filter) -> None:
    form = search_form.read(QueryParams({described.name: _value(described)}), "en")
    assert (form.filters, form.faults) == (_alone(described), ())
    (chip,) = form.chips()
    assert chip.name and described.name not in chip.url


@each_filter
def test_the_plan_has_its_condition(described: Filter) -> None:
    where = conditions(_alone(described))
    (condition,) = where.excluded if described.excludes else where.required
    assert condition.field == described.field
    assert len(where.excluded) + len(where.required) == 1
    assert conditions(Filters()) == Where()


def test_points_carry_every_field_and_the_engines_keep_an_index_of_it(store: CorpusStore) -> None:
    document = store.document("a")
    words = Representation(WordEncoder(), Analyzer())
    (point,) = Indexer(store, None, words).points([(document, p) for p in store.passages_of("a")])
    assert set(point.payload) == {*KEYWORDS, *INTEGERS}
    for each in FILTERS:
        value = getattr(document.metadata, each.field)
        assert point.payload[each.field] == (list(value) if isinstance(value, tuple) else value)


def test_points_of_other_fields_have_another_schema_version() -> None:
    """Whoever changes one of the two changes both: old points know nothing of a new field."""
    own = {"document_id", "version", "text_lang"}
    asked = {"lang", "country", "type", "sectors", "year"}
    described = {"target_groups", "methods", "funding", "evidence_level"}
    assert ({*KEYWORDS, *INTEGERS}, SCHEMA_VERSION) == (own | asked | described, "5")


@each_filter
def test_pages_that_list_documents_filter_by_it(described: Filter) -> None:
    value = _value(described)
    lists = dict.fromkeys(("sectors", "target_groups", "methods", "funding"), (value,))
    own = lists | {"year": int(value) if value.isdecimal() else None}
    plain = {"lang": "ru", "type": "none", "country": None}
    fitting = plain | own | {described.field: own.get(described.field, value)}
    is_one, is_none = (Metadata("a", "A", **fields) for fields in (fitting, plain))
    assert _alone(described).fit(is_one) is not described.excludes
    assert _alone(described).fit(is_none) is described.excludes


def test_the_catalogue_counts_the_values_of_each(shelf: Shelf) -> None:
    assert set(shelf.counts) == {each.name for each in FILTERS if each.rule == "any of"}


@each_filter
@pytest.mark.parametrize("lang", ["et", "en"])
def test_a_brief_names_it_in_both_languages(described: Filter, lang: str) -> None:
    ((name, value),) = pieces.filter_facts(_alone(described), lang)
    assert name == phrase(described.name, lang)
    assert value
