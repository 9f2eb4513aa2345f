"""A confined process can do no harm: each of its limits is tried from inside."""

import sys

import pytest
from making import run_python

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits are Linux's")

CONFINE = "from corpus.sandbox import *\nconfine(Confinement(memory=1 << 30, cpu_seconds=5))\n"


@pytest.mark.parametrize(
    ("attempt", "fault"),
    [
        ("bytearray(2 << 30)", "MemoryError"),
        ("open('/tmp/written', 'w').write('x' * 9999)", "File too large"),
        ("[open('/dev/null') for _ in range(200)]", "Too many open files"),
        # Root may raise a limit again, and the tests may run as root.
        (
            "os.geteuid() or os.setuid(65534); resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
            "ValueError",
        ),
    ],
)
def test_what_it_may_not_take(attempt: str, fault: str) -> None:
    refused = "import os, resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    ended = run_python(CONFINE + refused + attempt)
    assert ended.returncode != 0 and fault in ended.stderr


def test_it_reaches_no_network() -> None:
    code = CONFINE + "import os; print(os.readlink('/proc/self/ns/net'))"
    inside = run_python(code).stdout.strip()
    outside = run_python("import os; print(os.readlink('/proc/self/ns/net'))").stdout.strip()
    if inside == outside:
        pytest.skip("this system lets no process leave the network")
    told = run_python(CONFINE + "import socket; socket.create_connection(('127.0.0.1', 9))").stderr
    assert "Network is unreachable" in told or "Cannot assign" in told


def test_it_works_twice_and_still_reads() -> None:
    ended = run_python(CONFINE + CONFINE + "print(len(open('/proc/self/status').read()) > 0)")
    assert ended.stdout.strip() == "True", ended.stderr


def test_it_is_told_nothing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus import sandbox

    monkeypatch.setenv("SIKK_LLM_KEY", "secret")
    assert "secret" not in sandbox.environment().values()
    assert sandbox.command("a.b", "1")[1:] == ["-P", "-B", "-m", "a.b", "1"]
