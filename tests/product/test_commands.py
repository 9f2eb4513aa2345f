"""What the product says of itself is true: help, examples, documents, layers, figures."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from making import REPOSITORY, run_python

from evals.retrieval import table
from search_service.cli import sikk

DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")])


def _commands(command: click.Command = sikk, *path: str) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from _commands(_child(command, name), *path, name)


def _child(group: click.Group, name: str) -> click.Command:
    found = group.get_command(click.Context(group), name)
    assert found is not None, f"`{group.name} {name}` is listed but not there"
    return found


def _named(path: tuple[str, ...]) -> click.Command:
    command: click.Command = sikk
    for name in path:
        assert isinstance(command, click.Group)
        command = _child(command, name)
    return command


def test_the_commands_of_the_contract_are_there() -> None:
    wanted = {"ingest", "search", "ask", "corpus", "eval", "serve", "doctor"}
    assert wanted <= {path[0] for path in _commands() if path}


@pytest.mark.parametrize("path", list(_commands()), ids=lambda path: " ".join(["sikk", *path]))
def test_every_command_has_help_and_an_example_that_it_takes(path: tuple[str, ...]) -> None:
    command = _named(path)
    text = command.help or ""
    assert len(text.split("\n")[0]) > 10
    told = text.partition("Example:")[2]
    examples = [line.strip() for line in told.splitlines() if line.strip()]
    assert examples, "no example"
    assert examples[0].startswith(" ".join(["sikk", *path]))
    for example in examples:
        _takes(example)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.opts} has no help"


def _takes(line: str) -> None:
    """Whether the words of a command line name commands and options that there are."""
    words = shlex.split(line.partition(" #")[0], posix=True)[1:]
    command: click.Command = sikk
    known = _options(command)
    for word in words:
        if word.startswith("-"):
            assert word.partition("=")[0] in known, f"{line}: {command.name} has no {word}"
        elif isinstance(command, click.Group) and word in command.list_commands(
            click.Context(command)
        ):
            command = _child(command, word)
            known |= _options(command)
        else:
            assert not isinstance(command, click.Group), f"{line}: there is no command {word}"


def _options(command: click.Command) -> set[str]:
    return {"-h", "--help"} | {
        name for p in command.params for name in (*p.opts, *p.secondary_opts)
    }


SHOWN = re.compile(r"(?:^\s*(?:\$ )?|`)(?:\.venv/bin/)?(sikk [a-z-][^`\n]*?)(?=`|$)", re.M)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_the_documents_exists(document: Path) -> None:
    for match in SHOWN.finditer(document.read_text(encoding="utf-8")):
        _takes(match[1].split("|")[0].rstrip("\\ ").replace("…", ""))


def test_the_documents_do_show_commands() -> None:
    shown = [m[1] for path in DOCUMENTS for m in SHOWN.finditer(path.read_text(encoding="utf-8"))]
    assert len(shown) >= 5


@pytest.mark.parametrize(
    "line", ["sikk nonsense", "sikk search x --nonsense", "sikk corpus nonsense"]
)
def test_a_wrong_command_in_a_document_would_be_seen(line: str) -> None:
    with pytest.raises(AssertionError):
        _takes(line)


def test_the_documents_name_files_that_there_are() -> None:
    lost = [
        (document.name, target)
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert lost == []


def test_make_targets_in_the_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(), re.M))
    shown = {
        name
        for document in DOCUMENTS
        for name in re.findall(r"(?:^|`|&& )make ([a-z]+)", document.read_text(), re.M)
    }
    assert shown <= targets and {"setup", "serve", "test"} <= targets


@pytest.mark.skipif(not shutil.which("make"), reason="make is not there")
def test_a_new_user_is_told_where_the_command_is() -> None:
    command = ["make", "--dry-run", "--always-make", "setup"]
    told = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    first_read = [(REPOSITORY / name).read_text("utf-8") for name in ("README.md", "docs/users.md")]
    for text in (told.stdout, *first_read):
        assert "source .venv/bin/activate" in text and ".venv/bin/sikk" in text


def test_the_readmes_quality_tables_are_the_measured_ones() -> None:
    """Between its marks the README holds the results' tables and nothing else."""
    results = REPOSITORY / "evals" / "results"
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"<!-- begin (\S+):.*?-->\n\n(.*?)\n<!-- end \1 -->", readme, re.S)
    written = {
        each: (results / f"{each}.md").read_text(encoding="utf-8") for each in ("gold", "dev")
    }
    assert shown == [(f"evals/results/{name}.md", text) for name, text in written.items()]
    for name, text in written.items():
        figures = json.loads((results / f"{name}.json").read_text(encoding="utf-8"))
        assert table.markdown(figures) == text


def test_the_layers_hold() -> None:
    run = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert "0 broken" in run.stdout


LOADED = """
import json, sys
from importlib.util import find_spec
from click.testing import CliRunner
before = set(sys.modules)
from search_service.cli import sikk
shown = CliRunner().invoke(sikk, sys.argv[1:])
assert shown.exit_code == 0, shown.output
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(json.dumps(sorted(n for n in loaded if n not in sys.stdlib_module_names and n[0] != "_")))
"""
# What help may load: the command line, the settings and the log (structlog looks for rich
# and greenlet). A library that takes a tenth of a second to import is loaded by the command that
# needs it, when it runs.
QUICK = {
    "annotated_types", "attr", "click", "corpus", "dotenv", "evals", "greenlet", "ingest",
    "pydantic", "pydantic_core",  # rich looks into attr where it is installed
    "pydantic_settings", "pygments", "rich", "search_service", "structlog", "typing_extensions",
    "typing_inspection",
}  # fmt: skip


@pytest.mark.parametrize("path", list(_commands()), ids=lambda path: " ".join(["sikk", *path]))
def test_help_loads_only_what_is_quick_to_load(path: tuple[str, ...]) -> None:
    run = run_python(LOADED, *path, "--help")
    assert run.returncode == 0, run.stderr
    assert set(json.loads(run.stdout)) - QUICK == set()
