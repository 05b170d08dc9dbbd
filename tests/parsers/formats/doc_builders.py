"""Small DOC files made in memory, byte by byte, each holding just what one test is about."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from parsers.formats._doc_file import Part, Story
from parsers.formats._doc_sprms import Sprm

_SECTOR = 512
_TEXT_AT = 0x800
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ole_file(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container of these streams, each padded so that it needs no sectors of the small kind."""
    contents = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    directory_sectors = -(-128 * (len(contents) + 1) // _SECTOR)
    sizes = [directory_sectors, *(-(-len(c) // _SECTOR) for c in contents.values())]
    fat_sectors = -(-(sum(sizes) + 2) // 127)
    starts = [start + fat_sectors for start in accumulate(sizes, initial=0)]
    fat = [_FAT] * fat_sectors
    for size in sizes:
        fat += [*range(len(fat) + 1, len(fat) + size), _END]
    fat += [_FREE] * (128 * fat_sectors - len(fat))
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if contents else _FREE)]
    for n, (name, content) in enumerate(contents.items(), 1):
        entries.append(_entry(name, 2, starts[n], len(content), right=n + 1 if n < len(contents) else _FREE))
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                         0, fat_sectors, starts[0], 0, 4096, _END, 0, _END, 0)  # fmt: skip
    header += struct.pack("<109I", *range(fat_sectors), *[_FREE] * (109 - fat_sectors))
    parts = [header, struct.pack(f"<{len(fat)}I", *fat), b"".join(entries), *contents.values()]
    return b"".join(part.ljust(-(-len(part) // _SECTOR) * _SECTOR, b"\0") for part in parts)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", text, len(text), kind, 1, _FREE, right, child, start, size)


def sprm(opcode: int, operand: int | bytes) -> bytes:
    """One modifier; a number as operand gets the size that the opcode asks for."""
    if isinstance(operand, int):
        size = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2}[opcode >> 13]
        operand = (operand & (1 << 8 * size) - 1).to_bytes(size, "little")
    elif opcode == Sprm.DEFINE_TABLE:
        operand = struct.pack("<H", len(operand) + 1) + operand
    elif opcode >> 13 == 6:
        operand = bytes([len(operand)]) + operand
    return struct.pack("<H", opcode) + operand


DELETED = sprm(Sprm.DELETED, 1)


@dataclass(frozen=True)
class Par:
    """A paragraph: its runs with the properties of their characters, its mark, and the properties of both."""

    runs: tuple[tuple[str, bytes], ...]
    mark: str = "\r"
    properties: bytes = b""
    style: int = 0
    mark_properties: bytes = b""


def par(*runs: str | tuple[str, bytes], properties: bytes = b"", style: int = 0, mark_properties: bytes = b"") -> Par:
    """A paragraph of runs; a mere text has no properties."""
    found = tuple((run, b"") if isinstance(run, str) else run for run in runs)
    return Par(found, "\r", properties, style, mark_properties)


def in_list(use: int, level: int = 0) -> bytes:
    """Properties of a paragraph that a list numbers."""
    return sprm(Sprm.LEVEL, level) + sprm(Sprm.LIST, use)


def defined(edges: Sequence[int], flags: Mapping[int, int] | None = None, cells: int | None = None) -> bytes:
    """The definition of a row: edges in twips, and the flags of cells that have some."""
    count = len(edges) - 1 if cells is None else cells
    descriptors = b"".join(struct.pack("<HH16x", (flags or {}).get(n, 0), 0) for n in range(count))
    return sprm(Sprm.DEFINE_TABLE, struct.pack(f"<B{len(edges)}h", count, *edges) + descriptors)


ACROSS, ACROSS_ON, DOWN, DOWN_ON = 2, 1, 0x60, 0x20
"""Flags of cells: first and further ones merged across, first and further ones merged downwards."""


def cell(*content: str | Par | list[Par], depth: int = 1) -> list[Par]:
    """The paragraphs of a cell, of which the last is ended by the cell; rows of inner tables may stand between."""
    flat: list[Par] = []
    for item in content or ("",):
        flat += item if isinstance(item, list) else [par(item) if isinstance(item, str) else item]
    *before, last = flat
    lies = sprm(Sprm.IN_TABLE, 1) + sprm(Sprm.DEPTH, depth)
    ends = b"" if depth == 1 else sprm(Sprm.INNER_CELL_END, 1)
    inner = [p if _is_deeper(p, depth) else replace(p, properties=p.properties + lies) for p in before]
    return [*inner, replace(last, mark="\x07" if depth == 1 else "\r", properties=last.properties + lies + ends)]


def _is_deeper(p: Par, depth: int) -> bool:
    return any(sprm(Sprm.DEPTH, d) in p.properties for d in range(depth + 1, 20))


def row(
    *cells: str | list[Par],
    edges: Sequence[int] | None = None,
    flags: Mapping[int, int] | None = None,
    depth: int = 1,
    properties: bytes = b"",
    mark_properties: bytes = b"",
    definition: bytes | None = None,
) -> list[Par]:
    """The paragraphs of a row; columns are 1,000 twips wide unless ``edges`` says otherwise."""
    contents = [cell(c, depth=depth) if isinstance(c, str) else c for c in cells]
    places = edges if edges is not None else [1000 * n for n in range(len(cells) + 1)]
    lies = sprm(Sprm.IN_TABLE, 1) + sprm(Sprm.DEPTH, depth)
    ends = sprm(Sprm.ROW_END, 1) if depth == 1 else sprm(Sprm.INNER_ROW_END, 1)
    shape = defined(places, flags) if definition is None else definition
    end = Par((), "\x07" if depth == 1 else "\r", lies + ends + shape + properties, 0, mark_properties)
    return [p for content in contents for p in content] + [end]


def number_level(text: str, number_format: int = 0, *, start: int = 1, flags: int = 0, follow: int = 2) -> bytes:
    """One level of a list (LVL); a digit after a percent sign is the number of that level, counted from 1.

    ``flags`` 4 makes all numbers of its text digits, 8 keeps it counting on behind the levels above.
    """
    for n in range(9):
        text = text.replace(f"%{n + 1}", chr(n))
    head = struct.pack("<iBB9sBiIBBBB", start, number_format, flags, b"", follow, 0, 0, 2, 3, 0, 0)
    return head + b"\xaa" * 5 + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def list_table(*lists: tuple[int, Sequence[bytes]]) -> tuple[bytes, bytes]:
    """The list definitions and, behind them, their levels; a list has one level or nine."""
    heads = b"".join(struct.pack("<ii18sBB", list_id, 0, b"", len(levels) == 1, 0) for list_id, levels in lists)
    return struct.pack("<H", len(lists)) + heads, b"".join(level for _, levels in lists for level in levels)


def list_uses(*uses: tuple[int, Sequence[bytes]]) -> bytes:
    """The uses of lists, from 1, each with its overrides."""
    heads = b"".join(struct.pack("<iIIBBBB", list_id, 0, 0, len(overrides), 0, 0, 0) for list_id, overrides in uses)
    data = b"".join(b"\xff" * 4 + b"".join(overrides) for _, overrides in uses)
    return struct.pack("<I", len(uses)) + heads + data


def override(level: int, start: int | None = None, own: bytes = b"") -> bytes:
    """An override of a level: a start, a format of its own, or both."""
    flags = level | (0x10 if start is not None else 0) | (0x20 if own else 0)
    return struct.pack("<iI", start or 0, flags) + own


def style_sheet(*styles: tuple[int, bytes] | None) -> bytes:
    """Paragraph styles in their order: the number of the style they are based on (-1: none) and their properties."""
    sheet = struct.pack("<HHH14x", 18, len(styles), 10)
    for style in styles:
        if style is None:
            sheet += b"\0\0"
            continue
        base, properties = style
        head = (
            struct.pack("<HHHHH", 0, 1 | (base & 0xFFF) << 4, 2, 0, 0) + struct.pack("<H", 1) + "样".encode("utf-16-le")
        )
        body = struct.pack("<HH", 2 + len(properties), 0) + properties
        definition = head + b"\0\0" + body + b"\0" * (len(body) % 2)
        sheet += struct.pack("<H", len(definition)) + definition
    return sheet


def doc_file(
    *content: Par | list[Par],
    stories: Mapping[Story, Sequence[Par]] | None = None,
    parts: Mapping[Part, bytes] | None = None,
    lists: tuple[bytes, bytes] = (b"", b""),
    data: bytes = b"",
    version: int = 0xC1,
    flags: int = 0x0200,
    width: int = 2,
    piece_length: int | None = None,
    piece_properties: bytes = b"",
    piece_prm: int = 0,
    drop: Sequence[str] = (),
) -> bytes:
    """A DOC of these paragraphs; ``stories`` are the texts behind the main one by their number, ``parts`` go into the
    table stream, ``width`` is the bytes of a character, ``piece_length`` cuts the text into pieces."""
    main = [p for item in content for p in (item if isinstance(item, list) else [item])]
    texts = [main, *((stories or {}).get(n, ()) for n in Story if n)]
    pars = [p for text in texts for p in text]
    units = _text(pars)
    raw = b"".join(struct.pack("<H", ord(u)) for u in _units(units)) if width == 2 else units.encode("cp1252")
    count = len(raw) // width
    paragraphs, characters = _runs(pars, width)
    word = bytearray(_TEXT_AT) + raw
    tables: dict[int, bytes] = {int(part): found for part, found in (parts or {}).items()}
    for kind, pages in ((Part.PARAGRAPH_PAGES, paragraphs), (Part.CHARACTER_PAGES, characters)):
        word += b"\0" * (-len(word) % _SECTOR)
        first = len(word) // _SECTOR
        word += b"".join(page for _, page in pages)
        bounds = [start for start, _ in pages] + [_TEXT_AT + len(raw)]
        tables[kind] = struct.pack(f"<{len(bounds)}I", *bounds) + struct.pack(
            f"<{len(pages)}I", *range(first, first + len(pages))
        )
    tables[Part.PIECES] = _clx(count, width, piece_length or max(count, 1), piece_properties, piece_prm)
    tables[Part.LISTS] = lists[0]
    table = b"\0" * 16
    places: dict[int, tuple[int, int]] = {}
    for part, found in sorted(tables.items()):
        places[part] = (len(table), len(found))
        table += found + (lists[1] if part == Part.LISTS else b"")
    counts = [len(_units(_text(text))) for text in texts]
    word[:898] = _fib(version, flags, counts, places)
    streams = {"WordDocument": bytes(word), "1Table" if flags & 0x0200 else "0Table": table, "Data": data}
    return ole_file({name: s for name, s in streams.items() if name not in drop and (s or name != "Data")})


def _text(pars: Sequence[Par]) -> str:
    return "".join("".join(run for run, _ in p.runs) + p.mark for p in pars)


def _units(text: str) -> str:
    """The text with a character for each unit of UTF-16."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def _fib(version: int, flags: int, counts: Sequence[int], places: Mapping[int, tuple[int, int]]) -> bytes:
    base = struct.pack("<HHHHHH20x", 0xA5EC, version, 0, 0x0804, 0, flags)
    words = struct.pack("<H28x", 14)
    longs = struct.pack("<H3I8I11I", 22, 0, 0, 0, *counts, *[0] * 11)
    pairs = [places.get(n, (0, 0)) for n in range(93)]
    return base + words + longs + struct.pack("<H186I", 93, *[value for pair in pairs for value in pair])


def _clx(count: int, width: int, length: int, properties: bytes, prm: int) -> bytes:
    bounds = [*range(0, count, length), count]
    chains = struct.pack("<BH", 1, len(properties)) + properties if properties else b""
    pieces = b""
    for first in bounds[:-1]:
        at = _TEXT_AT + first * width
        pieces += struct.pack("<HIH", 0, at if width == 2 else at * 2 | 0x40000000, 1 if properties else prm)
    table = struct.pack(f"<{len(bounds)}I", *bounds) + pieces
    return chains + struct.pack("<BI", 2, len(table)) + table


_Pages = list[tuple[int, bytes]]


def _runs(pars: Sequence[Par], width: int) -> tuple[_Pages, _Pages]:
    at = _TEXT_AT
    paragraphs, characters = [], []
    for p in pars:
        start = at
        for text, properties in (*p.runs, (p.mark, p.mark_properties)):
            end = at + len(_units(text)) * width
            if text:
                characters.append((at, end, bytes([len(properties)]) + properties if properties else b""))
            at = end
        content = struct.pack("<H", p.style) + p.properties
        odd = len(content) % 2
        size = bytes([(len(content) + 1) // 2]) if odd else bytes([0, len(content) // 2])
        paragraphs.append((start, at, size + content))
    return _pages(paragraphs, 13), _pages(characters, 1)


def _pages(runs: Sequence[tuple[int, int, bytes]], entry: int) -> _Pages:
    pages: _Pages = []
    held: list[tuple[int, int, bytes]] = []
    for run in runs:
        if held and 8 + sum(4 + entry + len(r[2]) + 1 for r in (*held, run)) > 510:
            pages.append(_page(held, entry))
            held = []
        held.append(run)
    return [*pages, _page(held, entry)] if held else pages


def _page(runs: Sequence[tuple[int, int, bytes]], entry: int) -> tuple[int, bytes]:
    page = bytearray(_SECTOR)
    bounds = [*(start for start, _, _ in runs), runs[-1][1]]
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    end = _SECTOR - 1
    for n, (_, _, content) in enumerate(runs):
        if content:
            end = (end - len(content)) // 2 * 2
            page[end : end + len(content)] = content
            page[4 * len(bounds) + entry * n] = end // 2
    page[-1] = len(runs)
    return runs[0][0], bytes(page)
