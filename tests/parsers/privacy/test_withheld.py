"""Whole readings: nothing private is left in any field of any model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.notice import read_notice
from parsers.privacy.withheld import withhold_in_reason, withhold_private
from schemas.document import Block, Cell, Doubt, Paragraph, Table
from schemas.finding import Finding, Severity
from schemas.notice import FileReading, Notice, Role
from schemas.reference import Vocabulary
from tests.conftest import FORMATS, NOTICES, notice_path
from tests.growth import grows_no_faster
from tests.parsers.build import ONE, PLAN, TITLE, TWO, Row, document, table, unhurried

LETTER = "每月25日前报区发展改革委（联系人：何小卿；联系电话：77721458；邮箱：1316540020@qq.com；QQ群：678804967）。"
PRIVATE = ("何小卿", "77721458", "1316540020", "678804967", "孙大圣", "13811112222")
HEADER = (*PLAN, "牵头领导", "责任人及联系方式")
ROWS: tuple[Row, ...] = (
    HEADER,
    (*ONE, "朱元璋 13811112222", "孙大圣\n13811112222"),
    (*TWO, "刘备", "区住房城乡建委 孙大圣"),
)


def reading(vocabulary: Vocabulary, *blocks: str | Block) -> FileReading:
    return FileReading(format="test", notice=read_notice(document(*blocks), vocabulary))


def clean(vocabulary: Vocabulary, *blocks: str | Block) -> Notice:
    return withhold_private(reading(vocabulary, *blocks), vocabulary).notice


def told(notice: Notice) -> list[str]:
    return [f.message for f in notice.findings if f.rule == "private_data"]


def test_nothing_private_is_left_in_any_field(vocabulary: Vocabulary) -> None:
    notice = clean(vocabulary, TITLE, LETTER, table(*ROWS))
    everything = notice.model_dump_json()
    assert [value for value in PRIVATE if value in everything] == []
    assert [t.leader for p in notice.projects for t in p.tasks] == ["朱元璋 〔电话〕", "刘备"]


def test_the_reading_is_the_same_but_for_that(vocabulary: Vocabulary) -> None:
    before = reading(vocabulary, TITLE, LETTER, table(*ROWS)).notice
    after = clean(vocabulary, TITLE, LETTER, table(*ROWS))
    assert [p.name for p in after.projects] == [p.name for p in before.projects]
    ours, theirs = ([c.model_dump(exclude={"text"}) for c in n.cells] for n in (after, before))
    assert ours == theirs
    assert [c.text for c in after.cells if c.field is Role.CONTACT] == ["〔责任人及联系方式〕"] * 2


def test_one_finding_counts_what_was_withheld_and_tells_none_of_it(vocabulary: Vocabulary) -> None:
    notice = clean(vocabulary, TITLE, LETTER, table(*ROWS))
    counted = "1 〔QQ〕, 2 〔电话〕, 1 〔联系人〕, 2 〔责任人及联系方式〕, 1 〔邮箱〕"
    message = f"private data was withheld and is marked where it stood: {counted}; the file itself has it."
    assert told(notice) == [message]
    assert [f.severity for f in notice.findings if f.rule == "private_data"] == [Severity.INFO]


def test_a_notice_without_private_data_stays_as_it_is(vocabulary: Vocabulary) -> None:
    given_reading = reading(vocabulary, TITLE, table(PLAN, ONE, TWO))
    assert withhold_private(given_reading, vocabulary) == given_reading


def test_a_blank_form_stays_blank(vocabulary: Vocabulary) -> None:
    form = table(HEADER, *[("",) * len(HEADER)] * 3)
    before = reading(vocabulary, TITLE, table(PLAN, ONE, TWO), form)
    assert withhold_private(before, vocabulary) == before


def test_findings_quote_nothing_private(vocabulary: Vocabulary) -> None:
    unread = ("", "", "", "", "", "孙大圣13811112222")
    notice = clean(vocabulary, TITLE, table(HEADER, unread, *ROWS[1:]))
    messages = " ".join(f.message for f in notice.findings if f.rule == "unread_cell")
    assert "〔" in messages
    assert not any(value in messages for value in PRIVATE)


def test_unsure_characters_of_a_private_text_are_not_shown(vocabulary: Vocabulary) -> None:
    drawn = table(*ROWS)
    doubtful = [
        c.model_copy(update={"doubts": (Doubt(at=1, char=c.text[1], score=0.4),)}) if "孙大圣" in c.text else c
        for c in drawn.cells
    ]
    assert all(isinstance(c, Cell) for c in doubtful)
    notice = clean(vocabulary, TITLE, Table(**{**dict(drawn), "cells": tuple(doubtful)}))
    messages = [f.message for f in notice.findings if f.rule == "unsure_character"]
    assert messages == ["read from a picture as “〔责任人及联系方式〕”; what stands in ⟦ ⟧ is unsure."] * 2


def test_letters_captions_sections_and_counts_are_looked_at(vocabulary: Vocabulary) -> None:
    caption = "2024年民生实事清单（联系人：何小卿）"
    notice = clean(
        vocabulary,
        "关于印发2024年重点民生实事工作目标任务的通知（联系电话：77721458）",
        "今年共实施2件民生实事（联系人：何小卿，77721458）。",
        "附件",
        caption,
        table(PLAN, ("一、市级（何小卿，77721458）", "", "", ""), ONE, TWO),
    )
    everything = notice.model_dump_json()
    assert [value for value in PRIVATE if value in everything] == []
    assert len(notice.projects) == 2


def test_a_new_field_would_be_looked_at_too(vocabulary: Vocabulary) -> None:
    """Every text of every model is reached, whatever its name: here all of one notice are replaced."""
    secret = "13811112222"
    before = reading(vocabulary, TITLE, LETTER, table(*ROWS))
    notice = before.notice.model_copy(
        update={
            "letter": before.notice.letter.model_copy(update=dict.fromkeys(("document_number", "issuer"), secret)),
            "captions": (secret,),
            "money_measure": secret,
            "columns": tuple(c.model_copy(update={"header": secret}) for c in before.notice.columns),
            "projects": tuple(
                p.model_copy(update=dict.fromkeys(("name", "section", "level", "remark", "caption"), secret))
                for p in before.notice.projects
            ),
            "cells": tuple(c.model_copy(update={"origin": secret}) for c in before.notice.cells),
            "findings": (Finding(severity=Severity.INFO, rule="x", message=f"“{secret}”"),),
        }
    )
    after = withhold_private(before.model_copy(update={"notice": notice}), vocabulary)
    assert secret not in after.model_dump_json()


def test_money_is_no_telephone(vocabulary: Vocabulary) -> None:
    rows = ((*PLAN, "总投资（元）"), (*ONE, "13811112222"), (*TWO, "67820064"))
    notice = clean(vocabulary, TITLE, table(*rows))
    assert [t.investment for p in notice.projects for t in p.tasks] == ["13811112222", "67820064"]
    assert told(notice) == []


@pytest.mark.parametrize(
    ("header", "left"),
    [("责任单位及联系人", "区教委 〔联系人〕、区财政局"), ("责任单位", "区教委 孙大圣、区财政局")],
)
def test_a_column_of_units_that_asks_for_contact_persons(header: str, left: str, vocabulary: Vocabulary) -> None:
    cell = "区教委 孙大圣、区财政局"
    rows = ((*PLAN, header), (*ONE, cell), (*TWO, "区民政局"))
    notice = clean(vocabulary, TITLE, table(*rows))
    tasks = [task for project in notice.projects for task in project.tasks]
    assert tasks[0].responsible == left
    assert left in [c.text for c in notice.cells]


@pytest.mark.parametrize("file_format", ["docx", "text", "xlsx"])
@pytest.mark.parametrize("name", NOTICES)
def test_withholding_again_changes_nothing(name: str, file_format: str, vocabulary: Vocabulary) -> None:
    from parsers.formats import read_document

    parsed = read_document(notice_path(name, file_format).read_bytes())
    assert file_format in FORMATS
    once = withhold_private(FileReading(format="test", notice=read_notice(parsed, vocabulary)), vocabulary)
    again = withhold_private(once, vocabulary)
    assert again.notice.model_copy(update={"findings": ()}) == once.notice.model_copy(update={"findings": ()})


def test_a_refusal_quotes_nothing_private(vocabulary: Vocabulary) -> None:
    reason = "by “联系人：何小卿，电话：77721458” it is none that sets projects."
    assert (
        withhold_in_reason(reason, vocabulary)
        == "by “联系人：〔联系人〕，电话：〔电话〕” it is none that sets projects."
    )
    assert withhold_in_reason("it is empty.", vocabulary) == "it is empty."


@unhurried
@given(text=st.text("孙大圣13811112222区教委（），、；\n ", min_size=1, max_size=20).filter(lambda t: bool(t.strip())))
def test_whatever_stands_under_contacts_is_withheld(text: str, vocabulary: Vocabulary) -> None:
    drawn = table((*PLAN, "责任人及联系方式"), (*ONE, text), (*TWO, ""))
    notice = clean(vocabulary, TITLE, drawn, Paragraph(text="抄送：区委办"))
    kept = text.strip() in vocabulary.notice.none
    assert {c.text for c in notice.cells if c.field is Role.CONTACT} == {text if kept else "〔责任人及联系方式〕"}


def test_a_long_notice_takes_time_in_proportion(vocabulary: Vocabulary) -> None:
    def withheld(rows: int) -> FileReading:
        work = [(str(n), f"建设{n}号公园", "区城管局", f"建成{n}个口袋公园") for n in range(1, rows + 1)]
        cells = [(r, c, text) for r, line in enumerate((PLAN, *work), 1) for c, text in enumerate(line, 1)]
        whole = Table(cells=tuple(Cell(row=r, column=c, text=t) for r, c, t in cells), rows=rows + 1, columns=4)
        notice = read_notice(document(TITLE, whole), vocabulary)
        return withhold_private(FileReading(format="docx", pages=None, notice=notice), vocabulary)

    assert grows_no_faster(withheld, 40, 400)
