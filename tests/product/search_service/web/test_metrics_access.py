"""Who may read /metrics: this machine, or everybody where a setting says so."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from search_service.web.app import create_app

LOCAL = [("127.0.0.1", 1), ("127.8.0.1", 1), ("::1", 1)]
ELSEWHERE = [("192.0.2.7", 1), ("10.0.0.2", 1), ("2001:db8::7", 1), ("testclient", 1), ("", 0)]


def asked(site, client, public: bool = False, **headers: str):
    app = create_app(site.engine, site.follower, metrics_public=public)
    return TestClient(app, client=client).get("/metrics", headers=headers)


@pytest.mark.parametrize("client", LOCAL)
def test_a_program_on_this_machine_reads_them(site, client) -> None:
    assert "sikk_passages" in asked(site, client).text


@pytest.mark.parametrize("client", ELSEWHERE)
def test_from_elsewhere_there_is_no_such_address(site, client) -> None:
    answer = asked(site, client)
    assert answer.status_code == 404 and "sikk_" not in answer.text
    assert answer.json()["detail"] == "/metrics: no such address"


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"])
def test_nor_through_a_proxy_on_this_machine(site, header) -> None:
    assert asked(site, LOCAL[0], **{header: "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("client", [*LOCAL, *ELSEWHERE])
def test_a_setting_gives_them_to_everybody(site, client) -> None:
    assert asked(site, client, public=True, **{"X-Forwarded-For": "192.0.2.7"}).status_code == 200


def test_they_tell_the_queues_and_the_memory(site) -> None:
    text = asked(site, LOCAL[0]).text
    for name in ("sikk_waiting", "sikk_running", "sikk_turned_away_total", "sikk_dropped_total"):
        for work in ("search", "answer", "comparison", "drawing", "writing"):
            assert f'{name}{{work="{work}"}} 0.0' in text
    assert "process_resident_memory_bytes" in text
