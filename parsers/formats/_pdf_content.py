"""What the pages of a PDF show: characters and ruling lines with their places, as pdfminer reckons them.

pdfminer makes objects of everything on a page and pdfplumber makes dictionaries of those; with the splitting of the
content into words that takes nine tenths of their time. Here pdfminer's own interpreter follows the operations, with
its own resources, fonts and states; it gets them from ``_pdf_operations``, and what is shown is kept as it comes. The
arithmetic is theirs, term for term, so the numbers are theirs to the last bit.
"""

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import LIT
from pdfminer.utils import MATRIX_IDENTITY, Matrix, mult_matrix

from parsers.formats._pdf_fonts import Fonts
from parsers.formats._pdf_operations import NotPlainError, to_operations

Point = tuple[float, float]

_FAR: Final = 1e7
"""Units from which on no place is on a page; pdfminer cuts off at 2^31."""
_SUBPATH: Final = re.compile(r"m[^m]+")
_DEEPEST: Final = 20
"""Forms within forms."""


class Char(NamedTuple):
    """A character with its box, counted from the bottom left corner of its page; ``font`` is the font's name."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    upright: bool
    font: object


class Path(NamedTuple):
    """A painted path by its corners: a ``line``, a ``rect`` with its sides along those of the page, or a ``curve``."""

    kind: str
    corners: list[Point]


class Shown(PDFDevice):
    """What was shown on a page, each kind in the order of the content."""

    def __init__(self, fonts: Fonts) -> None:
        super().__init__(fonts)
        self.chars: list[Char] = []
        self.paths: list[Path] = []
        self.pictures = 0
        self._depth = 0

    def begin_figure(self, name: str, bbox: Sequence[object], matrix: Sequence[object]) -> None:  # noqa: ARG002
        """A form or a picture begins; pdfminer refuses the page if the numbers of its place are none."""
        numbers = (*bbox, *matrix)
        if (len(bbox), len(matrix)) != (4, 6) or not all(isinstance(n, int | float) for n in numbers):
            raise NotPlainError("a form has no place")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotPlainError("forms lie too deep in each other")

    def end_figure(self, name: str) -> None:  # noqa: ARG002
        """A form or a picture ends."""
        self._depth -= 1

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002
        """A picture is shown."""
        self.pictures += 1

    def paint_path(
        self,
        graphicstate: PDFGraphicState,  # noqa: ARG002
        stroke: bool,  # noqa: ARG002
        fill: bool,  # noqa: ARG002
        evenodd: bool,  # noqa: ARG002
        path: Sequence[Sequence[Any]],
    ) -> None:
        """A path is painted; the ways in which it is make no difference to pdfplumber."""
        shape = "".join(segment[0] for segment in path)
        if shape[:1] != "m":
            return
        if shape.count("m") == 1:
            self.paths.append(self._path(shape, path))
        else:
            for found in _SUBPATH.finditer(shape):
                self.paths.append(self._path(found.group(), path[found.start() : found.end()]))

    def _path(self, shape: str, path: Sequence[Sequence[Any]]) -> Path:
        a, b, c, d, e, f = self.ctm or MATRIX_IDENTITY
        ends = [segment[-2:] if segment[0] != "h" else path[0][-2:] for segment in path]
        corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in ends]
        if not all(-_FAR < x < _FAR and -_FAR < y < _FAR for x, y in corners):
            raise NotPlainError("a line is drawn nowhere")
        if len(shape) > 3 and shape.endswith("lh") and corners[-2] == corners[0]:
            shape = shape[:-2] + "h"
            corners.pop()
        if shape in ("ml", "mlh"):
            return Path("line", corners[:2])
        if shape in ("mlllh", "mllll") and _is_square(corners):
            return Path("rect", [corners[0], corners[2]])
        return Path("curve", corners)


def _is_square(corners: Sequence[Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), last = corners
    along = (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
    return along and corners[0] == last


class Content(PDFPageInterpreter):
    """pdfminer's interpreter, with operations that come faster and a device that keeps less."""

    rsrcmgr: Fonts
    device: Shown

    def execute(self, streams: Sequence[object]) -> None:
        """Follow the content. Raises ``NotPlainError`` and what pdfminer raises."""
        contents = [stream_value(stream) for stream in streams]
        numbers = {content.objid for content in contents}
        if None in numbers or numbers & self.parent_stream_ids:
            raise NotPlainError("a form shows itself")
        self.stream_ids = {number for number in numbers if number is not None}
        follow = {name: getattr(self, f"do_{name.decode().replace('*', '_a')}") for name in _FOLLOWED}
        for operator, operands, name, pieces in to_operations(b"\n".join(c.get_data() for c in contents)):
            if operator == b"TJ":
                self._show(pieces)
            elif operator == b"Tf":
                if name not in self.fontmap:
                    raise NotPlainError("a font is not in the file")
                self.textstate.font, self.textstate.fontsize = self.fontmap[name], operands[0]
            elif operator == b"Tm":  # its numbers are known to be some
                a, b, c, d, e, f = operands
                self.textstate.matrix, self.textstate.linematrix = (a, b, c, d, e, f), (0, 0)
            elif operator == b"Do":
                self.do_Do(LIT(name))
            else:
                follow[operator](*operands)

    def do_q(self) -> None:
        """Save the state; colours and the looks of lines are not followed."""
        self.gstack.append((self.ctm, self.textstate.copy(), self.graphicstate))

    def _show(self, pieces: Sequence[float | bytes]) -> None:
        """Text, with its characters where pdfminer's ``render_string`` and ``LTChar`` put them."""
        state = self.textstate
        if state.font is None:
            return  # as pdfminer does
        font = self.rsrcmgr.shown(state.font)
        if font.vertical:
            raise NotPlainError("text runs down the page")
        a, b, c, d, e, f = mult_matrix(state.matrix, self.ctm)
        size, scaling, rise = state.fontsize, state.scaling * 0.01, state.rise
        charspace = state.charspace * scaling
        wordspace = 0 if font.several_bytes else state.wordspace * scaling
        upright = a * d * scaling > 0 and b * c <= 0
        low = font.descent * size + rise
        high = low + size
        level = b == 0 and c == 0
        x, y = state.linematrix
        follows = False
        for piece in pieces:
            if not isinstance(piece, bytes):
                x -= piece * (0.001 * size * scaling)
                follows = True
                continue
            for code in font.decode(piece):
                if follows:
                    x += charspace
                text, width = font[code]
                advance = width * size * scaling
                left, base = x * a + y * c + e, x * b + y * d + f
                if level:
                    right, bottom, top = a * advance + left, d * low + base, d * high + base
                    x0, x1 = (left, right) if left <= right else (right, left)
                    y0, y1 = (bottom, top) if bottom <= top else (top, bottom)
                else:
                    x0, y0, x1, y1 = _around((a, b, c, d, left, base), advance, low, high)
                self.device.chars.append(Char(text, x0, y0, x1, y1, upright, font.name))
                x += advance
                x += wordspace if code == 32 else 0
                follows = True
        state.linematrix = (x, y)


def _around(matrix: Matrix, advance: float, low: float, high: float) -> tuple[float, float, float, float]:
    """The upright box around a character that lies aslant."""
    a, b, c, d, e, f = matrix
    xs = (c * low + e, a * advance + c * low + e, a * advance + c * high + e, c * high + e)
    ys = (d * low + f, b * advance + d * low + f, b * advance + d * high + f, d * high + f)
    return min(xs), min(ys), max(xs), max(ys)


_FOLLOWED: Final = (
    *(b"q", b"Q", b"cm", b"BT", b"Tc", b"Tw", b"Tz", b"TL", b"Tr", b"Ts", b"Td", b"TD", b"Tm", b"T*"),
    *(b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"S", b"s", b"f", b"f*", b"B", b"B*", b"b", b"b*", b"n"),
)
