r"""Groups and control words of an RTF to the paragraphs of its stories.

A group keeps its own copy of all settings; a group that begins with ``\*`` or with the name of a destination that is no
text (fonts, pictures, page heads) is passed over whole (specification 1.9.1, "Destination control words").
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from parsers.errors import UnreadableFileError
from parsers.formats._doc_blocks import End, Mark
from parsers.formats._rtf_code_pages import code_page, decoded, font_code_page
from parsers.formats._rtf_stories import RowDefinition, Story, damaged
from parsers.formats._rtf_tokens import Token

MOST_CHARACTERS: Final = 1_000_000
"""Characters of the longest text that is read; a notice has some ten thousand."""

MOST_TOKENS: Final = 1_500_000
"""Groups, control words and texts of the longest file that is read; a notice has some hundred thousand."""

DEEPEST: Final = 500
"""Groups in groups that are followed; a notice has some ten."""

_SILENT: Final = frozenset(
    (
        *("annotation", "atnauthor", "atndate", "atnid", "author", "buptim", "colortbl", "comment", "company"),
        *("creatim", "datafield", "doccomm", "fldinst", "footer", "footerf", "footerl", "footerr", "ftncn", "ftnsep"),
        *("ftnsepc", "header", "headerf", "headerl", "headerr", "info", "keywords", "listtable", "nonesttables"),
        *(
            "objdata",
            "operator",
            "pict",
            "printim",
            "private",
            "revtbl",
            "revtim",
            "rxe",
            "shprslt",
            "sp",
            "stylesheet",
        ),
        *("subject", "tc", "title", "txe", "xe"),
    )
)
"""Destinations that are no text of the document."""

_HEARD: Final = frozenset(("shpinst", "shptxt", "nesttableprops", "footnote", "listtext", "pntext", "fonttbl"))
r"""Destinations that are read although they may begin with ``\*``."""

_CHARACTERS: Final = {
    "tab": " ",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_SYMBOLS: Final = {"~": "\xa0", "_": "-"}


@dataclass(frozen=True)
class _Settings:
    """What holds inside a group."""

    is_silent: bool = False
    place: str = "text"
    font: int = 0
    skipped: int = 1
    is_deleted: bool = False
    is_in_table: bool = False
    depth: int = 1
    row: RowDefinition | None = None

    @property
    def table_depth(self) -> int:
        return min(self.depth, 16) if self.is_in_table else 0


@dataclass
class Reader:
    """One pass over the tokens of a file; ``main``, ``notes`` and ``boxes`` are what it read."""

    main: Story = field(default_factory=Story)
    notes: list[Story] = field(default_factory=list)
    boxes: dict[int, Story] = field(default_factory=dict)
    _settings: _Settings = field(default_factory=_Settings)
    _groups: list[tuple[_Settings, Story]] = field(default_factory=list)
    _story: Story = field(default_factory=Story)
    _page: str = "cp1252"
    _fonts: dict[int, str | None] = field(default_factory=dict)
    _bytes: bytearray = field(default_factory=bytearray)
    _to_skip: int = 0
    _is_optional: bool = False
    _characters: int = 0

    def __post_init__(self) -> None:
        self._story = self.main

    def read(self, found: Iterable[Token]) -> None:
        """Read all tokens. Raises ``UnreadableFileError`` if groups are left open, or for far too much of anything."""
        for number, token in enumerate(found):
            if number >= MOST_TOKENS:
                raise UnreadableFileError(
                    "it holds far more than a notice can; save the notice by itself in a new file."
                )
            if token.kind in ("text", "hex"):
                self._take(token.data)
                continue
            self._flush()
            if token.kind == "{":
                self._open()
            elif token.kind == "}":
                self._close()
            elif token.kind == "symbol":
                self._symbol(token.value)
            else:
                self._word(token.value, token.number)
        self._flush()
        if self._groups:
            raise damaged("its end is missing")

    def _open(self) -> None:
        if len(self._groups) >= DEEPEST:
            raise damaged("its groups nest far too deep")
        self._groups.append((self._settings, self._story))
        self._to_skip, self._is_optional = 0, False

    def _close(self) -> None:
        if not self._groups:
            return
        self._settings, self._story = self._groups.pop()
        self._to_skip, self._is_optional = 0, False

    def _take(self, data: bytes) -> None:
        skipped, self._to_skip = data[: self._to_skip], max(self._to_skip - len(data), 0)
        if not self._settings.is_silent:
            self._bytes += data[len(skipped) :]

    def _flush(self) -> None:
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            self._say(decoded(data, self._fonts.get(self._settings.font), self._page))

    def _say(self, text: str) -> None:
        settings = self._settings
        if settings.is_silent or settings.is_deleted or settings.place == "fonttbl":
            return
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise UnreadableFileError(
                f"its text has more than the {MOST_CHARACTERS:,} characters that a notice can need; save the notice by "
                "itself in a new file."
            )
        (self._story.label if settings.place == "label" else self._story.text).append(text)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._is_optional = True
        elif self._to_skip:
            self._to_skip -= 1
        else:
            self._say(_SYMBOLS.get(symbol, ""))

    def _word(self, word: str, number: int | None) -> None:
        is_optional, self._is_optional = self._is_optional, False
        if word == "u":
            self._unicode(number or 0)
        elif self._to_skip and word not in ("par", "cell", "row"):
            self._to_skip -= 1
        elif word in _SILENT or (is_optional and word not in _HEARD):
            self._settings = replace(self._settings, is_silent=True)
        elif not self._settings.is_silent:
            self._heard(word, number)

    def _unicode(self, number: int) -> None:
        self._say(chr(number & 0xFFFF))
        self._to_skip = self._settings.skipped

    def _heard(self, word: str, number: int | None) -> None:
        if word in _CHARACTERS:
            self._say(_CHARACTERS[word])
        elif word in _ENDS:
            self._end(word)
        elif word in ("footnote", "shptxt"):
            self._begin_story(word)
        elif word in ("listtext", "pntext"):
            self._settings = replace(self._settings, place="label")
        elif word == "fonttbl":
            self._settings = replace(self._settings, place="fonttbl")
        elif word in _FILE_WORDS:
            self._of_file(word, number or 0)
        else:
            self._settings = _set(self._settings, word, number)

    def _of_file(self, word: str, number: int) -> None:
        if word == "ansicpg":
            self._page = code_page(number)
        elif self._settings.place == "fonttbl":
            self._fonts[self._settings.font] = font_code_page(number)

    def _begin_story(self, word: str) -> None:
        story = Story()
        if word == "footnote":
            self.notes.append(story)
        else:
            self._story.anchors.append(len(self.boxes))
            self.boxes[len(self.boxes)] = story
        self._story = story
        self._settings = replace(self._settings, is_in_table=False, depth=1, row=None, place="text")

    def _end(self, word: str) -> None:
        settings, end = self._settings, _ENDS[word]
        if settings.place != "text":
            return
        depth = settings.table_depth
        if word in ("cell", "row"):
            depth = 1
        elif end is not End.PARAGRAPH:
            depth = max(depth, 2)
        shape = settings.row.shape() if end is End.ROW and settings.row is not None else None
        self._story.end(Mark(end, depth, shape=shape), is_deleted=settings.is_deleted)


_ENDS: Final = {
    "par": End.PARAGRAPH,
    "sect": End.PARAGRAPH,
    "cell": End.CELL,
    "nestcell": End.CELL,
    "row": End.ROW,
    "nestrow": End.ROW,
}
_FILE_WORDS: Final = frozenset(("ansicpg", "fcharset"))


def _set(settings: _Settings, word: str, number: int | None) -> _Settings:
    """The settings after a control word; one that is not known changes nothing."""
    if word in _ROW_WORDS:
        return replace(settings, row=_row(settings.row, word, number or 0))
    change = _CHANGES.get(word)
    return settings if change is None else replace(settings, **change(number))


_CHANGES: Final[dict[str, Callable[[int | None], dict[str, Any]]]] = {
    "pard": lambda _: {"is_in_table": False, "depth": 1},
    "intbl": lambda _: {"is_in_table": True},
    "itap": lambda n: {"is_in_table": bool(n), "depth": max(n or 0, 1)},
    "plain": lambda _: {"is_deleted": False},
    "deleted": lambda n: {"is_deleted": n != 0},
    "f": lambda n: {"font": n or 0},
    "uc": lambda n: {"skipped": max(n or 0, 0)},
}
_ROW_WORDS: Final = frozenset(("trowd", "trleft", "cellx", "clmrg", "clvmgf", "clvmrg"))


def _row(row: RowDefinition | None, word: str, number: int) -> RowDefinition | None:
    """The definition of the row after a control word of tables."""
    if word == "trowd":
        return RowDefinition()
    if row is None:
        return None
    if word == "trleft":
        return replace(row, left=number)
    if word == "cellx":
        return row.with_cell(number)
    return row.flagged(word)
