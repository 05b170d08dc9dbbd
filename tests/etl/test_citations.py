"""What letters say of other notices."""

import pytest

from etl.citations import Named, ending, named, names, parts_of, sentences
from schemas.notice import Disposition, ParagraphReading
from schemas.reference import Reference
from tests.etl.letters import NUMBER, OFFICE, PLAN, letter

OTHER = Named(NUMBER, frozenset({PLAN, OFFICE + PLAN}))


def said(*texts: str) -> list[str]:
    return list(sentences(letter(*texts)))


def test_sentences_are_those_of_the_letter_without_its_tasks() -> None:
    one = letter("甲。乙；丙！", "丁\n戊")
    task = ParagraphReading(paragraph_no=3, page=None, text="己", disposition=Disposition.FIELD, project=1, part=1)
    heading = ParagraphReading(paragraph_no=4, page=None, text="庚", disposition=Disposition.HEADING)
    one = one.model_copy(update={"paragraphs": (*one.paragraphs, task, heading)})
    assert list(sentences(one)) == ["甲", "乙", "丙", "丁", "戊"]


def test_a_notice_goes_by_its_number_its_title_and_its_tables() -> None:
    found = named(letter(captions=("渝北区2024年重点民生实事项目表", "附表")))
    assert found.number == NUMBER
    assert found.titles == {PLAN, OFFICE + PLAN, "渝北区2024年重点民生实事项目表"}


def test_a_number_has_its_parts() -> None:
    found = parts_of(NUMBER)
    assert found is not None and found.group("prefix", "year", "number") == ("渝北府办发", "2024", "5")
    assert parts_of("第5号") is None


@pytest.mark.parametrize(
    "text",
    [
        f"原{NUMBER}废止",
        "渝北府办发 ﹝2024﹞ 5 号同时废止",
        "原《关于印发2024年重点民生实事工作目标任务的通知》同时废止",
        f"原《{PLAN}》（{NUMBER}）停止执行",
        f"以本通知附件予以替换{NUMBER}",
        f"{NUMBER}文件内容与本通知不一致的,以本通知为准",
    ],
)
def test_a_notice_that_is_ended(reference: Reference, text: str) -> None:
    if "﹝" in text:
        text = text.replace("﹝", "〔").replace("﹞", "〕")
    assert ending(said(text), OTHER, reference.editions) is not None


@pytest.mark.parametrize(
    "text",
    [
        f"《{PLAN}》（渝府办发〔2024〕17号）同时废止",
        f"根据《{PLAN}》，原办法废止",
        f"{NUMBER}第二条作废",
        f"{NUMBER}附件中个别项目不再执行",
        f"{NUMBER}不作废",
        f"{NUMBER}印发以来成效明显",
        "其他文件同时废止",
        "《关于印发2024年重点工作的通知》同时废止",
    ],
)
def test_a_notice_that_is_not(reference: Reference, text: str) -> None:
    assert ending(said(text), OTHER, reference.editions) is None


def test_the_sentence_is_quoted_not_too_long(reference: Reference) -> None:
    assert ending(said(f"{NUMBER}废止。别的。"), OTHER, reference.editions) == f"{NUMBER}废止"
    long = ending(said(f"{NUMBER}" + "的全部内容" * 30 + "废止"), OTHER, reference.editions)
    assert long is not None and len(long) == 60 and long.endswith("…")


def test_a_notice_is_named_whatever_is_said_of_it() -> None:
    assert names(said(f"{NUMBER}继续执行"), OTHER)
    assert not names(said("渝北府办发〔2024〕15号继续执行"), OTHER)
    assert not names(said("无关"), Named(None, frozenset()))


def test_a_letter_of_many_pages_is_read_at_once(reference: Reference) -> None:
    texts = said("《" * 2000 + "甲" * 2000, *(f"第{n}条 {NUMBER}" for n in range(2000)))
    assert ending(texts, OTHER, reference.editions) is None
