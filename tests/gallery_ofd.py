"""Writes the OFD documents of the gallery, ``python -m tests.gallery_ofd``.

Each is a small notice made up for its difficulty; its golden file says what a person reads in it.
"""

from collections.abc import Sequence
from pathlib import Path

from schemas.document import Block, Document, Paragraph
from tests.parsers.build import Box, table
from tests.parsers.formats.ofd_layout import POINT, sheets_of
from tests.parsers.formats.ofd_writer import Style, write_ofd

EXPLAINED = (
    "本清单所列项目均已列入区政府年度重点工作，由牵头单位统筹推进，有关单位配合落实。",
    "牵头单位要细化工作方案，倒排工期，压实责任，确保各项任务按时保质完成，不得随意调整。",
    "区财政部门要优先保障项目资金，加强资金使用监管，提高资金使用效益，确保专款专用。",
    "各镇街要做好征地拆迁、矛盾化解和群众宣传工作，为项目建设营造良好的环境和氛围。",
    "项目推进中遇到的困难和问题，牵头单位要主动协调解决，重大事项及时报区政府研究。",
    "各单位要加强信息报送和宣传报道，及时总结推广好经验好做法，不断提高群众知晓率。",
    "区政府督查机构要定期开展督查，督查结果纳入年度目标管理绩效考核，并按程序通报。",
    "项目完工后，由牵头单位组织验收，并邀请人大代表、政协委员和群众代表参与评议。",
)
GALLERY = Path(__file__).parent / "gallery"
HEADER = ("序号", "项目名称", "牵头单位", "目标任务", "完成时限")


def notice(number: int, projects: int, *rows: Sequence[str | Box], filling: int = 0) -> Document:
    """A letter of a district that announces so many projects, and their table on the pages behind it. ``filling``
    paragraphs above the table push it down its page."""
    letter = [
        f"渝北府办发〔2024〕{number}号",
        "重庆市渝北区人民政府办公室",
        "关于印发2024年重点民生实事工作目标任务的通知",
        "各镇人民政府，区级各部门，各街道办事处，有关单位：",
        f"经区政府同意，现将2024年{projects}项重点民生实事工作目标任务印发给你们，请认真组织实施。",
        "重庆市渝北区人民政府办公室",
        "2024年2月29日",
        "附件",
        "渝北区2024年重点民生实事工作目标任务",
    ]
    blocks: list[Block] = [Paragraph(text=text) for text in letter]
    blocks += [Paragraph(text=text) for text in EXPLAINED[:filling]]
    return Document(format="made up", blocks=(*blocks, table(HEADER, *rows)))


LONG = (
    "一是新建社区养老服务站10个，二是改造镇街养老服务中心5个，三是增设老年助餐点20个，四是培训养老护理员300人次，"
    "五是为2000户老年人家庭实施适老化改造，六是建成区级智慧养老服务平台并投入使用。"
)
ROW_CUT = notice(
    91,
    3,
    ("1", "校园护眼照明", "区教委", "改造中小学教室照明120间。", "2024.9"),
    ("2", "社区养老服务", "区民政局", LONG, "2024.12"),
    ("3", "口袋公园", "区城市管理局", "建成口袋公园6个。", "2024.10"),
    filling=7,
)
THIN = notice(
    92,
    3,
    ("1", "AED设备", "区卫生健康委", "在公共场所配置AED设备50台，培训急救员1,200人。", "2024.6"),
    ("2", "“村村通”光纤", "区经济信息委", "新建5G基站300个，实现20户以上自然村光纤网络（≥100M）全覆盖。", "2024.12"),
    ("3", "一刻钟便民生活圈", "区商务委", "建成便民生活圈3个，覆盖居民约5.6万人。", "2024.11"),
)
NAME_CUT = notice(
    93,
    2,
    ("1", "口袋公园", "区城管局", "建成口袋公园6个，改造社区公园4个，新增城市绿地12万平方米。", "2024.9"),
    (
        Box("2", down=2),
        Box("失能特困人员集中照护中心及城区各街道残疾人综合服务站建设和改造提升工程", down=2),
        "区民政局",
        "新增护理型床位80张。",
        "2024.12",
    ),
    ("区残联", "在城区街道建成5个残疾人综合服务站。", "2024.10"),
    filling=7,
)
STYLES = {
    "ofd-row-cut-by-a-page-break": (ROW_CUT, Style(rules="cells", grouped=True), 12),
    "ofd-thin-rectangles-and-single-characters": (THIN, Style(rules="fills", objects="char", prefix=""), 12),
    "ofd-merged-name-cut-between-its-rows": (NAME_CUT, Style(scaled=True, absolute=True), 12),
}


def as_ofd(name: str) -> bytes:
    """One document of the gallery."""
    document, style, size = STYLES[name]
    return write_ofd(sheets_of(document, small=size * POINT), style)


if __name__ == "__main__":
    for name in STYLES:
        (GALLERY / f"{name}.ofd").write_bytes(as_ofd(name))
