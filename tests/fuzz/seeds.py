"""What the mutations begin with: every document among the tests, under the format that reads it."""

import io
import re
import zipfile
from functools import cache
from typing import NamedTuple

from parsers.formats import formats, read_document
from parsers.formats._sample import Sample
from tests.conftest import GOLDEN
from tests.etl.warehouse.build import HEADER, ROWS, notice_text
from tests.parsers.formats.builders import Pdf
from tests.scans import page_pictures, saved
from tests.writers import WRITERS

FOLDERS = (GOLDEN / "notices", GOLDEN.parent / "gallery")
LARGEST = 3_000_000
"""Bytes of a seed; of a larger one a run sees too few changes."""


class Seed(NamedTuple):
    """A document and its name."""

    name: str
    data: bytes


def format_of(data: bytes) -> str | None:
    """Name of the one format that claims some bytes."""
    sample = Sample.of(data)
    claiming = [f.NAME for f in formats() if f.claims(sample)]
    return claiming[0] if len(claiming) == 1 else None


@cache
def seeds() -> dict[str, list[Seed]]:
    """Seeds of every format, smallest first; none for a format of which no test keeps a file and no writer is here."""
    found: dict[str, list[Seed]] = {f.NAME: [] for f in formats()}
    for seed in (*_kept(), *_written()):
        name = format_of(seed.data)
        if name and len(seed.data) <= LARGEST:
            found[name].append(seed)
    return {name: sorted(of_format, key=lambda s: (len(s.data), s.name)) for name, of_format in found.items()}


def _kept() -> list[Seed]:
    files = [p for folder in FOLDERS if folder.is_dir() for p in sorted(folder.iterdir()) if p.is_file()]
    return [Seed(p.name, p.read_bytes()) for p in files if p.suffix != ".yml"]


def _written() -> list[Seed]:
    """A short notice in every format that has a writer; changes of something small change something that matters."""
    small = notice_text().encode()
    document = read_document(small)
    page = Pdf().lines(90, 60, notice_text().split("\n")[:14], 10, 12).grid(60, 300, [80] * 6, (HEADER, *ROWS), 60)
    pdf = page.file()
    written = {name: write(document) for name, write in WRITERS.items()}
    picture = saved(page_pictures(pdf, 100)[0])
    more = {"txt": small, "pdf": pdf, "jpg": picture, "flat.xml": _flat(written["docx"])}
    return [Seed(f"small.{name}", data) for name, data in (written | more).items()]


def _flat(package: bytes) -> bytes:
    """The parts of a DOCX in one XML file (Flat OPC)."""
    with zipfile.ZipFile(io.BytesIO(package)) as members:
        parts = "".join(
            f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{_root(members.read(name))}</pkg:xmlData></pkg:part>'
            for name in members.namelist()
            if name.endswith((".xml", ".rels"))
        )
    namespace = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return (
        f'<?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="{namespace}">{parts}</pkg:package>'.encode()
    )


def _root(part: bytes) -> str:
    return re.sub(r"^\ufeff?<\?xml.*?\?>", "", part.decode("utf-8"))
