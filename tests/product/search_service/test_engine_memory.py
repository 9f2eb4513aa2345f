"""The whole engine, asked by many at once over a small library, stays within its bound."""

import sys
from pathlib import Path

import pytest
from making import make, run_python

from corpus.store.store import CorpusStore

ASKING = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from corpus import machine, settings
from search_service.wiring import open_engine

machine.keep_few_heaps()
options = settings.read().model_copy(update={"data": Path(sys.argv[1]), "vectors": None})
questions = [f"Mitu osalejat oli {n}. aasta talgutel?" for n in range(2001, 2009)]
with open_engine(options) as engine:
    engine.indexer.sync()
    with ThreadPoolExecutor(len(questions)) as pool:
        answers = list(pool.map(engine.ask, questions))
status = Path("/proc/self/status").read_text().splitlines()
print(len(answers), next(int(x.split()[1]) >> 10 for x in status if "VmHWM" in x))
"""

TEXT = "{n}. aasta talgutel osales {n} inimest kogu vallast. Koristati parki ja maja ümbrust. "


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process's memory")
def test_many_questions_at_once_stay_within_700_mb(tmp_path: Path) -> None:
    """A first question loads everything, and holds about 450 MB; the shipped library adds 150."""
    store = CorpusStore.in_folder(tmp_path)
    for n in range(2001, 2009):
        store.add(*make(f"talgud-{n}", [TEXT.format(n=n) * 4]))
    store.close()
    run = run_python(ASKING, tmp_path)
    assert run.returncode == 0, run.stderr
    answered, peak = map(int, run.stdout.split())
    assert answered == 8
    assert peak < 700
