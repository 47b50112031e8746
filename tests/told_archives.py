"""Archives, whole and damaged, put together byte by byte; for told_workbooks.py."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from told_cells import column, parts

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
LARGEST = 200_000_000  # bytes that all parts may say that they unpack to


def archive(
    *,
    comment: bytes = b"",
    extra: bytes = b"",
    flags: int = 0,
    method: int = 0,
    note: bytes = b"",
    says: int | None = None,
    before: bytes = b"",
) -> bytes:
    """A workbook of one cell, its parts stored as they are. says: the size that the first part claims."""
    body, directory = before, b""
    files = parts(column('<c r="@"><v>1</v></c>'))
    for place, (path, text) in enumerate(files.items()):
        name, content = path.encode(), text.encode()
        size = says if says is not None and not place else len(content)
        head = struct.pack("<HHHHHIII", 20, flags, method, 0, 33, zlib.crc32(content), len(content), size)
        at = len(body)
        body += LOCAL + head + struct.pack("<HH", len(name), len(extra)) + name + extra + content
        directory += CENTRAL + struct.pack("<H", 20) + head
        directory += (
            struct.pack("<HHHHHII", len(name), len(extra), len(note), 0, 0, 0, at) + name + extra + note
        )
    count = len(files)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), len(comment))
    return body + directory + END + end + comment


def archives() -> Iterator[tuple[str, bytes]]:
    """Every archive, by name."""
    whole = archive()
    yield "as it should be", whole
    yield "with a comment at its end", archive(comment=b"a comment of some length")
    yield "with further fields", archive(extra=b"\x01\x02\x02\x00ab")
    yield "with notes on its files", archive(note=b"a note")
    yield "locked", archive(flags=1)
    yield "with a flag that locks nothing", archive(flags=2048)
    yield "packed in another way", archive(method=12)
    yield "said to be packed", archive(method=8)
    yield "huge inside", archive(says=LARGEST)
    yield "four bytes", LOCAL
    yield "half a file", whole[: len(whole) // 2]
    yield "without its end", whole[:-30]
    yield "nothing inside", LOCAL + bytes(400)
    yield "with a directory that begins elsewhere", whole.replace(CENTRAL, b"PK\x01\x03", 1)
    yield (
        "with an entry in the middle that begins elsewhere",
        whole[::-1].replace(CENTRAL[::-1], b"\x03\x01KP", 1)[::-1],
    )
    yield "empty", END + bytes(18)
