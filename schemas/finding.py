"""What a stage has to say about something it met: rule 1 of the house is that nothing is lost in silence."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Record


class Severity(StrEnum):
    """How much a finding matters: an error makes a value untrustworthy, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(Record):
    """One remark about one place of a file.

    ``table_no``, ``row_no``, ``paragraph_no`` and ``page`` count from 1 as a person would count in the file; they are
    ``None`` where the remark is about the notice as a whole, or about something elsewhere.
    """

    severity: Severity
    rule: str
    message: str
    table_no: int | None = Field(default=None, ge=1)
    row_no: int | None = Field(default=None, ge=1)
    paragraph_no: int | None = Field(default=None, ge=1)
    page: int | None = Field(default=None, ge=1)
