"""One file through every stage, for a person who looks at how it is read."""

from pathlib import Path

from etl.raw_files import DiskFile, RawFile
from etl.readers import process
from etl.readers.file_rows import FileRows
from parsers.reading import Reader, no_surprises
from schemas.normalised import NormalisedNotice
from schemas.notice import Notice
from schemas.reference import Reference


def inspect(
    path: Path | RawFile, reference: Reference, reader: Reader[FileRows] | None = None
) -> tuple[Notice, NormalisedNotice, str]:
    """One file through every stage without loading anything: as written, normalised, and its format's name.

    ``reader`` is that of ``Run``. Raises ``UnreadableFileError`` if the file cannot be read, for whatever reason.
    """
    file = DiskFile(path) if isinstance(path, Path) else path
    reader = reader or process.isolated_reader(reference)
    try:
        with no_surprises():
            read = reader.read(file.data())
            notice = Notice.model_validate_json(read.notice)
            return notice, NormalisedNotice.model_validate_json(read.rows), read.format
    finally:
        reader.close()
