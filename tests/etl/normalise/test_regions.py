"""Which region a notice is of."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.ids import region_id
from etl.normalise.regions import UNNAMED, find_region
from etl.reference.load import load_reference
from schemas.finding import Severity
from schemas.notice import Disposition, Notice, NoticeKind, ParagraphReading
from schemas.reference import Reference, Region
from tests.etl.build import notice

REFERENCE = load_reference()


def saying(*letter: str, **more: object) -> Notice:
    """A notice that says nothing of its region but what is given."""
    silent = {"document_number": None, "issuer": None, "title": "关于印发2024年重点民生实事的通知"}
    paragraphs = tuple(
        ParagraphReading(paragraph_no=n, page=None, text=text, disposition=Disposition.LETTER)
        for n, text in enumerate(letter, 1)
    )
    return notice(**(silent | {"paragraphs": paragraphs} | more))  # type: ignore[arg-type]


def region_of(written: Notice) -> str:
    return find_region(written, REFERENCE.regions).region.name


@pytest.mark.parametrize(
    ("number", "region"),
    [
        ("渝北府办发〔2024〕5号", "渝北区"),
        ("渝北府发〔2024〕12号", "渝北区"),
        ("武隆府办发〔2024〕3号", "武隆区"),
        ("渝高新办发〔2024〕8号", "重庆高新区"),
    ],
)
def test_a_document_number_proves_its_region(number: str, region: str) -> None:
    assert region_of(saying(document_number=number)) == region


@pytest.mark.parametrize("number", ["渝府办发〔2024〕17号", "黔江府办发〔2024〕5号", "渝北教发〔2024〕5号"])
def test_a_document_number_of_somebody_else_proves_nothing(number: str) -> None:
    assert region_of(saying(document_number=number)) == UNNAMED


@pytest.mark.parametrize(
    ("issuer", "region"),
    [
        ("重庆市渝北区人民政府办公室", "渝北区"),
        ("渝北区人民政府", "渝北区"),
        ("重庆市武隆区人民政府办公室", "武隆区"),
        ("重庆市 武隆区\n人民政府办公室", "武隆区"),
        ("重庆高新区管委会办公室", "重庆高新区"),
        ("重庆高新技术产业开发区管理委员会", "重庆高新区"),
        ("西部科学城重庆高新区管委会", "重庆高新区"),
    ],
)
def test_an_issuer_names_its_region(issuer: str, region: str) -> None:
    assert region_of(saying(issuer=issuer)) == region


@pytest.mark.parametrize(
    "caption", ["渝北区2024年重点民生实事项目实施方案", "重庆市渝北区2024年民生实事清单", "附件：渝北区民生实事项目表"]
)
def test_a_caption_names_its_region_where_the_letter_does_not(caption: str) -> None:
    assert region_of(saying(captions=(caption,))) == "渝北区"


def test_the_letter_names_its_region_where_nothing_else_does() -> None:
    assert region_of(saying("各街道办事处：", "2021年，渝北区重点民生实事项目全部完成。")) == "渝北区"


def test_the_issuer_counts_more_than_what_the_letter_mentions() -> None:
    mentions = saying("学习借鉴渝北区经验做法。", issuer="重庆市武隆区人民政府办公室")
    assert region_of(mentions) == "武隆区"


def test_the_number_counts_more_than_the_issuer() -> None:
    assert region_of(saying(document_number="武隆府办发〔2024〕3号", issuer="重庆市渝北区人民政府办公室")) == "武隆区"


def test_a_known_region_brings_no_finding() -> None:
    found = find_region(notice(), REFERENCE.regions)
    assert (found.region.id, found.findings) == ("500112", ())


@pytest.mark.parametrize(
    ("issuer", "name"),
    [
        ("重庆市黔江区人民政府办公室", "黔江区"),
        ("黔江区人民政府", "黔江区"),
        ("重庆市黔江区人民政府", "黔江区"),
        ("重庆市黔江区 人民政府办公室", "黔江区"),
        ("重庆市万盛经济技术开发区管理委员会", "万盛经济技术开发区"),
        ("重庆市城口县人民政府办公室", "城口县"),
        ("彭水苗族土家族自治县人民政府办公室", "彭水苗族土家族自治县"),
        ("重庆市彭水苗族土家族自治县人民政府办公室", "彭水苗族土家族自治县"),
        ("四川省成都市武侯区人民政府办公室", "武侯区"),
        ("浙江省义乌市人民政府", "义乌市"),
        ("成都高新区管委会", "成都高新区"),
        ("重庆市黔江区发展和改革委员会", "黔江区"),
        ("重庆市黔江区民生实事工作领导小组办公室", "黔江区"),
    ],
)
def test_a_region_that_nobody_knows_is_named_by_its_notice(issuer: str, name: str) -> None:
    found = find_region(saying(issuer=issuer), REFERENCE.regions)
    assert (found.region.name, found.region.id) == (name, region_id(name))
    assert found.region.units == ()
    (finding,) = found.findings
    assert (finding.rule, finding.severity) == ("unknown_region", Severity.WARNING)
    assert name in finding.message


@pytest.mark.parametrize(
    "title",
    [
        "黔江区2024年重点民生实事清单",
        "重庆市黔江区2024年重点民生实事清单",
        "关于印发黔江区2024年重点民生实事工作目标任务的通知",
        "重庆市黔江区人民政府办公室关于印发2024年重点民生实事的通知",
    ],
)
def test_a_title_names_an_unknown_region_too(title: str) -> None:
    assert region_of(saying(title=title)) == "黔江区"


def test_a_caption_names_an_unknown_region_too() -> None:
    assert region_of(saying(captions=("黔江区2024年重点民生实事清单",))) == "黔江区"


def test_an_unknown_region_is_not_taken_for_one_that_its_letter_mentions() -> None:
    assert region_of(saying("学习借鉴渝北区经验做法。", issuer="重庆市黔江区人民政府办公室")) == "黔江区"


@pytest.mark.parametrize("issuer", ["成都高新区管委会", "绵阳高新区管委会办公室"])
def test_a_weak_name_does_not_claim_another_zone(issuer: str) -> None:
    assert region_of(saying(issuer=issuer)) != "重庆高新区"


@pytest.mark.parametrize("text", ["高新区2024年重点民生实事", "西部科学城2024年民生实事", "西部（重庆）科学城民生实事"])
def test_a_weak_name_counts_where_nothing_stronger_is_found(text: str) -> None:
    assert region_of(saying(captions=(text,))) == "重庆高新区"


def test_a_strong_name_anywhere_beats_a_weak_one() -> None:
    assert region_of(saying("各高新区企业：", "渝北区2024年民生实事如下。")) == "渝北区"


def test_a_notice_that_names_no_region_says_so() -> None:
    found = find_region(saying("为做好民生实事工作，现将有关事项通知如下。"), REFERENCE.regions)
    assert found.region.name == UNNAMED
    assert "no region" in found.findings[0].message


def test_all_notices_of_one_unknown_region_share_it() -> None:
    by_issuer = find_region(saying(issuer="重庆市黔江区人民政府办公室"), REFERENCE.regions).region
    by_title = find_region(saying(title="黔江区2023年重点民生实事清单", year=2023), REFERENCE.regions).region
    assert by_issuer == by_title


@pytest.mark.parametrize("year", [1995, 2015, 2020, 2024, 2025])
def test_a_region_has_its_notices_while_it_exists(year: int) -> None:
    assert find_region(notice(year=year), REFERENCE.regions).region.id == "500112"


@pytest.mark.parametrize("year", [1993, 2026, 2030])
def test_a_region_has_no_notices_before_or_after(year: int) -> None:
    found = find_region(notice(year=year), REFERENCE.regions)
    assert found.region.id != "500112"
    assert [f.rule for f in found.findings] == ["unknown_region"]


def test_a_notice_without_a_year_may_be_of_any_region() -> None:
    assert find_region(notice(year=None), REFERENCE.regions).region.id == "500112"


def test_of_two_names_in_one_text_the_longer_counts() -> None:
    north = Region(id="a", name="江北区", full_name="江北区", kind="district", names=("江北区",))
    new = Region(id="b", name="江北新区", full_name="南京江北新区", kind="zone", names=("南京江北新区", "江北新区"))
    written = saying(issuer="南京江北新区管理委员会")
    assert [find_region(written, order).region.id for order in ((north, new), (new, north))] == ["b", "b"]


def test_the_end_of_a_region_is_looked_up_by_year() -> None:
    ended = Region(id="a", name="甲区", full_name="甲区", kind="district", names=("甲区",), valid_to=date(2020, 6, 30))
    assert find_region(saying(issuer="甲区人民政府", year=2020), [ended]).region.id == "a"
    assert find_region(saying(issuer="甲区人民政府", year=2021), [ended]).region.id != "a"


@settings(deadline=None, derandomize=True)
@given(st.text(), st.text(), st.none() | st.integers(2000, 2099))
def test_any_text_is_of_some_region(issuer: str, title: str, year: int | None) -> None:
    found = find_region(saying(issuer=issuer, title=title, year=year), REFERENCE.regions)
    assert found.region.name


def test_the_order_of_the_regions_decides_nothing(reference: Reference) -> None:
    written = saying(issuer="重庆市武隆区人民政府办公室")
    backwards = tuple(reversed(reference.regions))
    assert find_region(written, backwards) == find_region(written, reference.regions)


def test_the_opening_names_a_region_nobody_knows() -> None:
    opening = ParagraphReading(
        paragraph_no=1, page=None, text="衢州市柯城区2024年民生实事项目", disposition=Disposition.LETTER
    )
    written = notice(document_number=None, issuer=None, title="2024年民生实事3件", paragraphs=(opening,))
    assert region_of(written) == "柯城区"


def dated(day: date | None, year: int, kind: NoticeKind = NoticeKind.PLAN, **more: object) -> Notice:
    return saying(year=year, kind=kind, issued_on=day, **more)


@pytest.mark.parametrize(
    ("written", "region"),
    [
        (dated(date(2025, 2, 20), 2025, document_number="渝北府办发〔2025〕3号"), "500112"),
        (dated(date(2025, 2, 20), 2025, issuer="重庆市渝北区人民政府办公室"), "500112"),
        (dated(None, 2025, issuer="重庆市渝北区人民政府办公室"), "500112"),
        (dated(date(2026, 3, 1), 2026, issuer="重庆市两江新区人民政府办公室"), "500157"),
        (dated(date(2026, 3, 1), 2026, document_number="两江府办发〔2026〕1号"), "500157"),
        (dated(None, 2026, captions=("两江新区2026年重点民生实事",)), "500157"),
        (dated(date(2025, 12, 1), 2025, issuer="重庆市两江新区人民政府"), "500157"),
        (dated(date(2026, 1, 10), 2025, NoticeKind.REPORT, issuer="重庆市渝北区人民政府"), "500112"),
        (dated(date(2025, 3, 1), 2025, captions=("两江新区2025年重点民生实事",)), "cq-liangjiang"),
        (dated(None, 2025, captions=("两江新区2025年重点民生实事",)), "cq-liangjiang"),
        (dated(date(2023, 3, 1), 2023, issuer="重庆两江新区管理委员会办公室"), "cq-liangjiang"),
        (dated(None, 2023, captions=("两江新区2023年民生实事",)), "cq-liangjiang"),
    ],
)
def test_regions_that_follow_each_other_each_have_their_own_notices(written: Notice, region: str) -> None:
    assert find_region(written, REFERENCE.regions).region.id == region


@pytest.mark.parametrize("year", [2009, 2010])
def test_a_plan_for_the_year_in_which_a_region_began_late_is_not_its_own(year: int) -> None:
    written = dated(None, year, captions=(f"綦江区{year}年民生实事",))
    assert find_region(written, REFERENCE.regions).region.id != "500110"
    assert find_region(dated(None, 2012, captions=("綦江区2012年民生实事",)), REFERENCE.regions).region.id == "500110"


@pytest.mark.parametrize(
    ("written", "is_told"),
    [
        (dated(date(2025, 12, 5), 2025, document_number="渝北府办发〔2025〕90号"), True),
        (dated(date(2025, 12, 5), 2025, issuer="重庆市渝北区人民政府办公室"), True),
        (dated(date(2025, 11, 7), 2025, document_number="渝北府办发〔2025〕80号"), False),
        (dated(None, 2025, document_number="渝北府办发〔2025〕80号"), False),
        (dated(date(2026, 1, 10), 2025, NoticeKind.REPORT, issuer="重庆市渝北区人民政府"), False),
    ],
)
def test_a_notice_dated_after_its_region_ended_says_so(written: Notice, is_told: bool) -> None:
    found = find_region(written, REFERENCE.regions)
    assert found.region.id == "500112"
    assert [f.rule for f in found.findings] == ["after_region_ended"] * is_told
    assert all("渝北区 ended on 2025-11-07" in f.message for f in found.findings)
