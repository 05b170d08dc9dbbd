"""What all tests share: the reference data, and the five real notices in every format."""

from pathlib import Path

import pytest

from etl.normalise.lexicon import Lexicon
from etl.reference.load import load_reference
from schemas.reference import Reference, Vocabulary

GOLDEN = Path(__file__).parent / "golden"
NOTICES = ("gaoxin-2024-plan", "wulong-2024-plan", "yubei-2020-plan", "yubei-2021-report", "yubei-2024-plan")
FORMATS = {"text": "txt", "docx": "docx", "pdf": "pdf", "ofd": "ofd"}


def notice_path(name: str, file_format: str) -> Path:
    """File of one of the five notices in a format."""
    return GOLDEN / "notices" / f"{name}.{FORMATS[file_format]}"


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="session")
def vocabulary(reference: Reference) -> Vocabulary:
    return reference.vocabulary


@pytest.fixture(scope="session")
def yubei(reference: Reference) -> Lexicon:
    return _lexicon(reference, "500112")


@pytest.fixture(scope="session")
def wulong(reference: Reference) -> Lexicon:
    return _lexicon(reference, "500156")


@pytest.fixture(scope="session")
def gaoxin(reference: Reference) -> Lexicon:
    return _lexicon(reference, "cq-gaoxin")


def _lexicon(reference: Reference, region_id: str) -> Lexicon:
    region = next(r for r in reference.regions if r.id == region_id)
    return Lexicon(region, reference.groups)
