import struct
import zlib
from zipfile import ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.member_names import decoded_name, is_litter, member_names

NAME = "2024年/关于印发重点民生实事的通知.docx"


def info(raw: bytes, *, utf8: bool = False, extra: bytes = b"") -> ZipInfo:
    """A member as ``zipfile`` hands it out."""
    found = ZipInfo(raw.decode("utf-8" if utf8 else "cp437"))
    found.flag_bits = 0x800 if utf8 else 0
    found.extra = extra
    return found


def unicode_path(raw: bytes, name: str) -> bytes:
    field = b"\x01" + zlib.crc32(raw).to_bytes(4, "little") + name.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_a_name_that_does_not_say_its_encoding_is_read_as_chinese(encoding: str) -> None:
    assert decoded_name(info(NAME.encode(encoding))) == NAME


@pytest.mark.parametrize("name", ["统计", "附件1：民生实事（定稿）.doc", "𠮷村.txt", "第１批·名单【终】.xls"])
def test_short_and_rare_names_are_read_as_chinese(name: str) -> None:
    assert decoded_name(info(name.encode("gb18030"))) == name


def test_a_name_that_says_utf_8_is_taken_at_its_word() -> None:
    assert decoded_name(info("résumé 通知.docx".encode(), utf8=True)) == "résumé 通知.docx"


@pytest.mark.parametrize("name", ["plan.docx", "Ä.txt", "crème brûlée.txt"])
def test_a_name_in_latin_letters_is_read_as_the_standard_says(name: str) -> None:
    assert decoded_name(info(name.encode("cp437"))) == name


def test_a_name_stated_in_a_field_of_its_own_wins() -> None:
    raw = b"??.docx"
    assert decoded_name(info(raw, extra=b"\x01\x00\x02\x00ab" + unicode_path(raw, NAME))) == NAME


def test_a_name_stated_for_another_name_does_not() -> None:
    assert decoded_name(info(b"b.docx", extra=unicode_path(b"a.docx", NAME))) == "b.docx"


@pytest.mark.parametrize("extra", [b"\x75", b"\x75\x70\xff\xff\x01", b"\x75\x70\x00\x00", b"\x01\x00\x00\x00"])
def test_a_broken_field_is_no_trouble(extra: bytes) -> None:
    assert decoded_name(info(b"a.docx", extra=extra)) == "a.docx"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\通知.docx", "Users/通知.docx"),
        ("内\\通知.docx", "内/通知.docx"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("a.txt\0.exe", "a.txt"),
    ],
)
def test_a_name_leads_nowhere_but_below_its_zip(written: str, name: str) -> None:
    assert list(member_names([info(written.encode(), utf8=True)])) == [name]


def test_a_backslash_inside_a_character_is_none() -> None:
    """The second byte of some characters in GBK is that of a backslash: 誠 is BF 5C."""
    assert list(member_names([info("真誠/通知.txt".encode("gbk"))])) == ["真誠/通知.txt"]


def test_names_that_come_again_are_told_apart() -> None:
    again = [info(b"a.txt"), info(b"a.txt"), info(b"../a.txt"), info(b"a (2).txt")]
    assert list(member_names(again)) == ["a.txt", "a (2).txt", "a (3).txt", "a (2) (2).txt"]


@given(st.lists(st.binary(max_size=12), max_size=6))
def test_whatever_is_written_names_are_relative_and_each_is_one(names: list[bytes]) -> None:
    found = list(member_names(info(raw) for raw in names))
    assert len(set(found)) == len(names)
    assert not any(n.startswith("/") or ".." in n.split("/") or not n for n in found)


@pytest.mark.parametrize("path", ["__MACOSX/a.txt", "a/.DS_Store", "~$a.docx", ".a", "b/Thumbs.db"])
def test_litter_is_known_by_any_part(path: str) -> None:
    assert is_litter(path.split("/"))


@pytest.mark.parametrize("path", ["a.txt", "a~$.docx", "MACOSX/a.txt", "a.b/c"])
def test_other_names_are_no_litter(path: str) -> None:
    assert not is_litter(path.split("/"))
