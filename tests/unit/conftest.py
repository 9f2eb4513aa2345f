"""Keeps the unit suite what it is: no process, no network, no model.

Python itself reports what is started, connected and imported (audit events), so nothing needs to
be patched, and a test that breaks the rule fails by name.
"""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

FORBIDDEN = {"subprocess.Popen", "os.system", "os.fork", "os.posix_spawn", "socket.connect"}
MODELS = {"onnxruntime", "torch", "sentence_transformers"}
_running: list[str] = []

# Whoever changes what is drawn for can have more: `--hypothesis-profile=default`.
settings.register_profile("unit", max_examples=30, deadline=None)
settings.load_profile("unit")


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if not _running:
        return
    if event in FORBIDDEN:
        raise RuntimeError(f"{_running[0]}: a unit test may not call {event}")
    if event == "import" and arguments[0] in MODELS:
        raise RuntimeError(f"{_running[0]}: a unit test may not load {arguments[0]}")


sys.addaudithook(_refuse)


@pytest.fixture(autouse=True)
def _alone(request: pytest.FixtureRequest) -> Iterator[None]:
    _running.append(request.node.nodeid)
    yield
    _running.clear()
