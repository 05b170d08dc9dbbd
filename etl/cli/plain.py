"""Arguments that need nothing checked: they are taken as they are, without loading what checks them.

typer hands every value, the text of a query too, to pydantic, whose import takes longer than most queries (typer 0.29).
A text, a path of which nothing is asked, and one of a few words need none of that; whatever is not plainly right goes
typer's way, which has the sentences for it.
"""

from enum import Enum
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

from typer.core import TyperCommand
from typer.models import ParameterInfo

_NONE: Final = object()


class PlainCommand(TyperCommand):
    """A command that takes the plain ones of its values as they are."""

    def get_params(self, ctx: Any) -> Any:
        """Its parameters, those of plain kinds made to take plain values."""
        kinds = get_type_hints(self.callback, include_extras=True)
        return [take_plainly(param, kinds.get(param.name or "")) for param in super().get_params(ctx)]


def take_plainly(param: Any, kind: Any) -> Any:
    """A parameter of a command that takes values which are plainly of its ``kind`` (an annotation) as they are."""
    check = type(param).process_value

    def process_value(ctx: Any, value: Any) -> Any:
        known = _none(param) if value is None else plain_value(kind, value)
        if known is _NONE:
            return check(param, ctx, value)
        return param.callback(ctx, param, known) if param.callback else known

    param.process_value = process_value
    return param


def plain_value(kind: Any, value: Any) -> Any:
    """``value`` as its annotation ``kind`` has it, or ``_NONE`` if that is not plain."""
    base, *more = get_args(kind) if get_args(kind) else (kind,)
    if isinstance(value, str) and base is str:
        return value
    if isinstance(value, str | Path) and base is Path and not any(map(_asks_for_more, more)):
        return Path(value)
    if isinstance(base, type) and issubclass(base, Enum):
        return next((member for member in base if value in (member, member.value)), _NONE)
    return _NONE


def _none(param: Any) -> Any:
    """What a parameter that is not given holds."""
    return _NONE if param.required or param.nargs != 1 or getattr(param, "multiple", False) else None


def _asks_for_more(info: object) -> bool:
    """Whether something is to be looked up about a path."""
    if not isinstance(info, ParameterInfo):
        return False
    wanted = info.exists or info.readable or info.writable or info.resolve_path or info.parser or info.path_type
    return bool(wanted or not (info.file_okay and info.dir_okay))
