"""Tables are read whole, and what breaks one is told by its file and line."""

from pathlib import Path

import pytest

from corpus.errors import BadInput
from corpus.tables import rows


def table(folder: Path, content: bytes | None) -> Path:
    path = folder / "t.tsv"
    if content is not None:
        path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        "id\tname\nõ\tš\n\nb\t\n",
        "id\tname\r\nõ\tš\r\nb\t",
        "\ufeffid\tname\nõ\tš\nb\t\n",
    ],
    ids=["lines between", "of Windows", "with a mark"],
)
def test_rows_hold_the_named_columns(tmp_path: Path, content: str) -> None:
    found = rows(table(tmp_path, content.encode()), ["name"])
    assert found == [{"id": "õ", "name": "š"}, {"id": "b", "name": ""}]


def test_a_quotation_mark_is_itself_unless_fields_are_quoted(tmp_path: Path) -> None:
    path = table(tmp_path, b'id\tname\n1\t"a"\n')
    assert rows(path, ["id"]) == [{"id": "1", "name": '"a"'}]
    assert rows(path, ["id"], quoted=True) == [{"id": "1", "name": "a"}]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read (No such file or directory)"),
        (b"", "line 1 has no column id, name"),
        (b"id\tother\n1\t2\n", "line 1 has no column name"),
        (b"id\tname\n1\t2\n\n3\n", "line 4 has not 2 fields, as line 1 has, but 1"),
        (b"id\tname\n1\t2\t3\n", "line 2 has not 2 fields, as line 1 has, but 3"),
        (b"id\tname\n1\t2\n3\t\xe4\n", "line 3 is not UTF-8"),
        (b"id\tname\n1\t" + b"a" * 140_000 + b"\n", "line 2 is no row of a table"),
    ],
)
def test_what_is_no_such_table_is_told(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = table(tmp_path, content)
    with pytest.raises(BadInput) as caught:
        rows(path, ["id", "name"])
    assert str(caught.value).startswith(f"{path}: {told}")
    assert "\n" not in str(caught.value)


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"cannot be read \(Is a directory\)"):
        rows(tmp_path, [])
