"""Settings: an option wins over the environment, the environment over the file."""

import re
from pathlib import Path

import pytest

from corpus import settings
from corpus.errors import BadInput


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_anything_the_defaults_hold(here: Path) -> None:
    found = settings.read()
    assert (found.data, found.host, found.port) == (Path("var"), "127.0.0.1", 8000)
    assert found.qdrant_url is found.store_url is found.model is None
    assert found.library.is_dir()


def test_each_source_wins_over_the_next(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "sikk.toml").write_text('port = 1111\nhost = "toml"\ndata = "toml"\n')
    assert settings.read().port == 1111
    monkeypatch.setenv("SIKK_HOST", "environment")
    monkeypatch.setenv("SIKK_DATA", "environment")
    found = settings.read(data=Path("option"), port=None)
    assert (found.data, found.host, found.port) == (Path("option"), "environment", 1111)


def test_where_each_value_came_from(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "sikk.toml").write_text('port = 1111\nhost = "toml"\n')
    monkeypatch.setenv("SIKK_HOST", "environment")
    found = settings.explain(settings.read(data=Path("option")), data=Path("option"))
    origins = {row.name: row.origin for row in found}
    assert origins["data"] == "command line"
    assert origins["host"] == "SIKK_HOST"
    assert origins["port"] == "sikk.toml"
    assert origins["model"] == "default"
    port = next(row for row in found if row.name == "port")
    assert (port.value, port.default) == (1111, 8000)


def test_every_setting_is_explained_and_described(here: Path) -> None:
    rows = settings.explain(settings.read())
    assert [row.name for row in rows] == list(settings.Settings.model_fields)
    assert all(row.description for row in rows)


def test_no_secret_is_shown(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIKK_QDRANT_KEY", "Secret9")
    monkeypatch.setenv("SIKK_STORE_URL", "postgresql+psycopg://sikk:Secret9@db/sikk")
    shown = {row.name: str(row.value) for row in settings.explain(settings.read())}
    assert not [name for name, value in shown.items() if "Secret9" in value]
    assert shown["qdrant_key"] == "(set)"
    assert "db/sikk" in shown["store_url"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "many"), ("PORT", "70000"), ("QDRANT_SHARDS", "0"), ("INGEST_SECONDS", "-1")],
)
def test_a_bad_value_is_one_sentence_that_names_it(
    here: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SIKK_{name}", value)
    with pytest.raises(BadInput, match=name.lower()) as caught:
        settings.read()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("written", ["port = ", "prot = 8000", "[[", "port = 'x'", "\xff"])
def test_a_bad_file_is_one_sentence_that_names_it(here: Path, written: str) -> None:
    (here / "sikk.toml").write_bytes(written.encode("latin-1"))
    with pytest.raises(BadInput, match=re.escape("sikk.toml")) as caught:
        settings.read()
    assert "\n" not in str(caught.value)


def test_all_bad_values_come_together(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIKK_PORT", "many")
    monkeypatch.setenv("SIKK_QDRANT_SHARDS", "0")
    with pytest.raises(BadInput, match=r"port: .*qdrant_shards: |qdrant_shards: .*port: "):
        settings.read()
