"""Cleaning and cutting hostile text ends: the machine's own limit stops what would run for hours."""

import pytest
from making import run_python

SCRIPT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))  # seconds; the square of these lengths needs hours
from ingest.cutting.cleaning import clean
from ingest.cutting.passages import split
from ingest.readers.raw import RawDocument, RawPage
text = eval(sys.argv[1])
page = clean(RawDocument("text/plain", (RawPage(None, None, text),))).pages[0]
split(page.text)
print("done")
"""


@pytest.mark.parametrize(
    "hostile",
    [
        "'a' * 300_000 + ' -'", "'. ' * 150_000 + 'x'", "'.' * 300_000", "'1. ' * 100_000",
        "'-\\n' * 150_000",
    ],
)  # fmt: skip
def test_hostile_text_ends(hostile: str) -> None:
    run = run_python(SCRIPT, hostile)
    assert (run.returncode, run.stdout.strip()) == (0, "done"), run.stderr
