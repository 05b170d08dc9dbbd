"""The plain way to write the content of a page, and what ends its reading."""

import pytest

from parsers.formats._pdf_operations import NotPlainError, to_bytes, to_operations


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b" \n ", []),
        (b"q 0 0 0 rg 1 0 0 1 2.5 -.5 cm Q", [(b"q", []), (b"cm", [1, 0, 0, 1, 2.5, -0.5]), (b"Q", [])]),
        (b"10 20 m\n30 +40. l S", [(b"m", [10, 20]), (b"l", [30, 40]), (b"S", [])]),
        (b"BT 1 0 0 1 3 4 Tm T* ET", [(b"BT", []), (b"Tm", [1, 0, 0, 1, 3, 4]), (b"T*", [])]),
        (b"/P <</MCID 0 /Lang (zh) >>BDC 0 0 9 9 re f* EMC", [(b"re", [0, 0, 9, 9]), (b"f*", [])]),
        (b"[3 2] 0 d [] 0 d /G1 gs /Cs1 cs 0.5 scn 0.1 w 2 J q", [(b"q", [])]),
    ],
)
def test_what_moves_and_paints(content: bytes, expected: list[tuple[bytes, list[float]]]) -> None:
    assert [(operator, list(numbers)) for operator, numbers in to_operations(content)] == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<41 42>Tj", (b"AB",)),
        (b"(a\\(b\\)\\101\\n) Tj", (b"a(b)A\n",)),
        (b"(a(b)c)Tj", (b"a(b)c",)),
        (b"(\\\\\\(\\\\101\\\\) Tj", (b"\\(\\101\\",)),
        (b"(\\3778\\08\\18\\t\\b\\f\\r\xe4) Tj", (b"\xff8\x008\x018\t\b\f\r\xe4",)),
        (b"<4 1\n42> Tj", (b"AB",)),
        (b"()Tj", (b"",)),
        (b"[<41>-120(B)3.5<43>]TJ", (b"A", -120, b"B", 3.5, b"C")),
        (b"[12-3(a)]TJ", (12, -3, b"a")),
        (b"[]TJ", ()),
    ],
)
def test_what_shows_text(content: bytes, expected: tuple[float | bytes, ...]) -> None:
    ((operator, (pieces,)),) = to_operations(content)
    assert (operator, tuple(pieces)) == (b"TJ", expected)


def test_what_takes_a_name() -> None:
    found = [(operator, tuple(operands)) for operator, operands in to_operations(b"/F1 10.5 Tf/Fm0 Do/G1 gs")]
    assert found == [(b"Tf", ("F1", 10.5)), (b"Do", ("Fm0",))]


@pytest.mark.parametrize(
    "content",
    [
        b"% a remark\nq",
        b"BI /W 1 /H 1 ID x EI",
        b"/F#31 12 Tf",
        b"1 2 3 l",
        b"l",
        b"/F1 Tf",
        b"12 /Fm0 Do",
        b"q QQ",
        b"(a) '",
        b'1 2 (a) "',
        b"1e5 0 m",
        b"1" + b"0" * 20 + b" 0 m",
        b"--5 0 m",
        b"<4> Tj",
        b"(a Tj",
        b"(\\477) Tj",
        b"(\\q) Tj",
        b"[(a) /b] TJ",
        b"<</A <</B 1>> >> q",
        b"q \x00 Q",
        b"0 0 m)",
    ],
)
def test_what_is_not_written_plainly_ends_the_reading(content: bytes) -> None:
    with pytest.raises(NotPlainError):
        list(to_operations(content))


def test_brackets_within_brackets_take_no_time_of_their_own() -> None:
    with pytest.raises(NotPlainError):
        list(to_operations(b"(" * 50_000))
    with pytest.raises(NotPlainError):
        list(to_operations(b"[" + b"<41>-1" * 20_000))


def test_bytes_of_strings() -> None:
    assert (to_bytes(b"(\\\\)"), to_bytes(b"<0a\n0B>"), to_bytes(b"(\\0053)")) == (b"\\", b"\n\x0b", b"\x053")
