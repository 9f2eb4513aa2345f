"""Compound files (OLE), the container of Outlook's mails, written as small as they can be.

No library of ours writes them. Streams under 4096 bytes lie in the mini stream; the directory's
entries are a chain, which readers take as well as a balanced tree.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
Tree = Mapping[str, "bytes | Tree"]


def compound(tree: Tree) -> bytes:
    """A file with these storages (mappings) and streams (bytes)."""
    entries: list[dict[str, object]] = [{"name": "Root Entry", "kind": 5, "child": _NONE}]
    _add(entries, 0, tree)
    mini, mini_table, sectors, table = bytearray(), [], bytearray(), []  # type: ignore[var-annotated]
    for entry in entries:
        content = entry.get("content")
        if isinstance(content, bytes) and len(content) < _CUTOFF:
            entry["start"] = _put(mini, mini_table, content, _MINI) if content else _END
        elif isinstance(content, bytes):
            entry["start"] = _put(sectors, table, content, _SECTOR)
    root_start = _put(sectors, table, bytes(mini), _SECTOR) if mini else _END
    entries[0] |= {"start": root_start, "size": len(mini)}
    packed = struct.pack(f"<{len(mini_table)}I", *mini_table)
    mini_start = _put(sectors, table, packed, _SECTOR, b"\xff") if packed else _END
    mini_count = -(-len(packed) // _SECTOR)
    directory = b"".join(map(_entry, entries))
    directory_start = _put(sectors, table, directory, _SECTOR)
    count = -(-(len(table) + 1) // 128)
    while -(-(len(table) + count) // 128) > count:
        count += 1
    first = len(table)
    table += [_FAT] * count
    fat = struct.pack(f"<{len(table)}I", *table).ljust(count * _SECTOR, b"\xff")
    places = [*range(first, first + count)] + [_FREE] * (109 - count)
    header = struct.pack(
        "<8s16xHHHHH6x9I109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, count, directory_start, 0, _CUTOFF, mini_start, mini_count, _END, 0, *places[:1], *places[1:],
    )  # fmt: skip
    return header + bytes(sectors) + fat


def _add(entries: list[dict[str, object]], parent: int, tree: Tree) -> None:
    before: int | None = None
    for name, content in tree.items():
        at = len(entries)
        is_stream = isinstance(content, bytes)
        size = len(content) if isinstance(content, bytes) else 0
        entries.append({"name": name, "kind": 2 if is_stream else 1, "child": _NONE, "size": size})
        if before is None:
            entries[parent]["child"] = at
        else:
            entries[before]["right"] = at
        before = at
        if isinstance(content, bytes):
            entries[at]["content"] = content
        else:
            _add(entries, at, content)


def _put(space: bytearray, table: list[int], content: bytes, size: int, fill: bytes = b"\0") -> int:
    start = len(table)
    count = -(-len(content) // size)
    space += content.ljust(count * size, fill)
    table += [*range(start + 1, start + count), _END]
    return start


def _entry(entry: Mapping[str, object]) -> bytes:
    name = str(entry["name"]).encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ",
        name, len(name) + 2, entry["kind"], 1, _NONE, entry.get("right", _NONE), entry["child"],
        entry.get("start", 0), entry.get("size", 0),
    )  # fmt: skip
