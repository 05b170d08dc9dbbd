"""ZIPs as people and programs make them, and as nobody should."""

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.etl.warehouse.build import notice_text, put


def zipped(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with names in UTF-8 where they need it, flagged so."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def zipped_as(members: Mapping[bytes, bytes | str]) -> bytes:
    """A ZIP whose names are these bytes and say nothing of their encoding, as old programs make it."""
    stand_ins = {f"{number:x}".rjust(len(raw), "_"): raw for number, raw in enumerate(members)}
    made = zipped(dict(zip(stand_ins, members.values(), strict=True)))
    for name, raw in stand_ins.items():
        made = made.replace(name.encode(), raw)
    return made


def locked(package: bytes) -> bytes:
    """The same ZIP with every member marked as encrypted."""
    return flagged(package, 1)


def flagged(package: bytes, flag: int) -> bytes:
    """The same ZIP with a flag set on every member."""
    return patched(package, 6, 8, flag)


def method_changed(package: bytes, method: int) -> bytes:
    """The same ZIP with every member said to be packed by a method."""
    return patched(package, 8, 10, method)


def patched(package: bytes, local: int, central: int, value: int, size: str = "<H") -> bytes:
    """The same ZIP with a number changed in the heads of all members and in the directory."""
    changed = bytearray(package)
    for start, at in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        found = changed.find(start)
        while found >= 0:
            struct.pack_into(size, changed, found + at, value)
            found = changed.find(start, found + 4)
    return bytes(changed)


def nested(depth: int, name: str = "通知.txt") -> bytes:
    """A notice inside as many ZIPs as ``depth``, one in the other."""
    content: bytes | str = notice_text()
    for level in range(depth):
        content = zipped({name if level == 0 else f"{level}.zip": content})
    assert isinstance(content, bytes)
    return content


def put_zip(path: Path, members: Mapping[str, bytes | str]) -> Path:
    """Write a ZIP to disk."""
    return put(path, zipped(members))
