"""Which addresses are this machine's own."""

import pytest

from corpus.loopback import is_here


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:6333", "http://localhost:1/a", "http://[::1]:8", "https://127.9.9.9"]
)
def test_loopback_is_here(url: str) -> None:
    assert is_here(url)


@pytest.mark.parametrize(
    "url",
    ["http://qdrant:6333", "https://10.0.0.1", "http://localhost.example.org", "nonsense", ""],
)
def test_other_places_are_not(url: str) -> None:
    assert not is_here(url)
