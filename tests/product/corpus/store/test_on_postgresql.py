"""The store on PostgreSQL keeps the contract of every database."""

import pytest
from store_contract import *  # noqa: F403


@pytest.fixture
def store_url(postgresql_url: str) -> str:
    return postgresql_url
