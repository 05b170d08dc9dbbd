"""The recognition of one line of print: the PP-OCR model of rapidocr's wheel, run by onnxruntime.

The model is called by itself, without rapidocr's own code around it: that leaves out the detector (cells and lines are
known better from the rules of a table), and gives each character's score and place. Nothing is fetched from anywhere.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from parsers.errors import UnreadableFileError

Grey = npt.NDArray[np.uint8]
"""A picture of grey levels, 0 black, row by row."""

_HEIGHT: Final = 48
"""Height in pixels of the lines that the model was trained on."""
_MAX_WIDTH: Final = 2400
"""Widest line in pixels at that height; a longer one is narrowed to it."""
_BATCH_WIDTH: Final = 2600
"""Widths of lines recognised at once add up to this at most, which bounds time and memory of one step."""
_BLANK: Final = 0
WIDE: Final = dict(zip(",;:!?()", "，；：！？（）", strict=True))
"""Narrow marks and the full-width ones that have the same ink; which of the two it is, the white beside it tells."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One recognised character: its score from 0 to 1, and where its middle lies as a share of the line's width."""

    text: str
    score: float
    at: float


@dataclass(frozen=True)
class _Model:
    session: Any
    characters: tuple[str, ...]
    twins: dict[int, int]


@cache
def _model() -> _Model:
    """The recognition model, loaded once a process (a second or so)."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path()
    files = sorted(folder.glob("*_rec_*.onnx"))
    if not files:
        raise UnreadableFileError("the models that read scans are not in the installed rapidocr; install it anew.")
    options = onnxruntime.SessionOptions()
    # An arena keeps what the widest line ever needed; without one the memory of a step is given back.
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = 2
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # on a busy machine spinning is waste
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(files[-1]), options, providers=["CPUExecutionProvider"])
    listed = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    characters = ("", *listed, " ")
    at = {c: n for n, c in enumerate(characters)}
    pairs = [(at[a], at[b]) for a, b in WIDE.items() if a in at and b in at]
    return _Model(session, characters, dict(pairs) | {b: a for a, b in pairs})


def recognise(lines: Sequence[Grey]) -> Iterator[tuple[int, tuple[Mark, ...]]]:
    """The characters of each line, with its index; lines of like width come together, whatever their order."""
    order = sorted(range(len(lines)), key=lambda n: _width(lines[n]))
    batch: list[int] = []
    for index in order:
        if batch and _width(lines[index]) * (len(batch) + 1) > _BATCH_WIDTH:
            yield from _recognise_batch(lines, batch)
            batch = []
        batch.append(index)
    if batch:
        yield from _recognise_batch(lines, batch)


def _width(line: Grey) -> int:
    height, width = line.shape
    return max(_HEIGHT, min(_MAX_WIDTH, math.ceil(int(width) * _HEIGHT / int(height))))


def _recognise_batch(lines: Sequence[Grey], batch: Sequence[int]) -> Iterator[tuple[int, tuple[Mark, ...]]]:
    widest = max(_width(lines[n]) for n in batch)
    pixels = np.zeros((len(batch), 3, _HEIGHT, widest), np.float32)
    for place, index in enumerate(batch):
        line = lines[index]
        width = _width(line)
        how = cv2.INTER_AREA if line.shape[0] > _HEIGHT else cv2.INTER_LINEAR
        resized = cv2.resize(line, (width, _HEIGHT), interpolation=how)
        pixels[place, :, :, :width] = resized.astype(np.float32) / 127.5 - 1
    (scores,) = _model().session.run(None, {"x": pixels})
    for place, index in enumerate(batch):
        yield index, tuple(_marks(scores[place], _width(lines[index]) / widest))


def _marks(scores: npt.NDArray[np.float32], share: float) -> Iterator[Mark]:
    """Characters by the rule of CTC: runs of one class are one character, the blank class parts them."""
    best = scores.argmax(axis=1).tolist()
    steps = len(best) * share
    model = _model()
    start = 0
    for end in range(1, len(best) + 1):
        if end < len(best) and best[end] == best[start]:
            continue
        if best[start] != _BLANK and start < steps:
            classes = [best[start], *({model.twins[best[start]]} if best[start] in model.twins else ())]
            score = float(scores[start:end, classes].sum(axis=1).max())
            yield Mark(model.characters[best[start]], min(1.0, score), min(1.0, (start + end) / 2 / steps))
        start = end
