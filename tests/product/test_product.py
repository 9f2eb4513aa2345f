"""The whole product, as a user runs it: commands, exit codes, kill -9, no network."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import making
import pytest

SIKK = [sys.executable, "-c", "from search_service.cli import main; main()"]
SHARED = making.SHARED / "eval" / "dev"


def _run(*args, data, **environment):
    env = {**os.environ, "SIKK_DATA": str(data), **environment}
    return subprocess.run([*SIKK, *args], capture_output=True, text=True, env=env, timeout=300)


def _write(folder, count):
    folder.mkdir()
    for i in range(count):
        lang, text = (
            ("et", f"Küla number {i} korraldab talguid ja parandab teenuseid.")
            if i % 2
            else ("en", f"Village number {i} holds camps and mends its services.")
        )
        (folder / f"d{i}.md").write_text(
            f"---\nid: d{i}\ntitle: Village {i}\nlang: {lang}\ntype: practice\n---\n# Village {i}\n\n"
            + f"{text}\n\n" * 3
        )


def test_a_killed_ingest_leaves_every_document_whole(tmp_path):
    _write(tmp_path / "docs", 200)
    data = tmp_path / "var"
    env = {**os.environ, "SIKK_DATA": str(data)}
    for enough in (1, 60):
        child = subprocess.Popen(
            [*SIKK, "ingest", str(tmp_path / "docs")], env=env, stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        making.until(lambda: _documents(data) >= enough or child.poll() is not None)  # noqa: B023
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    done = _run("ingest", str(tmp_path / "docs"), "--json", data=data)
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)["documents"]
    assert counts["added"] + counts["unchanged"] + counts["updated"] == 200

    found = _run("search", "village camps", "--json", data=data)
    assert found.returncode == 0, found.stderr
    assert _indexed(data) == _stored(data)
    assert len(_stored(data)) == 200


def _documents(data):
    from corpus.store.store import CorpusStore

    if not CorpusStore.is_in_folder(data):
        return 0
    store = CorpusStore.in_folder(data)
    documents = store.counts()["documents"]
    store.close()
    return documents


def _stored(data):
    from corpus.store.store import CorpusStore

    store = CorpusStore.in_folder(data)
    counts = {d.id: d.passages for d in store.documents()}
    for document in store.documents():
        ordinals = [p.ordinal for p in store.passages_of(document.id)]
        assert ordinals == list(range(len(ordinals)))
    store.close()
    return counts


def _indexed(data):
    from search_service.index.edge import EdgeIndex

    (folder,) = (p for p in (data / "index").iterdir() if p.is_dir())
    index = EdgeIndex.open(folder, 384, with_tokens=True)
    versions = index.versions()
    index.close()
    names = Counter(version.partition("@")[0] for version in versions)
    assert set(names.values()) == {1}
    return {version.partition("@")[0]: count for version, count in versions.items()}


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["search", ""], 2, "empty"),
        (["search", "\u200b"], 2, "empty"),
        (["search", "talgud", "--country", "XX"], 2, "XX"),
        (["search", "talgud", "--year-from", "2020", "--year-to", "2000"], 2, "swap"),
        (["ingest", "no/such/path"], 2, "no/such/path"),
        (["corpus", "show", "nobody"], 2, "nobody"),
        (["eval", "run", "no/such/folder"], 2, "no/such/folder"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(tmp_path, args, code, said):
    done = _run(*args, data=tmp_path / "var")
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_and_a_broken_file_fail_by_name_and_the_rest_is_in(tmp_path):
    _write(tmp_path / "docs", 3)
    (tmp_path / "docs" / "empty.md").write_text("")
    (tmp_path / "docs" / "broken.pdf").write_bytes(b"%PDF-1.7\nnot really")
    done = _run("ingest", str(tmp_path / "docs"), "--json", data=tmp_path / "var")
    report = json.loads(done.stdout)
    assert done.returncode == 3
    assert report["documents"]["added"] == 3
    assert {Path(f["path"]).name for f in report["failures"]} == {"empty.md", "broken.pdf"}


def test_without_a_network_everything_works(tmp_path):
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode:
        pytest.skip("no network namespaces here (unshare -rn)")
    _write(tmp_path / "docs", 4)
    env = {**os.environ, "SIKK_DATA": str(tmp_path / "var")}
    for args in (
        ["ingest", str(tmp_path / "docs")],
        ["search", "talgud"],
        ["ask", "Who holds camps?"],
    ):
        done = subprocess.run(
            ["unshare", "-rn", *SIKK, *args], capture_output=True, text=True, env=env, timeout=120
        )
        assert done.returncode == 0, done.stderr


def test_quotes_are_the_source_character_for_character(tmp_path):
    _write(tmp_path / "docs", 6)
    assert _run("ingest", str(tmp_path / "docs"), data=tmp_path / "var").returncode == 0
    answer = json.loads(
        _run(
            "ask",
            "Village number 2 holds camps and mends its services.",
            "--json",
            data=tmp_path / "var",
        ).stdout
    )
    texts = {p["passage_id"]: p["text"] for p in answer["passages"]}
    assert answer["answered"]
    for claim in answer["claims"]:
        for c in claim["citations"]:
            assert c["quote"] == texts[c["passage_id"]][c["start"] : c["end"]]


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/eval")
@pytest.mark.parametrize(
    ("system", "name", "score"),
    [
        ("dense", "ntrex-headline_et-halfmixed", 0.709),
        ("full", "ntrex-headline_et-halfmixed", 0.943),
    ],
)
def test_benchmark_figures_hold(tmp_path, system, name, score):
    done = _run(
        "eval", "run", str(SHARED / name), "--system", system, "--whole", "--json", data=tmp_path
    )
    assert json.loads(done.stdout)["metrics"]["nDCG@10"] == pytest.approx(score, abs=0.005)
