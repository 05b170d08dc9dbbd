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
from parsers.formats._pdf_fonts import Shown as ShownFont
from parsers.formats._pdf_operations import NotPlainError, to_operations

Point = tuple[float, float]

_FAR: Final = 1e7
"""Units from which on no place is on a page; pdfminer cuts off at 2^31."""
_SUBPATH: Final = re.compile(r"m[^m]+")
_DEEPEST: Final = 20
"""Forms within forms."""


Char = tuple[str, float, float]
"""A character with its left and its right side."""
Placed = tuple[str, float, float]
"""A character with its place on its line, and how far the line goes on with it."""


class Run(NamedTuple):
    """Characters that were shown together on one height, bottom and top counted from the bottom left corner of their
    page; ``font`` is the font's name."""

    y0: float
    y1: float
    upright: bool
    font: object
    chars: list[Char]


class Path(NamedTuple):
    """A painted path by its corners: a ``line``, a ``rect`` with its sides along those of the page, or a ``curve``."""

    kind: str
    corners: list[Point]


class Shown(PDFDevice):
    """What was shown on a page, each kind in the order of the content."""

    def __init__(self, fonts: Fonts) -> None:
        super().__init__(fonts)
        self.runs: list[Run] = []
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
        shape = "".join([segment[0] for segment in path])
        if shape[:1] != "m":
            return
        if shape.count("m") == 1:
            self.paths.append(self._path(shape, path))
        else:
            for found in _SUBPATH.finditer(shape):
                self.paths.append(self._path(found.group(), path[found.start() : found.end()]))

    def _path(self, shape: str, path: Sequence[Sequence[Any]]) -> Path:
        corners = self._corners(path)
        if len(shape) > 3 and shape.endswith("lh") and corners[-2] == corners[0]:
            shape = shape[:-2] + "h"
            corners.pop()
        if shape in ("ml", "mlh"):
            return Path("line", corners[:2])
        if shape in ("mlllh", "mllll") and _is_square(corners):
            return Path("rect", [corners[0], corners[2]])
        return Path("curve", corners)

    def _corners(self, path: Sequence[Sequence[Any]]) -> list[Point]:
        a, b, c, d, e, f = self.ctm or MATRIX_IDENTITY
        corners: list[Point] = []
        for segment in path:
            x, y = segment[-2:] if len(segment) > 1 else path[0][-2:]  # h has no place of its own
            x, y = a * x + c * y + e, b * x + d * y + f
            if not (-_FAR < x < _FAR and -_FAR < y < _FAR):
                raise NotPlainError("a line is drawn nowhere")
            corners.append((x, y))
        return corners


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
        follow |= {
            b"Do": self._form,
            b"Tf": self._font,
            b"Tm": self._line_at,
            b"Td": self._line_from,
            b"TJ": self._text,
        }
        for operator, operands in to_operations(b"\n".join(c.get_data() for c in contents)):
            follow[operator](*operands)

    # The operands are known to be what they should; and colours and the looks of lines are not followed.

    def do_q(self) -> None:
        """Save the state."""
        self.gstack.append((self.ctm, self.textstate.copy(), self.graphicstate))

    def do_m(self, x: Any, y: Any) -> None:
        """Begin a path."""
        self.curpath.append(("m", x, y))

    def do_l(self, x: Any, y: Any) -> None:
        """Go on straight."""
        self.curpath.append(("l", x, y))

    def do_re(self, x: Any, y: Any, width: Any, height: Any) -> None:
        """A rectangle."""
        right, top = x + width, y + height
        self.curpath += (("m", x, y), ("l", right, y), ("l", right, top), ("l", x, top), ("h",))

    def _form(self, name: Any) -> None:
        """Show a form or a picture."""
        super().do_Do(LIT(name))

    def _font(self, name: Any, size: Any) -> None:
        """Choose a font."""
        if name not in self.fontmap:
            raise NotPlainError("a font is not in the file")
        self.textstate.font, self.textstate.fontsize = self.fontmap[name], size

    def _line_at(self, *matrix: Any) -> None:
        """Begin a line of text anywhere."""
        self.textstate.matrix, self.textstate.linematrix = matrix, (0, 0)

    def _line_from(self, x: Any, y: Any) -> None:
        """Begin a line of text some way from the last one."""
        a, b, c, d, e, f = self.textstate.matrix
        self.textstate.matrix, self.textstate.linematrix = (a, b, c, d, x * a + y * c + e, x * b + y * d + f), (0, 0)

    def _text(self, pieces: Any) -> None:
        """Text, with its characters where pdfminer's ``render_string`` and ``LTChar`` put them."""
        state = self.textstate
        if state.font is None:
            return  # as pdfminer does
        font = self.rsrcmgr.shown(state.font)
        if font.vertical:
            raise NotPlainError("text runs down the page")
        # The device's, as pdfminer has it: it keeps the place of a form until the state changes next.
        a, b, c, d, e, f = mult_matrix(state.matrix, self.device.ctm or MATRIX_IDENTITY)
        low = font.descent * state.fontsize + state.rise
        high = low + state.fontsize
        upright = a * d * (state.scaling * 0.01) > 0 and b * c <= 0
        placed = self._placed(pieces, font)
        if b == 0 and c == 0:
            y0, y1 = d * low + f, d * high + f
            y0, y1 = (y0, y1) if y0 <= y1 else (y1, y0)
            self.device.runs.append(Run(y0, y1, upright, font.name, _level(placed, a, e)))
            return
        for text, x, advance in placed:
            x0, y0, x1, y1 = _around((a, b, c, d, x * a + e, x * b + f), advance, low, high)
            self.device.runs.append(Run(y0, y1, upright, font.name, [(text, x0, x1)]))

    def _placed(self, pieces: Sequence[float | bytes], font: ShownFont) -> list[Placed]:
        """Characters on their line, which goes on behind them."""
        state = self.textstate
        size, scaling = state.fontsize, state.scaling * 0.01
        charspace = state.charspace * scaling
        wordspace = 0 if font.several_bytes else state.wordspace * scaling
        placed: list[Placed] = []
        x, y = state.linematrix
        follows = False
        for piece in pieces:
            if not isinstance(piece, bytes):
                x -= piece * (0.001 * size * scaling)
                follows = True
                continue
            for text, width, is_space in font.signs(piece):
                if follows:
                    x += charspace
                advance = width * size * scaling
                placed.append((text, x, advance))
                x += advance
                if is_space:
                    x += wordspace
                follows = True
        state.linematrix = (x, y)
        return placed


def _level(placed: Sequence[Placed], stretch: float, start: float) -> list[Char]:
    """Characters of a level line from their places on it."""
    chars: list[Char] = []
    for text, x, advance in placed:
        left = x * stretch + start
        right = stretch * advance + left
        chars.append((text, left, right) if left <= right else (text, right, left))
    return chars


def _around(matrix: Matrix, advance: float, low: float, high: float) -> tuple[float, float, float, float]:
    """The upright box around a character that lies aslant."""
    a, b, c, d, e, f = matrix
    xs = (c * low + e, a * advance + c * low + e, a * advance + c * high + e, c * high + e)
    ys = (d * low + f, b * advance + d * low + f, b * advance + d * high + f, d * high + f)
    return min(xs), min(ys), max(xs), max(ys)


_FOLLOWED: Final = b"q Q cm BT Tc Tw Tz TL Tr Ts TD T* m l c v y h re S s f f* B B* b b* n".split()
"""What pdfminer's interpreter, or what stands here in its place, follows under the operator's own name."""
