"""The service and the commands beside it, as processes: one owner of the index, one truth."""

import json
import os
import shutil
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from making import SIKK, card, child_environment, until

from corpus import settings
from search_service.client import Client, RequestRefused
from search_service.service_client import running_service
from search_service.wiring import open_engine

CARDS = {
    "camps": card("camps", "Külas peeti loometalgud, kuhu tuli sada kakskümmend elanikku."),
    "bank": card("bank", "The food bank hands out donated bread to families.", lang="en"),
}


@dataclass
class Desk:
    """A folder of documents, a data folder, and `sikk` over both."""

    place: Path

    @property
    def data(self) -> Path:
        return self.place / "var"

    def sikk(self, *words: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [SIKK, *words],
            cwd=self.place,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env=child_environment(),
        )
        assert "Traceback" not in done.stderr and "Warning" not in done.stderr, done.stderr
        return done

    def json(self, *words: str) -> dict:
        done = self.sikk(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def write(self, name: str, text: str) -> None:
        (self.place / "docs").mkdir(exist_ok=True)
        (self.place / "docs" / f"{name}.md").write_text(text)

    def serve(self) -> subprocess.Popen[str]:
        service = subprocess.Popen(
            [SIKK, "serve", "--port", "0"],
            cwd=self.place,
            stderr=subprocess.PIPE,
            text=True,
            env=child_environment(),
        )
        until(lambda: (self.data / "service.json").exists() or service.poll() is not None)
        assert service.poll() is None, service.stderr.read()
        until(lambda: self.ready())
        return service

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=5) as answer:
                return answer.status == 200
        except urllib.error.URLError:
            return False

    @property
    def url(self) -> str:
        return str(json.loads((self.data / "service.json").read_text())["url"])


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose two documents are ingested and indexed."""
    desk = Desk(tmp_path_factory.mktemp("stocked"))
    for name, text in CARDS.items():
        desk.write(name, text)
    assert desk.json("ingest", "docs")["documents"]["added"] == 2
    assert desk.json("search", "talgud")["hits"]
    return desk


@pytest.fixture
def desk(stocked: Desk, tmp_path: Path) -> Desk:
    shutil.copytree(stocked.place, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path)


@pytest.fixture
def service(desk: Desk) -> Iterator[subprocess.Popen[str]]:
    running = desk.serve()
    yield running
    running.kill()
    running.communicate()


def ids(found: dict) -> list[str]:
    return [hit["document_id"] for hit in found["hits"]]


def test_commands_go_through_the_service_and_it_follows_the_store(
    desk: Desk, service: subprocess.Popen[str]
) -> None:
    assert ids(desk.json("search", "Who hands out bread?"))[0] == "bank"
    asked = desk.json("ask", "Kes jagab leiba peredele?")
    assert asked.keys() >= {"question", "lang", "answered", "claims", "passages", "reason"}

    wrong = desk.sikk("search", "bread", "--country", "XX")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "XX" in wrong.stderr and wrong.stderr.count("\n") == 1

    second = desk.sikk("serve", "--port", "0")
    assert second.returncode == 4
    assert desk.url in second.stderr and second.stderr.count("\n") == 1

    receipt = desk.json("corpus", "remove", "bank", "--with-file", "--yes")
    assert receipt["removed"]["index"] and not any(receipt["left"].values())
    named = [
        path for path in desk.data.rglob("*") if path.is_file() and b"bank~" in path.read_bytes()
    ]
    assert named == [], "the service wrote its index anew before the receipt was given"

    desk.write("zebra", card("zebra", "A zebra was seen at the village school.", lang="en"))
    assert desk.json("ingest", "docs")["documents"]["added"] == 1
    until(lambda: ids(desk.json("search", "a zebra at school"))[0] == "zebra")
    (desk.place / "docs" / "zebra.md").unlink()
    assert desk.json("ingest", "docs", "--prune")["documents"]["removed"] == 1
    until(lambda: "zebra" not in ids(desk.json("search", "a zebra at school")))

    service.send_signal(signal.SIGTERM)
    _, told = service.communicate(timeout=30)
    assert service.returncode == 0
    assert "Traceback" not in told
    assert not (desk.data / "service.json").exists()


def test_a_killed_service_leaves_nothing_in_the_way(desk: Desk) -> None:
    service = desk.serve()
    service.kill()
    service.communicate()
    assert (desk.data / "service.json").exists()
    assert ids(desk.json("search", "food bank"))[0] == "bank"


def test_an_index_that_another_process_holds_is_exit_code_4(desk: Desk) -> None:
    with open_engine(settings.read(data=desk.data)):
        for words in (["ask", "Mida peeti?"], ["serve", "--port", "0"]):
            held = desk.sikk(*words)
            assert (held.returncode, held.stdout) == (4, "")
            assert "holds the index" in held.stderr and held.stderr.count("\n") == 1
        assert desk.json("ingest", "docs")["documents"]["unchanged"] == 2, "ingest needs no index"
    assert desk.sikk("search", "talgud").returncode == 0


def test_a_deleted_index_builds_itself_again(desk: Desk) -> None:
    before = desk.json("search", "talgud")["hits"]
    shutil.rmtree(desk.data / "index")
    assert desk.json("search", "talgud")["hits"] == before


def test_an_index_of_another_model_is_swept_away(desk: Desk) -> None:
    old = desk.data / "index" / "1-old-model"
    old.mkdir()
    (old / "segment").write_text("of no use")
    assert desk.sikk("search", "talgud").returncode == 0
    assert not old.exists()


def test_a_port_in_use_is_told(desk: Desk) -> None:
    with PortInUse() as port:
        done = desk.sikk("serve", "--port", str(port))
    assert done.returncode == 2
    assert f"127.0.0.1:{port}: cannot listen there" in done.stderr
    assert done.stderr.count("\n") == 1


class PortInUse:
    def __enter__(self) -> int:
        self._socket = socket.create_server(("127.0.0.1", 0))
        return int(self._socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._socket.close()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"url": 7}', '{"url": "http://127.0.0.1:1"}'])
def test_a_service_file_that_means_nothing_is_passed_over(tmp_path: Path, content: str) -> None:
    (tmp_path / "service.json").write_text(content)
    assert running_service(tmp_path) is None


def test_a_setting_that_is_wrong_is_exit_code_2(tmp_path: Path) -> None:
    environment = child_environment({"SIKK_PORT": "many"})
    done = subprocess.run(
        [SIKK, "doctor"], capture_output=True, text=True, check=False, env=environment
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "port" in done.stderr and done.stderr.count("\n") == 1


def test_doctor_names_what_is_wrong_and_the_command_that_mends_it(tmp_path: Path) -> None:
    done = Desk(tmp_path).sikk("doctor", "--json")
    parts = {part["part"]: part for part in json.loads(done.stdout)["parts"]}
    assert parts.keys() == {"model", "store", "index", "ocr", "office", "llm", "disk"}
    assert not parts["store"]["ok"] and "sikk ingest" in parts["store"]["message"]
    assert done.returncode == 1
    assert parts["model"]["ok"] and parts["llm"]["ok"]


def test_a_pipe_that_closes_early_says_nothing(desk: Desk) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        done = subprocess.run(
            [SIKK, "corpus", "list"],
            cwd=desk.place,
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=child_environment(),
        )
    assert done.stderr == ""


def test_a_removed_document_is_nowhere_with_a_receipt(desk: Desk) -> None:
    told = desk.json("corpus", "remove", "camps")
    assert set(told["left"].values()) == {0}
    assert min(told["removed"]["store"], told["removed"]["index"], told["removed"]["caches"]) > 0
    assert told["removed"]["sources"] == 1
    assert told["file"]["exists"] and told["file"]["path"].endswith("/docs/camps.md")
    assert ids(desk.json("search", "loometalgud")) == ["bank"]
    again = desk.sikk("corpus", "remove", "camps")
    assert again.returncode == 2 and "'camps': not in the corpus" in again.stderr


def test_a_running_service_forgets_a_removed_document(
    desk: Desk, service: subprocess.Popen[str]
) -> None:
    desk.write("garden", card("garden", "Kogukonnaaed ühendab naabreid."))
    assert desk.json("ingest", "docs/garden.md")["documents"]["added"] == 1
    until(lambda: "garden" in ids(desk.json("search", "kogukonnaaed")))
    told = desk.json("corpus", "remove", "garden", "--with-file", "--yes")
    assert told["removed"]["index"] > 0 and set(told["left"].values()) == {0}
    assert not told["file"]["exists"] and not (desk.place / "docs" / "garden.md").exists()
    assert "garden" not in ids(desk.json("search", "kogukonnaaed"))


def test_a_file_is_deleted_only_after_a_yes(desk: Desk) -> None:
    desk.write("garden", card("garden", "Kogukonnaaed ühendab naabreid."))
    desk.json("ingest", "docs/garden.md")
    file = desk.place / "docs" / "garden.md"
    words = ["corpus", "remove", "garden", "--with-file"]
    unasked = desk.sikk(*words)
    assert (unasked.returncode, unasked.stdout) == (2, "")
    assert "--yes" in unasked.stderr and unasked.stderr.count("\n") == 1
    declined, asked = answered(desk, words, "n")
    assert declined == 2 and f"Delete {file}" in asked and "nothing was removed" in asked
    assert file.exists() and desk.sikk("corpus", "show", "garden").returncode == 0
    agreed, _ = answered(desk, words, "y")
    assert agreed == 0 and not file.exists()
    assert desk.sikk("corpus", "show", "garden").returncode == 2


def answered(desk: Desk, words: list[str], answer: str) -> tuple[int, str]:
    """Runs `sikk` with a terminal as its input, on which somebody types an answer."""
    person, terminal = os.openpty()
    os.write(person, f"{answer}\n".encode())
    with os.fdopen(person, "w"), os.fdopen(terminal) as typed:
        done = subprocess.run(
            [SIKK, "--data", str(desk.data), *words],
            cwd=desk.place,
            stdin=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env=child_environment(),
        )
    return done.returncode, done.stderr


def test_curators_change_what_is_found(desk: Desk) -> None:
    (desk.place / "docs" / "garden.txt").write_text("Kogukonnaaed ühendab naabreid.")
    done = desk.sikk(
        "corpus", "add", "docs/garden.txt", "title=Aed", "lang=et", "type=practice", "country=EE"
    )
    assert done.returncode == 0, done.stderr
    assert ids(desk.json("search", "kogukonnaaed"))[0] == "garden"
    assert desk.sikk("corpus", "edit", "garden", "status=withdrawn").returncode == 0
    assert "garden" not in ids(desk.json("search", "kogukonnaaed"))
    wrong = desk.sikk("corpus", "validate", "docs")
    assert wrong.returncode == 2 and "garden.txt: names no source" in wrong.stderr
    counts = desk.json("corpus", "status")
    assert (counts["documents"], counts["translations"]) == (3, 0)
    assert counts["by"]["status"] == {"published": 2, "withdrawn": 1}


def test_a_python_program_asks_by_the_client(desk: Desk, service: subprocess.Popen[str]) -> None:
    with Client(desk.url) as client:
        found = client.search("Who hands out bread?", limit=1, lang=("en", "et"))
        assert [hit["document_id"] for hit in found["hits"]] == ["bank"]
        assert found["total"] == 2
        answer = client.ask("Kes jagab leiba peredele?")
        assert answer["lang"] == "et" and isinstance(answer["answered"], bool)
        assert client.document("bank")["title"]
        for call, status in (
            (lambda: client.document("no/such"), 404),
            (lambda: client.search("a", country="XX"), 422),
            (lambda: client.search("a", limit=0), 422),
        ):
            with pytest.raises(RequestRefused) as refused:
                call()
            assert refused.value.status == status and refused.value.detail
