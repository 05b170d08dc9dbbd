"""Documents that nobody wrote: tables with any spans, headers and page breaks, among any paragraphs."""

from hypothesis import strategies as st

from schemas.document import Block, Cell, Document, Overflow, Paragraph, Table
from tests.parsers.formats import builders

HEADERS = (
    ("序号", "项目名称", "牵头单位", "目标任务"),
    ("序号", "项目名称", "责任单位", "目标任务", "完成时限", "备注"),
    ("类别", "序号", "项目名称", "主要内容", "总投资（万元）", "牵头领导", "责任单位", "配合单位"),
    ("序号", "项目名称", "目标任务", "工作进展", "完成投资", "存在问题", "下步打算"),
)
WORDS = (
    *(
        "1",
        "2",
        "3",
        "（一）",
        "1.",
        "10",
        "合计",
        "小计",
        "总计",
        "141859",
        "4700",
        "—",
        "备注：",
        "市级15项",
        "共33项",
    ),
    *("区教委", "区城管局、区财政局", "牵头单位：区教委；配合单位：区民政局", "各镇街", "张三", "2024.12", "长期坚持"),
    *(
        "一、教育方面（3项）",
        "建设城市公园",
        "建成口袋公园3个。",
        "2024年6月底前完成50%",
        "年度目标",
        "单位：万元",
        "续表",
    ),
)
PROSE = (
    *("渝北府办发〔2024〕5号", "重庆市渝北区人民政府办公室", "关于印发2024年重点民生实事工作目标任务的通知"),
    *(
        "各镇人民政府，各街道办事处，有关单位：",
        "2024年共33项，其中市级15项。",
        "2024年3月1日",
        "附件1",
        "（此件公开发布）",
    ),
    *("渝北区2024年重点民生实事项目清单", "一、总体要求", "牵头单位：区教委", "填报单位：", "抄送：区委办公室。"),
)

texts = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.just(""),
    st.lists(st.sampled_from(WORDS), max_size=3).map("\n".join),
    st.text("序号项目名称目标牵头单位0123456789.、（）()\n 　\t年月", max_size=12),
    st.text(max_size=6),
)


@st.composite
def tables(draw: st.DrawFn, depth: int = 1) -> Table:
    """A table whose cells cover its grid, some of it or, rarely, one another, under a header of a notice or any."""
    rows, columns = draw(st.integers(1, 7)), draw(st.integers(1, 8))
    header = draw(st.sampled_from((*HEADERS, *HEADERS, ())))
    columns = max(columns, len(header)) if draw(st.booleans()) else columns
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            if (row, column) in taken or draw(st.integers(0, 19)) == 0:
                continue
            down, across = draw(_span(rows - row + 1)), draw(_span(columns - column + 1))
            covered = {(row + r, column + c) for r in range(down) for c in range(across)}
            if covered & taken:
                down = across = 1
                covered = {(row, column)}
            taken |= covered
            text = header[column - 1] if row == 1 and column <= len(header) else draw(texts)
            inside = (draw(tables(depth=depth - 1)),) if depth and draw(st.integers(0, 29)) == 0 else ()
            overflow = draw(st.sampled_from((Overflow.NONE, Overflow.NONE, *Overflow)))
            span = {"row_span": down, "column_span": across}
            cells.append(Cell(row=row, column=column, text=text, overflow=overflow, tables=inside, **span))
    return Table(cells=tuple(cells), rows=rows, columns=columns, spans_known=draw(st.booleans()))


def _span(most: int) -> st.SearchStrategy[int]:
    return st.one_of(st.just(1), st.just(1), st.integers(1, min(most, 4)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Paragraphs and tables, on pages or without."""
    paged = draw(st.booleans())
    blocks: list[Block] = []
    page = 1
    for _ in range(draw(st.integers(1, 6))):
        page += draw(st.integers(0, 1)) if paged else 0
        where = {"page": page if paged else None}
        if draw(st.booleans()):
            blocks.append(draw(tables()).model_copy(update=where))
        else:
            text, furniture = draw(st.one_of(st.sampled_from(PROSE), texts)), draw(st.integers(0, 9)) == 0
            blocks.append(Paragraph(text=text, furniture=furniture).model_copy(update=where))
    return Document(format="fuzz", blocks=tuple(blocks), pages=page if paged else None)


dumps = st.lists(
    st.one_of(
        st.sampled_from(PROSE),
        texts.map("\t{}".format),
        st.just(""),
        st.sampled_from(HEADERS).map(lambda header: "".join(f"\t{word}\n" for word in header)),
        st.sampled_from(HEADERS).map(lambda header: "\t" + "\t".join(header)),
        st.sampled_from((" ", "\f", "\t", "\t\t", "\r", "\u3000")),
    ),
    max_size=40,
).map("\n".join)
"""Text dumps with tabs and line ends anywhere."""


def _xml(text: str) -> str:
    """``text`` as XML can hold it."""
    kept = "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe")
    return kept.replace("&", "&amp;").replace("<", "&lt;")


@st.composite
def word_bodies(draw: st.DrawFn, depth: int = 2) -> str:
    """Bodies of a DOCX: tables with merges that fit or not, content controls, lists and tables in cells."""
    pieces: list[str] = []
    for _ in range(draw(st.integers(0, 4))):
        if depth and draw(st.booleans()):
            pieces.append(draw(_word_table(depth)))
        else:
            properties = draw(
                st.sampled_from(("", builders.numbered(1), builders.numbered(9, 20), "<w:rPr><w:del/></w:rPr>"))
            )
            pieces.append(builders.par(_xml(draw(texts)), properties=properties))
        if draw(st.integers(0, 5)) == 0:
            pieces[-1] = builders.control(pieces[-1])
    return "".join(pieces)


@st.composite
def _word_table(draw: st.DrawFn, depth: int) -> str:
    rows = []
    header = draw(st.sampled_from((*HEADERS, ())))
    for number in range(draw(st.integers(0, 5))):
        cells = []
        for column in range(draw(st.integers(0, 6))):
            properties = draw(st.lists(st.sampled_from(_CELL_PROPERTIES), max_size=2).map("".join))
            own = _xml(header[column]) if number == 0 and column < len(header) else _xml(draw(texts))
            deeper = draw(word_bodies(depth=depth - 1)) if draw(st.integers(0, 9)) == 0 else ""
            cells.append(builders.cell(own, *([deeper] if deeper else []), properties=properties))
        rows.append(builders.row(*cells, properties=draw(st.sampled_from(_ROW_PROPERTIES))))
    return builders.table(*rows)


_PARAGRAPH_PROPERTIES = ("", builders.numbered(1), builders.numbered(9, 20), "<w:rPr><w:del/></w:rPr>")
_CELL_PROPERTIES = (
    *(builders.switch("vMerge"), builders.switch("vMerge", "restart"), builders.switch("gridSpan", "3")),
    *(builders.switch("gridSpan", "-1"), builders.switch("gridSpan", "99999999999"), builders.switch("gridSpan", "x")),
    *(builders.switch("hMerge", "continue"), builders.switch("hMerge", "restart"), "<w:vMerge w:val='9'/>"),
)
_ROW_PROPERTIES = ("", "", builders.switch("gridBefore", "2"), builders.switch("gridBefore", "77777"), "<w:del/>")
