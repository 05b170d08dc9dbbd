"""The letter around a made notice's table, in the parts and the order of GB/T 9704."""

from datetime import date, timedelta
from random import Random
from typing import Final, NamedTuple

from benchmarks.corpus.words import District, between, one_of


class Letter(NamedTuple):
    """Paragraphs before the table: the document number, issuer and title, the body, and the signature."""

    number: str
    issuer: str
    title: str
    body: tuple[str, ...]
    signature: tuple[str, str]
    attachment: str


_KINDS: Final = ("重点民生实事工作目标任务", "重点民生实事项目", "民生实事项目目标任务")
_DUTIES: Final = (
    (
        "一、明确目标任务。各牵头单位要切实负起牵头组织、协调各方、汇总情况、督促落实的职责，按月调度、按季抽查、年终考核。"
        "相关责任单位要主动配合、积极支持，加快手续办理和建设推进，确保目标任务圆满完成。"
    ),
    (
        "二、强化部门协同。各牵头部门抓总，配合单位共同努力，细化工作方案，明确每件重点民生实事项目时序进度，责任到人，"
        "做好前期，确保早日动工、按期完工。各职能部门要建立行政审批“绿色通道”，确保民生项目建设顺利推进。"
    ),
    (
        "三、严格督查考核。要建立清单管理制度，每月跟踪比对工作落实情况，发现进度滞后的，及时予以现场督办。融媒体中心要"
        "聚焦民生实事办理落实，宣传典型事例，适时向社会公布民生实事办理进展和成效，自觉接受社会各界监督。"
    ),
    "四、及时报送情况。各项目牵头单位要落实专人，每月填写推进落实情况表，经单位主要负责人审核后，于每月25日前报送。",
)


def letter(district: District, year: int, ordinal: int, projects: int, random: Random) -> Letter:
    """The letter that announces so many projects; ``ordinal`` tells the notices of one district and year apart."""
    kind = one_of(random, _KINDS)
    office = "管委会办公室" if district.style == "zone" else "人民政府办公室"
    issuer = f"{district.city}{district.name}{office}"
    issued = date(year, 1, 15) + timedelta(days=between(random, 0, 110))
    who = "区" if district.name.endswith("区") else "县"
    opening = (
        f"为深入贯彻落实关于保障和改善民生工作的重要指示要求，坚持以人民为中心的发展思想，尽力而为、量力而行，按照{who}委、"
        f"{who}政府工作部署，确定{year}年实施{projects}项重点民生实事项目，现将有关事宜通知如下："
    )
    duties = _DUTIES[: between(random, 2, len(_DUTIES))]
    return Letter(
        number=f"{district.prefix}〔{year}〕{between(random, 2, 60) + 60 * ordinal}号",
        issuer=issuer,
        title=f"关于印发{year}年{kind}的通知",
        body=("各镇人民政府、街道办事处，各部门，有关单位：", opening, *duties),
        signature=(issuer, f"{issued.year}年{issued.month}月{issued.day}日"),
        attachment=f"{district.name}{year}年{kind}清单",
    )
