"""The reference data: strict when it loads, and consistent as it stands."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from etl.keys import unit_key
from etl.reference.load import ReferenceDataError, load_reference, parse_yaml
from parsers.words import squeeze, squeeze_header
from schemas.notice import NoticeKind, Role
from schemas.reference import Origin, Reference, Region, Unit, UnitKind
from tests.etl.reference.build import DATA, FILES, REGION, UNIT, WULONG, YUBEI, Copy

REFERENCE = load_reference()
REGIONS = {region.id: region for region in REFERENCE.regions}
UNITS = [(region, unit) for region in REFERENCE.regions for unit in region.units]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copy:
    return Copy(tmp_path, monkeypatch)


def refusal(decisions: Path | None = None) -> str:
    with pytest.raises(ReferenceDataError) as refused:
        load_reference(decisions)
    return str(refused.value)


@pytest.mark.usefixtures("copy")
def test_what_no_test_has_broken_loads() -> None:
    loaded = load_reference()
    assert [r.name for r in loaded.regions] == ["渝北区", "武隆区"]
    assert loaded.vocabulary == REFERENCE.vocabulary


@pytest.mark.parametrize("name", FILES)
def test_an_unknown_key_names_its_file(name: str, copy: Copy) -> None:
    copy.add(name, "alias: [区教委]\n")
    message = refusal()
    assert name in message
    assert "alias" in message


@pytest.mark.parametrize("name", FILES)
def test_a_key_given_twice_names_its_file(name: str, copy: Copy) -> None:
    text = (copy.folder / name).read_text("utf-8")
    key = next(line for line in text.splitlines() if line[:1] not in "#- ").partition(":")[0]
    copy.add(name, f"{key}: []\n")
    message = refusal()
    assert name in message
    assert key in message
    assert "twice" in message


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("text", ["", "[]", "只是一句话", "- 1\n- 2\n"])
def test_a_file_of_another_shape_names_its_file(name: str, text: str, copy: Copy) -> None:
    copy.write(name, text)
    assert name in refusal()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("text", ["{", "a: [1, 2", "a:\n\t- b", "a: b: c", "*unknown"])
def test_a_file_that_is_no_yaml_names_its_file(name: str, text: str, copy: Copy) -> None:
    copy.write(name, text)
    assert name in refusal()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("headers.yml", "exact"),
        ("levels.yml", "both"),
        ("deadlines.yml", "parts"),
        ("groups.yml", "nouns"),
        ("notice.yml", "none"),
        ("regions/500112.yml", "names"),
    ],
)
def test_a_missing_key_is_named_with_its_file(name: str, key: str, copy: Copy) -> None:
    copy.drop(name, key)
    message = refusal()
    assert name in message
    assert key in message


def test_a_new_district_is_one_file(copy: Copy) -> None:
    copy.write("regions/500110.yml", REGION.format(id="500110", name="綦江区", prefix="綦江府办发"))
    assert [r.name for r in load_reference().regions] == ["綦江区", "渝北区", "武隆区"]


@pytest.mark.parametrize(
    "unit",
    [
        UNIT.format(id="education-two", name="另一个委员会", short_name="区教委"),
        UNIT.format(id="education-two", name="重庆市渝北区教育委员会", short_name="区教体局"),
        UNIT.format(id="education-two", name="另一个委员会", short_name="区 教委"),
        UNIT.format(id="education-two", name="区教委", short_name="教委"),
    ],
)
def test_a_name_claimed_by_two_units_names_both(unit: str, copy: Copy) -> None:
    copy.add("regions/500112.yml", unit)
    message = refusal()
    assert "regions/500112.yml" in message
    assert "education" in message
    assert "education-two" in message


def test_an_alias_may_not_be_another_units_name(copy: Copy) -> None:
    extra = "- {id: x, name: 某局, short_name: 甲局, aliases: [区教委], kind: department, origin: derived}"
    copy.add("regions/500112.yml", extra)
    assert "区教委" in refusal()


@pytest.mark.usefixtures("copy")
def test_two_regions_may_have_units_of_one_name() -> None:
    assert [unit.short_name for region in load_reference().regions for unit in region.units] == ["区教委", "区教委"]


def test_a_unit_id_given_twice_names_its_file(copy: Copy) -> None:
    copy.add("regions/500112.yml", UNIT.format(id="education", name="另一个委员会", short_name="教体局"))
    message = refusal()
    assert "regions/500112.yml" in message
    assert "education" in message


@pytest.mark.parametrize(
    "unit",
    [
        "- {id: x, name: 某局, short_name: 甲局, kind: bureau, origin: derived}",
        "- {id: x, name: 某局, short_name: 甲局, kind: department, origin: guessed}",
        "- {id: 教委, name: 某局, short_name: 甲局, kind: department, origin: derived}",
        "- {id: x, short_name: 甲局, kind: department, origin: derived}",
        "- {id: x, name: 某局, short_name: 甲局, kind: department, origin: derived, function: [教育]}",
        "- {id: x, name: 某局, short_name: 甲局, kind: department, origin: derived, valid_to: 去年}",
        "- {id: x, name: 某局, short_name: 甲局, kind: department, origin: derived, valid_to: 2024-02-30}",
        "- {id: x, id: y, name: 某局, short_name: 甲局, kind: department, origin: derived}",
    ],
)
def test_a_unit_of_another_shape_names_its_file(unit: str, copy: Copy) -> None:
    copy.add("regions/500112.yml", unit)
    assert "regions/500112.yml" in refusal()


@pytest.mark.parametrize("name", FILES)
def test_the_digest_changes_with_every_file(name: str, copy: Copy) -> None:
    before = load_reference().digest
    copy.add(name, "# one more remark\n")
    assert load_reference().digest != before


@pytest.mark.parametrize(("wrong", "right"), [("500113", "500112"), ("500112", "500156")])
def test_a_region_file_must_be_called_after_its_id(wrong: str, right: str, copy: Copy) -> None:
    """A copy of another district's file that keeps its id would make two districts one."""
    copy.write(f"regions/{wrong}.yml", YUBEI if right == "500112" else WULONG)
    assert refusal() == f"regions/{wrong}.yml: it describes {right}, so it must be called {right}.yml"


@pytest.mark.parametrize(
    ("name", "prefix", "claimed"), [("渝北区", "x", "渝北区"), ("巴南区", "渝北府办发", "渝北府办发")]
)
def test_what_proves_one_region_cannot_prove_another_of_its_time(
    name: str, prefix: str, claimed: str, copy: Copy
) -> None:
    copy.write("regions/500113.yml", REGION.format(id="500113", name=name, prefix=prefix))
    message = refusal()
    assert message.startswith(f"regions/500113.yml: “{claimed}” is claimed by 500112.yml too")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("kind: banana", "kind"),
        ("valid_from: 2030-01-01\nvalid_to: 2020-01-01", "valid_to 2020-01-01 is before valid_from 2030-01-01"),
    ],
)
def test_a_region_that_cannot_be_is_refused(line: str, fault: str, copy: Copy) -> None:
    text = REGION.format(id="500113", name="巴南区", prefix="巴南府办发")
    key = line.partition(":")[0]
    kept = [row for row in text.splitlines() if not row.startswith((f"{key}:", "valid_"))]
    copy.write("regions/500113.yml", "\n".join([line, *kept]))
    assert refusal().startswith("regions/500113.yml: ")
    assert fault in refusal()


@pytest.mark.usefixtures("copy")
def test_the_digest_is_the_same_for_the_same_data(tmp_path: Path) -> None:
    assert load_reference().digest == load_reference(tmp_path / "none.yml").digest == load_reference().digest


@pytest.mark.parametrize("text", ["a: 1\nb: 2", "- 1", "", "# nothing\n", "a: {b: 1, c: 2}\nd: {b: 1}"])
def test_yaml_without_doubled_keys_is_read(text: str) -> None:
    assert parse_yaml(text, "x.yml") in ({"a": 1, "b": 2}, [1], None, {"a": {"b": 1, "c": 2}, "d": {"b": 1}})


@pytest.mark.parametrize(
    "text", ["a: 1\na: 2", "a: {b: 1, b: 2}", "- {b: 1, b: 1}", "a: [", "? [a]\n: b", "day: 2024-02-30"]
)
def test_any_fault_of_yaml_names_its_source(text: str) -> None:
    with pytest.raises(ReferenceDataError, match=r"x\.yml"):
        parse_yaml(text, "x.yml")


# the data as it stands


def header_words(reference: Reference, matching: str) -> Iterator[tuple[str, Role]]:
    words: dict[Role, tuple[str, ...]] = getattr(reference.vocabulary.headers, matching)
    return ((word, role) for role, of_role in words.items() for word in of_role)


def test_every_header_word_stands_under_one_role_only() -> None:
    roles: dict[str, set[Role]] = {}
    for matching in ("exact", "contains"):
        for word, role in header_words(REFERENCE, matching):
            roles.setdefault(squeeze_header(word), set()).add(role)
    assert {word: found for word, found in roles.items() if len(found) > 1} == {}


@pytest.mark.parametrize("matching", ["exact", "contains"])
def test_no_header_word_stands_twice(matching: str) -> None:
    words = Counter(squeeze(word) for word, _ in header_words(REFERENCE, matching))
    assert [word for word, count in words.items() if count > 1] == []


def test_no_header_word_is_also_the_head_of_a_group() -> None:
    words = {squeeze(word) for word, _ in header_words(REFERENCE, "exact")}
    assert words.isdisjoint(squeeze(g) for g in REFERENCE.vocabulary.headers.group)


def test_every_role_has_a_word() -> None:
    assert set(REFERENCE.vocabulary.headers.exact) == set(Role)


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("序号", Role.SEQ),
        ("项目名称", Role.NAME),
        ("牵头单位", Role.LEAD),
        ("责任单位", Role.RESPONSIBLE),
        ("责任部门", Role.RESPONSIBLE),
        ("配合单位", Role.COOPERATING),
        ("协作单位", Role.COOPERATING),
        ("协办单位", Role.COOPERATING),
        ("协同单位", Role.COOPERATING),
        ("牵头领导", Role.LEADER),
        ("责任领导", Role.LEADER),
        ("分管领导", Role.LEADER),
        ("目标", Role.TARGET),
        ("目标任务", Role.TARGET),
        ("主要内容", Role.TARGET),
        ("工作内容", Role.TARGET),
        ("具体支撑项目及绩效目标", Role.DETAILS),
        ("完成时限", Role.DEADLINE),
    ],
)
def test_the_words_of_the_contract_have_their_roles(word: str, role: Role) -> None:
    assert word in REFERENCE.vocabulary.headers.exact[role]


def test_no_level_word_means_two_levels() -> None:
    levels = REFERENCE.vocabulary.levels
    words = Counter(
        squeeze(w) for group in (levels.municipal, levels.district, levels.both, levels.voted) for w in group
    )
    assert max(words.values()) == 1


def test_every_kind_of_notice_has_words() -> None:
    assert set(REFERENCE.vocabulary.notice.kinds) == set(NoticeKind)


def test_measures_of_money_are_what_they_are() -> None:
    assert REFERENCE.vocabulary.notice.money_measures == {"元": 1, "万元": 10_000, "亿元": 100_000_000}


def test_parts_of_a_year_lie_within_it() -> None:
    for first, last in REFERENCE.deadlines.parts.values():
        assert 1 <= first <= last <= 12
        assert last - first + 1 in (3, 6, 12)


def test_no_word_is_both_open_and_undetermined() -> None:
    words = REFERENCE.deadlines
    assert {squeeze(w) for w in words.open}.isdisjoint(squeeze(w) for w in words.undetermined)


@pytest.mark.parametrize("region", REGIONS.values(), ids=lambda r: r.id)
def test_a_region_file_is_named_by_its_id(region: Region) -> None:
    assert (DATA / "regions" / f"{region.id}.yml").exists()


@pytest.mark.parametrize("region", REGIONS.values(), ids=lambda r: r.id)
def test_a_region_goes_by_its_own_names(region: Region) -> None:
    assert {region.name, region.full_name} <= set(region.names)
    assert set(region.names).isdisjoint(region.weak_names)
    assert region.document_prefixes
    assert region.units
    assert region.valid_to is None or region.valid_from is None or region.valid_from < region.valid_to


@pytest.mark.parametrize("proof", ["id", "names", "document_prefixes"])
def test_nothing_proves_two_regions(proof: str) -> None:
    claims = Counter(
        claim
        for region in REGIONS.values()
        for claim in ([region.id] if proof == "id" else dict.fromkeys(getattr(region, proof)))
    )
    assert [claim for claim, count in claims.items() if count > 1] == []


def test_no_regions_name_is_a_weak_name_of_another_of_its_time() -> None:
    ended = {region.id: region.valid_to for region in REGIONS.values()}
    for region in REGIONS.values():
        others = [o for o in REGIONS.values() if region.valid_from is None or ended[o.id] != region.valid_from]
        assert set(region.names).isdisjoint(name for other in others for name in other.weak_names)


@pytest.mark.parametrize(
    ("region", "first", "last"),
    [
        ("500112", date(1994, 12, 17), date(2025, 11, 7)),
        ("500156", date(2016, 11, 24), None),
        ("cq-gaoxin", None, None),
    ],
)
def test_regions_are_valid_as_the_public_record_has_it(region: str, first: date | None, last: date | None) -> None:
    assert (REGIONS[region].valid_from, REGIONS[region].valid_to) == (first, last)


@pytest.mark.parametrize(("region", "unit"), UNITS, ids=[f"{r.id}-{u.id}" for r, u in UNITS])
def test_a_unit_is_fully_described(region: Region, unit: Unit) -> None:
    assert unit.short_name.strip() == unit.short_name != ""
    assert len(set(map(unit_key, unit.names))) == len(unit.names), "a name stands twice"
    assert unit.origin in (Origin.STATED, Origin.DERIVED)
    assert unit.kind not in (UnitKind.GROUP, UnitKind.UNKNOWN)
    others = {name for other in REGIONS.values() if other is not region for name in other.names}
    assert not any(name in unit.name for name in others if not any(name in own for own in region.names))


TOWNS_OF = {
    "500112": (19, 11, 0),
    "500156": (4, 10, 12),
    "cq-gaoxin": (3, 7, 0),
}


@pytest.mark.parametrize("region", TOWNS_OF)
def test_every_subdistrict_town_and_township_is_there(region: str) -> None:
    kinds = Counter(unit.kind for unit in REGIONS[region].units)
    found = tuple(kinds[kind] for kind in (UnitKind.SUBDISTRICT, UnitKind.TOWN, UnitKind.TOWNSHIP))
    assert found == TOWNS_OF[region]


@pytest.mark.parametrize(
    "function", ["教育", "卫生健康", "城市管理", "住房城乡建设", "公安", "民政", "市场监管", "生态环境", "财政"]
)
def test_a_common_field_of_work_is_somebodys_in_every_region(function: str) -> None:
    regions = [region for region in REGIONS.values() if region.id != "cq-liangjiang"]  # only its committee is known
    assert all(any(function in unit.functions for unit in region.units) for region in regions)


def test_a_field_of_work_has_one_name() -> None:
    functions = {function for _, unit in UNITS for function in unit.functions}
    doubled = {(one, other) for one in functions for other in functions if one != other and one in other}
    assert doubled == set()


def test_the_surnames_of_cells_tell_contact_persons() -> None:
    loaded = load_reference()
    assert loaded.vocabulary.private.surnames == loaded.cells.surnames
    assert loaded.vocabulary.private.compound_surnames == loaded.cells.compound_surnames


def test_words_that_announce_a_contact_announce_one_thing() -> None:
    private = load_reference().vocabulary.private
    words = [*private.phone, *private.mail, *private.wechat, *private.identity, *private.persons, *private.answerable]
    assert [word for word in words if words.count(word) > 1] == []
