"""The way back to the results leads nowhere else."""

import pytest
from fastapi import Request

from search_service.web.came_from import came_from


def asked(path: str, query: str) -> Request:
    return Request({"type": "http", "path": path, "query_string": query.encode(), "headers": []})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from=%2F%3Fquery%3Dtalgud", "/?query=talgud"),
        ("from=%2Fcompare%3Fquery%3Dnula", "/compare?query=nula"),
        ("", ""),
        ("from=https%3A%2F%2Fevil.example%2F", ""),
        ("from=%2F%2Fevil.example", ""),
        ("from=%2F%5Cevil.example", ""),
        ("from=%2F%09%2Fevil.example", ""),
        ("from=javascript%3Aalert(1)", ""),
        ("from=%2F%3Fquery%3D" + "a" * 1000, ""),
    ],
)
def test_only_an_address_of_this_site_is_gone_back_to(query: str, found: str) -> None:
    assert came_from(asked("/documents/paber", query)) == found


def test_results_are_what_is_come_from() -> None:
    url = came_from(asked("/", "query=talgud+k%C3%BClas&country=EE&lang=&ui=en&from=%2Fcompare"))
    assert url == "/?query=talgud+k%C3%BClas&country=EE"
    assert came_from(asked("/", "")) == ""
