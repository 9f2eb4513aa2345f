"""What all tests share: no test sees the settings of whoever runs it, or asks a model hub."""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, settings

os.environ["HF_HUB_OFFLINE"] = "1"

# Generating examples is slow on a busy machine; that is no fault of what is tested.
settings.register_profile("sikk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sikk")


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test runs in an empty folder, without `SIKK_*` of its own (`SIKK_TEST_*` stay)."""
    for name in list(os.environ):
        if name.startswith("SIKK_") and not name.startswith("SIKK_TEST_"):
            monkeypatch.delenv(name)
    yield


@pytest.fixture
def repack() -> Callable[[dict[str, bytes]], bytes]:
    """A small Word file with some parts of its archive replaced."""

    def make(parts: dict[str, bytes]) -> bytes:
        plain, written = io.BytesIO(), io.BytesIO()
        docx.Document().save(plain)
        with (
            zipfile.ZipFile(plain) as old,
            zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                new.writestr(name, parts.get(name, old.read(name)))
            for name in parts.keys() - set(old.namelist()):
                new.writestr(name, parts[name])
        return written.getvalue()

    return make
