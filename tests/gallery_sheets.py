"""The workbooks of the gallery, made cell by cell so that a person can see what each of them holds.

``python -m tests.gallery_sheets`` writes them into ``gallery/`` anew; ``test_gallery_sheets`` holds the files there
to what is written here.
"""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tests.parsers.formats.sheet_builders import XlsSheet, grid, styles_xml, xls_file, xlsx_file

GALLERY = Path(__file__).parent / "gallery"
_MADE = datetime(2024, 3, 1)
_HEADER = ("序号", "项目名称", "目标任务", "牵头单位", "完成时限")


class _Book:
    """A workbook under way, with the formats that its sheets use."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._file)
        self.book.set_properties({"created": _MADE})
        self.ruled = self.format("General")

    def format(self, code: str | int) -> Format:
        """A format with borders and a format code."""
        return self.book.add_format({"border": 1, "text_wrap": True, "num_format": code})

    def sheet(self, name: str) -> Worksheet:
        return self.book.add_worksheet(name)

    def rows(self, sheet: Worksheet, top: int, *rows: Sequence[object]) -> None:
        """Rows with borders from a row (from 0) on; ``None`` leaves a place to a merged cell."""
        for y, row in enumerate(rows, top):
            for x, value in enumerate(row):
                if value is not None:
                    sheet.write(y, x, value, self.ruled)

    def data(self) -> bytes:
        self.book.close()
        return self._file.getvalue()


def title_rows() -> bytes:
    """附件, a title cut into two lines, 填报单位 and 单位：万元 above the header; a note and signatures below."""
    book = _Book()
    sheet = book.sheet("Sheet1")
    sheet.write(0, 0, "附件1")
    sheet.merge_range("A2:F2", "渝北区2024年重点民生实事\n项目资金计划安排表")
    sheet.write("A3", "填报单位：区发展改革委")
    sheet.write("F3", "单位：万元")
    book.rows(
        sheet,
        3,
        ("序号", "项目名称", "建设内容", "总投资", "牵头单位", "完成时限"),
        (1, "口袋公园", "建成口袋公园6个。", 1250, "区城管局", "2024年10月"),
        (2, "公厕改造", "改造公厕20座。", 380.5, "区城管局", "2024年6月"),
        ("合计", "", "", 1630.5, "", ""),
    )
    sheet.merge_range("A8:F8", "注：1.资金由区级财政统筹安排。\n2.进展情况于每月25日前报送。")
    sheet.write("A9", "填表人：张敏")
    sheet.write("D9", "审核人：李强")
    return book.data()


def several_sheets() -> bytes:
    """A task table, a budget that names the same projects, a blank form, an empty sheet, a hidden list of units."""
    book = _Book()
    tasks, budget, form = (book.sheet(name) for name in ("任务分解表", "资金预算", "进展情况"))
    tasks.merge_range("A1:E1", "渝北区2024年重点民生实事项目任务分解表")
    book.rows(
        tasks,
        1,
        _HEADER,
        (1, "电梯加装", "既有住宅加装电梯40部。", "区住房城乡建委", "2024年12月"),
        (2, "托育服务", "新增普惠托位300个。", "区卫生健康委", "2024年11月"),
    )
    budget.merge_range("A1:D1", "渝北区2024年民生实事资金预算表")
    book.rows(
        budget,
        1,
        ("序号", "项目名称", "预算金额（万元）", "资金来源"),
        (1, "电梯加装", 2400, "市级补助"),
        (2, "托育服务", 300, "区级财政"),
    )
    form.merge_range("A1:E1", "渝北区2024年重点民生实事项目进展情况表")
    book.rows(
        form, 1, ("序号", "项目名称", "目标任务", "工作进展", "存在的问题"), *[(n, "", "", "", "") for n in range(1, 6)]
    )
    book.sheet("Sheet4")
    names = book.sheet("选项")
    names.write_column("A1", ["区住房城乡建委", "区卫生健康委", "区教委"])
    names.hide()
    return book.data()


def inflated() -> bytes:
    """A sheet that was formatted down to row 1,048,576 and across to column XFD, with two tasks on it."""
    header = ("序号", "项目名称", "目标任务", "牵头单位")
    filled = grid(("渝北区2024年重点民生实事清单",), header, ("1", "口袋公园", "建成口袋公园6个。", "区城管局"),
                  ("2", "公厕改造", "改造公厕20座。", "区城管局"), style=1)  # fmt: skip
    wide = "".join(f'<c r="{column}5" s="1"/>' for column in _columns())
    blank = "".join(f'<row r="{y}" s="1" customFormat="1"><c r="A{y}" s="1"/></row>' for y in range(6, 20_000))
    last = '<row r="1048576" s="1" customFormat="1"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    return xlsx_file(f'{filled}<row r="5">{wide}</row>{blank}{last}', styles=styles_xml())


def _columns() -> Sequence[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    two = [a + b for a in letters for b in letters]
    three = [a + b for a in letters for b in two]
    return [*letters, *two, *three][:16_384]


def deadlines_as_numbers() -> bytes:
    """One month said in eight ways: 2024.10 stored as 2024.1, days under several formats, a text, a formula."""
    book = _Book()
    sheet = book.sheet("Sheet1")
    sheet.merge_range("A1:E1", "渝北区2024年重点民生实事项目清单")
    book.rows(sheet, 1, _HEADER)
    for n, name in enumerate("一二三四五六七八", 1):
        book.rows(sheet, n + 1, (n, f"项目{name}", f"建成公园{n}个。", "区城管局"))
    first = date(2024, 10, 1)
    sheet.write("E3", 2024.1, book.format("0.00"))
    sheet.write("E4", first, book.format('yyyy"年"m"月"'))
    sheet.write("E5", first, book.format("mmm-yy"))
    sheet.write("E6", date(2024, 10, 31), book.format(14))
    sheet.write("E7", first, book.format("yyyy.mm"))
    sheet.write_string("E8", "2024.10", book.ruled)
    sheet.write("E9", 2024.6, book.ruled)
    sheet.write_formula("E10", '="2024年"&"10月底前"', book.ruled, "2024年10月底前")
    return book.data()


def merged_leads() -> bytes:
    """One lead merged over three projects, one project over two tasks, and a level merged over all of them."""
    book = _Book()
    sheet = book.sheet("渝北区2024年重点民生实事项目表")
    book.rows(
        sheet,
        0,
        ("序号", "类型", "项目名称", "目标任务", "牵头单位"),
        (1, None, "口袋公园", "建成口袋公园6个。", None),
        (2, None, "公厕改造", "改造公厕20座。", None),
        (None, None, None, "新建公厕5座。", None),
        (3, None, "山城步道", "建成步道3公里。", None),
        (4, None, "电梯加装", "加装电梯40部。", "区住房城乡建委"),
    )
    for area, text in (("B2:B6", "区级"), ("E2:E5", "区城管局"), ("C3:C4", "公厕改造")):
        sheet.merge_range(area, text, book.ruled)
    sheet.merge_range("A3:A4", 2, book.ruled)
    return book.data()


def stacked_tables() -> bytes:
    """Two tables on one sheet, each under its own title, without a blank row between them but with one inside."""
    book = _Book()
    sheet = book.sheet("Sheet1")
    sheet.merge_range("A1:E1", "渝北区2024年承接市级民生实事项目清单")
    book.rows(sheet, 1, _HEADER, (1, "农村厕所", "改造户厕1500户。", "区农业农村委", "2024年12月"))
    book.rows(sheet, 4, (2, "应急广播", "建成终端600个。", "区文化旅游委", "2024年9月"))
    sheet.merge_range("A6:E6", "渝北区2024年区级民生实事项目清单")
    book.rows(sheet, 6, _HEADER, (1, "口袋公园", "建成口袋公园6个。", "区城管局", "2024年10月"))
    return book.data()


def another_district() -> bytes:
    """An XLS of a district that nobody here knows: a header of two rows, a project over two tasks, days as numbers."""
    header = {(1, 0): "序号", (1, 1): "实事项目", (1, 2): "年度目标", (1, 3): "责任分工", (1, 5): "完成时限"}
    below = {(2, 3): "牵头单位", (2, 4): "配合单位"}
    rows: dict[tuple[int, int], str | tuple[float, int]] = {
        (3, 0): (1, 0), (3, 1): "社区食堂", (3, 2): "新建社区食堂3处。",
        (3, 3): "区民政局", (3, 4): "区财政局", (3, 5): (45566, 2),
        (4, 2): "改建社区食堂2处。", (4, 5): (2024.1, 3),
        (5, 0): (2, 0), (5, 1): "山塘整治", (5, 2): "整治山塘12座。",
        (5, 3): "区水利局", (5, 4): "各镇", (5, 5): "长期",
    }  # fmt: skip
    merges = [(0, 0, 0, 5), (1, 3, 1, 4), *[(1, x, 2, x) for x in (0, 1, 2, 5)], *[(3, x, 4, x) for x in (0, 1, 3, 4)]]
    title = {(0, 0): "临川市云溪区2024年民生实事项目责任清单"}
    sheet = XlsSheet({**title, **header, **below, **rows}, merges=merges, bordered=True, blanks=[(9, 0, 255)])
    return xls_file(sheet, formats=['yyyy"年"m"月"', "0.00"])


BUILDERS: dict[str, Callable[[], bytes]] = {
    "sheet-title-rows.xlsx": title_rows,
    "sheet-several-in-a-workbook.xlsx": several_sheets,
    "sheet-inflated.xlsx": inflated,
    "sheet-deadlines-as-numbers.xlsx": deadlines_as_numbers,
    "sheet-merged-leads.xlsx": merged_leads,
    "sheet-stacked-tables.xlsx": stacked_tables,
    "sheet-another-district.xls": another_district,
}
"""A builder for each workbook of the gallery, by the name of its file."""


def main() -> None:
    """Write all of them."""
    for name, build in BUILDERS.items():
        (GALLERY / name).write_bytes(build())


if __name__ == "__main__":
    main()
