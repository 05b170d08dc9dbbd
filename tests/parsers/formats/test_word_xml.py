"""XML files of Word are parsed without what XML can do beyond."""

from itertools import pairwise
from pathlib import Path

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats import _word_xml
from parsers.formats._word_xml import parse_word_xml


def test_comments_and_instructions_are_left_out() -> None:
    root = parse_word_xml(b"\r\n<?xml version='1.0'?><?mso-application x?><a><!-- b --><?c d?><e/></a>")
    assert [child.tag for child in root] == ["e"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_the_encoding_is_as_declared(encoding: str) -> None:
    assert parse_word_xml(f"<?xml version='1.0' encoding='{encoding}'?><a>通知</a>".encode(encoding)).text == "通知"


@pytest.mark.parametrize("data", [b"", b"x", b"<a>", b"<a></b>", b"<a/><b/>", b"<a>\x00</a>", b"<a>" * 3000])
def test_broken_xml_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^it is a damaged Word XML file \(.*\); save it anew as a DOCX\.$"):
        parse_word_xml(data)


def test_entities_are_refused_with_their_dtd(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("机密", "utf-8")
    bomb = '<!ENTITY a "0">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    for dtd in (bomb, f'<!ENTITY j SYSTEM "{(tmp_path / "secret").as_uri()}">'):
        with pytest.raises(UnreadableFileError, match="Word XML file"):
            parse_word_xml(f"<!DOCTYPE a [{dtd}]><a>&j;</a>".encode())


def test_a_file_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_word_xml, "MAX_BYTES", 10)
    with pytest.raises(UnreadableFileError, match=r"MB of XML are more than .*; save it without pictures as a DOCX\.$"):
        parse_word_xml(b"<a>0123456789</a>")
