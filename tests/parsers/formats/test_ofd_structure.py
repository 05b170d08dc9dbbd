"""From the entry of a package to its pages, as the producers lay them out."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats import _ofd_structure
from parsers.formats._ofd_package import Package, local
from parsers.formats._ofd_structure import Page, entries, open_page
from tests.parsers.formats.ofd_writer import package_of, page_xml, text_xml

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
BOX = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
CONTENT = "Doc_0/Pages/Page_0/Content.xml"


def pages(data: bytes) -> list[Page]:
    package = Package.open(data)
    return [open_page(package, entry) for entry in entries(package)]


def texts(page: Page) -> list[str]:
    codes = (c for layer in page.layers for c in layer.iter() if local(c) == "TextCode")
    return [c.text or "" for c in codes]


def document(
    common: str = "", listed: str = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>', rest: str = ""
) -> str:
    return (
        f"<ofd:Document {NS}><ofd:CommonData>{common or BOX}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{rest}"
        "</ofd:Document>"
    )


def entry(*bodies: str) -> str:
    return f"<ofd:OFD {NS}>{''.join(f'<ofd:DocBody>{b}</ofd:DocBody>' for b in bodies)}</ofd:OFD>"


def root(path: str) -> str:
    return f"<ofd:DocRoot>{path}</ofd:DocRoot>"


def one(**parts: str) -> Page:
    (page,) = pages(package_of({n.replace("__", "/"): p for n, p in parts.items()}, text_xml("通知")))
    return page


def test_pages_come_in_the_order_they_are_declared() -> None:
    listed = (
        '<ofd:Page ID="2" BaseLoc="Pages/Page_1/Content.xml"/><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
    )
    data = package_of({"Doc_0/Document.xml": document(listed=listed)}, text_xml("甲"), text_xml("乙"))
    assert [texts(p) for p in pages(data)] == [["乙"], ["甲"]]


def test_a_place_may_be_an_element_instead_of_an_attribute() -> None:
    listed = '<ofd:Page ID="1"><ofd:BaseLoc>Pages/Page_0/Content.xml</ofd:BaseLoc></ofd:Page>'
    data = package_of({"Doc_0/Document.xml": document(listed=listed)}, text_xml("甲"))
    assert [texts(p) for p in pages(data)] == [["甲"]]


def test_documents_of_one_package_follow_each_other() -> None:
    data = package_of(
        {
            "OFD.xml": entry(root("Doc_0/Document.xml"), root("Doc_1/Document.xml")),
            "Doc_1/Document.xml": document(),
            "Doc_1/Pages/Page_0/Content.xml": page_xml(text_xml("二")),
        },
        text_xml("一"),
    )
    assert [texts(p) for p in pages(data)] == [["一"], ["二"]]


VERSIONS = (
    '<ofd:Versions><ofd:Version ID="1" Index="1" BaseLoc="Doc_0/V1.xml"/>'
    '<ofd:Version ID="2" Index="2" Current="true" BaseLoc="Doc_0/V2.xml"/></ofd:Versions>'
)


def test_of_several_versions_the_current_one_is_read() -> None:
    data = package_of(
        {
            "OFD.xml": entry(root("Doc_0/Document.xml") + VERSIONS),
            "Doc_0/V2.xml": f"<ofd:DocVersion {NS}>{root('Document_2.xml')}</ofd:DocVersion>",
            "Doc_0/Document_2.xml": document(listed='<ofd:Page ID="9" BaseLoc="Pages/New.xml"/>'),
            "Doc_0/Pages/New.xml": page_xml(text_xml("新")),
        },
        text_xml("旧"),
    )
    assert [texts(p) for p in pages(data)] == [["新"]]


def test_versions_that_are_gone_leave_the_document() -> None:
    data = package_of({"OFD.xml": entry(root("Doc_0/Document.xml") + VERSIONS)}, text_xml("旧"))
    assert [texts(p) for p in pages(data)] == [["旧"]]


TEMPLATE = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>'


@pytest.mark.parametrize(
    ("order", "expected"),
    [("Background", ["版头", "通知"]), ("Foreground", ["通知", "版头"]), ("", ["版头", "通知"])],
)
def test_a_template_lies_behind_or_before_its_page(order: str, expected: list[str]) -> None:
    attribute = f'ZOrder="{order}"' if order else ""
    data = package_of(
        {
            "Doc_0/Document.xml": document(BOX + TEMPLATE),
            "Doc_0/Tpls/T.xml": page_xml(text_xml("版头")),
            CONTENT: page_xml(text_xml("通知"), f'<ofd:Template TemplateID="7" {attribute}/>'),
        }
    )
    assert [texts(p) for p in pages(data)] == [expected]


def test_a_template_that_no_page_uses_is_not_read() -> None:
    assert texts(one(**{"Doc_0__Document.xml": document(BOX + TEMPLATE)})) == ["通知"]


@pytest.mark.parametrize("common", [BOX, BOX + TEMPLATE])
def test_a_page_without_its_template_is_refused(common: str) -> None:
    data = package_of({"Doc_0/Document.xml": document(common), CONTENT: page_xml("", '<ofd:Template TemplateID="7"/>')})
    with pytest.raises(UnreadableFileError, match=r"^it is a damaged OFD \(.*\); ask for the file again\.$"):
        pages(data)


def test_the_size_is_the_page_s_own_or_the_document_s_or_a4() -> None:
    area = "<ofd:Area><ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox></ofd:Area>"
    assert one(**{CONTENT.replace("/", "__"): page_xml("", area)}).box == (0, 0, 297, 210)
    assert one().box == (0, 0, 210, 297)
    broken = BOX.replace("0 0 210 297", "0 0 -1 1e9")
    assert one(**{"Doc_0__Document.xml": document(broken)}).box == (0, 0, 210, 297)
    a3 = one(**{"Doc_0__Document.xml": document(BOX.replace("210 297", "420 297"))})
    assert (round(a3.width), round(a3.height)) == (1191, 842)


def unit(number: int, text: str) -> str:
    inside = f"<ofd:Content>{text_xml(text)}</ofd:Content>"
    return (
        f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="{number}">{inside}</ofd:CompositeGraphicUnit>'
        "</ofd:CompositeGraphicUnits>"
    )


def resources(inside: str) -> str:
    return f'<ofd:Res {NS} BaseLoc="Res">{inside}</ofd:Res>'


def test_drawings_come_from_the_resources_of_document_and_page() -> None:
    shared = BOX + "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    page = one(
        **{
            "Doc_0__Document.xml": document(shared),
            "Doc_0__PublicRes.xml": resources(unit(1, "甲")),
            "Doc_0__DocumentRes.xml": resources(unit(2, "乙")),
            "Doc_0__Pages__Page_0__Res.xml": resources(unit(3, "丙")),
            CONTENT.replace("/", "__"): page_xml("", "<ofd:PageRes>Res.xml</ofd:PageRes>"),
        }
    )
    assert sorted(page.units) == ["1", "2", "3"]


def test_resources_that_are_gone_are_none() -> None:
    assert one(**{"Doc_0__Document.xml": document(BOX + "<ofd:PublicRes>Gone.xml</ofd:PublicRes>")}).units == {}


def test_annotations_belong_to_their_page() -> None:
    notes = '<ofd:Annotations {}><ofd:Page PageID="1"><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
    page = one(
        **{
            "Doc_0__Document.xml": document(rest="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"),
            "Doc_0__Annots__Annotations.xml": notes.format(NS),
            "Doc_0__Annots__A.xml": f'<ofd:PageAnnot {NS}><ofd:Annot Type="Stamp"/></ofd:PageAnnot>',
        }
    )
    assert [n.get("Type") for n in page.annotations] == ["Stamp"]


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"OFD.xml": None}, "OFD.xml is missing"),
        ({"OFD.xml": "<OFD/>"}, "OFD.xml names no document"),
        ({"OFD.xml": entry("")}, "a part without a name is missing"),
        ({"Doc_0/Document.xml": None}, "Doc_0/Document.xml is missing"),
        ({CONTENT: None}, "Pages/Page_0/Content.xml is missing"),
    ],
)
def test_a_package_without_one_of_its_parts_is_refused(parts: dict[str, str | None], what: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        pages(package_of(parts, text_xml("通知")))
    assert str(refusal.value) == f"it is a damaged OFD ({what}); ask for the file again."


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_ofd_structure, "_MOST_PAGES", 2)
    assert len(pages(package_of({}, "", ""))) == 2
    with pytest.raises(UnreadableFileError, match=r"^it has more than 2 pages; save .*\.$"):
        pages(package_of({}, "", "", ""))


def test_a_document_without_pages_has_none() -> None:
    assert pages(package_of({"Doc_0/Document.xml": f"<ofd:Document {NS}/>"})) == []
