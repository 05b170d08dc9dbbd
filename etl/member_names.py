"""Names of the files in a ZIP: in the encoding they were written in, harmless, and each once.

APPNOTE 6.3.10 knows two encodings, code page 437 and (flag bit 11) UTF-8. Chinese Windows writes GBK and says nothing,
and some programs of the Mac write UTF-8 and say nothing.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZipInfo

_LITTER: Final = ("~$", ".", "Thumbs.db", "desktop.ini", "__MACOSX")
"""Names of files that programs leave behind: Office's lock files, hidden files, thumbnails, a Mac's attributes."""

_UTF8_FLAG: Final = 0x800
_UNICODE_PATH: Final = 0x7075
_HAN: Final = re.compile("[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff]")
_FOREIGN: Final = re.compile("(?![§°±·×÷])[\x80-\u1fff\ue000-\uf8ff]")
"""What no Chinese file name holds: letters of other scripts, as wrong encodings give them, and private characters."""


def is_litter(parts: Sequence[str]) -> bool:
    """Whether a path of these parts was left behind by a program rather than put there by a person."""
    return any(part.startswith(_LITTER) for part in parts)


def member_names(infos: Iterable[ZipInfo]) -> Iterator[str]:
    """A name for each member, in order: relative, with slashes, without ``.`` and ``..``, and no two alike."""
    taken: set[str] = set()
    for info in infos:
        name = _unique(_harmless(decoded_name(info)), taken)
        taken.add(name)
        yield name


def decoded_name(info: ZipInfo) -> str:
    """The name of a member as it was written."""
    name = info.orig_filename.split("\0", 1)[0]
    if info.flag_bits & _UTF8_FLAG:
        return name
    raw = name.encode("cp437", "replace")
    if stated := _stated(info.extra, raw):
        return stated
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_chinese(text):
            return text
    return name


def _is_chinese(text: str) -> bool:
    """Whether a name reads as Chinese: two accented letters of Europe make a character too, but a rare one."""
    han = _HAN.findall(text)
    common = [c for c in han if len(c.encode("gb2312", "ignore")) == 2]
    return 2 * len(common) >= len(han) > 0 and not _FOREIGN.search(text)


def _stated(extra: bytes, raw: bytes) -> str | None:
    """The name that an Info-ZIP Unicode Path field (APPNOTE 4.6.9) states, if it is of the name written."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and field[:1] == b"\x01" and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return field[5:].decode("utf-8", "replace")
    return None


def _harmless(name: str) -> str:
    """A name that stays below whatever it is put behind; Windows' separators and drives are no part of it."""
    parts = re.sub(r"^[A-Za-z]:", "", name).replace("\\", "/").split("/")
    return "/".join(p for p in parts if p not in ("", ".", "..")) or "unnamed"


def _unique(name: str, taken: set[str]) -> str:
    path, number, unique = PurePosixPath(name), 1, name
    while unique in taken:
        number += 1
        unique = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    return unique
