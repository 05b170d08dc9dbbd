"""Text boxes: joined with their anchors by the numbers of drawings."""

import itertools
import struct

from parsers.formats._doc_boxes import boxes
from parsers.formats._doc_file import Part, Story, word_file
from tests.parsers.formats.doc_builders import doc_file, par


def shapes(*anchors: tuple[int, int]) -> bytes:
    """Anchors: place and number of the drawing."""
    bounds = [at for at, _ in anchors] + [99]
    return struct.pack(f"<{len(bounds)}I", *bounds) + b"".join(struct.pack("<I22x", shape) for _, shape in anchors)


def texts(*ranges: tuple[int, int]) -> bytes:
    """Texts of the boxes' story: where each begins and the number of its drawing; the last is the story's end."""
    bounds = [at for at, _ in ranges]
    numbers = [shape for _, shape in ranges[:-1]]
    return struct.pack(f"<{len(bounds)}I", *bounds) + b"".join(struct.pack("<14xI4x", shape) for shape in numbers)


def found(anchors: bytes, ranges: bytes) -> tuple[dict[int, tuple[int, int]], list[tuple[int, int]]]:
    story = {Story.BOXES: [par("一"), par("二"), par("三")]}
    data = doc_file(par("正文"), stories=story, parts={Part.SHAPES: anchors, Part.BOXES: ranges})
    return boxes(word_file(data))


def test_a_box_stands_at_its_anchor() -> None:
    anchored, others = found(shapes((0, 1025), (1, 1026)), texts((0, 1026), (2, 1025), (4, 0)))
    assert anchored == {1: (3, 5), 0: (5, 7)}
    assert others == [(7, 9)]


def test_a_box_without_anchor_is_kept() -> None:
    anchored, others = found(shapes((0, 1025)), texts((0, 7), (6, 0)))
    assert (anchored, others) == ({}, [(3, 9), (9, 9)])


def test_two_boxes_at_one_anchor_are_both_kept() -> None:
    anchored, others = found(shapes((0, 1025)), texts((0, 1025), (2, 1025), (6, 0)))
    assert (anchored, others) == ({0: (3, 5)}, [(5, 9), (9, 9)])


def test_the_whole_story_is_covered_without_any_table() -> None:
    assert found(b"", b"") == ({}, [(3, 9)])


def test_ranges_out_of_order_or_bounds_cover_the_story_once() -> None:
    anchored, others = found(b"", texts((0, 1), (5000, 2), (2, 3), (6, 0)))
    covered = sorted([*anchored.values(), *others])
    assert covered[0][0] == 3
    assert covered[-1][1] == 9
    assert all(a[1] == b[0] for a, b in itertools.pairwise(covered))


def test_a_file_without_boxes_has_none() -> None:
    anchored, others = boxes(word_file(doc_file(par("正文"))))
    assert anchored == {}
    assert all(first == last for first, last in others)
