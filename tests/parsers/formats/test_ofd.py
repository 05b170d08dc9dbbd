"""OFD: ruled tables, the lines around them, and what is refused."""

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.errors import UnreadableFileError
from parsers.formats import draw_page, ofd, read_document
from parsers.formats._sample import Sample
from parsers.formats._steps import listening
from schemas.document import Document, Overflow, Table
from schemas.finding import Severity
from tests import gallery_ofd
from tests.conftest import NOTICES, notice_path
from tests.golden.notices_as_ofd import as_ofd
from tests.parsers.formats.builders import member, places, repack, texts, words, zip_file
from tests.parsers.formats.ofd_layout import Rule, Sheet, Text
from tests.parsers.formats.ofd_writer import (
    NAMESPACE,
    Style,
    Writer,
    package_of,
    page_xml,
    path_xml,
    text_xml,
    write_ofd,
)

FULL = "各镇街要加强组织领导压紧压实工作责任确保完成各项目标任务"
"""A line as wide as the text of a page in type of 5 mm."""
CONTENT = "Doc_0/Pages/Page_0/Content.xml"


def read(*pages: str, **parts: str | None) -> Document:
    return ofd.read(package_of({n.replace("__", "/"): p for n, p in parts.items()}, *pages))


def grid(xs: list[float], ys: list[float]) -> str:
    """Stroked lines from end to end."""
    lines = [f"M {xs[0]} {y} L {xs[-1]} {y}" for y in ys] + [f"M {x} {ys[0]} L {x} {ys[-1]}" for x in xs]
    return "".join(path_xml(line) for line in lines)


def cell_texts(xs: list[float], ys: list[float], rows: list[list[str]], size: float = 4) -> str:
    return "".join(
        text_xml(text, xs[i] + 2, ys[j] + 2 + size, size)
        for j, row in enumerate(rows)
        for i, text in enumerate(row)
        if text
    )


XS, YS = [30.0, 45.0, 90.0, 140.0], [50.0, 60.0, 70.0, 80.0]
ROWS = [["序号", "项目名称", "牵头单位"], ["1", "老旧小区改造", "区住建委"], ["2", "城市绿荫", "区城管局"]]
TABLE = grid(XS, YS) + cell_texts(XS, YS, ROWS)


def sheet_of_table() -> Sheet:
    boxes = [(XS[i], YS[j], XS[i + 1], YS[j + 1]) for j in range(3) for i in range(3)]
    placed = [Text(XS[i] + 2, YS[j] + 6, 4, ROWS[j][i]) for j in range(3) for i in range(3)]
    return Sheet(210, 297, placed, boxes)


def only_table(document: Document) -> Table:
    (table,) = document.tables
    return table


class TestClaims:
    @pytest.mark.parametrize("name", ["OFD.xml", "ofd.xml", "/OFD.xml", "Encryptions.xml"])
    def test_a_package_is_claimed_by_its_entry(self, name: str) -> None:
        assert ofd.claims(Sample.of(zip_file({name: b"<OFD/>"})))

    def test_a_package_cut_off_is_claimed(self) -> None:
        assert ofd.claims(Sample.of(package_of({}, TABLE)[:200]))

    @pytest.mark.parametrize(
        "data",
        [b"", b"OFD.xml", b"PK\x03\x04", zip_file({"a/OFD.xml": b""}), zip_file({"word/document.xml": b"<x/>"})],
    )
    def test_other_files_are_not_claimed(self, data: bytes) -> None:
        assert not ofd.claims(Sample.of(data))


class TestText:
    def test_wrapped_lines_are_one_paragraph(self) -> None:
        lines = text_xml(FULL[2:], 40, 50) + text_xml(FULL, 30, 60) + text_xml("报送进展。", 30, 70)
        assert words(read(lines)) == [FULL[2:] + FULL + "报送进展。"]

    def test_paragraphs_stay_apart(self) -> None:
        lines = text_xml("各镇人民政府：", 30, 50) + text_xml(FULL, 30, 60) + text_xml("特此通知。", 40, 70)
        assert words(read(lines)) == ["各镇人民政府：", FULL, "特此通知。"]

    def test_characters_that_are_each_an_object_are_one_line_in_whatever_order(self) -> None:
        objects = [text_xml(c, 30 + 5 * i, 50) for i, c in enumerate("关于印发方案的通知")]
        assert words(read("".join(reversed(objects)))) == ["关于印发方案的通知"]

    def test_a_wide_gap_is_a_space(self) -> None:
        assert words(read(text_xml("通", 30) + text_xml("知", 50))) == ["通 知"]
        assert words(read(text_xml("通知", code='DeltaX="15"'))) == ["通 知"]

    def test_letters_of_many_widths_are_one_word(self) -> None:
        text = text_xml("WiFi全覆盖", code='DeltaX="4.7 1.4 2.8 1.4 5 5"')
        assert words(read(text)) == ["WiFi全覆盖"]

    def test_letters_that_are_each_an_object_are_one_word(self) -> None:
        steps = [4.7, 1.4, 2.8, 1.4, 5]
        xs = [30 + sum(steps[:i]) for i in range(len(steps))]
        assert words(read("".join(text_xml(c, x) for c, x in zip("WiFi全", xs, strict=True)))) == ["WiFi全"]

    def test_text_drawn_twice_to_look_bold_is_read_once(self) -> None:
        assert words(read(text_xml("通知", 30, 50) + text_xml("通知", 30.15, 50))) == ["通知"]

    def test_a_character_that_is_meant_twice_is_read_twice(self) -> None:
        assert words(read(text_xml("渐渐完成"))) == ["渐渐完成"]

    def test_page_numbers_are_furniture(self) -> None:
        document = read(text_xml("通知") + text_xml("— 1 —", 100, 275))
        assert [p.text for p in document.paragraphs if p.furniture] == ["— 1 —"]

    def test_pages_are_counted_over_all_documents(self) -> None:
        bodies = "".join(f"<DocBody><DocRoot>Doc_{n}/Document.xml</DocRoot></DocBody>" for n in (0, 1))
        second = package_of({}, text_xml("乙"))
        parts = {f"Doc_1/{name}": member(second, f"Doc_0/{name}").decode() for name in ("Document.xml",)}
        parts["Doc_1/Pages/Page_0/Content.xml"] = page_xml(text_xml("乙"))
        document = ofd.read(package_of({"OFD.xml": f"<OFD>{bodies}</OFD>"} | parts, text_xml("甲")))
        assert [(p.text, p.page) for p in document.paragraphs] == [("甲", 1), ("乙", 2)]
        assert document.pages == 2

    def test_paragraphs_know_where_they_stand(self) -> None:
        (paragraph,) = read(text_xml("通知", 25.4, 50.8)).paragraphs
        assert paragraph.box is not None
        assert paragraph.box[0] == pytest.approx(72)
        assert paragraph.box[1] < 144 < paragraph.box[3]


class TestTables:
    def test_a_ruled_table(self) -> None:
        table = only_table(read(TABLE))
        assert texts(table) == ROWS
        assert (table.page, table.spans_known) == (1, True)
        assert table.cells[0].box == pytest.approx([v * 72 / 25.4 for v in (30, 50, 45, 60)], abs=0.5)

    @pytest.mark.parametrize("objects", ["line", "char", "word"])
    @pytest.mark.parametrize("rules", ["strokes", "fills", "cells"])
    @pytest.mark.parametrize("scaled", [False, True])
    def test_a_table_is_one_however_it_is_drawn(self, rules: str, objects: str, scaled: bool) -> None:
        data = write_ofd([sheet_of_table()], Style(rules=rules, objects=objects, scaled=scaled, grouped=scaled))
        assert texts(only_table(ofd.read(data))) == ROWS

    @pytest.mark.parametrize(
        ("prefix", "namespace"), [("ofd", NAMESPACE), ("", NAMESPACE), ("", ""), ("x", "http://www.ofdspec.org")]
    )
    @pytest.mark.parametrize("absolute", [False, True])
    def test_a_table_is_one_however_its_elements_are_named(self, prefix: str, namespace: str, absolute: bool) -> None:
        style = Style(prefix=prefix, namespace=namespace, absolute=absolute, head="渝北区人民政府文件")
        assert texts(only_table(ofd.read(write_ofd([sheet_of_table()], style)))) == ROWS

    def test_merged_cells_keep_their_spans(self) -> None:
        boxes = [(30.0, 50.0, 45.0, 70.0), (45.0, 50.0, 90.0, 60.0), (45.0, 60.0, 90.0, 70.0)]
        drawn = Sheet(210, 297, [Text(32, 56, 4, "1"), Text(47, 56, 4, "甲"), Text(47, 66, 4, "乙")], boxes)
        table = only_table(ofd.read(write_ofd([drawn], Style(rules="cells"))))
        assert places(table) == [("1", 1, 1, 2, 1), ("甲", 1, 2, 1, 1), ("乙", 2, 2, 1, 1)]

    def test_rules_of_a_template_and_text_of_a_page_make_one_table(self) -> None:
        style = Writer(Style())
        common = '<ofd:TemplatePage ID="7" BaseLoc="T.xml"/>'
        document = style.document(["Pages/Page_0/Content.xml"], [], Sheet(210, 297)).replace(
            "</ofd:CommonData>", common + "</ofd:CommonData>"
        )
        parts = {
            "Doc_0/Document.xml": document,
            "Doc_0/T.xml": page_xml(grid(XS, YS)),
            CONTENT: page_xml(cell_texts(XS, YS, ROWS), '<ofd:Template TemplateID="7"/>'),
        }
        assert texts(only_table(ofd.read(package_of(parts)))) == ROWS

    def test_shading_makes_no_cells(self) -> None:
        shade = path_xml("M 46 51 L 60 51 L 60 56 L 46 56 C", 'Stroke="false" Fill="true"')
        assert texts(only_table(read(shade + TABLE))) == ROWS

    def test_a_rule_below_a_title_is_no_table(self) -> None:
        document = read(text_xml("渝北区人民政府文件") + path_xml("M 28 60 L 184 60"))
        assert document.tables == ()
        assert words(document) == ["渝北区人民政府文件"]

    def test_a_cell_whose_text_fills_it_says_so(self) -> None:
        rows = [["序号", "目标"], ["1", ""]]
        xs, ys = [30.0, 45.0, 86.0], [50.0, 60.0, 71.0]
        lines = text_xml("开工改造城镇老旧小区", 46, 65, 4) + text_xml("四十一个，并且要完成", 46, 70, 4)
        table = only_table(read(grid(xs, ys) + cell_texts(xs, ys, rows) + lines))
        assert table.cells[-1].overflow is Overflow.LINE
        assert table.cells[-1].text == "开工改造城镇老旧小区四十一个，并且要完成"

    def test_text_in_a_table_but_in_none_of_its_cells_is_kept(self) -> None:
        ring = [(30, 50, 90, 60), (30, 90, 90, 100), (30, 60, 40, 90), (80, 60, 90, 90)]
        boxes = "".join(path_xml(f"M {a} {b} L {c} {b} L {c} {d} L {a} {d} C") for a, b, c, d in ring)
        document = read(boxes + text_xml("续表", 55, 77, 4) + text_xml("甲", 42, 57, 4))
        # The ring's hole is a cell of its own here; whatever it is taken for, its text is there.
        assert "续表" in "".join(words(document)) + "".join(c.text for t in document.tables for c in t.cells)


class TestLeftOut:
    @pytest.mark.parametrize(
        "turned",
        [
            text_xml("草稿", attributes='CTM="0 1 -1 0 0 0"'),
            text_xml("草稿", attributes='CTM="0.7 -0.7 0.7 0.7 0 0"'),
            text_xml("草稿", attributes='CharDirection="90"'),
        ],
    )
    def test_turned_text_is_told(self, turned: str) -> None:
        document = read(text_xml("通知", 30, 100) + turned)
        assert words(document) == ["通知"]
        assert [(f.rule, f.severity, f.page) for f in document.findings] == [("rotated_text", Severity.WARNING, 1)]
        assert "“草稿”" in document.findings[0].message

    @pytest.mark.parametrize("hidden", ['Visible="false"', 'Alpha="0"', 'Fill="false"'])
    def test_text_that_cannot_be_seen_is_told(self, hidden: str) -> None:
        document = read(text_xml("通知", 30, 100) + text_xml("内部", 30, 50, attributes=hidden))
        assert words(document) == ["通知"]
        assert [f.rule for f in document.findings] == ["hidden_text"]

    def test_a_drawing_that_the_file_does_not_hold_is_told(self) -> None:
        document = read(text_xml("通知") + '<ofd:CompositeObject ResourceID="99"/>')
        assert [f.rule for f in document.findings] == ["missing_drawing"]

    def test_an_annotation_is_told(self) -> None:
        listed = '<Annotations><Page PageID="1"><FileLoc>A.xml</FileLoc></Page></Annotations>'
        said = "<Appearance><TextObject><TextCode>已阅</TextCode></TextObject></Appearance>"
        note = f'<PageAnnot><Annot Type="Stamp">{said}</Annot></PageAnnot>'
        document = Writer(Style()).document(["Pages/Page_0/Content.xml"], [], Sheet(210, 297))
        declared = document.replace("</ofd:Document>", "<ofd:Annotations>Annots.xml</ofd:Annotations></ofd:Document>")
        parts = {"Doc_0/Document.xml": declared, "Doc_0/Annots.xml": listed, "Doc_0/A.xml": note}
        found = ofd.read(package_of(parts, text_xml("通知")))
        assert words(found) == ["通知"]
        assert [(f.rule, f.severity) for f in found.findings] == [("annotation", Severity.INFO)]

    def test_some_signs_of_a_font_of_its_own_are_told_and_kept(self) -> None:
        document = read(text_xml("\ue001建成幼儿园三所并且投入使用"))
        assert words(document) == ["\ue001建成幼儿园三所并且投入使用"]
        assert [f.rule for f in document.findings] == ["unknown_characters"]


IMAGE = '<ofd:ImageObject ID="8" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="9"/>'


GLYPHS_ALONE = (
    '<ofd:TextObject Boundary="30 50 30 5" Size="5"><ofd:CGTransform><ofd:Glyphs>1 2 3</ofd:Glyphs>'
    '</ofd:CGTransform><ofd:TextCode X="0" Y="5" DeltaX="5 5"/></ofd:TextObject>'
)


class TestRefused:
    @pytest.mark.parametrize("pages", [1, 3])
    def test_a_scan_is_refused(self, pages: int) -> None:
        with pytest.raises(
            UnreadableFileError, match=r"^its pages are pictures without text \(a scan\); ask for .*\.$"
        ):
            read(*[IMAGE] * pages)

    def test_a_scan_with_hidden_text_is_a_scan(self) -> None:
        with pytest.raises(UnreadableFileError, match="a scan"):
            read(IMAGE + text_xml("通知", attributes='Alpha="0"'))

    def test_a_scanned_page_among_others_is_not_lost_in_silence(self) -> None:
        document = read(text_xml("附件1"), IMAGE, text_xml("附件2"))
        assert [(f.rule, f.page) for f in document.findings] == [("picture_page", 2)]

    def test_a_picture_beside_text_needs_no_finding(self) -> None:
        assert read(IMAGE + text_xml("附件1")).findings == ()

    @pytest.mark.parametrize(
        "unknown",
        [
            text_xml("\ue001\ue002\ue003"),
            GLYPHS_ALONE,
        ],
    )
    def test_a_file_whose_characters_nobody_can_tell_is_refused(self, unknown: str) -> None:
        with pytest.raises(
            UnreadableFileError, match=r"^its fonts do not say which characters they show; ask for .*\.$"
        ):
            read(unknown + text_xml("1", 30, 100))

    def test_an_encrypted_file_is_refused(self) -> None:
        with pytest.raises(UnreadableFileError, match=r"^it is encrypted and opens only with a password; save .*\.$"):
            read(TABLE, **{"Encryptions.xml": "<Encryptions/>"})
        with pytest.raises(UnreadableFileError, match="encrypted"):
            read_document(zip_file({"Encryptions.xml": b"<E/>", "a.dat": b"\x00"}))

    @pytest.mark.parametrize("keep", [0.3, 0.6, 0.95, 0.999])
    def test_a_file_cut_off_is_refused(self, keep: float) -> None:
        data = package_of({}, TABLE)
        with pytest.raises(UnreadableFileError, match=r"^it is a damaged OFD \(.*\); ask for the file again\.$"):
            read_document(data[: int(len(data) * keep)])

    def test_a_file_without_a_page_is_refused(self) -> None:
        with pytest.raises(UnreadableFileError, match=r"damaged OFD \(it has no page\)"):
            read()

    def test_a_file_without_one_of_its_pages_is_refused(self) -> None:
        with pytest.raises(UnreadableFileError, match=r"Pages/Page_0/Content\.xml is missing"):
            read(TABLE, TABLE, **{"Doc_0__Pages__Page_0__Content.xml": None})

    def test_a_page_of_more_characters_than_a_notice_needs_is_refused_in_time(self) -> None:
        began = time.monotonic()
        with pytest.raises(UnreadableFileError, match="more than a notice can need"):
            read(text_xml("字" * 600_000, code='DeltaX="g 600000 0.001"'))
        assert time.monotonic() - began < 20


class TestPicture:
    def test_a_page_is_drawn_with_its_frames(self) -> None:
        picture = draw_page(package_of({}, TABLE), 1, [(85, 142, 128, 170)])
        assert picture.suffix == ".svg"
        svg = picture.data.decode()
        assert 'width="210mm" height="297mm"' in svg
        assert "老旧小区改造" in svg


def test_each_page_is_a_step() -> None:
    steps: list[str] = []
    with listening(steps.append):
        read(text_xml("甲"), text_xml("乙"))
    assert steps == ["page 1 of 2", "page 2 of 2"]


def unpacked(data: bytes) -> dict[str, bytes]:
    """Parts of a package; how they are packed depends on the machine."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", NOTICES)
def test_the_notices_are_what_their_script_writes(name: str) -> None:
    assert unpacked(notice_path(name, "ofd").read_bytes()) == unpacked(as_ofd(name))


@pytest.mark.parametrize("name", gallery_ofd.STYLES)
def test_the_documents_of_the_gallery_are_what_their_script_writes(name: str) -> None:
    kept = (gallery_ofd.GALLERY / f"{name}.ofd").read_bytes()
    assert unpacked(kept) == unpacked(gallery_ofd.as_ofd(name))


SMALL = write_ofd([sheet_of_table()], Style(head="渝北区人民政府文件", grouped=True))
PARTS = ("OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml", "Doc_0/Tpls/Tpl_0/Content.xml", CONTENT)


def reads_or_refuses(data: bytes) -> None:
    try:
        ofd.read(data)
    except UnreadableFileError as refusal:
        assert str(refusal).endswith(".")


@given(st.data())
@settings(deadline=None, max_examples=150, derandomize=True)
def test_a_damaged_byte_of_the_package_never_raises_anything_else(data: st.DataObject) -> None:
    file = bytearray(SMALL)
    for at in data.draw(st.lists(st.integers(0, len(file) - 1), min_size=1, max_size=4)):
        file[at] = data.draw(st.integers(0, 255))
    reads_or_refuses(bytes(file))


@given(st.data())
@settings(deadline=None, max_examples=150, derandomize=True)
def test_damaged_xml_never_raises_anything_else(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(PARTS))
    part = bytearray(member(SMALL, name))
    for at in data.draw(st.lists(st.integers(0, len(part) - 1), min_size=1, max_size=3)):
        part[at] = data.draw(st.sampled_from(b"0123456789 -./<>\"'=&gMLCeE\xe4\x00"))
    reads_or_refuses(repack(SMALL, {name: bytes(part)}))


@given(
    st.sampled_from(PARTS),
    st.sampled_from(["0", "-1", "1e308", "nan", "", "g", "9" * 30, "0 0 0 0", "1 2 3 4 5 6"]),
    st.integers(0, 30),
)
@settings(deadline=None, max_examples=150, derandomize=True)
def test_odd_values_never_raise_anything_else(name: str, value: str, which: int) -> None:
    part = member(SMALL, name).decode()
    pieces = part.split('"')
    at = 1 + 2 * (which % max(1, len(pieces) // 2))
    if at < len(pieces):
        pieces[at] = value
    reads_or_refuses(repack(SMALL, {name: '"'.join(pieces).encode()}))


def test_rules_meet_where_cells_share_a_side() -> None:
    """What the tests' own writer is built on."""
    rules = sheet_of_table().rules
    assert len(rules) == 8
    assert Rule(30, 50, 140, 50) in rules
