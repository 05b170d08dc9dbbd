"""Changes to files: of bytes, of what is packed in a ZIP, of elements of XML, of compressed streams of a PDF."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

Mutation = Callable[[bytes, bytes, random.Random], bytes]
"""Changes the first argument, perhaps with pieces of the second, by the dice of the third."""

_ODD = (0, 1, 2, 7, 63, 64, 255, 256, 999, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1, 10**12, 10**400, -1, -(2**31))


def flip(data: bytes, _other: bytes, dice: random.Random) -> bytes:
    """Some bytes become others."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8, 64))):
        if changed:
            changed[dice.randrange(len(changed))] = dice.choice((0, 255, dice.randrange(256)))
    return bytes(changed)


def delete(data: bytes, _: bytes, dice: random.Random) -> bytes:
    """A piece is missing."""
    start, end = _piece(data, dice)
    return data[:start] + data[end:]


def duplicate(data: bytes, _: bytes, dice: random.Random) -> bytes:
    """A piece is there again, perhaps many times."""
    start, end = _piece(data, dice)
    return data[:end] + data[start:end] * dice.choice((1, 2, 10, 100)) + data[end:]


def truncate(data: bytes, _: bytes, dice: random.Random) -> bytes:
    """The end is missing."""
    return data[: dice.randrange(len(data) + 1)]


def splice(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """A piece of another file stands in it."""
    start, end = _piece(data, dice)
    first, last = _piece(other, dice)
    return data[:start] + other[first:last] + data[end:]


def change_numbers(data: bytes, _: bytes, dice: random.Random) -> bytes:
    """Numbers written in digits become odd ones."""
    numbers = list(re.finditer(rb"\d+", data))
    for found in sorted(dice.sample(numbers, min(len(numbers), dice.choice((1, 3, 20)))), key=lambda f: -f.start()):
        data = data[: found.start()] + str(dice.choice(_ODD)).encode() + data[found.end() :]
    return data


def change_words(data: bytes, _other: bytes, dice: random.Random) -> bytes:
    """Whole numbers of two or four bytes become odd ones, as counts and offsets of binary formats."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 6))):
        size = dice.choice((2, 4))
        if len(changed) > size:
            at = dice.randrange(len(changed) - size)
            changed[at : at + size] = (dice.choice(_ODD) % 2 ** (8 * size)).to_bytes(size, "little")
    return bytes(changed)


def change_markup(data: bytes, _: bytes, dice: random.Random) -> bytes:
    """An element is lost, comes again, lies in itself or trades places with another; or an entity explodes."""
    tags = [m.span() for m in re.finditer(rb"<[A-Za-z/][^<>]*>", data[:2_000_000])]
    if not tags:
        return flip(data, b"", dice)
    (start, end), (start2, end2) = sorted((dice.choice(tags), dice.choice(tags)))
    piece, deed = data[start:end2], dice.randrange(6)
    if deed == 0:
        return data[:start] + data[end:]
    if deed == 1:
        return data[:end] + data[start:end] * dice.choice((1, 50, 5000)) + data[end:]
    if deed == 2 and len(piece) * 50 < 4_000_000:
        return data[:end2] + piece * 50 + data[end2:]
    if deed == 3:
        return data[:start] + data[start2:end2] + data[end:start2] + data[start:end] + data[end2:]
    if deed == 4:
        return data[:start] + piece[:2000] * 20 + data[start:]
    return _with_entities(data)


def _with_entities(data: bytes) -> bytes:
    """XML whose text unfolds a thousand million times (a “billion laughs”)."""
    layers = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    start = re.search(rb"<(?![?!])", data)
    at = start.start() if start else 0
    data = data[:at] + b'<!DOCTYPE a [<!ENTITY e0 "lol">' + layers + b"]>" + data[at:]
    return data.replace(b"</", b"&e9;</", 50)


def change_member(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """A member of a ZIP is changed, or lost, empty, doubled, renamed or another one's; the ZIP is whole again."""
    members = _members(data)
    if not members:
        return flip(data, other, dice)
    name = dice.choice(sorted(members))
    deed = dice.randrange(12)
    if deed == 0:
        del members[name]
    elif deed == 1:
        members[name] = b""
    elif deed == 2:
        members[name] = dice.choice(list(members.values()))
    elif deed == 3:
        members[name + "x"] = members.pop(name)
    elif deed == 4 and _members(other):
        members[name] = dice.choice(list(_members(other).values()))
    else:
        name = max(members, key=lambda n: len(members[n])) if dice.random() < 0.5 else name
        kind = change_markup if members[name].lstrip(b"\xef\xbb\xbf").startswith(b"<") else flip
        members[name] = dice.choice((kind, kind, change_numbers, *BYTES))(members[name], other, dice)
    return _zipped(members)


def _members(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {i.filename: package.read(i) for i in package.infolist() if i.file_size < 20_000_000}
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, RuntimeError, ValueError, EOFError):
        return {}


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def change_stream(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """What a compressed stream of a PDF unpacks to is changed and packed again."""
    streams = list(re.finditer(rb"stream\r?\n(.*?)endstream", data, re.S))
    if not streams:
        return change_numbers(data, other, dice)
    found = dice.choice(streams)
    try:
        content = zlib.decompressobj().decompress(found[1], 5_000_000)
    except zlib.error:
        return change_numbers(data, other, dice)
    content = dice.choice((change_numbers, *BYTES))(content, other, dice)
    return data[: found.start(1)] + zlib.compress(content) + b"\n" + data[found.end(1) :]


def _piece(data: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + dice.choice((1, 8, 100, 4000, max(1, len(data) // 3))))


BYTES: tuple[Mutation, ...] = (flip, delete, duplicate, truncate, splice, change_words)
ALL: tuple[Mutation, ...] = (*BYTES, change_numbers)


def mutated(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """``data`` after one or a few changes of the kinds that suit it."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        data = dice.choice(_suitable(data))(data, other, dice)
    return data


def _suitable(data: bytes) -> tuple[Mutation, ...]:
    start = data[:1024].lstrip(b"\xef\xbb\xbf\r\n ")
    if start.startswith(b"PK"):
        return (*ALL, *[change_member] * 12)
    if b"%PDF-" in start:
        return (*ALL, *[change_numbers, change_stream] * 4)
    if start.startswith(b"<"):
        return (*ALL, *[change_markup] * 5)
    return ALL
