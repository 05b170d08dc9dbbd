"""Words for who set a project."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.levels import Standing, is_level, read_caption, read_level
from etl.reference.load import load_reference
from schemas.normalised import Level

WORDS = load_reference().vocabulary.levels
MUNICIPAL, DISTRICT, BOTH = Standing(Level.MUNICIPAL), Standing(Level.DISTRICT), Standing(Level.BOTH)
VOTED = Standing(Level.DISTRICT, voted=True)


@pytest.mark.parametrize(
    ("cell", "standing"),
    [
        ("市级", MUNICIPAL),
        ("市 级", MUNICIPAL),
        ("市\n级", MUNICIPAL),
        ("市级民生实事", MUNICIPAL),
        ("市级项目", MUNICIPAL),
        ("市级下达任务", MUNICIPAL),
        ("区级", DISTRICT),
        ("区级民生实事", DISTRICT),
        ("区县级", DISTRICT),
        ("县级", DISTRICT),
        ("市（区）级", BOTH),
        ("市(区)级", BOTH),
        ("市 （区） 级", BOTH),
        ("市区级", BOTH),
        ("市、区级", BOTH),
        ("市、区级民生实事", BOTH),
        ("市级、区级", BOTH),
        ("市级/区级", BOTH),
        ("市级\n区级", BOTH),
        ("市级和区级", BOTH),
        ("人大票决", VOTED),
        ("人大\n票决", VOTED),
        ("人大票决项目", VOTED),
        ("区人大票决", VOTED),
        ("票决", VOTED),
        ("区级（人大票决）", VOTED),
        ("区级(人大票决)", VOTED),
        ("区级\n（人大票决）", VOTED),
    ],
)
def test_a_cell_names_its_level(cell: str, standing: Standing) -> None:
    assert read_level(cell, WORDS) == standing


@pytest.mark.parametrize("cell", ["", " ", "—", "教育", "续建", "新建", "民生实事", "基础设施类"])
def test_a_cell_that_names_no_level_gives_none(cell: str) -> None:
    assert read_level(cell, WORDS) is None


@pytest.mark.parametrize("cell", ["区级（非人大票决）", "区级（未票决）", "非票决"])
def test_a_project_that_was_not_voted_is_not_marked_as_voted(cell: str) -> None:
    standing = read_level(cell, WORDS)
    assert standing is None or not standing.voted


@pytest.mark.parametrize(
    ("section", "standing"),
    [
        ("承接市级民生实事（13件）", MUNICIPAL),
        ("一、市级重点民生实事项目分解至我区任务", MUNICIPAL),
        ("实施区级民生实事（10件）", DISTRICT),
        ("二、区级民生实事", DISTRICT),
        ("（二）区人大票决项目", VOTED),
        ("市、区级民生实事", BOTH),
        ("二、区级民生实事项目18项（含区人大票决15项）", DISTRICT),
        ("二、区级重点民生实事（其中人大票决10件）", DISTRICT),
    ],
)
def test_the_name_of_a_section_gives_its_level(section: str, standing: Standing) -> None:
    assert read_level(section, WORDS) == standing


@pytest.mark.parametrize("text", ["市级", "区级", "人大票决", "市（区）级", "市、区级", " 市 级 ", "市(区)级"])
def test_a_remark_that_is_a_level_and_nothing_else_is_one(text: str) -> None:
    assert is_level(text, WORDS)


def test_a_level_with_its_vote_in_brackets_says_nothing_else() -> None:
    assert is_level("区级（人大票决）", WORDS)


@pytest.mark.parametrize(
    "text", ["", "市、区级民生实事存在交叉", "市级补助资金已到位", "区级配套", "市级任务数待定", "详见附件"]
)
def test_a_remark_that_says_more_than_a_level_is_none(text: str) -> None:
    assert not is_level(text, WORDS)


@pytest.mark.parametrize(
    ("caption", "standing"),
    [
        ("渝北区2021年人大票决民生实事项目办理情况表", VOTED),
        ("2024年市级重点民生实事任务分解表", MUNICIPAL),
        ("武隆区2024年区级民生实事清单", DISTRICT),
        ("渝北区2024年重点民生实事项目实施方案", None),
        ("2024年市级、区级重点民生实事清单", None),
        ("2024年市（区）级民生实事清单", None),
        ("2024年市、区级民生实事清单", None),
    ],
)
def test_the_name_of_a_table_gives_a_level_only_if_it_names_one(caption: str, standing: Standing | None) -> None:
    assert read_caption(caption, WORDS) == standing


@settings(deadline=None, derandomize=True)
@given(st.text(), st.sampled_from(["市级", "区级", "人大票决", ""]))
def test_any_text_is_read_without_an_error(text: str, level: str) -> None:
    for reading in (read_level, read_caption):
        found = reading(text + level, WORDS)
        assert found is None or isinstance(found.level, Level)


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="市区级、（）人大票决和县", max_size=12))
def test_a_level_is_never_changed_by_white_space(text: str) -> None:
    assert read_level(" ".join(text), WORDS) == read_level(text, WORDS)
