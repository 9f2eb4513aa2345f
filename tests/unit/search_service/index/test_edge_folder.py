"""What the engine says: the machine's fault or the index's, by its sentences as they were seen."""

import errno

import pytest

from search_service.index.edge_folder import machine_fault

SEGMENT = "Service runtime error: failed to load segment /var/index/segments/990d1745: "


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("Service runtime error: IO Error: Too many open files (os error 24)", errno.EMFILE),
        (
            "IO Error: failed to open file `/var/index/edge_config.json`: "
            "Too many open files (os error 24)",
            errno.EMFILE,
        ),
        (
            "Out of memory, free: 13997404160, IO Error: Cannot allocate memory (os error 12)",
            errno.ENOMEM,
        ),
        ("Out of memory, free: 0", errno.ENOMEM),
        (SEGMENT + "Failed to open mmap: Cannot allocate memory (os error 12)", errno.ENOMEM),
        ("IO Error: Permission denied (os error 13)", errno.EACCES),
        ("IO Error: Read-only file system (os error 30)", errno.EROFS),
        ("IO Error: No space left on device (os error 28)", errno.ENOSPC),
        ("IO Error: Input/output error (os error 5)", errno.EIO),
        ('called `unwrap()`: Os { code: 11, kind: WouldBlock, message: "…" }', errno.EAGAIN),
    ],
)
def test_a_machine_that_refused_is_known_by_its_number(said: str, number: int) -> None:
    fault = machine_fault(said)
    assert fault is not None and fault.errno == number


@pytest.mark.parametrize(
    "said",
    [
        "IO Error: Failed to deserialize /i/edge_config.json: EOF while parsing a value at line 1",
        SEGMENT + "Failed to load ID tracker mappings: Corrupted ID tracker mapping storage",
        SEGMENT + "failed to open file `segment.json`: No such file or directory (os error 2)",
        'IO Error: Can\'t parse version from "version.info": empty string',
        "IO Error: invalid utf-8 sequence of 1 bytes from index 0",
        "index out of bounds: the len is 0 but the index is 0",
        "assertion failed: byte_offset < page_size_bytes",
    ],
)
def test_a_damaged_index_names_no_other_number(said: str) -> None:
    assert machine_fault(said) is None
