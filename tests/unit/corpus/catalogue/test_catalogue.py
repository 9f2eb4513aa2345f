"""The catalogue schema: what is right comes through, and all that is wrong is told at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import catalogue
from corpus.catalogue.vocabulary import (
    COUNTRIES,
    EVIDENCE_LEVELS,
    LANGUAGES,
    SECTORS,
    STATUSES,
    TYPES,
)
from corpus.documents import Metadata, Reference
from corpus.errors import InvalidMetadata

LEAST = {"id": "toidupank", "title": "Toidupank", "lang": "et", "type": "practice"}


def faults(raw: dict[str, object]) -> list[str]:
    with pytest.raises(InvalidMetadata) as caught:
        catalogue.parse(raw, "a.md")
    assert str(caught.value).startswith("a.md: ")
    return caught.value.faults


def test_the_least_description() -> None:
    assert catalogue.parse(LEAST, "a.md") == Metadata("toidupank", "Toidupank", "et", "practice")


def test_a_full_description() -> None:
    raw = catalogue.read_yaml(
        """
        id: toidupank.en
        title: "  Food
          Bank "
        lang: en
        type: practice
        country: EE
        place: Tallinn
        year: 2010
        organisations: [Toidupank, "SA  Näide"]
        sectors: poverty-food
        target_groups: []
        sources: [https://toidupank.ee, 2018]
        licence: CC BY 4.0
        translation_of: toidupank
        status: draft
        """,
        "a.md",
    )
    assert catalogue.parse(raw, "a.md") == Metadata(
        id="toidupank.en",
        title="Food Bank",
        lang="en",
        type="practice",
        country="EE",
        place="Tallinn",
        year=2010,
        organisations=("Toidupank", "SA Näide"),
        sectors=("poverty-food",),
        sources=(Reference("https://toidupank.ee", url="https://toidupank.ee"), Reference("2018")),
        licence="CC BY 4.0",
        translation_of="toidupank",
        status="draft",
    )


def test_all_faults_come_together() -> None:
    told = faults(
        {
            "id": "Toidu pank",
            "lang": "xx",
            "type": "story",
            "country": False,
            "year": "2018",
            "sectors": ["food"],
            "methods": [{"a": 1}],
            "colour": "red",
        }
    )
    named = ("'colour'", "'id'", "'lang'", "'type'", "'country'", "'year'", "'food'", "'methods'")
    for name in (*named, "'title' is missing"):
        assert any(name in fault for fault in told), name
    assert len(told) == 9


def test_nothing_at_all_misses_four_fields() -> None:
    assert faults({}) == [f"'{key}' is missing" for key in ("id", "title", "lang", "type")]


@pytest.mark.parametrize(
    ("field", "vocabulary"),
    [
        ("lang", LANGUAGES),
        ("type", TYPES),
        ("country", COUNTRIES),
        ("evidence_level", EVIDENCE_LEVELS),
        ("status", STATUSES),
        ("sectors", SECTORS),
    ],
)
def test_every_vocabulary_is_kept_to(field: str, vocabulary: dict[str, object]) -> None:
    for code in vocabulary:
        value = getattr(catalogue.parse(LEAST | {field: code}, "a.md"), field)
        assert value in (code, (code,))
    (told,) = faults(LEAST | {field: "nonesuch"})
    assert f"'{field}': 'nonesuch' is not one of" in told
    assert all(code in told for code in vocabulary)


def test_norway_is_a_country_and_not_a_refusal() -> None:
    for written in ("country: NO", "country: 'NO'"):
        raw = LEAST | catalogue.read_yaml(written, "a.md")
        assert catalogue.parse(raw, "a.md").country == "NO"


@pytest.mark.parametrize("field", ["title", "year", "sectors"])
def test_a_field_that_stands_twice_is_told_with_its_line(field: str) -> None:
    with pytest.raises(InvalidMetadata, match=rf"line 4: .*\"{field}\".*; keep one of the two"):
        catalogue.read_yaml(f"{field}: a\nid: b\n\n{field}: c\n", "a.yaml")


@pytest.mark.parametrize("year", [True, "2018", 20.5, 12, 3000])
def test_a_year_is_a_year(year: object) -> None:
    assert len(faults(LEAST | {"year": year})) == 1


@pytest.mark.parametrize("id", ["", "A", "ä", "a b", "-a", "../a", "a/b", "a" * 101, 7, ["a"]])
def test_an_id_is_safe_in_any_path_or_address(id: object) -> None:
    assert len(faults(LEAST | {"id": id})) == 1


def test_a_document_is_no_translation_of_itself() -> None:
    assert len(faults(LEAST | {"translation_of": "toidupank"})) == 1


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "\tx: 1", "- one\n- two", "only words"])
def test_yaml_that_is_no_description_is_told_in_one_line(text: str) -> None:
    with pytest.raises(InvalidMetadata) as caught:
        catalogue.read_yaml(text, "a.yaml")
    assert str(caught.value).startswith("a.yaml: ")
    assert "\n" not in str(caught.value)


def test_yaml_runs_nothing() -> None:
    with pytest.raises(InvalidMetadata):
        catalogue.read_yaml("a: !!python/object/apply:os.system [ls]", "a.yaml")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
_KEYS = st.sampled_from([*Metadata.__dataclass_fields__, "other"])


@given(st.dictionaries(_KEYS, _VALUES))
def test_any_values_are_taken_or_told(raw: dict[str, object]) -> None:
    try:
        metadata = catalogue.parse(raw, "a.md")
    except InvalidMetadata as error:
        assert error.faults
    else:
        assert catalogue.ID_PATTERN.fullmatch(metadata.id)
        assert metadata.lang in LANGUAGES and metadata.type in TYPES and metadata.title
