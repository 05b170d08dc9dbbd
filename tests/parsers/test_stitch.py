"""One table again of the pieces that page breaks made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.grid import Grid, to_grid
from parsers.stitch import join, repeated_rows, to_grids
from schemas.document import Overflow, Paragraph, Table
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, THREE, TWO, Box, cut, document, full, page_number, stitched, table, unhurried

TWO_ROW_HEADER = (
    (Box("序号", down=2), Box("项目名称", down=2), Box("责任单位", across=2), Box("目标任务", down=2)),
    ("牵头单位", "配合单位"),
)
CONTACTS = ("序号", "单位", "联系人", "联系电话")


def texts(found: Grid) -> list[list[str]]:
    return [[c.text for c in found.own(row)] for row in range(1, found.rows + 1)]


def one(vocabulary: Vocabulary, *pieces: Table) -> Grid:
    (found,) = stitched(vocabulary, *pieces)
    return found


def text_at(found: Grid, row: int, column: int) -> str:
    cell = found.at(row, column)
    assert cell is not None
    return cell.text


class TestWhichTablesAreOne:
    def test_pieces_on_consecutive_pages_are_one_table(self, vocabulary: Vocabulary) -> None:
        found = one(vocabulary, table(PLAN, ONE, page=1), table(TWO, THREE, page=2))
        assert texts(found) == [list(PLAN), list(ONE), list(TWO), list(THREE)]

    def test_a_page_number_between_the_pieces_does_not_hinder(self, vocabulary: Vocabulary) -> None:
        blocks = (table(PLAN, ONE, page=3), page_number(3), table(TWO, page=4), page_number(4), table(THREE, page=5))
        (found,) = stitched(vocabulary, *blocks)
        assert found.rows == 4

    def test_a_heading_between_the_pieces_parts_them(self, vocabulary: Vocabulary) -> None:
        heading = Paragraph(text="二、区级民生实事项目", page=2)
        first, second = stitched(vocabulary, table(PLAN, ONE, page=1), heading, table(PLAN, TWO, page=2))
        assert (first.table_no, second.table_no) == (1, 2)

    @pytest.mark.parametrize("pages", [(1, 1), (1, 3), (None, 2), (1, None)])
    def test_only_the_very_next_page_continues(
        self, vocabulary: Vocabulary, pages: tuple[int | None, int | None]
    ) -> None:
        assert len(stitched(vocabulary, table(PLAN, ONE, page=pages[0]), table(PLAN, TWO, page=pages[1]))) == 2

    def test_without_pages_a_repeated_header_goes_on_with_its_numbers(self, vocabulary: Vocabulary) -> None:
        (found,) = stitched(vocabulary, table(PLAN, ONE), table(PLAN, TWO))
        assert found.rows == 3

    def test_without_pages_a_repeated_header_begins_a_table_with_its_numbers(self, vocabulary: Vocabulary) -> None:
        assert len(stitched(vocabulary, table(PLAN, ONE), table(PLAN, ("1", *TWO[1:])))) == 2

    def test_tables_that_a_frame_calls_differently_stay_apart(self, vocabulary: Vocabulary) -> None:
        labelled = [table(PLAN, row).model_copy(update={"label": word}) for row, word in ((ONE, "市级"), (TWO, "区级"))]
        assert [g.label for g in stitched(vocabulary, *labelled)] == ["市级", "区级"]

    def test_a_piece_that_lost_its_blank_last_column_goes_on_and_says_so(self, vocabulary: Vocabulary) -> None:
        (found,) = stitched(vocabulary, table((*PLAN, "备注"), (*ONE, "")), table(TWO))
        assert (found.rows, found.columns) == (3, 5)
        assert [f.rule for f in found.findings] == ["lost_column"]

    def test_a_piece_that_may_lack_one_column_or_another_stays_apart(self, vocabulary: Vocabulary) -> None:
        header = ("序号", "项目名称", "目标任务", "备注")
        pieces = (table(header, ("1", "甲", "子", "丑")), table(("2", "乙", "寅")))
        assert len(stitched(vocabulary, *pieces)) == 2

    def test_a_second_table_on_the_second_page_stays_its_own(self, vocabulary: Vocabulary) -> None:
        pieces = (table(PLAN, ONE, page=1), table(TWO, page=2), table(PLAN, THREE, page=2))
        assert [g.rows for g in stitched(vocabulary, *pieces)] == [3, 2]

    def test_a_different_number_of_columns_is_a_different_table(self, vocabulary: Vocabulary) -> None:
        assert len(stitched(vocabulary, table(PLAN, ONE, page=1), table((*TWO, "备注"), page=2))) == 2

    def test_a_different_header_is_a_different_table(self, vocabulary: Vocabulary) -> None:
        contacts = table(CONTACTS, ("1", "区教委", "张三", "67820000"), page=2)
        assert len(stitched(vocabulary, table(PLAN, ONE, page=1), contacts)) == 2

    def test_a_different_header_below_a_title_row_is_a_different_table(self, vocabulary: Vocabulary) -> None:
        title = (Box("附件2 联络员名单", across=4),)
        contacts = table(title, CONTACTS, ("1", "区教委", "张三", "67820000"), page=2)
        assert len(stitched(vocabulary, table(PLAN, ONE, page=1), contacts)) == 2

    def test_tables_are_numbered_in_reading_order(self, vocabulary: Vocabulary) -> None:
        pieces = (table(CONTACTS, page=1), Paragraph(text="附件1", page=1), table(PLAN, page=1), table(ONE, page=2))
        assert [g.table_no for g in stitched(vocabulary, *pieces)] == [1, 2]

    def test_a_table_is_found_at_its_first_block(self, vocabulary: Vocabulary) -> None:
        given_document = document("通知", table(PLAN, ONE, page=1), page_number(1), table(TWO, page=2), "注")
        assert [block for block, _ in to_grids(given_document, vocabulary.headers)] == [1]

    def test_a_document_without_tables_has_none(self, vocabulary: Vocabulary) -> None:
        assert stitched(vocabulary, "关于做好民生实事的通知") == []


class TestRepeatedHeaders:
    def test_a_repeated_header_goes(self, vocabulary: Vocabulary) -> None:
        found = one(vocabulary, table(PLAN, ONE, page=1), table(PLAN, TWO, page=2))
        assert texts(found) == [list(PLAN), list(ONE), list(TWO)]
        assert [d.text for d in found.repeated] == list(PLAN)

    def test_a_repeated_header_of_two_rows_goes(self, vocabulary: Vocabulary) -> None:
        rows = [(str(n), "新建学校", "区教委", "区财政局", "1所") for n in (1, 2)]
        found = one(vocabulary, table(*TWO_ROW_HEADER, rows[0], page=1), table(*TWO_ROW_HEADER, rows[1], page=2))
        assert texts(found)[2:] == [list(rows[0]), list(rows[1])]
        assert [d.text for d in found.repeated] == ["序号", "项目名称", "责任单位", "目标任务", "牵头单位", "配合单位"]

    def test_a_repeated_title_row_and_header_go(self, vocabulary: Vocabulary) -> None:
        title = (Box("渝北区2024年重点民生实事项目", across=4),)
        found = one(vocabulary, table(title, PLAN, ONE, page=1), table(title, PLAN, TWO, page=2))
        assert texts(found)[2:] == [list(ONE), list(TWO)]

    def test_a_header_goes_that_is_repeated_without_the_title_row_above_it(self, vocabulary: Vocabulary) -> None:
        title = (Box("渝北区2024年重点民生实事项目", across=4),)
        found = one(vocabulary, table(title, PLAN, ONE, page=1), table(PLAN, TWO, page=2))
        assert texts(found)[2:] == [list(ONE), list(TWO)]

    def test_a_header_set_differently_is_still_repeated(self, vocabulary: Vocabulary) -> None:
        spaced = ("序 号", "项目\n名称", "牵 头 单 位", "目标任务")
        assert one(vocabulary, table(PLAN, ONE, page=1), table(spaced, TWO, page=2)).rows == 3

    def test_two_equal_rows_of_work_are_both_kept(self, vocabulary: Vocabulary) -> None:
        assert one(vocabulary, table(ONE, page=1), table(ONE, page=2)).rows == 2

    def test_a_page_with_nothing_but_the_header_adds_nothing(self, vocabulary: Vocabulary) -> None:
        found = one(vocabulary, table(PLAN, ONE, page=1), table(PLAN, page=2))
        assert (found.rows, len(found.repeated)) == (2, 4)

    @pytest.mark.parametrize(
        ("above", "piece", "count"),
        [
            ([PLAN, ONE], [PLAN, TWO], 1),
            ([PLAN, ONE], [TWO], 0),
            ([PLAN, ONE], [PLAN, ONE], 1),
            ([*TWO_ROW_HEADER, (*ONE, "")], [*TWO_ROW_HEADER, (*TWO, "")], 2),
            ([("", "", "", ""), ONE], [("", "", "", ""), TWO], 0),
        ],
    )
    def test_how_many_rows_are_repeated(
        self, above: list[tuple[str, ...]], piece: list[tuple[str, ...]], count: int
    ) -> None:
        assert repeated_rows(to_grid(table(*above), 1), to_grid(table(*piece), 1)) == count


class TestCutRows:
    def test_a_row_cut_by_a_page_break_becomes_one_row(self, vocabulary: Vocabulary) -> None:
        upper = ("1", "新建学校", "区教委", cut("建成小学1所，"))
        found = one(vocabulary, table(PLAN, upper, page=1), table(("", "", "", "改造中学2所。"), TWO, page=2))
        assert texts(found)[1:] == [["1", "新建学校", "区教委", "建成小学1所，改造中学2所。"], list(TWO)]

    def test_a_row_cut_below_a_repeated_header_becomes_one_row(self, vocabulary: Vocabulary) -> None:
        upper = ("1", "新建学校", "区教委", cut("建成小学1所，"))
        found = one(vocabulary, table(PLAN, upper, page=1), table(PLAN, ("", "", "", "改造中学2所。"), TWO, page=2))
        assert text_at(found, 2, 4) == "建成小学1所，改造中学2所。"
        assert found.rows == 3

    def test_several_cells_of_a_row_are_cut_at_once(self, vocabulary: Vocabulary) -> None:
        upper = ("1", cut("城镇老旧小区改造和社区"), full("区住房城乡建委"), cut("新开工改造石油片区、"))
        lower = ("", "服务提升", "龙山街道", "龙兴片区等10个项目。")
        found = one(vocabulary, table(PLAN, upper, page=1), table(lower, TWO, page=2))
        assert texts(found)[1] == [
            "1",
            "城镇老旧小区改造和社区服务提升",
            "区住房城乡建委\n龙山街道",
            "新开工改造石油片区、龙兴片区等10个项目。",
        ]

    def test_a_paragraph_that_ended_above_stays_a_paragraph(self, vocabulary: Vocabulary) -> None:
        upper = ("1", "新建学校", "区教委", full("一是建成小学。"))
        found = one(vocabulary, table(PLAN, upper, page=1), table(("", "", "", "二是改造中学。"), page=2))
        assert text_at(found, 2, 4) == "一是建成小学。\n二是改造中学。"

    def test_a_row_cut_twice_becomes_one_row(self, vocabulary: Vocabulary) -> None:
        pages = (
            table(PLAN, ("1", "新建学校", "区教委", cut("甲小学、")), page=1),
            table(("", "", "", cut("乙小学、")), page=2),
            table(("", "", "", "丙小学。"), TWO, page=3),
        )
        found = one(vocabulary, *pages)
        assert texts(found)[1:] == [["1", "新建学校", "区教委", "甲小学、乙小学、丙小学。"], list(TWO)]

    def test_a_row_with_a_number_begins_at_the_top(self, vocabulary: Vocabulary) -> None:
        upper = ("1", full("新建学校"), full("区教委"), cut("建成小学1所。"))
        assert one(vocabulary, table(PLAN, upper, page=1), table(TWO, page=2)).rows == 3

    def test_a_row_below_cells_with_room_to_spare_begins_at_the_top(self, vocabulary: Vocabulary) -> None:
        found = one(vocabulary, table(PLAN, ONE, page=1), table(("", "", "区财政局", "落实资金。"), page=2))
        assert texts(found)[2] == ["区财政局", "落实资金。"]

    @pytest.mark.parametrize(
        ("above", "below"),
        [
            ("2024.6", "2024.12"),
            ("2024年6月", "2024年12月"),
            ("2024年上半年", "2024年底"),
            ("2020年12月31日", "2020年6月30日"),
            ("2024年6月底前", "2024年第三季度"),
            ("6月30日前", "12月上旬"),
            ("2024-06-30", "2024-12-31"),
            ("二〇二四年六月", "二〇二四年十二月底"),
            ("全年", "年底前完成"),
            ("今年三季度", "本年底"),
            ("全年坚持", "2025年12月底前"),
            ("9月底前", "长期坚持"),
            ("2024年6月底前建成", "2024年12月底前建成"),
            ("2024年春节前", "2024年国庆节前"),
            ("2024年", "2025年"),
            ("500", "1,200"),
            ("85%", "100%"),
            ("—", "2024.12"),
            ("超额完成", "超额完成"),
        ],
    )
    def test_a_whole_value_below_a_whole_value_begins_a_row(
        self, vocabulary: Vocabulary, above: str, below: str
    ) -> None:
        upper = ("1", "新建学校", full("区教委"), full(above))
        lower = ("", "", "区财政局", below)
        assert one(vocabulary, table(PLAN, upper, page=1), table(lower, page=2)).rows == 3

    @pytest.mark.parametrize(
        ("above", "below"),
        [
            ("2024年", "12月"),
            ("2024", "年底"),
            ("2024年1", "2月底"),
            ("2024年12月", "31日"),
            ("2024年12月3", "1日"),
            ("2024年6月", "底前完成"),
            ("2024年上", "半年"),
            ("2024年6月至", "2024年12月"),
            ("二〇二四年十", "二月"),
            ("2024年6月下旬", "前完成"),
        ],
    )
    def test_a_date_that_a_page_cuts_is_whole_again(self, vocabulary: Vocabulary, above: str, below: str) -> None:
        upper = ("1", "新建学校", full("区教委"), full(above))
        found = one(vocabulary, table(PLAN, upper, page=1), table(("", "", "", below), page=2))
        assert found.rows == 2
        assert texts(found)[1][3].replace("\n", "") == above + below

    def test_two_steps_of_a_task_that_is_cut_inside_a_sentence_stay_one(self, vocabulary: Vocabulary) -> None:
        one_above = ("1", "新建学校", "区教委", "新建小学3所，改造中学2所，新增学位1500个。", "2024年12月")
        plan = (*PLAN, "完成时限")
        upper = ("2", "建设公园", full("区城管局"), cut("建成街头公园1个、社区公园1个，配套"), full("2024年6月底前"))
        lower = ("", "", "", "完善健身步道、停车场等设施，惠及居民3万人。", "2024年12月底前")
        found = one(vocabulary, table(plan, one_above, upper, page=1), table(lower, page=2))
        assert found.rows == 3
        assert [f.rule for f in found.findings] == ["doubtful_page_break"]

    def test_where_no_sentence_is_ended_an_open_one_is_not_cut(self, vocabulary: Vocabulary) -> None:
        one_above = ("1", "新建学校", "区教委", "新建小学3所，改造中学2所，新增学位1500个", "2024年12月")
        plan = (*PLAN, "完成时限")
        upper = ("2", "建设公园", full("区城管局"), cut("建成街头公园1个、社区公园1个以及绿道"), full("2024年6月底前"))
        lower = ("", "", "", "改造老旧公园2个", "2024年12月底前")
        found = one(vocabulary, table(plan, one_above, upper, page=1), table(lower, page=2))
        assert found.rows == 4
        (doubt,) = found.findings
        assert (doubt.rule, doubt.page, doubt.row_no) == ("doubtful_page_break", 2, 4)
        assert doubt.message.endswith("though a sentence stops at the page's end.")

    def test_pieces_that_both_begin_with_a_deadline_are_joined_with_a_doubt(self, vocabulary: Vocabulary) -> None:
        plan = (*PLAN, "进度安排")
        upper = ("1", "建设公园", full("区城管局"), full("建成公园2个。"), full("2024年6月底前完成主体工程"))
        lower = ("", "", "", "惠及居民3万人。", "2024年12月底前完成绿化工程")
        found = one(vocabulary, table(plan, upper, page=1), table(lower, page=2))
        (doubt,) = found.findings
        assert (found.rows, doubt.rule, doubt.page, doubt.row_no) == (2, "doubtful_page_break", 2, 3)
        assert doubt.message.endswith("though both pieces begin with a deadline.")

    def test_an_enumerated_sentence_below_a_whole_one_begins_a_row(self, vocabulary: Vocabulary) -> None:
        upper = ("1", Box("学有优教", down=1), full("区教委"), full("1.新建幼儿园3所。"))
        lower = ("", "", "区住房城乡建委", "2.改扩建中小学2所。")
        assert one(vocabulary, table(PLAN, upper, page=1), table(lower, page=2)).rows == 3

    def test_a_text_below_a_blank_cell_begins_a_row(self, vocabulary: Vocabulary) -> None:
        upper = ("1", "新建学校", "", cut("建成小学1所，"))
        assert one(vocabulary, table(PLAN, upper, page=1), table(("", "", "区教委", "改造"), page=2)).rows == 3

    def test_a_row_below_a_section_at_the_foot_of_a_page_begins_at_the_top(self, vocabulary: Vocabulary) -> None:
        header = ("项目名称", "牵头单位", "目标任务")
        section = Box("一、市级重点民生实事项目", across=3, overflow=Overflow.PARAGRAPH)
        found = one(vocabulary, table(header, (section,), page=1), table(ONE[1:], page=2))
        assert texts(found)[1:] == [["一、市级重点民生实事项目"], list(ONE[1:])]

    LEADS = ("区教育局", "区民政局", "区发改局", "区卫健局", "区司法局")
    DATED = (*PLAN, "完成时限")

    def of_two_tasks(self, vocabulary: Vocabulary, upper: str, lower: str, target: Box | None = None) -> Grid:
        """A project of two rows between which a page ends, under five others with a lead each."""
        rows = [(str(n), "实事", lead, "建成。", "2024年12月") for n, lead in enumerate(self.LEADS, 1)]
        above = ("6", cut("农村公路"), cut(upper), target or full("建成道路3公里。"), full("2024年6月"))
        below = ("", "工程", lower, "改造道路2公里。", "2024年9月")
        return one(vocabulary, table(self.DATED, *rows, above, page=1), table(self.DATED, below, page=2))

    @pytest.mark.parametrize(("upper", "lower"), [("区交通局、区发改", "局"), ("区交通局、", "区园林局")])
    def test_a_lead_of_two_tasks_that_a_page_cuts_is_whole_again(
        self, vocabulary: Vocabulary, upper: str, lower: str
    ) -> None:
        found = self.of_two_tasks(vocabulary, upper, lower)
        assert [text_at(found, row, 3) for row in (7, 8)] == [upper + lower] * 2
        assert (found.rows, text_at(found, 8, 5), found.findings) == (8, "2024年9月", ())

    def test_a_lead_that_stands_nowhere_else_is_put_together_with_a_doubt(self, vocabulary: Vocabulary) -> None:
        found = self.of_two_tasks(vocabulary, "区园", "林局")
        (doubt,) = found.findings
        assert [text_at(found, row, 3) for row in (7, 8)] == ["区园林局"] * 2
        assert (doubt.rule, doubt.page, doubt.row_no) == ("doubtful_page_break", 2, 9)
        assert "was read as going on here" in doubt.message

    def test_each_of_two_tasks_may_have_a_lead_that_just_fills_its_cell(self, vocabulary: Vocabulary) -> None:
        found = self.of_two_tasks(vocabulary, "区城市管理局", "区水利局")
        assert [text_at(found, row, 3) for row in (7, 8)] == ["区城市管理局", "区水利局"]
        assert found.findings == ()

    def test_two_leads_of_which_one_may_be_a_piece_stay_two_with_a_doubt(self, vocabulary: Vocabulary) -> None:
        found = self.of_two_tasks(vocabulary, "区公租房公司", "消防大队")
        (doubt,) = found.findings
        assert [text_at(found, row, 3) for row in (7, 8)] == ["区公租房公司", "消防大队"]
        assert doubt.rule == "doubtful_page_break" and "was not read so" in doubt.message

    def test_a_lead_in_a_row_with_room_to_spare_was_not_cut(self, vocabulary: Vocabulary) -> None:
        """Its row is as high as it needs: it is of this row alone, and whole."""
        rows = [(str(n), "实事", lead, "建成。", "2024年12月") for n, lead in enumerate(self.LEADS, 1)]
        above = ("6", "公路", cut("区交通局、区发改"), "建成道路3公里。", "2024年6月")
        found = one(
            vocabulary,
            table(self.DATED, *rows, above, page=1),
            table(("", "", "局", "改造道路2公里。", "2024年9月"), page=2),
        )
        assert [text_at(found, row, 3) for row in (7, 8)] == ["区交通局、区发改", "局"]

    def test_a_row_with_a_number_begins_with_a_lead_of_its_own(self, vocabulary: Vocabulary) -> None:
        above = ("6", cut("农村公路"), cut("区交通局、区发改"), full("建成道路3公里。"), full("2024年6月"))
        rows = [(str(n), "实事", lead, "建成。", "2024年12月") for n, lead in enumerate(self.LEADS, 1)]
        below = ("7", "工程", "局", "改造道路2公里。", "2024年9月")
        found = one(vocabulary, table(self.DATED, *rows, above, page=1), table(below, page=2))
        assert text_at(found, 8, 3) == "局" and found.findings == ()

    def test_money_of_two_tasks_is_never_put_together(self, vocabulary: Vocabulary) -> None:
        plan = (*PLAN, "投资（万元）")
        rows = [
            (str(n), "实事", lead, "建成。", money)
            for n, (lead, money) in enumerate(zip(self.LEADS, "98765", strict=True), 1)
        ]
        rows[0] = (*rows[0][:4], "125")
        above = ("6", cut("农村公路"), full("区交通局"), full("建成道路3公里。"), cut("12"))
        found = one(vocabulary, table(plan, *rows, above, page=1), table(("", "", "", "改造道路2公里。", "5"), page=2))
        assert [text_at(found, row, 5) for row in (7, 8)] == ["12", "5"]

    def test_the_pieces_of_a_cut_cell_keep_their_places(self, vocabulary: Vocabulary) -> None:
        upper = ("1", "新建学校", "区教委", cut("建成小学1所，"))
        found = one(vocabulary, table(PLAN, upper, page=1), table(PLAN, ("", "", "", "改造中学2所。"), page=2))
        cell = found.at(2, 4)
        assert cell is not None
        assert [(d.page, d.row_no, d.text) for d in cell.drawn] == [(1, 2, "建成小学1所，"), (2, 4, "改造中学2所。")]


class TestMergedCells:
    def test_a_merge_that_crosses_the_page_stays_merged(self, vocabulary: Vocabulary) -> None:
        first = table(PLAN, ("1", "新建学校", Box("区教委", down=2), "甲"), ("2", "改造学校", "乙"), page=1)
        second = table(("3", "扩建学校", Box("", down=2), "丙"), ("4", "合并学校", "丁"), page=2)
        found = one(vocabulary, first, second)
        assert [text_at(found, row, 3) for row in range(2, 6)] == ["区教委"] * 4

    def test_a_merge_over_projects_may_end_one_row_below_the_break(self, vocabulary: Vocabulary) -> None:
        first = table(PLAN, ("1", "新建学校", Box("区教委", down=2), "甲"), ("2", "改造学校", "乙"), page=1)
        found = one(vocabulary, first, table(("3", "扩建学校", "", "丙"), TWO, page=2))
        assert text_at(found, 4, 3) == "区教委"

    def test_a_project_goes_on_with_more_of_its_parts(self, vocabulary: Vocabulary) -> None:
        project = (Box("1", down=2), Box("学有优教", down=2), "区教委", "甲")
        first = table(PLAN, project, ("区财政局", "乙"), page=1)
        found = one(vocabulary, first, table((Box("", down=2), Box("", down=2), "区卫健委", "丙"), ("", "丁"), page=2))
        assert [text_at(found, row, 2) for row in range(2, 6)] == ["学有优教"] * 4

    def test_a_merge_over_three_pages_stays_merged(self, vocabulary: Vocabulary) -> None:
        first = table(PLAN, ("1", "新建学校", Box("区教委", down=2), "甲"), ("2", "改造学校", "乙"), page=1)
        second = table(("3", "扩建学校", Box("", down=2), "丙"), ("4", "合并学校", "丁"), page=2)
        third = table(("5", "迁建学校", Box("", down=2), "戊"), ("6", "更名学校", "己"), page=3)
        found = one(vocabulary, first, second, third)
        cell = found.at(7, 3)
        assert cell is not None
        assert (cell.text, cell.row_span, [d.page for d in cell.drawn]) == ("区教委", 6, [1, 2, 3])

    def test_a_blank_of_a_new_project_is_a_blank(self, vocabulary: Vocabulary) -> None:
        found = one(vocabulary, table(PLAN, ONE, page=1), table(("2", "改造老旧小区", "", "41个"), page=2))
        assert text_at(found, 3, 3) == ""

    def test_a_new_project_merged_over_its_own_rows_keeps_its_blanks(self, vocabulary: Vocabulary) -> None:
        header = (*PLAN, "备注")
        first = table(header, (*ONE, "人大票决"), page=1)
        project = (Box("2", down=2), Box("病有良医", down=2), "区卫健委", "甲", Box("", down=2))
        found = one(vocabulary, first, table(project, ("区财政局", "乙"), page=2))
        assert [text_at(found, row, 5) for row in (2, 3, 4)] == ["人大票决", "", ""]

    def test_a_merged_name_may_be_cut_within_its_text(self, vocabulary: Vocabulary) -> None:
        first = table(
            PLAN,
            (Box("1", down=2), cut("城镇老旧小区改造和社区", down=2), "区住房城乡建委", "甲。"),
            ("区民政局", "乙。"),
            page=1,
        )
        rest = (Box("", down=2), Box("服务提升", down=2), "区财政局", "丙。")
        found = one(vocabulary, first, table(rest, ("区审计局", "丁。"), page=2))
        assert [text_at(found, row, 2) for row in range(2, 6)] == ["城镇老旧小区改造和社区服务提升"] * 4

    def test_a_name_merged_over_two_rows_may_be_cut_between_them(self, vocabulary: Vocabulary) -> None:
        """Of the merge one row is left on either page, so that neither piece looks merged."""
        first = table(PLAN, ("7", cut("失能特困人员集中照护及残疾人服"), "区民政局", full("甲。")), page=1)
        found = one(vocabulary, first, table(("", "务", "区残联", "乙。"), page=2))
        assert [text_at(found, row, 2) for row in (2, 3)] == ["失能特困人员集中照护及残疾人服务"] * 2

    def test_a_short_name_is_cut_where_another_cell_made_the_row_as_high_as_it_is(self, vocabulary: Vocabulary) -> None:
        upper = ("23", cut("基层医疗卫生设施完善"), "区卫健委", full("甲。"))
        found = one(vocabulary, table(PLAN, upper, page=1), table(("", "工程", "区财政局", "乙。"), page=2))
        assert [text_at(found, row, 2) for row in (2, 3)] == ["基层医疗卫生设施完善工程"] * 2

    def test_a_short_name_that_fills_its_cell_is_followed_by_another(self, vocabulary: Vocabulary) -> None:
        first = table(PLAN, ("7", cut("养老服务"), "区民政局", "甲。"), page=1)
        found = one(vocabulary, first, table(("", "残疾人服务", "区残联", "乙。"), page=2))
        assert [text_at(found, row, 2) for row in (2, 3)] == ["养老服务", "残疾人服务"]


class TestPlaces:
    def test_drawn_rows_are_counted_over_all_pages(self, vocabulary: Vocabulary) -> None:
        pages = [table(PLAN, row, page=page) for page, row in enumerate((ONE, TWO, THREE), 1)]
        found = one(vocabulary, *pages)
        firsts = [found.first_drawn(row) for row in range(1, 5)]
        assert [(d.page, d.row_no) for d in firsts] == [(1, 1), (1, 2), (2, 4), (3, 6)]

    def test_the_rows_that_begin_a_page_are_known(self, vocabulary: Vocabulary) -> None:
        pages = (table(PLAN, ONE, page=1), table(PLAN, TWO, page=2), table(THREE, page=3))
        assert one(vocabulary, *pages).page_tops == {3, 4}

    def test_the_rest_of_a_cut_row_begins_no_page(self, vocabulary: Vocabulary) -> None:
        upper = ("1", "新建学校", "区教委", cut("建成小学1所，"))
        found = one(vocabulary, table(PLAN, upper, page=1), table(("", "", "", "改造中学2所。"), TWO, page=2))
        assert found.page_tops == frozenset()


sizes = st.integers(1, 2)
texts_drawn = st.sampled_from(["1", "2", "区教委", "建成小学1所", "一、教育", "500"])
box = st.builds(Box, down=sizes, across=sizes) | st.builds(
    Box, text=texts_drawn, down=sizes, across=sizes, overflow=st.sampled_from(Overflow)
)


@st.composite
def pieces(draw: st.DrawFn) -> list[Table]:
    """The pages of one table, their columns as wide as page one's, their cells drawn at random."""
    width = draw(st.integers(2, 4))
    pages: list[Table] = []
    for page in range(1, draw(st.integers(2, 4)) + 1):
        header = [PLAN[:width]] if draw(st.booleans()) else []
        pages.append(_random_page(draw, width, page, header))
    return pages


def _random_page(draw: st.DrawFn, width: int, page: int, header: list[tuple[str, ...]]) -> Table:
    height = draw(st.integers(1, 3))
    rows: list[list[str | Box]] = [list(row) for row in header]
    covered: set[tuple[int, int]] = set()
    for row in range(height):
        drawn: list[str | Box] = []
        for column in range(width):
            if (row, column) in covered:
                continue
            wanted = draw(box)
            fits = column + wanted.across <= width and not {(row, column + i) for i in range(wanted.across)} & covered
            entry = Box(
                wanted.text, min(wanted.down, height - row), wanted.across if fits else 1, overflow=wanted.overflow
            )
            covered |= {(row + r, column + c) for r in range(entry.down) for c in range(entry.across)}
            drawn.append(entry)
        rows.append(drawn)
    return table(*rows, page=page)


@unhurried
@given(pieces())
def test_every_drawn_cell_is_kept_once(pages: list[Table]) -> None:
    found = to_grid(pages[0], 1)
    for page in pages[1:]:
        found = join(found, page)
    kept = [(d.page, d.column_no, d.text) for _, d in found.every_piece()]
    kept += [(d.page, d.column_no, d.text) for d in found.repeated]
    drawn = [(page.page, c.column, c.text) for page in pages for c in page.cells]
    assert sorted(kept, key=str) == sorted(drawn, key=str)


@unhurried
@given(pieces())
def test_no_text_is_lost_in_joining(pages: list[Table]) -> None:
    found = to_grid(pages[0], 1)
    for page in pages[1:]:
        found = join(found, page)
    for cell in found.cells:
        assert cell.text.replace("\n", "") == "".join(d.text for d in cell.drawn)


@unhurried
@given(pieces())
def test_no_cell_is_laid_over_another(pages: list[Table]) -> None:
    found = to_grid(pages[0], 1)
    for page in pages[1:]:
        found = join(found, page)
    covered = [
        (row, column)
        for c in found.cells
        for row in range(c.row, c.row + c.row_span)
        for column in range(c.column, c.column + c.column_span)
    ]
    assert len(covered) == len(set(covered))


@unhurried
@given(pages=pieces())
def test_drawn_rows_only_count_on(vocabulary: Vocabulary, pages: list[Table]) -> None:
    for found in (g for _, g in to_grids(document(*pages), vocabulary.headers)):
        pieces_by_page = sorted({(d.page or 0, d.row_no) for _, d in found.every_piece()})
        assert [row for _, row in pieces_by_page] == sorted(row for _, row in pieces_by_page)
