"""How many projects a notice says it has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.announced import in_letter, in_section, total
from schemas.notice import AnnouncedCount, Place
from schemas.reference import Vocabulary
from tests.parsers.build import unhurried

PLACE = Place(table_no=1, row_no=4)


def counts(vocabulary: Vocabulary, *texts: str) -> list[tuple[str, int]]:
    return [(a.scope, a.count) for a in in_letter(texts, vocabulary)]


def of_letter(scope: str, count: int) -> AnnouncedCount:
    return AnnouncedCount(scope=scope, count=count, quote="")


def of_section(scope: str, count: int, section_no: int) -> AnnouncedCount:
    return AnnouncedCount(scope=scope, count=count, quote="", section="一、", section_no=section_no, place=PLACE)


@pytest.mark.parametrize(
    "text",
    [
        "根据区人代会票决结果，确定2024年实施33项重点民生实事。",
        "2024年，我区将集中力量办好33件民生实事。",
        "研究确定实施33项重点民生实事项目，现将有关事项通知如下：",
        "经研究，决定实施三十三项重点民生实事。",
        "２０２４年实施３３项民生实事。",
        "实 施 33 项 民 生 实 事。",
        "明确民生实事目标任务。共两大类33项：一是市级下达任务。",
        "2024年重点民生实事共33项。",
        "2024年民生实事共计33件，请认真组织实施。",
        "确定2024年重点民生实事项目33项。",
        "今年全区实施民生实事33件。",
    ],
)
def test_counts_of_all_projects(vocabulary: Vocabulary, text: str) -> None:
    assert counts(vocabulary, text) == [("total", 33)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("十件民生实事", 10),
        ("十二项民生实事", 12),
        ("二十件民生实事", 20),
        ("二十一件民生实事", 21),
        ("10件民生实事", 10),
        ("8项民心工程", 8),
    ],
)
def test_counts_in_either_script(vocabulary: Vocabulary, text: str, expected: int) -> None:
    assert counts(vocabulary, f"今年要办好{text}。") == [("total", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "共两大类33项：一是市级重点民生实事项目分解至我区任务15项（暂定），二是区级民生实事项目18项（含区人大票决15项）。",
            [("total", 33), ("municipal", 15), ("district", 18), ("voted", 15)],
        ),
        (
            "2024年实施25件民生实事，其中市级13件、区级12件。",
            [("total", 25), ("municipal", 13), ("district", 12)],
        ),
        (
            "实施21项民生实事（市级11项，区级10项）。",
            [("total", 21), ("municipal", 11), ("district", 10)],
        ),
        ("区人大将对票决出的10件民生实事开展监督。", [("voted", 10)]),
        ("经区人民代表大会票决产生10项民生实事。", [("voted", 10)]),
        ("承接市级民生实事13件；自主实施区级民生实事10件。", [("municipal", 13), ("district", 10)]),
        ("民生实事包括市级15项和区级18项。", [("municipal", 15), ("district", 18)]),
    ],
)
def test_counts_of_each_level(vocabulary: Vocabulary, text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(vocabulary, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "推进民生实事，制定12条举措。",
        "民生实事涉及3个方面。",
        "民生实事分为教育、医疗等五类。",
        "围绕民生实事，落实10项措施。",
        "围绕民生实事，做好5项工作。",
        "民生实事纳入8项指标考核。",
        "全区共召开会议33次。",
        "全年新建学校33所，改造老旧小区15个。",
        "认认真真、齐心协力办实办好每件民生实事。",
        "把每一件民生实事办实办好。",
        "抓好每一项民生实事的落实。",
        "一件件民生实事落地见效。",
        "一项项民生实事温暖人心。",
        "第三项民生实事由区教委牵头。",
        "前3项民生实事由区教委牵头。",
        "共收到民生实事意见建议1256件。",
        "按照民生实事第12项要求抓好落实。",
        "财政安排共5项经费。",
        "2024年2月29日起实施民生实事。",
        "",
    ],
)
def test_what_is_no_count(vocabulary: Vocabulary, text: str) -> None:
    assert counts(vocabulary, text) == []


def test_a_sentence_about_something_else_counts_nothing(vocabulary: Vocabulary) -> None:
    text = "全力推进民生实事。同时，共排查安全隐患类问题。共整改隐患21项。"
    assert counts(vocabulary, text) == []


def test_a_count_said_twice_is_one(vocabulary: Vocabulary) -> None:
    assert counts(vocabulary, "实施33项民生实事。", "办好33项民生实事。") == [("total", 33)]


def test_two_different_counts_are_both_kept(vocabulary: Vocabulary) -> None:
    assert counts(vocabulary, "实施33项民生实事。", "办好32项民生实事。") == [("total", 33), ("total", 32)]


def test_a_count_is_quoted(vocabulary: Vocabulary) -> None:
    (count,) = in_letter(["根据票决结果，确定2024年实施33项重点民生实事，现通知如下。"], vocabulary)
    assert count.quote == "确定2024年实施33项重点民生实事"
    assert (count.section, count.place) == (None, None)


@pytest.mark.parametrize(
    ("text", "scope", "count"),
    [
        ("承接市级民生实事（13件）", "municipal", 13),
        ("承接市级民生实事(13件)", "municipal", 13),
        ("一、市级重点民生实事项目（共15项）", "municipal", 15),
        ("二、区级民生实事 （10 件）", "district", 10),
        ("三、区人大票决项目（十项）", "voted", 10),
        ("（二）教育类（5件）", "total", 5),
        ("四、住房保障 3个项目", "total", 3),
        ("五、社会救助 十二项", "total", 12),
    ],
)
def test_a_section_announces_its_own_count(vocabulary: Vocabulary, text: str, scope: str, count: int) -> None:
    found = in_section(text, 2, PLACE, vocabulary)
    assert found is not None
    assert (found.scope, found.count, found.section, found.section_no, found.place) == (scope, count, text, 2, PLACE)


@pytest.mark.parametrize("text", ["一、市级民生实事", "（二）教育类", "第十二章", "2024年区级民生实事", ""])
def test_a_section_without_a_count_announces_none(vocabulary: Vocabulary, text: str) -> None:
    assert in_section(text, 1, PLACE, vocabulary) is None


@pytest.mark.parametrize(
    ("announced", "expected"),
    [
        ([], None),
        ([of_letter("total", 33)], 33),
        ([of_letter("municipal", 15), of_letter("total", 33), of_letter("district", 18)], 33),
        ([of_letter("total", 23), of_section("municipal", 13, 1)], 23),
        ([of_section("municipal", 13, 1), of_section("district", 10, 2)], 23),
        ([of_letter("voted", 10), of_section("municipal", 13, 1), of_section("district", 10, 2)], 23),
        ([of_section("total", 5, 1)], 5),
        ([of_letter("voted", 10)], 10),
        ([of_letter("municipal", 15), of_letter("district", 18)], None),
    ],
)
def test_the_number_of_all_projects(announced: list[AnnouncedCount], expected: int | None) -> None:
    assert total(announced) == expected


@unhurried
@given(number=st.integers(1, 200), measure=st.sampled_from(["项", "件"]))
def test_every_number_is_read(vocabulary: Vocabulary, number: int, measure: str) -> None:
    assert counts(vocabulary, f"今年实施{number}{measure}重点民生实事。") == [("total", number)]


@unhurried
@given(text=st.text(alphabet="民生实事项件市级区票决共一二十1234（），。；的年", max_size=40))
def test_any_letter_can_be_read(vocabulary: Vocabulary, text: str) -> None:
    found = in_letter([text], vocabulary)
    assert all(count.count > 0 and count.quote for count in found)
    assert len({(c.scope, c.count) for c in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年我区10件民生实事全部完成，2025年将实施3件民生实事。", [("total", 3)]),
        ("去年全区20件民生实事群众满意度达98%。", []),
        ("每个镇街至少办好5件民生实事。", []),
        ("力争每年办好2件以上民生实事。", []),
    ],
)
def test_counts_of_other_years_and_of_shares_are_not_this_notices(
    vocabulary: Vocabulary, text: str, expected: list[tuple[str, int]]
) -> None:
    assert [(a.scope, a.count) for a in in_letter([text], vocabulary, 2025)] == expected


def test_a_count_behind_all_told_is_the_total(vocabulary: Vocabulary) -> None:
    text = "市政府下达我区民生实事2件，区政府自行安排民生实事1件，共计3件民生实事。"
    assert total(in_letter([text], vocabulary)) == 3
