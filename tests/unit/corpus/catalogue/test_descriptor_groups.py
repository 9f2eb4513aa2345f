"""Groups of the catalogue's terms: every practice of the library has its place."""

from pathlib import Path

import pytest

from corpus.catalogue.catalogue import read_yaml
from corpus.catalogue.descriptor_groups import OTHER, groups, groups_of

_LIBRARY = Path(__file__).parents[4] / "corpus" / "library" / "documents" / "practices"


@pytest.mark.parametrize(
    ("field", "terms", "expected"),
    [
        ("target_groups", ("newcomers", "pupils"), ("pupils", "migrants")),
        ("target_groups", ("Older People",), ("older",)),
        ("target_groups", ("children with disabilities",), ("families", "disability")),
        ("methods", ("WISE", "randomised trial"), ("work",)),
        ("methods", ("juggling",), (OTHER,)),
        ("methods", (), (OTHER,)),
    ],
)
def test_terms_have_groups(field: str, terms: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert groups_of(field, terms) == expected


@pytest.mark.parametrize("field", ["methods", "target_groups"])
def test_groups_are_named_in_both_languages(field: str) -> None:
    assert all(et and en and et != en for et, en in groups(field).values())


@pytest.mark.parametrize("field", ["methods", "target_groups"])
def test_no_practice_of_the_library_is_left_over(field: str) -> None:
    left = []
    for path in sorted(_LIBRARY.glob("*.md")):
        front = path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n")
        terms = read_yaml(front, path.name).get(field)
        assert isinstance(terms, list)
        if terms and groups_of(field, terms) == (OTHER,):
            left.append((path.name, terms))
    assert left == []
