"""Names freed of the words around them."""

import pytest

from etl.normalise.quantities.subject_words import SubjectTrimmer
from tests.etl.normalise.quantities.amounts_of import MEASURES

TRIM = SubjectTrimmer(MEASURES)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("新建公厕", "公厕"),
        ("全区持续开展技能培训", "技能培训"),
        ("改造面积", "改造面积"),
        ("整治道路面积", "道路面积"),
        ("保障性住房", "保障性住房"),
        ("建成区绿化覆盖率", "建成区绿化覆盖率"),
        ("新增残疾人就业", "新增残疾人就业"),
        ("65岁及以上老年人", "老年人"),
        ("2024届高校毕业生", "高校毕业生"),
        ("社区、广场等健身设施", "健身设施"),
        ("每千人口托位数", "托位数"),
        ("重庆市示范村", "示范村"),
        ("农贸市场", "农贸市场"),
        ("任务完成率", "任务完成率"),
        ("1.新建公园", "公园"),
        ("一是新建公园", "公园"),
    ],
)
def test_names_before_an_amount(words: str, name: str) -> None:
    span = TRIM.before(words, 0, len(words), "个")
    assert span is not None
    assert words[slice(*span)] == name


@pytest.mark.parametrize("words", ["新增", "完成新建", "年底前", "", "，", "三年新增", "双凤路等"])
def test_verbs_alone_name_nothing(words: str) -> None:
    assert TRIM.before(words, 0, len(words), "个") is None


def test_an_act_is_counted_by_measures_of_acts() -> None:
    assert TRIM.before("培训", 0, 2, "人次") == (0, 2)
    assert TRIM.before("培训", 0, 2, "个") is None


@pytest.mark.parametrize(
    ("words", "measure", "name"),
    [
        ("窨井盖专项整治", "个", "窨井盖"),
        ("隐患排查整治", "次", "隐患排查整治"),
        ("村范围内照明工程", "个", "村"),
        ("残疾人免费发放器具", "名", "残疾人"),
        ("城区C级砂砖房自动化监测设备安装及运用", "栋", "C级砂砖房"),
        ("严重拥堵道路设施完善", "条", "严重拥堵道路"),
        ("项目改造任务", "个", "项目"),
        ("社区卫生服务中心", "个", "社区卫生服务中心"),
    ],
)
def test_names_behind_an_amount(words: str, measure: str, name: str) -> None:
    span = TRIM.behind(words, 0, len(words), measure, strict=True)
    assert span is not None
    assert words[slice(*span)] == name


@pytest.mark.parametrize("words", ["建成投用", "全覆盖", "并投入使用", "统一纳入", ""])
def test_what_is_done_is_not_counted(words: str) -> None:
    assert TRIM.behind(words, 0, len(words), "个", strict=True) is None


@pytest.mark.parametrize(("tail", "is_act"), [("", True), ("建设", True), ("开展活动", True), ("线路", False)])
def test_acts_behind_a_quoted_name(tail: str, is_act: bool) -> None:
    assert TRIM.is_act(tail) is is_act
