"""Writes the five notices as OFD packages, ``python -m tests.golden.notices_as_ofd``.

Each is the text of the notice's DOCX, set anew on pages and written as one producer of OFD writes. The golden files
beside them stay those of the notices.
"""

from pathlib import Path

from parsers.formats import docx
from tests.parsers.formats.ofd_layout import POINT, SMALL, sheets_of
from tests.parsers.formats.ofd_writer import Style, write_ofd

NOTICES = Path(__file__).parent / "notices"
STYLES = {
    "gaoxin-2024-plan": Style(),
    "wulong-2024-plan": Style(rules="fills", objects="char", prefix="", absolute=True),
    "yubei-2020-plan": Style(rules="cells", objects="word", grouped=True),
    "yubei-2021-report": Style(scaled=True, grouped=True, absolute=True),
    "yubei-2024-plan": Style(
        rules="fills", objects="word", prefix="", namespace="", head="重庆市渝北区人民政府办公室文件"
    ),
}
SIZES = {"wulong-2024-plan": 10.5 * POINT}
"""Sizes of the type in tables, in millimetres, where they are not 12 points."""


def as_ofd(name: str) -> bytes:
    """One notice as an OFD package."""
    document = docx.read((NOTICES / f"{name}.docx").read_bytes())
    return write_ofd(sheets_of(document, small=SIZES.get(name, SMALL)), STYLES[name])


if __name__ == "__main__":
    for name in STYLES:
        (NOTICES / f"{name}.ofd").write_bytes(as_ofd(name))
