"""However many ask at once, the model takes the memory of a few: of as many as there are processors.

Each child counts what it ever held (Linux's VmHWM); nothing here is a matter of time.
"""

import sys

import pytest
from making import run_python

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process's memory")

COUNTED = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

def peak():
    line = next(x for x in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in x)
    return int(line.split()[1]) >> 10
"""

ENCODING = (
    COUNTED
    + """
from search_service.bundled.installed import require
from search_service.bundled.model import BundledModel

model = BundledModel(require(), threads=2)
run = {"singles": lambda _: model.encoded([[0] * 512]),
       "batches": lambda _: model.encoded([[0] * 512] * 2),
       "readings": lambda _: model.read([[0] * 512] * 2)}[sys.argv[1]]
with ThreadPoolExecutor(int(sys.argv[2])) as pool:
    list(pool.map(run, range(int(sys.argv[2]))))
print(peak())
"""
)


@linux
@pytest.mark.parametrize("work", ["singles", "batches", "readings"])
def test_many_at_once_take_no_more_memory_than_two(work: str) -> None:
    two, many = (int(run_python(ENCODING, work, n).stdout) for n in (2, 8))
    # A run of 512 tokens takes 30 to 40 MB: six more at once would take 200.
    assert many < two + 100


SHARED = (
    COUNTED
    + """
from search_service.bundled.installed import require
from search_service.bundled.model import BundledModel
from search_service.encoding.bundled_encoder import BundledEncoder
from search_service.encoding.cross_encoder import CrossEncoder

model = BundledModel(require(), threads=1)
BundledEncoder(model).encode(["Küla"], "query")
before = peak()
CrossEncoder(model).read("Mis?", [("Küla", "Küla kool.")])
print(before, peak() - before)
"""
)


@linux
def test_encoder_and_reader_share_what_they_can() -> None:
    """A second tokenizer would take 40 MB (the library's own took 280), the layers take 30."""
    before, added = map(int, run_python(SHARED).stdout.split())
    assert before < 250
    assert added < 60
