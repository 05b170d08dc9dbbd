"""The user's file of decisions."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.ids import decided_unit_id, region_id
from etl.normalise.assemble import normalise
from etl.normalise.units.lexicon import Lexicon
from etl.pipeline import Run
from etl.raw_files import DiskFile
from etl.reference.decisions import NoDecisionError, UnknownUnitError, is_on, record_decision, withdraw_decision
from etl.reference.load import ReferenceDataError, load_reference
from schemas.reference import Decision, Reference
from tests.conftest import notice_path
from tests.etl.build import decision, notice, project, task
from tests.etl.reference.build import Copy

UNKNOWN = "区某某事务中心"
VERDICTS = [
    decision(UNKNOWN, "same_as", unit_id="500112-education"),
    decision(UNKNOWN, "new", name="重庆市渝北区某某事务中心", functions=["教育", "体育"]),
    decision(UNKNOWN, "new"),
    decision(UNKNOWN, "group"),
    decision(UNKNOWN, "not_a_unit"),
]


@pytest.fixture(autouse=True, scope="module")
def small_reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        Copy(tmp_path_factory.mktemp("small"), patch)
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "reference" / "decisions.yml"


def read(file: Path) -> tuple[Decision, ...]:
    return load_reference(file).decisions


@pytest.mark.parametrize("made", VERDICTS, ids=lambda d: d.verdict)
def test_a_decision_comes_back_as_it_was_made(made: Decision, file: Path) -> None:
    record_decision(file, made)
    assert read(file) == (made,)


def test_decisions_are_kept_in_the_order_made(file: Path) -> None:
    names = ["区甲局", "区乙局", "区丙局"]
    for name in names:
        record_decision(file, decision(name, "new"))
    assert [d.mention for d in read(file)] == names


def test_a_later_decision_on_a_name_takes_the_place_of_the_earlier(file: Path) -> None:
    for made in VERDICTS:
        record_decision(file, made)
    assert read(file) == (VERDICTS[-1],)


def test_the_same_name_in_two_regions_is_decided_twice(file: Path) -> None:
    record_decision(file, decision(UNKNOWN, "new"))
    record_decision(file, decision(UNKNOWN, "group", region="500156"))
    assert len(read(file)) == 2


def test_the_file_explains_itself_and_can_be_read_by_a_person(file: Path) -> None:
    record_decision(file, decision(UNKNOWN, "new", reason="区委编办2024年3号文"))
    text = file.read_text("utf-8")
    assert text.startswith("#")
    assert UNKNOWN in text
    assert "区委编办2024年3号文" in text


def test_nothing_but_the_file_is_left_behind(file: Path) -> None:
    record_decision(file, decision(UNKNOWN, "new"))
    assert [p.name for p in file.parent.iterdir()] == ["decisions.yml"]


def test_a_file_that_does_not_exist_holds_no_decisions(file: Path) -> None:
    assert read(file) == ()
    assert not file.exists()


@pytest.mark.parametrize("text", ["", "# none yet\n", "[]\n"])
def test_an_empty_file_holds_no_decisions(text: str, file: Path) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    assert read(file) == ()


BY_HAND = """\
# written by a person
- region: 渝北区
  mention: 区教体局
  verdict: same_as
  unit_id: 500112-education
  reason: 机构改革
  decided_by: 王五
  decided_on: 2024-05-01
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_may_be_edited_by_hand(encoding: str, newline: str, file: Path) -> None:
    file.parent.mkdir()
    file.write_text(BY_HAND, encoding, newline=newline)
    (made,) = read(file)
    assert (made.region, made.mention, made.unit_id) == ("渝北区", "区教体局", "500112-education")


def test_a_hand_written_decision_survives_the_next_one(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(BY_HAND, "utf-8")
    record_decision(file, decision(UNKNOWN, "new"))
    assert [d.mention for d in read(file)] == ["区教体局", UNKNOWN]


DAMAGED = {
    "no yaml": "- {",
    "no list": "region: 渝北区",
    "no decision": "- 区教体局",
    "unknown key": BY_HAND + "  note: 备注\n",
    "doubled key": BY_HAND + "  reason: 又一个\n",
    "unknown verdict": BY_HAND.replace("same_as", "maybe"),
    "no reason": BY_HAND.replace("  reason: 机构改革\n", ""),
    "no such day": BY_HAND.replace("2024-05-01", "2024-02-30"),
    "no day at all": BY_HAND.replace("2024-05-01", "五月"),
    "no such unit": BY_HAND.replace("500112-education", "500112-edukation"),
    "no unit": BY_HAND.replace("  unit_id: 500112-education\n", ""),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_refused_by_name_and_left_as_it_is(text: str, file: Path) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    with pytest.raises(ReferenceDataError, match=r"decisions\.yml"):
        load_reference(file)
    with pytest.raises(ReferenceDataError):
        record_decision(file, decision(UNKNOWN, "new"))
    assert file.read_text("utf-8") == text


def test_a_file_saved_in_another_encoding_is_refused_by_name(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(BY_HAND.encode("gbk"))
    with pytest.raises(ReferenceDataError, match=r"decisions\.yml"):
        load_reference(file)


def test_which_of_several_decisions_is_damaged_is_said(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(BY_HAND + BY_HAND.replace("same_as", "maybe"), "utf-8")
    with pytest.raises(ReferenceDataError, match="entry 2"):
        load_reference(file)


@pytest.mark.parametrize("unit", ["500112-edukation", "education", "", "武隆区教委"])
def test_a_decision_for_a_unit_that_does_not_exist_is_refused(unit: str, file: Path) -> None:
    with pytest.raises(ReferenceDataError, match="there is no unit"):
        record_decision(file, decision(UNKNOWN, "same_as", unit_id=unit))
    assert not file.exists()


def test_a_decision_for_another_regions_unit_is_refused(file: Path) -> None:
    with pytest.raises(ReferenceDataError):
        record_decision(file, decision(UNKNOWN, "same_as", unit_id="500156-education"))


def test_a_name_may_be_decided_to_be_a_unit_that_was_decided_before(file: Path) -> None:
    record_decision(file, decision(UNKNOWN, "new"))
    reference = load_reference(file)
    entry = Lexicon(reference.regions[0], reference.groups, reference.decisions).find(UNKNOWN)
    assert entry
    record_decision(file, decision("某某中心", "same_as", unit_id=entry.unit_id))
    assert len(read(file)) == 2


def test_every_decision_changes_the_digest(file: Path) -> None:
    digests = [load_reference(file).digest]
    for name in ("区甲局", "区乙局"):
        record_decision(file, decision(name, "new"))
        digests.append(load_reference(file).digest)
    assert len(set(digests)) == 3


def mentions(reference: Reference, cell: str) -> list[tuple[str, str]]:
    rows = normalise(notice(project(1, task(lead=cell))), reference)
    return [(u.mention, u.unit_id) for u in rows.task_units]


@pytest.mark.parametrize("made", VERDICTS, ids=lambda d: d.verdict)
def test_a_recorded_decision_settles_the_name(made: Decision, file: Path) -> None:
    record_decision(file, made)
    rows = normalise(notice(project(1, task(lead=f"{UNKNOWN}、区教委"))), load_reference(file))
    assert "unknown_unit" not in [f.rule for f in rows.findings]
    named = [u.mention for u in rows.task_units]
    assert named == (["区教委"] if made.verdict == "not_a_unit" else [UNKNOWN, "区教委"])


def test_a_name_decided_to_be_another_means_that_unit(file: Path) -> None:
    record_decision(file, VERDICTS[0])
    assert mentions(load_reference(file), UNKNOWN) == [(UNKNOWN, "500112-education")]


def test_the_functions_of_a_decided_unit_reach_the_warehouse(file: Path, tmp_path: Path) -> None:
    text = notice_path("yubei-2024-plan", "text").read_text("utf-8")
    source, warehouse = tmp_path / "notice.txt", tmp_path / "notices.duckdb"
    source.write_text(text.replace("区林业局", UNKNOWN), "utf-8")
    record_decision(file, decision(UNKNOWN, "new", name="重庆市渝北区某某事务中心", functions=["林业"]))
    run = Run("ingest", warehouse, load_reference(file))
    list(run.read([DiskFile(source)]))
    run.publish()
    sql = "SELECT function FROM unit_functions JOIN units USING (unit_id) WHERE short_name = ?"
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.execute(sql, [UNKNOWN]).fetchall()
    assert found == [("林业",)]


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@settings(deadline=None, derandomize=True, max_examples=10)
@given(mention=WORDS, name=st.none() | WORDS, reason=WORDS, by=WORDS, functions=st.lists(WORDS, max_size=3))
def test_any_words_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, mention: str, name: str | None, reason: str, by: str, functions: list[str]
) -> None:
    made = decision(mention, "new", name=name, reason=reason, decided_by=by, functions=functions)
    entries = [made.model_dump(mode="json", exclude_defaults=True)]
    file = tmp_path_factory.getbasetemp() / "any.yml"
    file.unlink(missing_ok=True)
    record_decision(file, made)
    assert yaml.safe_load(file.read_text("utf-8")) == entries
    assert read(file) == (made,)


def test_a_region_by_id_and_by_name_is_one_region(file: Path) -> None:
    record_decision(file, decision(UNKNOWN, "new"))
    record_decision(file, decision(f" {UNKNOWN}", "group", region="渝北区"))
    assert [d.verdict for d in read(file)] == ["group"]


def test_a_decision_that_is_taken_back_leaves_the_others(file: Path) -> None:
    record_decision(file, decision("区甲局", "new"))
    record_decision(file, decision("区乙局", "new"))
    withdraw_decision(file, "渝北区", "区甲局")
    assert [d.mention for d in read(file)] == ["区乙局"]


@pytest.mark.parametrize(("region", "name"), [("渝北区", "区乙局"), ("武隆区", "区甲局"), ("x-unknown", "区甲局")])
def test_only_a_decision_that_is_there_is_taken_back(region: str, name: str, file: Path) -> None:
    record_decision(file, decision("区甲局", "new"))
    with pytest.raises(NoDecisionError, match="no decision"):
        withdraw_decision(file, region, name)
    assert len(read(file)) == 1


def test_a_decision_that_another_rests_on_stays(file: Path) -> None:
    first = decision("区甲局", "new")
    record_decision(file, first)
    record_decision(file, decision("区乙局", "same_as", unit_id=decided_unit_id("500112", first)))
    before = file.read_text("utf-8")
    with pytest.raises(UnknownUnitError, match="区乙局"):
        withdraw_decision(file, "500112", "区甲局")
    with pytest.raises(UnknownUnitError, match="区乙局"):
        record_decision(file, decision("区甲局", "not_a_unit"))
    assert file.read_text("utf-8") == before


TWICE = BY_HAND + BY_HAND.replace("same_as", "not_a_unit").replace("  unit_id: 500112-education\n", "")


def test_of_two_decisions_on_a_name_by_hand_the_later_counts(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(TWICE, "utf-8")
    assert mentions(load_reference(file), "区教体局、区教委") == [("区教委", "500112-education")]


def test_a_decision_on_a_name_that_is_now_known_still_counts(file: Path) -> None:
    record_decision(file, decision("区教委", "new", name="重庆市渝北区另一个教委"))
    ((_, unit),) = mentions(load_reference(file), "区教委")
    assert unit.startswith("500112-new-")


def test_is_on_tells_a_name_of_a_region_however_either_is_written() -> None:
    regions = load_reference().regions
    made = decision("区 甲局", "new")
    assert is_on(made, "渝北区", "区甲局", regions)
    assert is_on(made, "500112", "区甲局", regions)
    assert not is_on(made, "武隆区", "区甲局", regions)
    assert not is_on(made, "渝北区", "区乙局", regions)


# names that are taken, regions that nobody knows


@pytest.mark.parametrize("name", ["重庆市渝北区教育委员会", "区教委", "区 教委"])
def test_a_new_unit_cannot_have_the_name_of_one_that_is_there(name: str, file: Path) -> None:
    with pytest.raises(UnknownUnitError, match="say --same-as 500112-education"):
        record_decision(file, decision(UNKNOWN, "new", name=name))
    assert not file.exists()


@pytest.mark.parametrize("region", ["霍山县", region_id("霍山县")])
def test_a_name_in_an_unknown_region_can_be_the_same_as_a_unit_decided_there(region: str, file: Path) -> None:
    first = decision("县教育局", "new", name="霍山县教育局", region="霍山县")
    record_decision(file, first)
    own = decided_unit_id(region_id("霍山县"), first)
    record_decision(file, decision("霍山县教育局", "same_as", unit_id=own, region=region))
    assert [d.verdict for d in read(file)] == ["new", "same_as"]


def test_a_unit_decided_in_another_region_is_none_of_this_one(file: Path) -> None:
    first = decision("县教育局", "new", region="霍山县")
    record_decision(file, first)
    for own in (decided_unit_id(region_id("霍山县"), first), decided_unit_id("500112", first)):
        with pytest.raises(UnknownUnitError):
            record_decision(file, decision(UNKNOWN, "same_as", unit_id=own))
